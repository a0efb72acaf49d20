import { posix } from 'node:path';
import type { Project } from './project.ts';

/** Where `paths` and `baseUrl` of a configuration lead, from its own folder. */
interface PathMap {
  readonly baseUrl: string | null;
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
}

const NAMES = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'];
const MOST_FOLDERS = 12;

/** Where the nearest `tsconfig.json` sends an import that is no relative one; what it `extends` is not read. */
export function projectPaths(project: Project, path: string, specifier: string): string[] {
  for (let folder = posix.dirname(path), up = 0; up < MOST_FOLDERS; folder = posix.dirname(folder), up++) {
    for (const name of NAMES) {
      const map = project.ask(pathMap, posix.join(folder, name));
      if (map && (map.paths.length > 0 || map.baseUrl !== null)) return targetsOf(map, folder, specifier);
    }
    if (folder === '.') break;
  }
  return [];
}

function targetsOf({ baseUrl, paths }: PathMap, folder: string, specifier: string): string[] {
  const base = posix.join(folder, baseUrl ?? '.');
  for (const [pattern, targets] of paths) {
    const [before = '', after] = pattern.split('*');
    const fits =
      after === undefined
        ? specifier === pattern
        : specifier.startsWith(before) && specifier.endsWith(after) && specifier.length >= before.length + after.length;
    if (!fits) continue;
    const middle = after === undefined ? '' : specifier.slice(before.length, specifier.length - after.length);
    return targets.map((target) =>
      posix.join(
        base,
        target.replace('*', () => middle),
      ),
    );
  }
  return baseUrl === null ? [] : [posix.join(base, specifier)];
}

function pathMap(text: string): PathMap {
  const none = { baseUrl: null, paths: [] };
  try {
    const options = field(JSON.parse(withoutComments(text)), 'compilerOptions');
    const baseUrl = field(options, 'baseUrl');
    const paths = field(options, 'paths');
    const entries = typeof paths === 'object' && paths !== null ? Object.entries(paths as Record<string, unknown>) : [];
    return {
      baseUrl: typeof baseUrl === 'string' ? baseUrl : null,
      paths: entries.map(([pattern, targets]) => [
        pattern,
        (Array.isArray(targets) ? (targets as unknown[]) : []).filter((target) => typeof target === 'string'),
      ]),
    };
    // eslint-disable-next-line pitfalls/broad-except -- the compiler will tell what is wrong with the file; here it says nothing
  } catch {
    return none;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** JSON as TypeScript reads it: with comments, and commas behind the last entry. */
function withoutComments(text: string): string {
  // What nobody closes is taken to its end, so that no character is looked at twice.
  const bare = text.replace(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*(?:[^*]|\*+[^*/])*\**\/?/gu, (found) =>
    found.startsWith('"') ? found : ' ',
  );
  return bare.replace(/"(?:[^"\\\n]|\\.)*"?|,\s*[\]}]/gu, (found) => (found.startsWith(',') ? found.slice(1) : found));
}
