import { childRow, eachOwnRow, kindAt, maskOf, nodeAt } from './columns.ts';
import { receiverClass, classInfo } from './classes.ts';
import { parts, unwrap } from './expressions.ts';
import { identifiersOf } from './identifiers.ts';
import { oncePerNode } from './memo.ts';
import type * as Python from './nodes.ts';
import { resolve, scopeOf, singleDefinition } from './scopes.ts';

export type Callable = Python.FunctionDefinition | Python.Lambda;

/** What has a body that runs. */
export type Runnable = Callable | Python.ClassDefinition | Python.Module;

/** The `def` whose body (or parameter list) a node runs in; lambdas, comprehensions and classes in between are passed through. */
export function enclosingFunction(node: Python.Node): Python.FunctionDefinition | null {
  for (let scope = scopeOf(node); ;) {
    if (scope.kind === 'function') return scope.node as Python.FunctionDefinition;
    if (!scope.parent) return null;
    scope = scope.parent;
  }
}

/** The innermost `def` or lambda that a node runs in. */
export function enclosingCallable(node: Python.Node): Callable | null {
  for (let scope = scopeOf(node); ;) {
    if (scope.kind === 'function' || scope.kind === 'lambda') return scope.node as Callable;
    if (!scope.parent) return null;
    scope = scope.parent;
  }
}

/** Is this `async def`? */
export function isAsync(definition: Python.FunctionDefinition): boolean {
  return kindAt(definition.tree, definition.row + 1) === 'async';
}

export interface Parameter {
  readonly kind: 'positional-only' | 'positional' | 'keyword-only' | 'args' | 'kwargs';
  readonly name: string;
  readonly identifier: Python.Identifier;
  readonly annotation: Python.Type | null;
  readonly default: Python.Node | null;
  readonly node: Python.Node;
}

/** A function's parameters in their order; Python 2's unpacked ones are left out, as they have no name. */
export const parameters = oncePerNode(readParameters);

function readParameters(callable: Callable): readonly Parameter[] {
  const found: Parameter[] = [];
  let kind: Parameter['kind'] = 'positional';
  for (const node of callable.parameters ? parts(callable.parameters) : []) {
    if (node.type === 'positional_separator') {
      for (const [index, earlier] of found.entries()) found[index] = { ...earlier, kind: 'positional-only' };
      continue;
    }
    if (node.type === 'keyword_separator') {
      kind = 'keyword-only';
      continue;
    }
    const target = targetOf(node);
    const identifier = target.type === 'identifier' ? target : parts(target)[0];
    if (identifier?.type !== 'identifier' || target.type === 'tuple_pattern') continue;
    const star = target.type === 'list_splat_pattern' ? 'args' : target.type === 'dictionary_splat_pattern' ? 'kwargs' : null;
    found.push({
      kind: star ?? kind,
      name: identifier.text,
      identifier,
      annotation: node.type === 'typed_parameter' || node.type === 'typed_default_parameter' ? node.annotation : null,
      default: node.type === 'default_parameter' || node.type === 'typed_default_parameter' ? node.value : null,
      node,
    });
    if (star === 'args') kind = 'keyword-only';
  }
  return found;
}

function targetOf(node: Python.Node): Python.Node {
  switch (node.type) {
    case 'default_parameter':
    case 'typed_default_parameter':
      return node.name;
    case 'typed_parameter':
      return parts(node)[0] ?? node;
    default:
      return node;
  }
}

/**
 * The nodes of some kinds that run when a body runs: those in nested functions and lambdas run later and do not count,
 * while decorators, defaults and bodies of nested classes do. For a module that is what runs at import.
 */
export function ownNodes<K extends Python.Kinds>(definition: Runnable, ...kinds: K[]): Python.NodeByKind[K][] {
  const { tree, row } = definition;
  const body = definition.type === 'module' ? row + 1 : childRow(tree, row, 'body');
  const end = tree.rows.next[definition.type === 'module' ? row : body] ?? 0;
  const found: Python.NodeByKind[K][] = [];
  if (body < 0) return found;
  eachOwnRow(tree, body, end, maskOf(tree.grammar, kinds), true, (own) => {
    found.push(nodeAt(tree, own) as Python.NodeByKind[K]);
  });
  return found;
}

/** The calls that a function itself makes. */
export const callsOf = oncePerNode((callable: Callable): readonly Python.Call[] => ownNodes(callable, 'call'));

/** The functions defined directly inside of a function, a class or the module, in conditional blocks too. */
export function functionsIn(definition: Runnable): Python.FunctionDefinition[] {
  return ownNodes(definition, 'function_definition').filter((inner) => scopeOf(inner).node === definition);
}

/** Does the function yield, so that calling it runs nothing yet? */
export function isGenerator(callable: Callable): boolean {
  return ownNodes(callable, 'yield').length > 0;
}

/**
 * The function of this file that a call goes to: `f(x)` for a local `def f`, `self.m()` and `A.m()` for a method of the
 * class or of its bases in this file, `a.m()` when `a = A()`.
 */
export function localFunction(call: Python.Call): Python.FunctionDefinition | null {
  return functionMeantBy(call.function);
}

/** The function of this file that an expression names, called or not. */
export function functionMeantBy(expression: Python.Node): Python.FunctionDefinition | null {
  const callee = unwrap(expression);
  if (callee.type === 'identifier') {
    const binding = resolve(callee);
    const owner = binding && singleDefinition(binding)?.owner;
    return owner?.type === 'function_definition' ? owner : null;
  }
  if (callee.type !== 'attribute') return null;
  const owner = receiverClass(callee.object);
  return owner ? classInfo(owner).method(callee.attribute.text) : null;
}

export interface CallSites {
  readonly calls: readonly Python.Call[];
  /** Other mentions of its name: passed on, stored, or an attribute of that name on an object of unknown class. */
  readonly others: readonly Python.Identifier[];
}

/** Where this file calls one of its functions; with `others` empty these are all calls the file makes. */
export const callSites = oncePerNode((definition: Python.FunctionDefinition): CallSites => {
  const { tree } = definition;
  const calls: Python.Call[] = [];
  const others: Python.Identifier[] = [];
  const isMethod = scopeOf(definition).kind === 'class';
  for (const row of identifiersOf(tree).rows(definition.name.text)) {
    if (row === definition.name.row) continue;
    const identifier = nodeAt(tree, row) as Python.Identifier;
    const parent = identifier.parent;
    const isAttribute = parent?.type === 'attribute' && parent.attribute === identifier;
    const binding = isAttribute ? null : resolve(identifier);
    const mention = isAttribute ? parent : identifier;
    const meant = functionMeantBy(mention);
    if (meant === definition) {
      const call = mention.parent;
      if (call?.type === 'call' && call.function === mention) calls.push(call);
      else others.push(identifier);
    } else if (isAttribute ? isMethod && meant === null : binding?.definitions.some(({ owner }) => owner === definition) === true) {
      others.push(identifier);
    }
  }
  return { calls, others };
});
