import type { TSESLint } from '@typescript-eslint/utils';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, memberName, type AnyFunction } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';

export type Variable = TSESLint.Scope.Variable;
export type Reference = TSESLint.Scope.Reference;

/** The variable a name means at this place; a global that only ESLint's configuration knows counts too. */
export function variableOf(identifier: JavaScript.Identifier | JavaScript.JSXIdentifier, source: JavaScriptSource): Variable | undefined {
  for (let scope: TSESLint.Scope.Scope | null = source.getScope(identifier); scope; scope = scope.upper) {
    const variable = scope.set.get(identifier.name);
    if (variable) return variable;
  }
  return undefined;
}

/** Does this name mean the program's own global (`process`, `fetch`), with nothing in the file standing before it? */
export function isGlobal(identifier: JavaScript.Identifier, source: JavaScriptSource): boolean {
  return (variableOf(identifier, source)?.defs.length ?? 0) === 0;
}

/** The one place that defines a variable; undefined where several do, or none. */
export function definitionOf(variable: Variable): TSESLint.Scope.Definition | undefined {
  return variable.defs.length === 1 ? variable.defs[0] : undefined;
}

/** The value a variable holds all its life: an expression, or what lies in it under the keys of a destructuring. */
export interface SingleValue {
  readonly expression: JavaScript.Expression;
  /** `['promises']` for `const { promises } = require('fs')`. */
  readonly path: readonly string[];
  /** `'x'` for `const { a = 'x' } = b`. */
  readonly fallback: JavaScript.Expression | undefined;
}

/** The only value a variable ever gets: its initialiser, or its single assignment where it is declared without one. */
export function singleValue(variable: Variable): SingleValue | undefined {
  let known = singleValues.get(variable);
  if (!known) singleValues.set(variable, (known = { value: findSingleValue(variable) }));
  return known.value;
}

/** A name that is used a thousand times is looked into once. */
const singleValues = new WeakMap<Variable, { readonly value: SingleValue | undefined }>();

function findSingleValue(variable: Variable): SingleValue | undefined {
  const definition = definitionOf(variable);
  if (definition?.node.type !== Kind.VariableDeclarator) return undefined;
  const { init, id, parent } = definition.node;
  const writes = variable.references.filter((reference) => reference.isWrite());
  if (init && parent.kind === 'const') return valueIn(id, variable.name, init);
  if (writes.length !== 1) return undefined;
  if (init) return writes[0]?.init === true ? valueIn(id, variable.name, init) : undefined;
  const write = writes[0]?.identifier.parent;
  // A loop's variable is written once in the text and often at run time.
  if (write?.type !== Kind.AssignmentExpression || !PLAIN_ASSIGNMENTS.has(write.operator)) return undefined;
  return { expression: write.right, path: [], fallback: undefined };
}

const PLAIN_ASSIGNMENTS: ReadonlySet<string> = new Set(['=', '??=', '||=']);

function valueIn(pattern: JavaScript.Node, name: string, expression: JavaScript.Expression): SingleValue | undefined {
  if (pattern.type === Kind.Identifier) return { expression, path: [], fallback: undefined };
  const found = patternPath(pattern, name);
  return found && { expression, ...found };
}

interface PatternPath {
  readonly path: readonly string[];
  readonly fallback: JavaScript.Expression | undefined;
}

/** Under which keys a pattern of objects finds the value of a name. */
export function patternPath(pattern: JavaScript.Node, name: string): PatternPath | undefined {
  const stack: { node: JavaScript.Node; path: readonly string[]; fallback: JavaScript.Expression | undefined }[] = [
    { node: pattern, path: [], fallback: undefined },
  ];
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { node, path, fallback } = entry;
    if (node.type === Kind.Identifier) {
      if (node.name === name) return { path, fallback };
    } else if (node.type === Kind.AssignmentPattern) {
      stack.push({ node: node.left, path, fallback: node.right });
    } else if (node.type === Kind.ObjectPattern) {
      for (const property of node.properties) {
        // What a rest element holds has no key of its own.
        const key = property.type === Kind.Property ? keyOf(property) : undefined;
        if (property.type === Kind.Property && key !== undefined)
          stack.push({ node: property.value, path: [...path, key], fallback: undefined });
      }
    }
  }
  return undefined;
}

/** The expression that a name stands for as it is, when exactly one place gives it. */
export function valueOf(identifier: JavaScript.Identifier, source: JavaScriptSource): JavaScript.Node | undefined {
  const variable = variableOf(identifier, source);
  const value = variable && singleValue(variable);
  return value?.path.length === 0 ? value.expression : undefined;
}

/** Where the program reads a variable. */
export function readsOf(variable: Variable): JavaScript.Node[] {
  return variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier);
}

/** Where the program gives a variable a value, its initialiser among them. */
export function writesOf(variable: Variable): JavaScript.Node[] {
  return variable.references.filter((reference) => reference.isWrite()).map(({ identifier }) => identifier);
}

/** Does the file change what lies inside of a variable's value: `config.a = 1`, `delete config.a`, `Object.assign(config, ...)`? */
export function isMutated(variable: Variable): boolean {
  let known = mutated.get(variable);
  if (known === undefined) mutated.set(variable, (known = findMutation(variable)));
  return known;
}

const mutated = new WeakMap<Variable, boolean>();

function findMutation(variable: Variable): boolean {
  return variable.references.some(({ identifier }) => {
    let node: JavaScript.Node = identifier;
    let parent = identifier.parent;
    while (parent.type === Kind.MemberExpression && parent.object === node) {
      node = parent;
      ({ parent } = parent);
    }
    switch (parent.type) {
      case Kind.AssignmentExpression:
        return node !== identifier && parent.left === node;
      case Kind.UpdateExpression:
        return node !== identifier;
      case Kind.UnaryExpression:
        return node !== identifier && parent.operator === 'delete';
      case Kind.CallExpression:
        return node === identifier && parent.arguments[0] === node && isObjectAssign(parent.callee);
      default:
        return false;
    }
  });
}

function isObjectAssign(callee: JavaScript.Node): boolean {
  if (callee.type !== Kind.MemberExpression || callee.object.type !== Kind.Identifier) return false;
  return callee.object.name === 'Object' && memberName(callee) === 'assign';
}

/** The innermost function that a node runs in. */
export function enclosingFunction(node: JavaScript.Node): AnyFunction | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}

/** The class whose body a node stands in, through functions. */
export function enclosingClass(node: JavaScript.Node): JavaScript.ClassDeclaration | JavaScript.ClassExpression | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === Kind.ClassDeclaration || at.type === Kind.ClassExpression) return at;
  }
  return undefined;
}

/** The function a name or expression stands for, where the file itself defines it. */
export function functionOf(node: JavaScript.Node, source: JavaScriptSource): AnyFunction | undefined {
  if (isFunction(node)) return node;
  if (node.type !== Kind.Identifier) return undefined;
  const variable = variableOf(node, source);
  const definition = variable && definitionOf(variable);
  if (definition && isFunction(definition.node)) {
    // A parameter's definition names its function too.
    return kindOf(definition) === 'FunctionName' ? definition.node : undefined;
  }
  const value = variable && singleValue(variable);
  return value?.path.length === 0 && isFunction(value.expression) ? value.expression : undefined;
}

/** The names a function's parameters bind, in order; one pattern may bind several. */
export function parametersOf(node: AnyFunction, source: JavaScriptSource): readonly Variable[] {
  return source.getDeclaredVariables(node).filter((variable) => variable.defs.some((definition) => kindOf(definition) === 'Parameter'));
}

/** `Variable`, `Parameter`, `FunctionName`, `ImportBinding`...: the same words from every scope manager. */
export function kindOf(definition: TSESLint.Scope.Definition): string {
  return definition.type;
}

/** What a function gives back: the arguments of its own `return`s (undefined for a bare one), or an arrow's expression. */
export function returnedExpressions(node: AnyFunction, source: JavaScriptSource): (JavaScript.Expression | undefined)[] {
  if (node.body.type !== Kind.BlockStatement) return [node.body];
  return ownNodes(node.body, source).flatMap((inner) => (inner.type === Kind.ReturnStatement ? [inner.argument ?? undefined] : []));
}

/** All nodes under one that run when it runs, in the text's order: those of functions and classes inside are left out. */
export function ownNodes(root: JavaScript.Node, source: JavaScriptSource): JavaScript.Node[] {
  const found: JavaScript.Node[] = [];
  const stack = childrenOf(root, source).reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    found.push(node);
    if (!isFunction(node) && node.type !== Kind.ClassBody) stack.push(...childrenOf(node, source).reverse());
  }
  return found;
}

/** A node and all under it, in the text's order, those of functions inside too; of very much code only the first nodes. */
export function nodesUnder(root: JavaScript.Node, source: JavaScriptSource, most = MOST_NODES): JavaScript.Node[] {
  const found: JavaScript.Node[] = [];
  const stack = [root];
  for (let node = stack.pop(); node && found.length < most; node = stack.pop()) {
    found.push(node);
    stack.push(...childrenOf(node, source).reverse());
  }
  return found;
}

const MOST_NODES = 50_000;

/** The calls among them. */
export function callsUnder(root: JavaScript.Node, source: JavaScriptSource): JavaScript.CallExpression[] {
  return nodesUnder(root, source).filter((node) => node.type === Kind.CallExpression);
}

/** The direct children of a node, in the text's order. */
export function childrenOf(node: JavaScript.Node, source: JavaScriptSource): JavaScript.Node[] {
  const keys: readonly string[] = source.visitorKeys[node.type] ?? [];
  const children: JavaScript.Node[] = [];
  for (const key of keys) {
    const value = (node as unknown as Record<string, unknown>)[key];
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof child === 'object' && child !== null && 'type' in child) children.push(child as JavaScript.Node);
    }
  }
  return children;
}
