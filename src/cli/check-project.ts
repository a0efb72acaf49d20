import { unaccepted } from './accepted.ts';
import type { Entry } from './baseline.ts';
import { changedLines, textBefore } from './changed-lines.ts';
import type { ChangedFile, Changes } from './changes.ts';
import type { Choice } from './choice.ts';
import type { Candidate } from './discover.ts';
import { suppressedIn, type Suppressions } from './eslint-suppressions.ts';
import { Intake, type PassedOver } from './intake.ts';
import type { Reading } from './kinds.ts';
import type { LintedFile, ProjectLinter } from './lint.ts';
import { look } from './look.ts';
import { newDirectives } from './new-silences.ts';
import type { Place } from './places.ts';
import type * as Repairs from './repair.ts';
import type { Repair } from './repair.ts';
import { NOTHING_FOUND, type Accepted, type Collected, type Finding, type Notice } from './report.ts';
import type { Project as OtherFiles } from '../project/project.ts';
import type { Settings } from './settings.ts';
import { lookedAtByAll, NO_HELPERS, type Helpers } from './several-threads.ts';
import { sidesOf } from './sides.ts';
import { lookedAtInTurn } from './turns.ts';

/** A root that is checked: its settings, what it has accepted, and what lints its files. */
export interface Project {
  readonly place: Place;
  /** Do comments in its files count? */
  readonly isTrusted: boolean;
  readonly settings: Settings;
  readonly choice: Choice;
  readonly accepted: readonly Entry[];
  /** What ESLint's own file accepts. */
  readonly suppressions: Suppressions;
  readonly linter: ProjectLinter;
}

/** A file that was linted, which of its findings are new, and what can be done about them. */
interface Looked {
  readonly linted: LintedFile;
  readonly fresh: (findings: readonly Finding[]) => readonly Finding[];
  /** Says whether a finding stands on a line that is new. */
  readonly mark: (finding: Finding) => Finding;
  readonly repair: Repair | null;
}

/** What is to be checked, and all that is there: a link to what is checked elsewhere needs no check. */
interface Files {
  readonly candidates: readonly Candidate[];
  readonly listed: readonly Candidate[];
}

/** What do the files of a project hold that is new? And what was mended, or would be? */
export async function checkProject(
  project: Project,
  { candidates, listed }: Files,
  changes: Changes | null,
  // What differs from where a pull request began, to tell its findings first.
  diff: Changes | null,
  mender: typeof Repairs | null,
  isWritten: boolean,
  helpers: Helpers = NO_HELPERS,
): Promise<{ readonly report: Collected; readonly repairs: readonly Repair[] }> {
  const { place, settings, accepted, suppressions, linter } = project;
  const report = {
    ...NOTHING_FOUND,
    findings: [] as Finding[],
    accepted: [] as Accepted[],
    disabled: [] as Accepted[],
    notices: [] as Notice[],
  };
  const intake = new Intake(place.root, listed, settings.ignore);
  const sides = changes && sidesOf(place.root, changes);
  if (sides) linter.surround(sides.now);
  const looked: Looked[] = [];
  const passOver = (path: string, { why, reason }: PassedOver): void => {
    if (why === 'minified') report.minifiedFiles++;
    if (why === 'unreadable') report.notices.push({ path, line: null, reason, isIncomplete: true, isOfFile: true });
  };
  const lookHere = (index: number, candidate: Candidate): void => {
    const { path, reading } = candidate;
    const change = changes?.get(path);
    const seen = look(candidate, intake, linter, change?.after);
    if ('why' in seen) {
      passOver(path, seen);
      return;
    }
    const { linted, content } = seen;
    const differs = diff?.get(path);
    const mark = differs ? marker(differs, reading, content.text) : asItIs;
    if (change && project.isTrusted) report.notices.push(...newDirectives(path, textBefore(change, reading.kind), content.text));
    const lint = (text: string): LintedFile => linter.lint(path, text, reading);
    const fresh = change && sides ? withoutOld(change, reading, linter, sides.before) : everything;
    // What the file held before is linted here, where somebody watches how long that takes.
    fresh(linted.findings);
    const told = (all: readonly Finding[]): readonly Finding[] => {
      const suppressed = suppressedIn(all, suppressions);
      return unaccepted(
        fresh(all).filter((finding) => !suppressed.has(finding)),
        accepted,
        place.root,
      );
    };
    const file = { path, kind: reading.kind, text: content.text, linted, lint, told };
    const { repair, notices } = mender?.repairFor(candidate, content, file) ?? { repair: null, notices: [] };
    report.notices.push(...notices);
    looked[index] = { linted, fresh, mark, repair };
  };
  const giveWay = ({ path }: Candidate): void => {
    linter.giveWay(path);
  };
  // Content that comes from Git or from the standard input is not sent about.
  const isOnDisk = changes === null && candidates.every(({ content }) => content === undefined);
  const { others, failure } = await lookedAtByAll(
    candidates,
    isOnDisk ? { root: place.root, choice: project.choice, listed } : null,
    helpers,
    { look: lookHere, giveWay },
  );
  const again: number[] = [];
  for (const [index, seen] of others) {
    const candidate = candidates[index];
    if (!candidate) continue;
    if (seen === 'lost')
      report.notices.push({
        path: candidate.path,
        line: null,
        reason: `was not checked, because a worker ended early: ${failure}`,
        isIncomplete: true,
      });
    else if ('why' in seen) passOver(candidate.path, seen);
    // To mend a file, or to tell which of its lines changed, takes what it holds; few files need it.
    else if ((mender && seen.linted.edits.size > 0) || (diff?.has(candidate.path) && seen.linted.findings.length > 0)) again.push(index);
    else looked[index] = { linted: seen.linted, fresh: everything, mark: asItIs, repair: null };
  }
  lookedAtInTurn({ next: () => again.shift(), candidates, look: lookHere, giveWay });
  // Only now, so that who breaks off a long run finds all files as they were.
  const inOrder = Object.values(looked);
  const repairs = inOrder.flatMap(({ repair }) => repair ?? []);
  const failures = isWritten ? await mender?.carryOut(repairs) : undefined;
  const isDone = (repair: Repair): boolean => failures?.has(repair) === false;
  for (const { linted, fresh, mark, repair } of inOrder) {
    const { findings, notices, disabled, isChecked } = repair && isDone(repair) ? repair.linted : linted;
    if (isChecked) report.checkedFiles++;
    // ESLint counts all of a file, old and new.
    const suppressed = suppressedIn(findings, suppressions);
    for (const finding of fresh(findings)) {
      if (suppressed.has(finding)) report.accepted.push({ finding, by: 'suppressions', reason: '' });
      else report.findings.push(mark(finding));
    }
    report.notices.push(...notices);
    // What was switched off before the change cannot be told from what is switched off with it.
    if (!changes) report.disabled.push(...disabled);
  }
  report.notices.push(...(failures?.values() ?? []));
  const count = repairs.reduce((sum, repair) => sum + (isDone(repair) ? repair.count : 0), 0);
  return { report: failures ? { ...report, fixedProblems: count } : report, repairs };
}

function marker(change: ChangedFile, { kind }: Reading, now: string): Looked['mark'] {
  let lines: ReadonlySet<number> | undefined;
  return (finding) => {
    lines ??= changedLines(textBefore(change, kind), now);
    return { ...finding, isOnChange: lines.has(finding.line) };
  };
}

const everything: Looked['fresh'] = (findings) => findings;
const asItIs: Looked['mark'] = (finding) => finding;

/** What the file before the change did not have, wherever in it that stood. */
function withoutOld(change: ChangedFile, reading: Reading, linter: ProjectLinter, before: OtherFiles): Looked['fresh'] {
  let old: ReadonlySet<string> | undefined;
  return (findings) => {
    if (findings.length === 0) return findings;
    old ??= oldFindings(change, reading, linter, before);
    return findings.filter(({ rule, fingerprint }) => old?.has(`${rule} ${fingerprint}`) !== true);
  };
}

function oldFindings(change: ChangedFile, reading: Reading, linter: ProjectLinter, before: OtherFiles): ReadonlySet<string> {
  const text = textBefore(change, reading.kind);
  if (text === '') return new Set();
  const { findings } = linter.lint(change.pathBefore, text, reading, before);
  return new Set(findings.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`));
}
