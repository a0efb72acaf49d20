import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { PitfallRule } from '../define-rule.ts';
import type { Request } from './arguments.ts';
import { BASELINE_FILE, baselineText, compare, linesOf, parseBaseline, readBaseline, type BaselineResult, type Entry } from './baseline.ts';
import { changesSince, contentAt, type ChangedFile, type Changes } from './changes.ts';
import { decode } from './decode.ts';
import type { Content } from './encode.ts';
import { candidatesIn, type Candidate, type Listing } from './discover.ts';
import { hasEslint } from './eslint.ts';
import { globMatcher } from './glob.ts';
import { placesOfHook } from './hook.ts';
import type { Reading } from './kinds.ts';
import { ProjectLinter, type LintedFile } from './lint.ts';
import { isMinified } from './minified.ts';
import { didYouMean } from './nearest.ts';
import { placesOf, type Place } from './places.ts';
import { FoldersInside, isTooLarge, readRegularFile, tooLarge, type Surroundings } from './read-file.ts';
import type * as Repairs from './repair.ts';
import type { Repair } from './repair.ts';
import { sortedReport, type Finding, type Notice, type Report } from './report.ts';
import { readSettings, type Settings } from './settings.ts';

export type Outcome = Checked | { readonly mistakes: readonly string[] };

export interface Checked {
  readonly report: Report;
  /** The baselines that are to be written. */
  readonly files: readonly WrittenFile[];
  /** What was mended, or would be. */
  readonly repairs: readonly Repair[];
}

export interface WrittenFile {
  readonly location: string;
  readonly text: string;
}

/** A file that comes from elsewhere than the disk, and where it belongs. */
export interface GivenFile {
  readonly place: Place;
  readonly candidate: Candidate;
}

/** Checks what was asked for; mistakes in the request or in settings come instead of a report. */
export async function check(request: Request, cwd: string, rules: readonly PitfallRule[], given?: GivenFile): Promise<Outcome> {
  if (!hasEslint()) return { mistakes: ['ESLint 9.38 or newer is not installed beside pitfalls: npm install --save-dev eslint'] };
  const placesAsked = request.isHook ? placesOfHook : placesOf;
  const { places, notices } = given ? { places: [given.place], notices: [] } : placesAsked(request.paths, cwd);
  // Git lists the files while ESLint loads.
  const listing = given
    ? Promise.resolve([{ ...NOTHING, candidates: [given.candidate] }])
    : Promise.all(places.map((place) => candidatesIn(place, request.isHook)));
  const mistakes = unknownRules(request.only, rules);
  const baselines = await Promise.all(places.map((place) => acceptedIn(place, request)));
  const projects = places.flatMap((place, index): Project[] => {
    const result = request.isUntrusted ? { settings: NO_SETTINGS } : readSettings(place.root, rules);
    const baseline = baselines[index] ?? { entries: [] };
    if ('mistakes' in result || 'mistakes' in baseline) {
      for (const read of [result, baseline]) if ('mistakes' in read) mistakes.push(...read.mistakes);
      return [];
    }
    const { settings } = result;
    return [{ place, settings, accepted: baseline.entries, linter: new ProjectLinter(place.root, rules, { ...request, settings }) }];
  });
  const found = await listing;
  if (mistakes.length > 0) return { mistakes };

  tuneFor(found.flatMap(({ candidates }) => candidates));
  const changes = await Promise.all(projects.map(({ place }) => changesIn(place, request.since)));
  const unknown = changes.filter((change) => typeof change === 'string');
  if (unknown.length > 0) return { mistakes: unknown };
  const files: WrittenFile[] = [];
  const repairs: Repair[] = [];
  // Loaded when somebody asks.
  const mender = request.fix === 'no' ? null : await import('./repair.ts');
  const reportOf = async (project: Project, index: number): Promise<Report> => {
    const { candidates: listedHere, notices: listed } = found[index] ?? NOTHING;
    const change = changes[index] as Changes | null;
    const candidates = change ? listedHere.filter(({ path }) => change.has(path)) : listedHere;
    const everything = await checkProject(project, candidates, change, mender, request.fix === 'write');
    const { report, file } = withBaseline(everything.report, project, candidates, request);
    if (file) files.push(file);
    const complete = { ...report, notices: [...listed, ...emptiness(project.place, listedHere), ...report.notices] };
    const prefix = projects.length > 1 ? relative(cwd, project.place.root).split(sep).join('/') : '';
    repairs.push(...everything.repairs.map((repair) => withPrefix(repair, prefix)));
    return prefixed(complete, prefix);
  };
  const reports = await Promise.all(projects.map(reportOf));
  return { report: sortedReport(summed([{ ...NOTHING_FOUND, notices }, ...reports])), files, repairs };
}

const NO_SETTINGS: Settings = { rules: new Map(), ignore: [] };

/** What the project has accepted; a change that nobody has looked at yet cannot accept anything itself. */
async function acceptedIn({ root, isRepository }: Place, { baseline, baselineFrom, isUntrusted }: Request): Promise<BaselineResult> {
  if (baseline === 'ignore') return { entries: [] };
  if (baselineFrom === null) return isUntrusted ? { entries: [] } : readBaseline(root);
  if (!isRepository) return { mistakes: [`'${root}' is not in a Git repository, so there is no revision '${baselineFrom}'`] };
  const content = await contentAt(root, baselineFrom, BASELINE_FILE);
  if (typeof content === 'string') return { mistakes: [content] };
  const decoded = content ? decode(content, 'yaml') : { text: '' };
  return 'refusal' in decoded ? { mistakes: [`${BASELINE_FILE} ${decoded.refusal}`] } : parseBaseline(decoded.text);
}

interface Project {
  readonly place: Place;
  readonly settings: Settings;
  readonly accepted: readonly Entry[];
  readonly linter: ProjectLinter;
}

const NOTHING: Listing = { candidates: [], notices: [] };
const NOTHING_FOUND: Report = { findings: [], notices: [], checkedFiles: 0, minifiedFiles: 0, acceptedFindings: 0 };

function unknownRules(asked: readonly string[], rules: readonly PitfallRule[]): string[] {
  const names = rules.map(({ card }) => card.name);
  return asked.filter((name) => !names.includes(name)).map((name) => `there is no rule '${name}'${didYouMean(name, names)}`);
}

/** For a handful of files the second compiler of WebAssembly costs more than it gains. */
function tuneFor(candidates: readonly Candidate[]): void {
  const pythonFiles = candidates.filter(({ reading }) => reading.kind === 'python').length;
  if (pythonFiles <= A_HANDFUL) setFlagsFromString('--wasm-tiering-budget=1000000000');
}

const A_HANDFUL = 10;

async function changesIn({ root, isRepository }: Place, since: Request['since']): Promise<Changes | string | null> {
  if (since === null) return null;
  return isRepository ? changesSince(root, since) : `'${root}' is not in a Git repository, so nobody knows what changed there`;
}

/** A file that was linted, which of its findings are new, and what can be done about them. */
interface Looked {
  readonly linted: LintedFile;
  readonly told: (findings: readonly Finding[]) => readonly Finding[];
  readonly repair: Repair | null;
}

async function checkProject(
  project: Project,
  candidates: readonly Candidate[],
  changes: Changes | null,
  mender: typeof Repairs | null,
  isWritten: boolean,
): Promise<{ readonly report: Report; readonly repairs: readonly Repair[] }> {
  const { place, settings, linter } = project;
  const report = { ...NOTHING_FOUND, findings: [] as Finding[], notices: [] as Notice[] };
  const ignores = settings.ignore.map(globMatcher);
  const listed = new Set(candidates.map(({ path }) => path));
  const disk = { root: place.root, folders: new FoldersInside(place.root), isListed: (path: string) => listed.has(path) };
  const looked: Looked[] = [];
  for (const candidate of candidates) {
    const { path, reading, isNamed } = candidate;
    if (!isNamed && ignores.some((isIgnored) => isIgnored(path))) continue;
    const change = changes?.get(path);
    const decoded = contentOf(candidate, change, disk);
    if ('refusal' in decoded) {
      if (decoded.refusal !== null) report.notices.push({ path, line: null, reason: decoded.refusal, isIncomplete: true });
      continue;
    }
    if (!isNamed && reading.kind === 'javascript' && isMinified(path, decoded.text)) {
      report.minifiedFiles++;
      continue;
    }
    const lint = (text: string): LintedFile => linter.lint(path, text, reading);
    const told = change ? withoutOld(change, reading, linter) : (findings: readonly Finding[]) => findings;
    const linted = lint(decoded.text);
    const file = { path, kind: reading.kind, text: decoded.text, linted, lint, told: (all: readonly Finding[]) => unaccepted(told(all), project) };
    const { repair, notices } = mender?.repairFor(candidate, decoded, file) ?? { repair: null, notices: [] };
    report.notices.push(...notices);
    looked.push({ linted, told, repair });
  }
  // Only now, so that who breaks off a long run finds all files as they were.
  const repairs = looked.flatMap(({ repair }) => repair ?? []);
  const failures = isWritten ? await mender?.carryOut(repairs) : undefined;
  const isDone = (repair: Repair): boolean => failures?.has(repair) === false;
  for (const { linted, told, repair } of looked) {
    const { findings, notices, isChecked } = repair && isDone(repair) ? repair.linted : linted;
    if (isChecked) report.checkedFiles++;
    report.findings.push(...told(findings));
    report.notices.push(...notices);
  }
  report.notices.push(...(failures?.values() ?? []));
  const count = repairs.reduce((sum, repair) => sum + (isDone(repair) ? repair.count : 0), 0);
  return { report: failures ? { ...report, fixedProblems: count } : report, repairs };
}

/** Without what the project has accepted, which is not to be changed either. */
function unaccepted(findings: readonly Finding[], { accepted, place: { root } }: Project): readonly Finding[] {
  if (accepted.length === 0) return findings;
  return compare(findings, accepted, { wasChecked: () => false, exists: (path) => existsSync(join(root, path)), today: today() }).findings;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** What is to be checked: the file, what is staged of it, or what was given in its place. */
function contentOf(
  { location, reading, isNamed, content }: Candidate,
  change: ChangedFile | undefined,
  disk: Omit<Surroundings, 'isNamed'>,
): Content | { readonly refusal: string | null } {
  const bytes = change?.after ?? content;
  if (bytes && isTooLarge(bytes.length)) return { refusal: tooLarge(bytes.length) };
  const file = bytes ? { bytes } : readRegularFile(location, { ...disk, isNamed });
  return 'bytes' in file ? { bytes: file.bytes, ...decode(file.bytes, reading.kind) } : file;
}

/** What the file before the change did not have, wherever in it that stood. */
function withoutOld(change: ChangedFile, reading: Reading, linter: ProjectLinter): Looked['told'] {
  let old: ReadonlySet<string> | undefined;
  return (findings) => {
    if (findings.length === 0) return findings;
    old ??= oldFindings(change, reading, linter);
    return findings.filter(({ rule, fingerprint }) => old?.has(`${rule} ${fingerprint}`) !== true);
  };
}

function oldFindings({ before, pathBefore }: ChangedFile, reading: Reading, linter: ProjectLinter): ReadonlySet<string> {
  const decoded = before && !isTooLarge(before.length) ? decode(before, reading.kind) : undefined;
  if (!decoded || 'refusal' in decoded) return new Set();
  return new Set(linter.lint(pathBefore, decoded.text, reading).findings.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`));
}

/** The report without what the baseline accepts; and the baseline, when it is to be written. */
function withBaseline(
  report: Report,
  { place: { root }, accepted }: Project,
  candidates: readonly Candidate[],
  { baseline: wish, since }: Request,
): { readonly report: Report; readonly file: WrittenFile | null } {
  const checked = new Set(candidates.map(({ path }) => path));
  const wasChecked = (path: string): boolean => checked.has(path);
  const exists = (path: string): boolean => existsSync(join(root, path));
  const location = join(root, BASELINE_FILE);
  if (wish === 'write') {
    const kept = accepted.filter(({ path }) => !wasChecked(path) && exists(path));
    const file = { location, text: baselineText(report.findings, accepted, kept) };
    return { report: { ...report, findings: [], acceptedFindings: report.findings.length }, file };
  }
  // With `--since`, old findings are not there to be compared.
  const { findings, accepted: silent, stale, notices } = compare(report.findings, accepted, { wasChecked, exists, today: today() });
  const isPruned = wish === 'prune' && stale.length > 0;
  return {
    report: {
      ...report,
      findings,
      acceptedFindings: silent.length,
      notices: [...report.notices, ...notices, ...(isPruned || since !== null ? [] : staleness(stale.length))],
    },
    file: isPruned ? { location, text: linesOf(accepted.filter((entry) => !stale.includes(entry))) } : null,
  };
}

function staleness(count: number): Notice[] {
  if (count === 0) return [];
  const entries = count === 1 ? '1 entry stands' : `${String(count)} entries stand`;
  return [{ path: BASELINE_FILE, line: null, reason: `${entries} for nothing any more; --prune removes what is stale`, isIncomplete: false }];
}

/** A run that looked at nothing must not pass for a clean one; files named one by one may all be of other kinds, though. */
function emptiness({ folders }: Place, candidates: readonly Candidate[]): Notice[] {
  if (folders.length === 0 || candidates.length > 0) return [];
  return [{ path: folders.join(', ') || '.', line: null, reason: 'holds no file of a kind that pitfalls reads', isIncomplete: true }];
}

/** Paths of several roots, told apart by the way to each from the working directory. */
function prefixed(report: Report, prefix: string): Report {
  const full = <Entry extends { readonly path: string }>(entry: Entry): Entry => withPrefix(entry, prefix);
  return { ...report, findings: report.findings.map(full), notices: report.notices.map(full) };
}

function withPrefix<Entry extends { readonly path: string }>(entry: Entry, prefix: string): Entry {
  return prefix === '' ? entry : { ...entry, path: `${prefix}/${entry.path}` };
}

function summed(reports: readonly Report[]): Report {
  const total = (count: (report: Report) => number): number => reports.reduce((sum, report) => sum + count(report), 0);
  return {
    findings: reports.flatMap(({ findings }) => findings),
    notices: reports.flatMap(({ notices }) => notices),
    checkedFiles: total(({ checkedFiles }) => checkedFiles),
    minifiedFiles: total(({ minifiedFiles }) => minifiedFiles),
    acceptedFindings: total(({ acceptedFindings }) => acceptedFindings),
    ...(reports.some(({ fixedProblems }) => fixedProblems !== undefined) ? { fixedProblems: total(({ fixedProblems = 0 }) => fixedProblems) } : {}),
  };
}
