import { javascriptConversions } from './estree-nodes.ts';
import { isNode, type Conversion, type LooseNode, type Slot } from './loose-node.ts';
import { typescriptConversions } from './typescript-nodes.ts';
import { keysOf } from './visitor-keys.ts';

const conversions: ReadonlyMap<string, Conversion> = new Map(Object.entries({ ...javascriptConversions, ...typescriptConversions }));

/** What a tree turned out to be: how deep its deepest node lies, and which one that is. */
export interface TreeDepth {
  readonly depth: number;
  readonly deepest: LooseNode;
}

/** Turns Babel's tree into the one typescript-estree would make, in place and without recursion. */
export function normalise(program: LooseNode, text: string): TreeDepth {
  const stack: LooseNode[] = [convert(program, { text, parent: program, key: '' })];
  const depths = [1];
  let depth = 0;
  let deepest = program;
  for (let node = stack.pop(); node; node = stack.pop()) {
    const level = depths.pop() ?? 0;
    if (level > depth) {
      depth = level;
      deepest = node;
    }
    for (const key of keysOf(node)) {
      const value = node[key];
      if (Array.isArray(value)) {
        const children = withoutGaps(value, key);
        node[key] = children;
        for (let index = 0; index < children.length; index += 1) {
          const child = children[index];
          if (!isNode(child)) continue;
          const converted = convert(child, { text, parent: node, key });
          children[index] = converted;
          stack.push(converted);
          depths.push(level + 1);
        }
      } else if (isNode(value)) {
        const converted = convert(value, { text, parent: node, key });
        node[key] = converted;
        stack.push(converted);
        depths.push(level + 1);
      }
    }
  }
  return { depth, deepest };
}

/** Only arrays have holes; in other lists one marks a mistake that was passed over, `f(a,,b)`, and rules expect none there. */
function withoutGaps(children: unknown[], key: string): unknown[] {
  return key !== 'elements' && children.includes(null) ? children.filter((child) => child !== null) : children;
}

function convert(node: LooseNode, slot: Slot): LooseNode {
  let current = node;
  for (;;) {
    const converted = conversions.get(current.type)?.(current, slot) ?? current;
    if (converted === current) return current;
    // Another node took its place (a parenthesised type its content), and may have to be converted itself.
    current = converted;
  }
}
