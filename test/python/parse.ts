import { moduleOf } from '../../src/python/columns.ts';
import type * as Python from '../../src/python/nodes.ts';
import { parsePython } from '../../src/python/syntax/tree.ts';

export function parse(text: string): Python.Module {
  return moduleOf(parsePython(text));
}

/** The first node of a kind, or the first whose source is `text`. */
export function find<K extends Python.Kinds>(module: Python.Node, kind: K, text?: string): Python.NodeByKind[K] {
  const found = module.descendants(kind).find((node) => text === undefined || node.text === text);
  if (!found) throw new Error(`no ${kind} ${text ?? ''}`);
  return found;
}

/** The last node of a kind, or the last whose source is `text`: where a test's question stands. */
export function last<K extends Python.Kinds>(module: Python.Node, kind: K, text?: string): Python.NodeByKind[K] {
  const found = module.descendants(kind).findLast((node) => text === undefined || node.text === text);
  if (!found) throw new Error(`no ${kind} ${text ?? ''}`);
  return found;
}

/** The value of the last assignment in the text. */
export function valueIn(text: string): Python.Node {
  const value = last(parse(text), 'assignment').right;
  if (!value) throw new Error('the assignment has no value');
  return value;
}
