import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { PitfallRule } from '../define-rule.ts';
import type { FileKind } from '../language/kind.ts';
import type { Request } from './arguments.ts';
import { decisionFor, type Choice, type Decision } from './choice.ts';
import { candidatesIn, type PassOver } from './discover.ts';
import { Intake, type PassedOver } from './intake.ts';
import { readingOf } from './kinds.ts';
import { placesOf, type Place } from './places.ts';
import { byCode } from './report.ts';
import { unknownRules } from './rule-names.ts';
import { NO_SETTINGS, settingsFor, type SettingsResult } from './settings.ts';

/** What a run over its folder does with a file, and why. */
export interface FileConfig {
  readonly path: string;
  readonly kind: FileKind | null;
  /** Why it is left out, as the end of a sentence; `null` when it is checked. */
  readonly leftOut: string | null;
  /** Is it checked when it is named on the command line? */
  readonly isCheckedWhenNamed: boolean;
  /** How each rule stands that looks at this kind of file; `null` when only a list of files was asked for. */
  readonly rules: readonly RuleConfig[] | null;
}

/** How a rule stands, and who has decided that. */
export interface RuleConfig extends Decision {
  readonly rule: PitfallRule;
}

export type ConfigResult = { readonly files: readonly FileConfig[] } | { readonly mistakes: readonly string[] };

/** What holds for the files that are named, and what becomes of each file of the folders that are named? */
export async function configFor(request: Request, cwd: string, rules: readonly PitfallRule[]): Promise<ConfigResult> {
  const { places, notices } = placesOf(request.paths, cwd);
  const mistakes = [...notices.map(({ path, reason }) => `${path} ${reason}`), ...unknownRules(request.only, rules)];
  const files: FileConfig[] = [];
  for (const place of places) {
    const read = request.isUntrusted ? { settings: NO_SETTINGS } : await settingsOf(place, rules);
    if ('mistakes' in read) {
      mistakes.push(...read.mistakes);
      continue;
    }
    const choice = { ...request, settings: read.settings };
    const prefix = places.length > 1 ? `${relative(cwd, place.root).split(sep).join('/')}/` : '';
    const found = [...(await filesBelow(place, choice)), ...(await filesNamed(place, choice, rules))];
    files.push(...found.map((file) => ({ ...file, path: `${prefix}${file.path}` })));
  }
  return mistakes.length > 0 ? { mistakes } : { files: files.sort((a, b) => byCode(a.path, b.path)) };
}

async function settingsOf(place: Place, rules: readonly PitfallRule[]): Promise<SettingsResult> {
  const { candidates } = await candidatesIn(place, false);
  return settingsFor(place.root, [...candidates, ...place.files.map((path) => ({ path, isNamed: true }))], rules);
}

async function filesBelow(place: Place, choice: Choice): Promise<FileConfig[]> {
  return place.folders.length === 0 ? [] : [...(await outcomesIn({ ...place, files: [] }, choice)).values()];
}

async function filesNamed(place: Place, choice: Choice, rules: readonly PitfallRule[]): Promise<FileConfig[]> {
  if (place.files.length === 0) return [];
  // A run over everything: what it does with a file is the question, and not what naming the file does.
  const outcomes = await outcomesIn({ ...place, folders: [''], files: [] }, choice);
  return place.files.map((path) => {
    const outcome = outcomes.get(path) ?? unlisted(place, path, outcomes);
    const looking = rules.filter(({ kinds }) => outcome.kind !== null && kinds.includes(outcome.kind));
    return { ...outcome, rules: looking.map((rule) => ({ rule, ...decisionFor(rule.card, choice, path) })) };
  });
}

/** What becomes of each file in the folders of a place? Folders that nobody looks into end in a slash. */
async function outcomesIn(place: Place, { settings }: Choice): Promise<Map<string, FileConfig>> {
  const files = new Map<string, FileConfig>();
  const leaveOut = (path: string, leftOut: string, isCheckedWhenNamed: boolean): void => {
    files.set(path, { path, kind: readingOf(path)?.kind ?? null, leftOut, isCheckedWhenNamed, rules: null });
  };
  const passOver: PassOver = (path, reason) => {
    leaveOut(path, reason, readingOf(path) !== undefined);
  };
  const { candidates, notices } = await candidatesIn(place, false, passOver);
  for (const { path, reason } of notices) leaveOut(path, reason, false);
  const intake = new Intake(place.root, candidates, settings.ignore);
  for (const candidate of candidates) {
    const { path, reading } = candidate;
    const content = intake.contentOf(candidate);
    if ('why' in content) leaveOut(path, content.reason, NAMING_HELPS.has(content.why));
    else files.set(path, { path, kind: reading.kind, leftOut: null, isCheckedWhenNamed: true, rules: null });
  }
  return files;
}

const NAMING_HELPS: ReadonlySet<PassedOver['why']> = new Set(['ignored', 'minified']);

/** A file that no list has. */
function unlisted({ root, isRepository }: Place, path: string, outcomes: ReadonlyMap<string, FileConfig>): FileConfig {
  const kind = readingOf(path)?.kind ?? null;
  const folder = [...outcomes.values()].find((outcome) => outcome.path.endsWith('/') && path.startsWith(outcome.path));
  const reason = folder ? `lies in ${folder.path}, which ${folder.leftOut ?? ''}` : isRepository ? 'is ignored by Git' : 'is in no list';
  const leftOut = kind === null ? 'is of a kind that pitfalls does not read' : reason;
  return { path, kind, leftOut, isCheckedWhenNamed: kind !== null && existsSync(join(root, path)), rules: null };
}
