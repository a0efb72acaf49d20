import { join, relative, sep } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { PitfallRule } from '../define-rule.ts';
import { acceptedIn, knownEntries, withBaseline, type WrittenFile } from './accepted.ts';
import type { Request } from './arguments.ts';
import { BASELINE_FILE } from './baseline.ts';
import { changesSince, type Changes } from './changes.ts';
import { checkProject, type Project } from './check-project.ts';
import { candidatesIn, registriesIn, type Candidate, type Listing } from './discover.ts';
import { hasEslint, loadEslint } from './eslint.ts';
import { suppressionsIn } from './eslint-suppressions.ts';
import { placesOfHook } from './hook.ts';
import { loadKitsFor } from './kinds.ts';
import { ProjectLinter } from './lint.ts';
import { judged, problemWithLimit, type JudgedLimit } from './limits.ts';
import { newEntries } from './new-silences.ts';
import { isInShare, partFound, type Asked, type PartFound, type RootFound } from './part.ts';
import { placesOf, type Place } from './places.ts';
import type { Repair } from './repair.ts';
import { byCode, NOTHING_FOUND, sortedReport, type Collected, type Notice, type Report } from './report.ts';
import { unknownRules } from './rule-names.ts';
import { NO_SETTINGS, settingsFor } from './settings.ts';
import { NO_HELPERS } from './several-threads.ts';
import { prefixed, summed, withPrefix } from './several-roots.ts';

export type Outcome = Checked | { readonly mistakes: readonly string[] };

export interface Checked {
  readonly report: Report;
  /** The baselines that are to be written. */
  readonly files: readonly WrittenFile[];
  /** What was mended, or would be. */
  readonly repairs: readonly Repair[];
  /** What `pitfalls merge` needs, when only a part of the files was checked. */
  readonly part?: PartFound;
}

/** A file that comes from elsewhere than the disk, and where it belongs. */
export interface GivenFile {
  readonly place: Place;
  readonly candidate: Candidate;
}

/** Checks what was asked for; mistakes in the request or in settings come instead of a report. */
export async function check(
  request: Request,
  cwd: string,
  rules: readonly PitfallRule[],
  given?: GivenFile,
  helpers = NO_HELPERS,
): Promise<Outcome> {
  if (!hasEslint()) return { mistakes: ['ESLint 9.38 or newer is not installed beside pitfalls: npm install --save-dev eslint'] };
  const placesAsked = request.isHook ? placesOfHook : placesOf;
  const { places, notices } = given ? { places: [given.place], notices: [] } : placesAsked(request.paths, cwd);
  // Git lists the files while ESLint loads.
  const listing = given
    ? Promise.resolve([{ ...NOTHING, candidates: [given.candidate] }])
    : Promise.all(places.map((place) => candidatesIn(place, request.isHook)));
  const mistakes = [...unknownRules(request.only, rules), ...request.limits.flatMap(({ name }) => problemWithLimit(name, rules) ?? [])];
  const silences = await Promise.all(
    places.map(async (place) => [await acceptedIn(place, request, rules), await suppressionsIn(place, cwd, request)] as const),
  );
  const { share } = request;
  const hasOffers = share !== null || request.outputs.some(({ format }) => format === 'sarif');
  loadEslint();
  const found = (await listing).map((listed) => ({ ...listed }));
  const projects = places.flatMap((place, index): Project[] => {
    const { candidates } = found[index] ?? NOTHING;
    const result = request.isUntrusted ? { settings: NO_SETTINGS } : settingsFor(place.root, candidates, rules);
    const [baseline, suppressions] = silences[index] ?? NO_SILENCES;
    if ('mistakes' in result || 'mistakes' in baseline || 'mistakes' in suppressions) {
      for (const read of [result, baseline, suppressions]) if ('mistakes' in read) mistakes.push(...read.mistakes);
      return [];
    }
    const { settings } = result;
    const registries = given ? NOTHING : registriesIn(place, settings.registries, found[index] ?? NOTHING);
    found[index] = joined(found[index] ?? NOTHING, registries);
    const choice = { ...request, settings, hasOffers };
    const linter = new ProjectLinter(place.root, rules, choice);
    return [{ place, isTrusted: !request.isUntrusted, settings, choice, accepted: baseline.entries, ...suppressions, linter }];
  });
  if (mistakes.length > 0) return { mistakes: [...new Set(mistakes)] };
  await loadKitsFor(found.flatMap(({ candidates }) => candidates));

  tuneFor(found.flatMap(({ candidates }) => candidates));
  const changes = await Promise.all(projects.map(({ place }) => changesIn(place, request.since)));
  const unknown = changes.filter((change) => typeof change === 'string');
  if (unknown.length > 0) return { mistakes: unknown };
  const diffs = await Promise.all(projects.map(({ place }) => differencesIn(place, request)));
  const repairs: Repair[] = [];
  // Loaded when somebody asks.
  const mender = request.fix === 'no' ? null : await import('./repair.ts');
  const foundIn = async (project: Project, index: number): Promise<RootFound> => {
    const { candidates: listedHere, notices: listed } = found[index] ?? NOTHING;
    const change = changes[index] as Changes | null;
    // The command in one file, kept in the repository, is not what the repository is about.
    const listedNow = (change ? listedHere.filter(({ path }) => change.has(path)) : listedHere).filter(
      ({ isNamed, location }) => isNamed || location !== helpers.program,
    );
    const candidates = share ? listedNow.filter(({ path }) => isInShare(path, share)) : listedNow;
    const files = { candidates, listed: listedNow };
    const everything = await checkProject(project, files, change, change ?? diffs[index] ?? null, mender, request.fix === 'write', helpers);
    const prefix = projects.length > 1 ? relative(cwd, project.place.root).split(sep).join('/') : '';
    repairs.push(...everything.repairs.map((repair) => withPrefix(repair, prefix)));
    const silences = change && !request.isUntrusted ? newEntries(project.place.root, change) : [];
    const listing = [...project.settings.notices, ...silences, ...listed, ...emptiness(project.place, listedHere)];
    const limits = project.settings.limits.map(({ name, most, spot }) => ({ name, most, origin: spot.file }));
    return {
      prefix,
      report: everything.report,
      listing,
      accepted: knownEntries(project, candidates),
      limits,
      isWhole: isChecked(project.place),
    };
  };
  const roots = await Promise.all(projects.map(foundIn));
  const locations = projects.map(({ place }) => join(place.root, BASELINE_FILE));
  const { report, files } = conclusion({ asked: request, notices, roots }, locations);
  const paths = found.flatMap(({ candidates }, index) => candidates.map(({ path }) => `${roots[index]?.prefix ?? ''}/${path}`));
  return { report, files, repairs, ...(share ? { part: partFound(share, request, paths, notices, roots) } : {}) };
}

/** What does it all come to? `locations` are those of the baselines, in the order of the roots. */
export function conclusion(
  { asked, notices, roots }: Pick<PartFound, 'asked' | 'notices' | 'roots'>,
  locations: readonly string[] = [],
): Pick<Checked, 'report' | 'files'> {
  const files: WrittenFile[] = [];
  const reports = roots.map(({ prefix, report: own, listing, accepted }, index): Collected => {
    const { report, file } = withBaseline(own, accepted, locations[index] ?? '', asked);
    if (file) files.push(file);
    return prefixed({ ...report, notices: [...listing, ...report.notices] }, prefix);
  });
  const collected = summed([{ ...NOTHING_FOUND, notices }, ...reports]);
  return { report: sortedReport(collected, judged(limitsIn(roots, asked), collected)), files };
}

/** The limits of the command line speak of everything that is checked, those of a project of that project. */
function limitsIn(roots: readonly RootFound[], { limits, only, since }: Asked): Omit<JudgedLimit, 'count'>[] {
  // Of what is new nobody can tell how much there is in all.
  if (since !== null) return [];
  const isWhole = (root: RootFound): boolean => only.length === 0 && root.isWhole;
  const own = roots.flatMap((root) => root.limits.map((limit) => ({ ...limit, prefix: root.prefix, isWhole: isWhole(root) })));
  return [...limits.map((limit) => ({ ...limit, origin: '--max', prefix: '', isWhole: roots.every(isWhole) })), ...own];
}

/** Is all of a root checked? */
function isChecked({ folders }: Place): boolean {
  return folders.some((folder) => folder === '' || folder === '.');
}

function joined(listing: Listing, { candidates, notices }: Listing): Listing {
  if (candidates.length + notices.length === 0) return listing;
  const all = [...listing.candidates, ...candidates].sort((a, b) => byCode(a.path, b.path));
  return { candidates: all, notices: [...listing.notices, ...notices] };
}

const NO_SILENCES = [{ entries: [] }, { suppressions: new Map<string, number>() }] as const;
const NOTHING: Listing = { candidates: [], notices: [] };

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

/** What differs from the start of a pull request, if that is there to be looked at: nobody asked for it, so nobody is told if not. */
async function differencesIn({ root, isRepository }: Place, { annotateSince, since }: Request): Promise<Changes | null> {
  if (annotateSince === null || since !== null || !isRepository) return null;
  const found = await changesSince(root, { revision: annotateSince });
  return typeof found === 'string' ? null : found;
}

/** A run that looked at nothing must not pass for a clean one; files named one by one may all be of other kinds, though. */
function emptiness({ folders }: Place, candidates: readonly Candidate[]): Notice[] {
  if (folders.length === 0 || candidates.length > 0) return [];
  return [{ path: folders.join(', ') || '.', line: null, reason: 'holds no file of a kind that pitfalls reads', isIncomplete: true }];
}
