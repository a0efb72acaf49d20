import type { Grammar } from './parser.ts';
import { ERROR_KIND } from './rows.ts';
import type { SyntaxTree } from './tree.ts';

/** One step of ESLint's walk: entering (1) or leaving (2) a node, for which ESLint looks what selectors fit. */
interface Visit<Node> {
  readonly kind: 1;
  readonly phase: 1 | 2;
  readonly target: Node;
  readonly args: [Node];
}

/** One call of the listeners of a selector, where it is known to fit. */
interface Call<Node> {
  readonly kind: 2;
  readonly target: string;
  readonly args: [Node];
}

export type Step<Node> = Visit<Node> | Call<Node>;

/**
 * The walk over a tree. `selectors` are those that rules declared: when all of them name a kind, only nodes of these
 * kinds are visited, and only on the side that was asked for; a richer selector looks at ancestors, so then (and for
 * `null`) every named node is.
 */
export function stepsThrough<Node extends { readonly type: string }>(
  tree: SyntaxTree<Node>,
  selectors: ReadonlySet<string> | null,
): Step<Node>[] {
  const { grammar, rows } = tree;
  const { type: types, next, parent } = rows;
  const isBroken = types.includes(ERROR_KIND);
  const declared = selectors && kindsOf(selectors, grammar);
  const visited = declared ?? allKinds(grammar);
  // Leaving a node that was not entered, ESLint would mistake its ancestors; and what is declared needs no search.
  const step: (phase: 1 | 2, node: Node) => Step<Node> = declared ? call : visit;
  const steps: Step<Node>[] = [];
  const open: number[] = [];
  for (let row = 0; row < rows.size; row++) {
    const type = types[row] ?? 0;
    if (isBroken && types[parent[row] ?? -1] === ERROR_KIND && !grammar.isStatement(type)) {
      // Nobody knows what the pieces of an error mean; only whole statements in it were read as they stand.
      row = (next[row] ?? row + 1) - 1;
      continue;
    }
    const sides = visited[type] ?? 0;
    if (sides === 0) continue;
    if (open.length > 0) leaveBefore(row);
    if (sides & ENTER) steps.push(step(1, tree.node(row)));
    if (sides & LEAVE) open.push(row);
  }
  leaveBefore(rows.size);
  return steps;

  function leaveBefore(row: number): void {
    for (let last = open.at(-1); last !== undefined && (next[last] ?? 0) <= row; last = open.at(-1)) {
      open.pop();
      steps.push(step(2, tree.node(last)));
    }
  }
}

function visit<Node>(phase: 1 | 2, target: Node): Visit<Node> {
  return { kind: 1, phase, target, args: [target] };
}

function call<Node extends { readonly type: string }>(phase: 1 | 2, node: Node): Call<Node> {
  return { kind: 2, target: phase === 1 ? node.type : `${node.type}:exit`, args: [node] };
}

const ENTER = 1;
const LEAVE = 2;
/** For each of the grammar's numbers, on which sides its nodes are visited. */
type Sides = Uint8Array;

const PLAIN_SELECTOR = /^(\w+)(:exit)?$/u;
const known = new WeakMap<Grammar, Map<string, Sides | null>>();

/** The kinds that selectors name; null when one of them says more than a kind. */
function kindsOf(selectors: ReadonlySet<string>, grammar: Grammar): Sides | null {
  const key = [...selectors].sort().join('\n');
  let ofGrammar = known.get(grammar);
  if (!ofGrammar) known.set(grammar, (ofGrammar = new Map<string, Sides | null>()));
  let sides = ofGrammar.get(key);
  if (sides === undefined) ofGrammar.set(key, (sides = readSelectors(selectors, grammar)));
  return sides;
}

function readSelectors(selectors: ReadonlySet<string>, grammar: Grammar): Sides | null {
  const sides = new Uint8Array(ERROR_KIND + 1);
  for (const selector of selectors) {
    const [, kind, exit] = PLAIN_SELECTOR.exec(selector) ?? [];
    const types = kind === undefined ? [] : grammar.typesOf(kind);
    if (types.length === 0) return null;
    for (const type of types) sides[type] = (sides[type] ?? 0) | (exit === undefined ? ENTER : LEAVE);
  }
  return sides;
}

const allOf = new WeakMap<Grammar, Sides>();

function allKinds(grammar: Grammar): Sides {
  let all = allOf.get(grammar);
  if (!all) {
    allOf.set(grammar, (all = new Uint8Array(ERROR_KIND + 1)));
    for (const type of grammar.kinds.keys()) all[type] = grammar.isNamed(type) ? ENTER | LEAVE : 0;
    all[ERROR_KIND] = ENTER | LEAVE;
  }
  return all;
}
