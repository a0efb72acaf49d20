import { fixed } from '../../src/cli/fix.ts';
import { readingOf, type Reading } from '../../src/cli/kinds.ts';
import { ProjectLinter, type LintedFile } from '../../src/cli/lint.ts';
import { NO_SETTINGS, parseSettings, type Settings } from '../../src/cli/settings.ts';
import { syntaxErrorsIn } from '../../src/cli/syntax-errors.ts';
import type { PitfallRule } from '../../src/define-rule.ts';
import '../../src/every-kit.ts';
import type { FileKind } from '../../src/language/kind.ts';
import { PLAIN_PATHS } from './plain-paths.ts';
import { applied, changesFor, RawLinter, type Change } from './changes.ts';
import { sharedParser as sharedPython } from '../../src/python/syntax/grammar.ts';
import { sharedParser as sharedShell } from '../../src/shell/syntax/grammar.ts';
import { placeProblem } from './places.ts';
import { differenceOfReaders } from './readers.ts';
import type { Input } from './inputs.ts';
import { OutOfTime, withinTime } from '../../src/cli/within-time.ts';

/** What is wrong with what became of an input; inputs with the same `what` are taken to show the same mistake. */
export interface Failure {
  readonly what: string;
  readonly detail: string;
}

/** What one input led to. */
export interface Examination {
  readonly failure: Failure | null;
  /** Could the file be read? */
  readonly isChecked: boolean;
  readonly findings: number;
  readonly changes: number;
}

export const ROOT = '/project';
/** A file that takes longer than this has hung. */
const SLOWEST = 5000;
/** Of a file with very many findings, so many changes are tried. */
const MOST_CHANGES = 12;
/** Through the cursor, every node costs a call into WebAssembly. */
const LONGEST_COMPARED = 20_000;

/** Lints inputs with every rule on, tries every fix and suggestion alone, and knows what must never come of it. */
export class Examiner {
  readonly #rules: readonly PitfallRule[];
  readonly #linters = new Map<string, { readonly linter: ProjectLinter; readonly raw: RawLinter }>();

  constructor(rules: readonly PitfallRule[]) {
    this.#rules = rules;
  }

  examine(input: Input, compareReaders = false): Examination {
    let examination: Examination = { failure: null, isChecked: false, findings: 0, changes: 0 };
    try {
      const note = (noted: Partial<Examination>): void => {
        examination = { ...examination, ...noted };
      };
      const failure = this.#failureOf(input, note) ?? (compareReaders ? readerFailure(input) : null);
      return { ...examination, failure };
    } catch (error) {
      return { ...examination, failure: thrown(error) };
    }
  }

  #failureOf(input: Input, note: (noted: Partial<Examination>) => void): Failure | null {
    const { path, text, kind } = input;
    const reading = readingFor(path, kind);
    const { linter, raw } = this.#lintersFor(input);
    const lint = (changed: string): LintedFile => withinTime(SLOWEST, () => linter.lint(path, changed, reading));
    const linted = lint(text);
    note({ isChecked: linted.isChecked, findings: linted.findings.length });
    const wrong = noticeFailure(linted, kind) ?? placeProblem(linted, text, kind);
    if (wrong || linted.findings.length === 0) return wrong;
    const messages = withinTime(SLOWEST, () => raw.lint(path, text, reading));
    const different = difference(
      linted,
      messages.map(({ line, column, ruleId }) => `${String(line)}:${String(column)} ${ruleId ?? ''}`),
    );
    if (different) return different;
    const changes = messages.flatMap(changesFor);
    const step = Math.max(1, Math.ceil(changes.length / MOST_CHANGES));
    const tried = changes.filter((_, index) => index % step === 0);
    note({ changes: tried.length });
    if (tried.length === 0) return null;
    const errors = withinTime(SLOWEST, () => syntaxErrorsIn(withoutMark(text), path, kind));
    for (const change of tried) {
      const failure = this.#changeFailure(change, input, errors, lint);
      if (failure) return failure;
    }
    return linted.edits.size > 0 && errors === 0 ? this.#fixFailure(input, linted, lint) : null;
  }

  #changeFailure(change: Change, { path, text, kind }: Input, errors: number, lint: (text: string) => LintedFile): Failure | null {
    const changed = applied(text, change);
    const where = `${change.isFix ? 'fix' : 'suggestion'} of ${change.rule}`;
    if (changed === null) return { what: `${where} lies outside of the text`, detail: JSON.stringify(change) };
    const linted = lint(changed);
    const failure = noticeFailure(linted, kind) ?? placeProblem(linted, changed, kind);
    if (failure) return { what: `after ${where}: ${failure.what}`, detail: `${failure.detail}\n${changed}` };
    // What was broken before need not be mended.
    if (errors > 0) return null;
    if (!linted.isChecked) return { what: `${where} cannot be read`, detail: `${linted.notices[0]?.reason ?? ''}\n${changed}` };
    if (withinTime(SLOWEST, () => syntaxErrorsIn(withoutMark(changed), path, kind)) > 0)
      return { what: `${where} breaks the syntax`, detail: changed };
    return null;
  }

  #fixFailure({ path, text, kind }: Input, linted: LintedFile, lint: (text: string) => LintedFile): Failure | null {
    const { notices } = fixed({ path, kind, text, linted, lint, told: (findings) => findings });
    const [notice] = notices;
    return notice ? { what: `--fix: ${notice.reason}`, detail: '' } : null;
  }

  #lintersFor({ rules }: Input) {
    const key = JSON.stringify(rules);
    const known = this.#linters.get(key);
    if (known) return known;
    const settings = settingsOf(key, this.#rules);
    const linters = {
      linter: new ProjectLinter(ROOT, this.#rules, { preset: 'all', settings, only: [] }),
      raw: new RawLinter(ROOT, this.#rules, settings),
    };
    this.#linters.set(key, linters);
    return linters;
  }
}

/** A scenario's settings, but with every rule on. */
function settingsOf(rules: string, known: readonly PitfallRule[]): Settings {
  const result = parseSettings(`{ "rules": ${rules} }`, known);
  // A test may bring rules of its own, which the fixtures know nothing about.
  if ('mistakes' in result) return NO_SETTINGS;
  const loud = [...result.settings.rules].map(([name, setting]) => [name, { ...setting, severity: 'error' as const }] as const);
  return { ...NO_SETTINGS, rules: new Map(loud) };
}

function readingFor(path: string, kind: FileKind): Reading {
  const reading = readingOf(path) ?? readingOf(PLAIN_PATHS[kind]);
  if (!reading) throw new Error(`nobody reads ${path}`);
  return reading;
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** What engines say when a program stumbles, which is never true of a file. */
const STUMBLED =
  /Cannot (?:read|set|convert|destructure|create)|is not (?:a function|iterable|defined|a constructor)|\bundefined\b|Maximum call stack|Invalid (?:array|string|regular|count|index)|could not be read: /u;

/** How tree-sitter gives up on a text. */
const GIVEN_UP =
  /could not be read: (?:parsing it takes too long|Aborted\(|memory access out of bounds|unreachable|table index is out of bounds)/u;

function noticeFailure({ notices, isChecked }: LintedFile, kind: FileKind): Failure | null {
  for (const { reason } of notices) {
    if (reason.startsWith('internal error')) return { what: classOf(reason), detail: reason };
    // Brackets without end keep the grammar of shells busy; what counts is that the run goes on.
    if (kind === 'shell' && GIVEN_UP.test(reason)) return null;
    if (!isChecked && STUMBLED.test(reason)) return { what: `the ${kind} parser stumbled: ${classOf(reason)}`, detail: reason };
  }
  const isTolerant = kind !== 'javascript' && kind !== 'yaml';
  return isTolerant && !isChecked ? { what: `a ${kind} file was not read`, detail: notices[0]?.reason ?? 'without a notice' } : null;
}

/** The words of a message without what it quotes. */
function classOf(message: string): string {
  return message
    .replace(/ Occurred while linting .*$/su, '')
    .replace(/'[^']*'|"[^"]*"|\d+/gu, '…')
    .slice(0, 120);
}

/** With every node visited and other rules' schemas in sight, the findings must be the same. */
function difference({ findings }: LintedFile, others: readonly string[]): Failure | null {
  const ours = findings.map(({ line, column, rule }) => `${String(line)}:${String(column)} pitfalls/${rule}`).sort();
  const theirs = others.toSorted();
  if (ours.join() === theirs.join()) return null;
  return { what: 'the command and the plugin disagree', detail: `command: ${ours.join(', ')}\nplugin: ${theirs.join(', ')}` };
}

function readerFailure({ kind, text }: Input): Failure | null {
  if ((kind !== 'python' && kind !== 'shell') || text.length > LONGEST_COMPARED) return null;
  const detail = withinTime(SLOWEST, () => differenceOfReaders((kind === 'python' ? sharedPython : sharedShell).get(), text));
  return detail === null ? null : { what: 'the heap reader and the cursor disagree', detail };
}

function thrown(error: unknown): Failure {
  if (error instanceof OutOfTime) return { what: `no end after ${String(SLOWEST / 1000)} s`, detail: '' };
  if (!(error instanceof Error)) return { what: 'thrown', detail: String(error) };
  return { what: `thrown: ${classOf(error.message)}`, detail: error.stack ?? error.message };
}
