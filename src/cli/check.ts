import { relative, sep } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { PitfallRule } from '../define-rule.ts';
import { rules as ourRules } from '../generated/rules.ts';
import type { Request } from './arguments.ts';
import { decode } from './decode.ts';
import { candidatesIn, type Candidate, type Listing } from './discover.ts';
import { hasEslint } from './eslint.ts';
import { globMatcher } from './glob.ts';
import { ProjectLinter } from './lint.ts';
import { isMinified } from './minified.ts';
import { didYouMean } from './nearest.ts';
import { placesOf, type Place } from './places.ts';
import { readRegularFile } from './read-file.ts';
import { sortedReport, type Finding, type Notice, type Report } from './report.ts';
import { readSettings, type Settings } from './settings.ts';

export type Outcome = { readonly report: Report } | { readonly mistakes: readonly string[] };

/** Checks what was asked for; mistakes in the request or in settings come instead of a report. */
export async function check(request: Request, cwd: string, rules: readonly PitfallRule[] = ourRules): Promise<Outcome> {
  if (!hasEslint()) return { mistakes: ['ESLint 9.38 or newer is not installed beside pitfalls: npm install --save-dev eslint'] };
  const { places, notices } = placesOf(request.paths, cwd);
  // Git lists the files while ESLint loads.
  const listing = Promise.all(places.map(candidatesIn));
  const mistakes = unknownRules(request.only, rules);
  const projects = places.flatMap((place): Project[] => {
    const result = readSettings(place.root, rules);
    if ('mistakes' in result) {
      mistakes.push(...result.mistakes);
      return [];
    }
    const { settings } = result;
    return [{ place, settings, linter: new ProjectLinter(place.root, rules, { ...request, settings }) }];
  });
  const found = await listing;
  if (mistakes.length > 0) return { mistakes };

  tuneFor(found.flatMap(({ candidates }) => candidates));
  const reports = projects.map((project, index) => {
    const { candidates, notices: listed } = found[index] ?? NOTHING;
    const report = checkProject(project, candidates);
    const complete = { ...report, notices: [...listed, ...emptiness(project.place, candidates), ...report.notices] };
    return projects.length > 1 ? prefixed(complete, relative(cwd, project.place.root).split(sep).join('/')) : complete;
  });
  return { report: sortedReport(summed([{ findings: [], notices, checkedFiles: 0, minifiedFiles: 0 }, ...reports])) };
}

interface Project {
  readonly place: Place;
  readonly settings: Settings;
  readonly linter: ProjectLinter;
}

const NOTHING: Listing = { candidates: [], notices: [] };

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

function checkProject({ place: { root }, settings, linter }: Project, candidates: readonly Candidate[]): Report {
  const report = { findings: [] as Finding[], notices: [] as Notice[], checkedFiles: 0, minifiedFiles: 0 };
  const ignores = settings.ignore.map(globMatcher);
  const listed = new Set(candidates.map(({ path }) => path));
  for (const { path, location, reading, isNamed } of candidates) {
    if (!isNamed && ignores.some((isIgnored) => isIgnored(path))) continue;
    const file = readRegularFile(location, { root, isNamed, isListed: (other) => listed.has(other) });
    const decoded = 'bytes' in file ? decode(file.bytes, reading.kind) : file;
    if ('refusal' in decoded) {
      if (decoded.refusal !== null) report.notices.push({ path, line: null, reason: decoded.refusal, isIncomplete: true });
      continue;
    }
    if (!isNamed && reading.kind === 'javascript' && isMinified(path, decoded.text)) {
      report.minifiedFiles++;
      continue;
    }
    const { findings, notices, isChecked } = linter.lint(path, decoded.text, reading);
    if (isChecked) report.checkedFiles++;
    report.findings.push(...findings);
    report.notices.push(...notices);
  }
  return report;
}

/** A run that looked at nothing must not pass for a clean one; files named one by one may all be of other kinds, though. */
function emptiness({ folders }: Place, candidates: readonly Candidate[]): Notice[] {
  if (folders.length === 0 || candidates.length > 0) return [];
  return [{ path: folders.join(', ') || '.', line: null, reason: 'holds no file of a kind that pitfalls reads', isIncomplete: true }];
}

/** Paths of several roots, told apart by the way to each from the working directory. */
function prefixed(report: Report, prefix: string): Report {
  if (prefix === '') return report;
  const full = <Entry extends { readonly path: string }>(entry: Entry): Entry => ({ ...entry, path: `${prefix}/${entry.path}` });
  return { ...report, findings: report.findings.map(full), notices: report.notices.map(full) };
}

function summed(reports: readonly Report[]): Report {
  const total = (count: (report: Report) => number): number => reports.reduce((sum, report) => sum + count(report), 0);
  return {
    findings: reports.flatMap(({ findings }) => findings),
    notices: reports.flatMap(({ notices }) => notices),
    checkedFiles: total(({ checkedFiles }) => checkedFiles),
    minifiedFiles: total(({ minifiedFiles }) => minifiedFiles),
  };
}
