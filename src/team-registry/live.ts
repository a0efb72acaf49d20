import { kindOfFile } from '../language/files.ts';
import { globMatcher } from '../language/glob.ts';
import type { FileKind } from '../language/kind.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import type { Project } from '../project/project.ts';
import { checksIn, rulesNamedIn, type WrittenCheck } from './checks.ts';
import { preventionOf, readRegistry, type Entry, type TeamRegistry } from './entries.ts';
import { Selector, type NodeKeys } from './selector.ts';

/** A check that an entry of the team's registry asks for, ready to run. */
export interface LiveCheck {
  readonly id: string;
  readonly title: string;
  readonly prevention: string;
  readonly kind: FileKind;
  readonly isHint: boolean;
  readonly selector: Selector;
  readonly unless: Selector | undefined;
  readonly looksInto: (path: string) => boolean;
}

/** What the registries of a project say together. */
export interface Team {
  readonly checks: readonly LiveCheck[];
  /** By the names of our rules: the team's IDs for what they find. */
  readonly ties: ReadonlyMap<string, readonly string[]>;
  /** Each registry with its path. */
  readonly registries: readonly { readonly path: string; readonly registry: TeamRegistry }[];
}

/** So many checks of one registry are run. */
export const MOST_CHECKS = 200;

const NOBODY: Team = { checks: [], ties: new Map(), registries: [] };

/** What does the team of a project want to be told? Found again when a registry has changed. */
export function teamOf(project: Project): Team {
  return project.overall(findTeam);
}

function findTeam(project: Project): Team {
  const named = (project.files() ?? []).filter((path) => kindOfFile(path) === 'markdown');
  const paths = [...new Set([...named, ...project.registries])];
  if (paths.length === 0) return NOBODY;
  const found = paths.flatMap((path) => {
    const read = project.ask(readWithChecks, path);
    return read ? [{ path, ...read }] : [];
  });
  const ties = new Map<string, string[]>();
  for (const { registry } of found) {
    for (const entry of registry.entries) for (const { name } of rulesNamedIn(entry)) ties.set(name, [...(ties.get(name) ?? []), entry.id]);
  }
  return { checks: found.flatMap(({ checks }) => checks), ties, registries: found };
}

function readWithChecks(text: string): { readonly registry: TeamRegistry; readonly checks: readonly LiveCheck[] } {
  const registry = readRegistry(parseMarkdown(text).ast);
  const checks = registry.entries.flatMap((entry) => checksIn(entry).map((check) => [entry, check] as const));
  return { registry, checks: checks.slice(0, MOST_CHECKS).flatMap(([entry, check]) => liveCheck(entry, check) ?? []) };
}

/** What is wrong with a check is told where it is written; a check that is not right is not run. */
function liveCheck(entry: Entry, { kind, selector: written, unless: exception, files, level }: WrittenCheck): LiveCheck | undefined {
  if (!kind) return undefined;
  const selector = Selector.read(written);
  const unless = exception === undefined ? undefined : Selector.read(exception.selector);
  if ('problem' in selector || (unless && 'problem' in unless)) return undefined;
  const globs = files.map(globMatcher);
  return {
    id: entry.id,
    title: entry.title.replace(/[\s.!]+$/u, ''),
    prevention: preventionOf(entry),
    kind,
    isHint: level === 'hint',
    selector,
    unless,
    looksInto: (path) => globs.length === 0 || globs.some((fits) => fits(path)),
  };
}

/** Is what a check has found right all the same, as its exception says of it or of what it stands in? */
export function isExcepted(unless: Selector | undefined, node: object, ancestry: readonly object[], keys: NodeKeys): boolean {
  if (!unless) return false;
  return [node, ...ancestry].some((each, index) => unless.matches(each, ancestry.slice(index), keys));
}
