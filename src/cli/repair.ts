import { lstatSync } from 'node:fs';
import type { Candidate } from './discover.ts';
import { encoded, type Content } from './encode.ts';
import { fixed, type Fixable } from './fix.ts';
import type { LintedFile } from './lint.ts';
import type { Notice } from './report.ts';
import { uninterrupted } from './uninterrupted.ts';
import { overwrite } from './write-file.ts';

/** What `--fix` would make of one file. */
export interface Repair {
  readonly path: string;
  readonly candidate: Candidate;
  readonly before: Content;
  readonly after: Content;
  /** How many problems are gone with it. */
  readonly count: number;
  readonly linted: LintedFile;
  readonly lintedBefore: LintedFile;
}

interface Answer {
  /** Null where nothing is to be changed. */
  readonly repair: Repair | null;
  readonly notices: readonly Notice[];
}

/** What is to be done about a file, without doing it? */
export function repairFor(candidate: Candidate, before: Content, file: Fixable): Answer {
  const { linted: lintedBefore, path, kind } = file;
  if (lintedBefore.edits.size === 0 || !file.told(lintedBefore.findings).some((finding) => lintedBefore.edits.has(finding))) {
    return { repair: null, notices: [] };
  }
  const refused = (reason: string): Answer => ({ repair: null, notices: [{ path, line: null, reason, isIncomplete: false }] });
  if (candidate.content === undefined && lstatSync(candidate.location, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    return refused('is a link, and links are never written to: name the file itself');
  }
  const { text, linted, count, notices } = fixed(file);
  if (text === before.text) return { repair: null, notices };
  const bytes = encoded(text, kind);
  if (!bytes) return refused('could not be fixed, because it is not saved as UTF-8');
  return { repair: { path, candidate, before, after: { bytes, text }, count, linted, lintedBefore }, notices };
}

/** Writes all that was mended; the answer holds why that could not be done, where it could not. */
export async function carryOut(repairs: readonly Repair[]): Promise<ReadonlyMap<Repair, Notice>> {
  const failures = new Map<Repair, Notice>();
  for (const repair of repairs) {
    const failure = await uninterrupted(() => written(repair));
    if (failure) failures.set(repair, failure);
  }
  return failures;
}

function written({ path, candidate, before, after }: Repair): Notice | null {
  // What did not come from the file does not go there either.
  if (candidate.content !== undefined) return null;
  const reason = overwrite(candidate.location, before.bytes, after.bytes);
  return reason === undefined ? null : { path, line: null, reason, isIncomplete: true };
}
