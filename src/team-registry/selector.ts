import { parserModule } from '../language/parsers.ts';
import { problemWithPattern } from './safe-pattern.ts';

/** What esquery makes of a selector; only what is asked of it here. */
interface SelectorNode {
  readonly type: string;
  readonly value?: unknown;
  readonly selectors?: readonly SelectorNode[];
  readonly left?: SelectorNode;
  readonly right?: SelectorNode;
}

interface Esquery {
  parse(text: string): SelectorNode;
  matches(node: object, selector: SelectorNode, ancestry: readonly object[], options: MatchOptions): boolean;
}

/** Under which names nodes hold other nodes. */
export type NodeKeys = Readonly<Record<string, readonly string[]>>;

interface MatchOptions {
  readonly visitorKeys: NodeKeys;
}

const LONGEST = 1000;
/** Of a longer text an expression sees so much: what is found stands at its beginning, and time is bounded. */
const SEEN = 2000;

/** A selector as ESLint knows them (`call[function.text="eval"]`), which may come from anybody. */
export class Selector {
  readonly text: string;
  /** The kinds of node that it can find. */
  readonly kinds: readonly string[];
  readonly #parsed: SelectorNode;

  private constructor(text: string, parsed: SelectorNode, kinds: readonly string[]) {
    this.text = text;
    this.#parsed = parsed;
    this.kinds = kinds;
  }

  /** The selector, or what is wrong with it, as the end of a sentence about it. */
  static read(text: string): Selector | { readonly problem: string } {
    if (text.trim() === '') return { problem: 'is missing' };
    if (text.length > LONGEST) return { problem: `is longer than ${String(LONGEST)} characters` };
    let parsed: SelectorNode;
    try {
      parsed = esquery().parse(text);
    } catch (error) {
      return { problem: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
    }
    const problem = problemWithPatterns(parsed);
    if (problem !== undefined) return { problem };
    const kinds = kindsOf(parsed);
    // Each node of each file would have to be asked.
    if (!kinds) return { problem: 'does not say what kind of node it looks for, as in call[...] or CallExpression[...]' };
    return new Selector(text, parsed, [...kinds]);
  }

  /** Is this node meant? The nearest of those around it stands first. */
  matches(node: object, ancestry: readonly object[], visitorKeys: NodeKeys): boolean {
    return esquery().matches(node, this.#parsed, ancestry, { visitorKeys });
  }

  /** All nodes below a root that are meant, each with those around it. */
  in(root: object, visitorKeys: NodeKeys): { readonly node: object; readonly ancestry: readonly object[] }[] {
    const found: { readonly node: object; readonly ancestry: readonly object[] }[] = [];
    const pending: Around[] = [{ node: root, above: null }];
    for (let place = pending.pop(); place; place = pending.pop()) {
      const { node } = place;
      const { type } = node as { readonly type: string };
      if (this.kinds.includes(type)) {
        const ancestry: object[] = [];
        for (let { above } = place; above; { above } = above) ancestry.push(above.node);
        if (this.matches(node, ancestry, visitorKeys)) found.push({ node, ancestry });
      }
      const parts = node as Readonly<Record<string, object | readonly object[] | null>>;
      const below = (visitorKeys[type] ?? []).flatMap((key) => parts[key] ?? []);
      for (const child of below.reverse()) pending.push({ node: child, above: place });
    }
    return found;
  }
}

/** A node, and the place that it stands in. */
interface Around {
  readonly node: object;
  readonly above: Around | null;
}

function esquery(): Esquery {
  return parserModule('esquery') as Esquery;
}

/** The kinds of node that a selector can match; null for any. */
function kindsOf({ type, value, selectors = [], right }: SelectorNode): ReadonlySet<string> | null {
  switch (type) {
    case 'identifier':
      return new Set([String(value)]);
    case 'matches': {
      const all = selectors.map(kindsOf);
      return all.includes(null) ? null : new Set(all.flatMap((kinds) => [...(kinds ?? [])]));
    }
    case 'compound':
      return selectors.map(kindsOf).find((kinds) => kinds !== null) ?? null;
    case 'child':
    case 'descendant':
    case 'sibling':
    case 'adjacent':
      return right ? kindsOf(right) : null;
    default:
      return null;
  }
}

/** Looks at all expressions of a selector, and lets each see the beginning of a text only. */
function problemWithPatterns(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const node = part as { type?: unknown; value?: unknown };
  if (node.type === 'regexp' && node.value instanceof RegExp) {
    const { source, flags } = node.value;
    const problem = problemWithPattern(source, flags);
    if (problem !== undefined) return `has an expression that ${problem}: /${source}/`;
    node.value = seeingLittle(node.value);
    return undefined;
  }
  for (const inner of Object.values(part)) {
    const problem = problemWithPatterns(inner);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function seeingLittle(pattern: RegExp): { test(value: unknown): boolean } {
  return {
    test(value) {
      pattern.lastIndex = 0;
      return pattern.test(String(value).slice(0, SEEN));
    },
  };
}
