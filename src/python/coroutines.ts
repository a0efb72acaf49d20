import { meaningOf } from '../project/python-modules.ts';
import { placeOf } from '../project/projects.ts';
import { classInfo, enclosingClass, receiverClass } from './classes.ts';
import { childRow, kindAt, textAt } from './columns.ts';
import { decorators } from './decorators.ts';
import { unwrap } from './expressions.ts';
import { enclosingFunction, isAsync, isGenerator, localFunction } from './functions.ts';
import { coroutineFunctions, coroutineMethods, keepingDecorators } from './knowledge/coroutines.ts';
import { oncePerTree } from './memo.ts';
import { instanceOf, qualifiedName, rootName } from './names.ts';
import type * as Python from './nodes.ts';
import { routesOf } from './routes.ts';
import { resolve } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';
import { assignedValue } from './values.ts';

/** The names of the functions that a file defines with `async def`. */
export const asyncNames = oncePerTree((tree: PythonTree): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const row of tree.rowsOf(['function_definition'])) {
    if (kindAt(tree, row + 1) !== 'async') continue;
    const name = childRow(tree, row, 'name');
    if (name >= 0) found.add(textAt(tree, name));
  }
  return found;
});

/** The last words of the functions and methods of libraries that give coroutines. */
export const coroutineWords: ReadonlySet<string> = new Set([
  ...Array.from(coroutineFunctions, (name) => name.slice(name.lastIndexOf('.') + 1)),
  ...Array.from(coroutineMethods.values(), (methods) => [...methods]).flat(),
]);

/** Does a function give a coroutine when it is called: `async def` without `yield`, under no decorator that may change that? */
export function givesCoroutine(definition: Python.FunctionDefinition): boolean {
  return (
    isAsync(definition) &&
    !isGenerator(definition) &&
    decorators(definition).every(
      ({ qualified, node }) =>
        (qualified !== null && keepingDecorators.has(qualified)) || routesOf(definition).some((route) => route.decorator?.node === node),
    )
  );
}

/** Does this call give a coroutine: that of an `async def` of this file or of a module of the project, or of a library's? */
export function callsCoroutine(call: Python.Call): boolean {
  const callee = unwrap(call.function);
  const local = isOfSuper(callee) ? methodOfBase(callee) : localFunction(call);
  if (local) return givesCoroutine(local) && !isReplaced(callee);
  const name = qualifiedName(callee);
  if (name !== null && coroutineFunctions.has(name)) return true;
  if (callee.type === 'attribute' && classNameOf(callee.object, callee.attribute.text)) return true;
  // What another module gives is asked last, as that module may have to be read.
  if (!placeOf(call.tree) || !isImported(callee)) return false;
  const meaning = meaningOf(callee)?.node;
  return meaning?.type === 'function_definition' && givesCoroutine(meaning);
}

function isOfSuper(callee: Python.Node): callee is Python.Attribute {
  const object = callee.type === 'attribute' ? unwrap(callee.object) : null;
  return object?.type === 'call' && object.function.type === 'identifier' && object.function.text === 'super';
}

/** `super().stop()` means the method of a base, which may well not be async although the one that calls it is. */
function methodOfBase(callee: Python.Attribute): Python.FunctionDefinition | null {
  const owner = enclosingClass(callee);
  const bases = owner ? classInfo(owner).lineage().slice(1) : [];
  return bases.find(({ methods }) => methods.has(callee.attribute.text))?.methods.get(callee.attribute.text) ?? null;
}

/** `self.save = save` in a method says that `self.save()` may be anything. */
function isReplaced(callee: Python.Node): boolean {
  if (callee.type !== 'attribute') return false;
  const owner = receiverClass(callee.object);
  return (
    owner !== null &&
    classInfo(owner)
      .lineage()
      .some((info) => info.instanceAttributes.has(callee.attribute.text))
  );
}

function classNameOf(object: Python.Node, method: string): boolean {
  if (!coroutineWords.has(method)) return false;
  const name = instanceOf(unwrap(object)) ?? attributeClass(object);
  return name !== null && coroutineMethods.get(name)?.has(method) === true;
}

/** The class of `self.queue`, when one place sets it: by a call, or to a parameter with an annotation. */
function attributeClass(object: Python.Node): string | null {
  const value = unwrap(object).type === 'attribute' ? assignedValue(object) : null;
  return value && enclosingClass(object) ? instanceOf(value) : null;
}

function isImported(callee: Python.Node): boolean {
  const root = rootName(callee);
  const binding = root && resolve(root);
  return binding?.definitions.some(({ kind }) => kind === 'import') === true && callee.type !== 'call';
}

/** What happens to a value that is not awaited where it stands. */
export type CoroutineUse =
  | { readonly kind: 'dropped' | 'tested' | 'read' }
  | { readonly kind: 'held'; readonly name: Python.Identifier }
  /** Awaited, passed on, returned, stored. */
  | null;

const OWN_ATTRIBUTES = /^(?:send|throw|close|add_done_callback|cr_\w{1,20}|__\w{1,20})$/u;

/** Is a coroutine thrown away, asked whether it is true, or read as if it were the result? */
export function useOfCoroutine(expression: Python.Node): CoroutineUse {
  let child = expression;
  let isCollected = false;
  for (let node = child.parent; node; child = node, node = node.parent) {
    switch (node.type) {
      case 'parenthesized_expression':
        break;
      case 'list_comprehension':
      case 'set_comprehension':
        if (node.body !== child) return null;
        isCollected = true;
        break;
      case 'expression_statement':
        return { kind: 'dropped' };
      case 'conditional_expression':
        if (node.children[1] === child) return isCollected ? null : { kind: 'tested' };
        break;
      case 'boolean_operator':
        if (node.left === child) return isCollected ? null : { kind: 'tested' };
        break;
      default:
        return isCollected ? null : useIn(node, child);
    }
  }
  return null;
}

function useIn(node: Python.Node, child: Python.Node): CoroutineUse {
  switch (node.type) {
    case 'not_operator':
    case 'comparison_operator':
      return { kind: 'tested' };
    case 'assert_statement':
      return node.children[0] === child ? { kind: 'tested' } : null;
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
      return node.condition === child ? { kind: 'tested' } : null;
    case 'attribute':
      return node.object === child && !OWN_ATTRIBUTES.test(node.attribute.text) ? { kind: 'read' } : null;
    case 'subscript':
      return node.value === child ? { kind: 'read' } : null;
    case 'for_statement':
      return node.right === child && kindAt(node.tree, node.row + 1) !== 'async' ? { kind: 'read' } : null;
    case 'for_in_clause':
      return node.right === child && kindAt(node.tree, node.row + 1) !== 'async' ? { kind: 'read' } : null;
    case 'assignment':
      return node.right === child && node.left.type === 'identifier' && enclosingFunction(node) ? { kind: 'held', name: node.left } : null;
    default:
      return null;
  }
}

const HELD = [
  'expression_statement',
  'conditional_expression',
  'boolean_operator',
  'not_operator',
  'comparison_operator',
  'assert_statement',
];
const USED = ['if_statement', 'elif_clause', 'while_statement', 'attribute', 'subscript', 'for_statement', 'for_in_clause', 'assignment'];
const AROUND = ['parenthesized_expression', 'list_comprehension', 'set_comprehension'];
const SUSPICIOUS: ReadonlySet<string> = new Set([...HELD, ...USED, ...AROUND]);

/** May the call whose callee ends in this row be one that nobody awaits? Cheap, and asked before any node is made. */
export function mayBeLeft(tree: PythonTree, identifier: number): boolean {
  const { parent } = tree.rows;
  let row = identifier;
  for (let up = 0; up < 3; up++) {
    row = parent[row] ?? -1;
    if (kindAt(tree, row) === 'call') return SUSPICIOUS.has(kindAt(tree, parent[row] ?? -1));
  }
  return false;
}
