import { BASELINE_FILE, parseBaseline, type Entry } from './baseline.ts';
import type { Changes } from './changes.ts';
import type { Notice } from './report.ts';
import { readRootFile } from './root-file.ts';

/** Where a comment switches one of our rules off, or all rules; `-- why` begins its reason. */
const DIRECTIVE = /eslint-disable(?:-next-line|-line)?(?![\w-])(.*)/u;

/** Which lines of a text switch rules off? */
function directivesIn(text: string): string[] {
  if (!text.includes('eslint-disable')) return [];
  return text.split(/\r\n|\r|\n/u).flatMap((line) => {
    const rest = DIRECTIVE.exec(line)?.[1];
    const isOurs = rest !== undefined && (rest.includes('pitfalls/') || /^\s*(?:--|\*\/|$)/u.test(rest));
    return isOurs ? [line.trim()] : [];
  });
}

/** What does a change of a file switch off with comments? A comment that only moved within the file is none. */
export function newDirectives(path: string, before: string, now: string): Notice[] {
  const count = added(directivesIn(before), directivesIn(now));
  const comments = count === 1 ? '1 comment that keeps' : `${String(count)} comments that keep`;
  return count === 0 ? [] : [{ path, line: null, reason: `this change brings ${comments} findings silent here`, isIncomplete: false }];
}

/** How many findings does a change accept in the baseline? */
export function newEntries(root: string, changes: Changes): Notice[] {
  const change = changes.get(BASELINE_FILE);
  if (!change) return [];
  const now = change.after?.toString() ?? textOf(root);
  const count = added(keysIn(change.before?.toString() ?? ''), keysIn(now));
  const findings = count === 1 ? '1 finding' : `${String(count)} findings`;
  return count === 0
    ? []
    : [
        {
          path: BASELINE_FILE,
          line: null,
          reason: `this change accepts ${findings} that the baseline did not accept before`,
          isIncomplete: false,
        },
      ];
}

function textOf(root: string): string {
  const file = readRootFile(root, BASELINE_FILE);
  return file && 'text' in file ? file.text : '';
}

function keysIn(text: string): string[] {
  const result = parseBaseline(text);
  return 'entries' in result ? result.entries.map(keyOf) : [];
}

/** Without the path: a file that is renamed accepts nothing new. */
function keyOf({ rule, fingerprint }: Entry): string {
  return `${rule} ${fingerprint}`;
}

/** How many of the new ones were not there before, each counted as often as it stands? */
function added(before: readonly string[], now: readonly string[]): number {
  const open = new Map<string, number>();
  for (const one of before) open.set(one, (open.get(one) ?? 0) + 1);
  return now.filter((one) => {
    const count = open.get(one) ?? 0;
    open.set(one, count - 1);
    return count <= 0;
  }).length;
}
