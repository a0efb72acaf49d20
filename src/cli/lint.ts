import { extname, join } from 'node:path';
import type { ESLint, Linter, Rule } from 'eslint';
import type { PitfallRule } from '../define-rule.ts';
import type { Edit } from '../language/detector.ts';
import { atWork, INTERNAL_ERROR } from '../language/guard.ts';
import { timed } from '../language/stopwatch.ts';
import { kitFor } from '../kit.ts';
import type { AnySource } from '../language/detector.ts';
import { DiskContent } from '../project/disk.ts';
import { Project } from '../project/project.ts';
import { useProject } from '../project/projects.ts';
import { teamOf } from '../team-registry/live.ts';
import { pythonTreesOf } from '../project/python-trees.ts';
import { brokenPythonLine } from './broken-python.ts';
import { entryFor, type Choice } from './choice.ts';
import { newLinter, workedOut } from './eslint.ts';
import { contentOf, Fingerprints } from './fingerprint.ts';
import type { Reading } from './kinds.ts';
import { LateSchemas } from './late-schemas.ts';
import { offersOf } from './offers.ts';
import type { Accepted, Finding, Notice } from './report.ts';

export interface LintedFile {
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  /** What would mend the findings that can be mended, counted from behind the byte order mark. */
  readonly edits: ReadonlyMap<Finding, Edit>;
  /** What its comments switch off; empty where nobody wants to know. */
  readonly disabled: readonly Accepted[];
  /** Could it be read at all? */
  readonly isChecked: boolean;
}

/** The class `ESLint` hands its `ruleFilter` on to the Linter, whose types do not mention it. */
interface VerifyOptions extends Linter.LintOptions {
  readonly ruleFilter: (rule: { readonly ruleId: string }) => boolean;
}

/** What comments have switched off, of the file that was linted last; the types do not mention it. */
interface SuppressingLinter extends Linter {
  getSuppressedMessages(): readonly Linter.SuppressedLintMessage[];
}

const OURS = 'pitfalls/';
const NO_EDITS: LintedFile['edits'] = new Map();

/** Lints the files of one root, with one Linter and one configuration for each kind of file. */
export class ProjectLinter {
  readonly #root: string;
  readonly #choice: Choice;
  #linter: Linter;
  readonly #rules: ReadonlyMap<string, PitfallRule>;
  readonly #schemas = new LateSchemas();
  readonly #copies: Readonly<Record<string, Rule.RuleModule>>;
  readonly #configs = new Map<string, Linter.Config[]>();
  /** Of a file: the rules that would not come to an end there; null when nothing will. */
  readonly #endless = new Map<string, ReadonlySet<string> | null>();
  #project: Project;

  constructor(root: string, rules: readonly PitfallRule[], choice: Choice) {
    this.#project = new Project(new DiskContent(root, true));
    this.#project.registries = choice.settings.registries;
    this.#root = root;
    this.#choice = choice;
    this.#linter = newLinter(root);
    this.#rules = new Map(rules.map((rule) => [`${OURS}${rule.card.name}`, rule]));
    this.#copies = Object.fromEntries(rules.map((rule) => [rule.card.name, this.#schemas.copyOf(rule)]));
  }

  /** Is a rule on? One that does not exist any more is no reason to keep anything. */
  runs(rule: string): boolean {
    const known = this.#rules.get(`${OURS}${rule}`);
    if (!known) return true;
    const folders = ['', ...this.#choice.settings.below.map(({ folder }) => folder)];
    return folders.some((folder) => [entryFor(known.card, this.#choice, folder)].flat()[0] !== 'off');
  }

  /** Other files, when rules ask about them, are from now on those of this project, and no longer of the disk. */
  surround(project: Project): void {
    this.#project = project;
    project.registries = this.#choice.settings.registries;
  }

  /** Leaves out of a file what was at work there when it was broken off. */
  giveWay(path: string): void {
    const { rule } = atWork;
    const earlier = this.#endless.get(path) ?? [];
    this.#endless.set(path, rule === null ? null : new Set([...earlier, rule]));
    this.#linter = newLinter(this.#root);
  }

  /**
   * Never throws: what goes wrong with one file is told as a notice, and the next file is linted as ever. Other files are
   * those of a project; of the disk, unless it is told.
   */
  lint(path: string, text: string, reading: Reading, project = this.#project): LintedFile {
    useProject(this.#root, project);
    return timed('files', path, () => this.#linted(path, text, reading, project))();
  }

  #linted(path: string, text: string, reading: Reading, project: Project): LintedFile {
    const endless = this.#endless.get(path);
    atWork.rule = null;
    if (endless === null) return unread([unchecked(path, null, 'took too long and was not checked')]);
    try {
      const options: VerifyOptions = {
        filename: join(this.#root, path),
        // Comments in the file may switch on rules of ESLint's own, with patterns of anybody's making.
        ruleFilter: ({ ruleId }) => this.#rules.has(ruleId) && endless?.has(ruleId.slice(OURS.length)) !== true,
      };
      const config = this.#configFor(path, reading);
      const verify = (): Linter.LintMessage[] => this.#linter.verify(text, config, options);
      const messages = pythonTreesOf(project).linting(path, verify, () => this.#linter.getSourceCode());
      atWork.rule = null;
      return this.#told(path, messages, reading);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return unread([unchecked(path, null, `internal error: ${reason}`)]);
    }
  }

  #told(path: string, messages: readonly Linter.LintMessage[], reading: Reading): LintedFile {
    const source = this.#linter.getSourceCode() as unknown as AnySource | null;
    if (!source) {
      return unread(messages.map(({ line, message }) => ({ ...unchecked(path, line, parseErrorIn(message)), isOfFile: true })));
    }
    const findings: Finding[] = [];
    const endless = this.#endless.get(path) ?? [];
    const notices = [...endless].map((rule) =>
      unchecked(path, null, `was checked without ${rule}, which took too long there: please report that`),
    );
    const edits = new Map<Finding, Edit>();
    const fingerprints = new Fingerprints();
    for (const message of messages) {
      const rule = this.#rules.get(message.ruleId ?? '');
      // What ESLint says about comments for other plugins' rules is not ours to tell.
      if (!rule) continue;
      if (isInternalError(message)) {
        notices.push(unchecked(path, null, message.message));
        continue;
      }
      const finding = this.#findingOf(path, message, rule, source, reading, fingerprints);
      findings.push(finding);
      if (message.fix) edits.set(finding, message.fix);
    }
    const broken = brokenPythonLine(source);
    if (broken !== undefined) {
      notices.push({
        path,
        line: broken,
        reason: 'could not be read as Python from here; the rest was checked',
        isIncomplete: false,
        isOfFile: true,
      });
    }
    const disabled =
      this.#choice.hasAccepted === true
        ? this.#disabled((message, rule) => this.#findingOf(path, message, rule, source, reading, fingerprints))
        : [];
    return { findings, notices, edits, disabled, isChecked: true };
  }

  #findingOf(...[path, message, rule, source, reading, fingerprints]: Parameters<typeof findingOf>): Finding {
    const finding = { ...findingOf(path, message, rule, source, reading, fingerprints), ...this.#teamIds(rule, message) };
    return this.#choice.hasOffers === true ? { ...finding, offers: offersOf(message, source) } : finding;
  }

  /** By the team's own numbers as well, where its registry has an entry that this rule checks. */
  #teamIds({ card }: PitfallRule, { message }: Linter.LintMessage): Pick<Finding, 'pitfalls'> | undefined {
    if (this.#choice.isUntrusted === true) return undefined;
    if (card.name === 'registry-detector') return { pitfalls: [message.slice(0, message.indexOf(': '))] };
    const ids = teamOf(this.#project).ties.get(card.name);
    return ids && { pitfalls: [...new Set([...ids, ...card.pitfalls])] };
  }

  /** Numbered after those that are told, so that whether anybody wants to know changes nothing. */
  #disabled(findingOf: (message: Linter.LintMessage, rule: PitfallRule) => Finding): Accepted[] {
    return (this.#linter as SuppressingLinter).getSuppressedMessages().flatMap((message) => {
      const rule = this.#rules.get(message.ruleId ?? '');
      const reason = message.suppressions.map(({ justification }) => justification).find((words) => words !== '') ?? '';
      return rule ? [{ finding: findingOf(message, rule), by: 'comment', reason: oneLine(reason) }] : [];
    });
  }

  #configFor(path: string, reading: Reading): Linter.Config[] {
    // To ESLint this ending means another kind of module.
    const ending = extname(path) === '.cjs' ? '.cjs' : '';
    const folder = this.#choice.settings.below.findLast((inner) => path.startsWith(inner.folder))?.folder ?? '';
    const key = `${reading.kind}${ending} ${folder}`;
    const known = this.#configs.get(key);
    if (known) return known;
    const block = this.#blockFor(reading, folder);
    const quick = this.#schemas.hiddenWhile(() => workedOut(block, this.#root, `file${ending}`));
    const config = quick ?? [{ ignores: ['!**/node_modules/'] }, block];
    this.#configs.set(key, config);
    return config;
  }

  /** What holds for files of a kind that lie in a folder with settings of its own, or at the top. */
  #blockFor({ kind, config }: Reading, folder: string): Linter.Config {
    // What a registry says is the repository's own word.
    const isHeard = ({ card }: PitfallRule): boolean => this.#choice.isUntrusted !== true || card.name !== 'registry-detector';
    const rules = [...this.#rules].filter(([, rule]) => rule.kinds.includes(kind) && isHeard(rule));
    return {
      // ESLint passes over a file that only a pattern like `*` fits; a function has no such meaning.
      files: [() => true] as unknown as string[],
      plugins: { pitfalls: { languages: kitFor(kind).languages, rules: this.#copies } as ESLint.Plugin },
      rules: Object.fromEntries(rules.map(([id, { card }]) => [id, entryFor(card, this.#choice, folder)])),
      linterOptions: {
        noInlineConfig: this.#choice.isUntrusted === true,
        reportUnusedDisableDirectives: 'off',
        reportUnusedInlineConfigs: 'off',
      },
      ...config,
    };
  }
}

/** `defineRule` guards each rule; a rule that failed says so in a message of its own. */
function isInternalError({ messageId, message }: Linter.LintMessage): boolean {
  return messageId === undefined && message.startsWith(INTERNAL_ERROR);
}

function findingOf(
  path: string,
  message: Linter.LintMessage,
  rule: PitfallRule,
  source: AnySource,
  { comment }: Reading,
  fingerprints: Fingerprints,
): Finding {
  const { line, column, endLine = line, endColumn = column } = message;
  const { card, meta } = rule;
  return {
    path,
    line,
    column,
    endLine,
    endColumn,
    severity: message.severity === 2 ? 'error' : 'warning',
    rule: card.name,
    level: card.level,
    pitfalls: card.pitfalls,
    message: oneLine(message.message),
    sourceLine: source.lineText?.(line) ?? source.lines[line - 1] ?? '',
    comment,
    url: meta?.docs?.url ?? '',
    // By its first name, so that a renamed rule finds what is accepted already.
    fingerprint: fingerprints.next(card.formerly?.[0] ?? card.name, contentOf(source, line, column)),
    isFixable: message.fix !== undefined,
  };
}

function unread(notices: readonly Notice[]): LintedFile {
  return { findings: [], notices, edits: NO_EDITS, disabled: [], isChecked: false };
}

function unchecked(path: string, line: number | null, reason: string): Notice {
  return { path, line, reason: oneLine(reason), isIncomplete: true };
}

function parseErrorIn(message: string): string {
  return message.replace(/^Parsing error: /u, 'could not be parsed: ');
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
