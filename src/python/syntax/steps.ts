import type { Grammar } from './grammar.ts';
import { ERROR_KIND } from './rows.ts';
import type { PythonNode, PythonTree } from './tree.ts';

/** One step of ESLint's walk: entering (1) or leaving (2) a node. */
export interface Step {
  readonly kind: 1;
  readonly phase: 1 | 2;
  readonly target: PythonNode;
  readonly args: [PythonNode];
}

/**
 * The walk over a tree. `selectors` are those that rules declared: when all of them name a kind, only nodes of these
 * kinds are visited; a richer selector looks at ancestors, so then (and for `null`) every named node is.
 */
export function stepsThrough(tree: PythonTree, selectors: ReadonlySet<string> | null): Step[] {
  const { grammar, rows } = tree;
  const { type: types, next, parent } = rows;
  const isBroken = types.includes(ERROR_KIND);
  const visited = selectors ? kindsOf(selectors, grammar) : allNamed(grammar);
  const steps: Step[] = [];
  const open: number[] = [];
  for (let row = 0; row < rows.size; row++) {
    const type = types[row] ?? 0;
    if (isBroken && types[parent[row] ?? -1] === ERROR_KIND && !grammar.isStatement(type)) {
      // Nobody knows what the pieces of an error mean; only whole statements in it were read as they stand.
      row = (next[row] ?? row + 1) - 1;
      continue;
    }
    if (visited[type] !== 1) continue;
    closeBefore(row);
    const node = tree.node(row);
    steps.push({ kind: 1, phase: 1, target: node, args: [node] });
    open.push(row);
  }
  closeBefore(rows.size);
  return steps;

  function closeBefore(row: number): void {
    for (let last = open.at(-1); last !== undefined && (next[last] ?? 0) <= row; last = open.at(-1)) {
      open.pop();
      const node = tree.node(last);
      steps.push({ kind: 1, phase: 2, target: node, args: [node] });
    }
  }
}

const PLAIN_SELECTOR = /^(\w+)(?::exit)?$/u;
const masks = new Map<string, Uint8Array>();

function kindsOf(selectors: ReadonlySet<string>, grammar: Grammar): Uint8Array {
  const key = [...selectors].sort().join('\n');
  const known = masks.get(key);
  if (known) return known;
  const mask = maskOf(selectors, grammar);
  masks.set(key, mask);
  return mask;
}

function maskOf(selectors: ReadonlySet<string>, grammar: Grammar): Uint8Array {
  const mask = new Uint8Array(ERROR_KIND + 1);
  for (const selector of selectors) {
    const kind = PLAIN_SELECTOR.exec(selector)?.[1];
    const types = kind === undefined ? [] : grammar.typesOf(kind);
    if (types.length === 0) return allNamed(grammar);
    for (const type of types) mask[type] = 1;
  }
  return mask;
}

function allNamed(grammar: Grammar): Uint8Array {
  const known = masks.get('');
  if (known) return known;
  const mask = new Uint8Array(ERROR_KIND + 1);
  for (const type of grammar.kinds.keys()) mask[type] = grammar.isNamed(type) ? 1 : 0;
  mask[ERROR_KIND] = 1;
  masks.set('', mask);
  return mask;
}
