import { kitFor } from '../kit.ts';
import type { Location } from '../language/position.ts';
import { Selector, type NodeKeys } from '../team-registry/selector.ts';
import { Intake } from './intake.ts';
import { loadKitsFor, readingOf } from './kinds.ts';
import { placeOfName } from './places.ts';
import { visible } from './safe-text.ts';

interface TreeNode {
  readonly type: string;
  readonly loc: Location;
}

/** A file, with the line that is asked about behind it: `app.py:12`. */
function placeIn(asked: string): { readonly file: string; readonly line: number | undefined } {
  const [, file, line] = /^(.+):(\d{1,7})$/su.exec(asked) ?? [];
  return file === undefined ? { file: asked, line: undefined } : { file, line: Number(line) };
}

/** The tree of a file, a line for each node; of a single line, with the selectors that find what begins there. */
export async function treeLines(asked: string, cwd: string): Promise<{ readonly lines: readonly string[] } | { readonly mistake: string }> {
  const { file, line } = placeIn(asked);
  const reading = readingOf(file);
  if (!reading) return { mistake: `'${file}' is of a kind that pitfalls does not read` };
  const target = placeOfName(file, cwd);
  if ('refusal' in target) return { mistake: `'${file}' ${target.refusal}` };
  const { place, path, location } = target;
  const content = new Intake(place.root, [], []).contentOf({ path, location, reading, isNamed: true });
  if ('why' in content) return { mistake: `'${file}' ${content.reason}` };
  await loadKitsFor([{ reading }]);
  const kit = kitFor(reading.kind);
  const tree = kit.treeOf(content.text, path);
  if ('problem' in tree) return { mistake: `'${file}' could not be read: ${tree.problem}` };
  const keys = kit.nodeKeys();
  const lines: string[] = [];
  const pending: { readonly node: TreeNode; readonly depth: number }[] = [{ node: tree.ast as TreeNode, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, depth } = next;
    const below = childrenOf(node, keys);
    for (const child of below.reverse()) pending.push({ node: child, depth: depth + 1 });
    const { start, end } = node.loc;
    if (line === undefined)
      lines.push(
        `${'  '.repeat(Math.min(depth, DEEPEST))}${node.type}${facts(node, keys)}  ${String(start.line)}:${String(start.column + 1)}`,
      );
    else if (start.line === line)
      lines.push(...selectorsFor(node, keys, tree.ast).map((selector) => `${selector}  ${String(start.line)}:${String(start.column + 1)}`));
    else if (end.line < line) continue;
  }
  if (lines.length > 0) return { lines: lines.map(visible) };
  return { mistake: `nothing begins on line ${String(line)} of '${file}'` };
}

/** What is nested deeper is shown at this depth. */
const DEEPEST = 40;

function childrenOf(node: TreeNode, keys: NodeKeys): TreeNode[] {
  const parts = node as unknown as Readonly<Record<string, TreeNode | readonly TreeNode[] | null | undefined>>;
  return (keys[node.type] ?? []).flatMap((key) => parts[key] ?? []).filter((child): child is TreeNode => 'loc' in child);
}

function facts(node: TreeNode, keys: NodeKeys): string {
  return childrenOf(node, keys).length > 0
    ? ''
    : factsOf(node)
        .map(({ path, value }) => ` ${path}=${JSON.stringify(value)}`)
        .join('');
}

/** The node by its kind and what is said at it, each tried before it is told. */
function selectorsFor(node: TreeNode, keys: NodeKeys, root: object): string[] {
  const written = factsOf(node).map(({ path, value }) => `[${path}=${JSON.stringify(value)}]`);
  const wishes = written.length > 0 ? written.map((fact) => `${node.type}${fact}`) : [node.type];
  return wishes.filter((text) => {
    const selector = Selector.read(text);
    return !('problem' in selector) && selector.in(root, keys).some((found) => found.node === node);
  });
}

interface Fact {
  readonly path: string;
  readonly value: string;
}

/** The words of a node and of the nodes it is made of, as a selector can ask for them. */
function factsOf(node: object, path = '', depth = 0): Fact[] {
  const found: Fact[] = [];
  for (const key of PROPERTIES) {
    const value: unknown = (node as Readonly<Record<string, unknown>>)[key];
    const where = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') {
      if (value !== '' && value.length <= LONGEST_VALUE && !/[\r\n"\\]/u.test(value)) found.push({ path: where, value });
    } else if (typeof value === 'object' && value !== null && 'type' in value && depth < 2) {
      found.push(...factsOf(value, where, depth + 1));
    }
  }
  return found.slice(0, MOST_FACTS);
}

/** What tells one node from another of its kind, in the trees that we read. */
const PROPERTIES = 'name text value keyword key id function attribute object callee property left tag source local'.split(' ');
const LONGEST_VALUE = 60;
const MOST_FACTS = 4;
