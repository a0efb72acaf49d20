import type { JavaScriptSource } from './detector.ts';
import { keyOf, memberName, unwrap, unwrapAwaited } from './expressions.ts';
import { declaredType, fieldOrigin, typeName } from './fields.ts';
import { globalNames } from './knowledge/globals.ts';
import { exportName, importedName, loadedModule } from './modules.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, functionOf, kindOf, returnedExpressions, singleValue, variableOf } from './scopes.ts';

/** What an expression means: the thing of that name itself, or an instance of the class of that name. */
export interface Meaning {
  readonly name: string;
  readonly isInstance: boolean;
}

/** How many names, members and calls are followed before an answer is given up; also what ends a circle of names. */
const MOST_HOPS = 40;
/** Going through a function costs more of them, and only a few returns are compared: they branch. */
const FUNCTION_HOPS = 8;
const MOST_RETURNS = 4;

/** What a name, a member, a call or `new` means, as far as this file tells. */
export function meaningOf(node: JavaScript.Node, source: JavaScriptSource): Meaning | undefined {
  return meaning(node, source, MOST_HOPS);
}

function meaning(node: JavaScript.Node, source: JavaScriptSource, hops: number): Meaning | undefined {
  if (hops <= 0) return undefined;
  const inner = unwrapAwaited(node);
  const module = loadedModule(inner);
  if (module !== undefined) return named(module);
  switch (inner.type) {
    case Kind.Identifier:
      return meaningOfVariable(inner, source, hops);
    case Kind.MemberExpression:
      return meaningOfMember(inner, source, hops);
    case Kind.CallExpression: {
      const callee = meaning(inner.callee, source, hops - 1);
      if (callee) return callee.isInstance ? undefined : named(`${callee.name}()`);
      return meaningOfReturns(inner, source, hops - FUNCTION_HOPS);
    }
    case Kind.NewExpression: {
      const made = meaning(inner.callee, source, hops - 1);
      return made && !made.isInstance ? { name: made.name, isInstance: true } : undefined;
    }
    case Kind.MetaProperty:
      return named(`${inner.meta.name}.${inner.property.name}`);
    case Kind.AssignmentExpression:
      return meaning(inner.right, source, hops - 1);
    case Kind.LogicalExpression:
      // `globalThis.db ?? new Database()`: what is already there was made the same way.
      return inner.operator === '&&' ? undefined : meaning(inner.right, source, hops - 1);
    case Kind.TSQualifiedName:
      return named(typeName(inner, (name) => nameOf(name, source, hops)));
    default:
      return undefined;
  }
}

function named(name: string): Meaning;
function named(name: string | undefined): Meaning | undefined;
function named(name: string | undefined): Meaning | undefined {
  return name === undefined ? undefined : { name, isInstance: false };
}

function nameOf(node: JavaScript.Node, source: JavaScriptSource, hops: number): string | undefined {
  const found = meaning(node, source, hops - 1);
  return found?.isInstance === false ? found.name : undefined;
}

function meaningOfVariable(identifier: JavaScript.Identifier, source: JavaScriptSource, hops: number): Meaning | undefined {
  const variable = variableOf(identifier, source);
  if (!variable || variable.defs.length === 0) return named(canonical(identifier.name));
  const definition = definitionOf(variable);
  if (!definition) return undefined;
  const { name, node } = definition as { name: JavaScript.Node; node: JavaScript.Node };
  if (kindOf(definition) === 'ImportBinding') {
    return node.type === Kind.TSImportEqualsDeclaration
      ? meaning(node.moduleReference, source, hops - 1)
      : named(canonical(importedName(definition)));
  }
  const value = singleValue(variable);
  const start = value && meaning(value.expression, source, hops - 1);
  if (!start) return typeAt(name, source, hops);
  const [first, ...rest] = value.path;
  return first === undefined ? start : named(rest.reduce(exportName, memberOf(start, first)));
}

function meaningOfMember(node: JavaScript.MemberExpression, source: JavaScriptSource, hops: number): Meaning | undefined {
  const name = memberName(node);
  if (name === undefined) return undefined;
  const object = unwrapAwaited(node.object);
  if (object.type === Kind.ThisExpression) return meaningOfField(node, name, source, hops);
  const owner = meaning(object, source, hops - 1);
  if (owner) return named(memberOf(owner, name));
  const inLiteral = literalMember(object, name, source);
  return inLiteral && meaning(inLiteral, source, hops - 1);
}

/** A member of an instance stands behind `#`, any other behind a dot. */
function memberOf(owner: Meaning, name: string): string {
  return owner.isInstance ? `${owner.name}#${name}` : canonical(exportName(owner.name, name));
}

function meaningOfField(node: JavaScript.Node, name: string, source: JavaScriptSource, hops: number): Meaning | undefined {
  const origin = fieldOrigin(node, name, source);
  const found = origin?.value && meaning(origin.value, source, hops - 1);
  return found ?? (origin?.declaration && typeAt(origin.declaration, source, hops));
}

function typeAt(declaration: JavaScript.Node, source: JavaScriptSource, hops: number): Meaning | undefined {
  const type = declaredType(declaration);
  const name = type && typeName(type, (identifier) => nameOf(identifier, source, hops));
  return name === undefined ? undefined : { name, isInstance: true };
}

/** A function of this file means, when called, the one thing it gives back in all of its returns. */
function meaningOfReturns(call: JavaScript.CallExpression, source: JavaScriptSource, hops: number): Meaning | undefined {
  if (hops <= 0) return undefined;
  const callee = functionOf(unwrap(call.callee), source);
  if (!callee || callee.generator) return undefined;
  const returned = returnedExpressions(callee, source);
  if (returned.length > MOST_RETURNS) return undefined;
  const [first, ...others] = returned.map((expression) => expression && meaning(expression, source, hops));
  return others.every((other) => other?.name === first?.name && other?.isInstance === first?.isInstance) ? first : undefined;
}

/** The value under a key of an object literal that a constant holds. */
function literalMember(object: JavaScript.Node, name: string, source: JavaScriptSource): JavaScript.Node | undefined {
  if (object.type !== Kind.Identifier) return undefined;
  const variable = variableOf(object, source);
  const value = variable && singleValue(variable);
  if (!value || value.path.length > 0) return undefined;
  const literal = unwrap(value.expression);
  if (literal.type !== Kind.ObjectExpression) return undefined;
  const property = literal.properties.find((candidate) => candidate.type === Kind.Property && keyOf(candidate) === name);
  return property?.type === Kind.Property ? property.value : undefined;
}

/** One name for a global, whether it is reached as such, through `globalThis`, or through the module that exports it. */
function canonical(name: string): string;
function canonical(name: string | undefined): string | undefined;
function canonical(name: string | undefined): string | undefined {
  const bare = name?.replace(/^(?:globalThis|global|window|self)\./u, '');
  const known = bare === undefined ? undefined : globalNames.find(([imported]) => bare === imported || bare.startsWith(`${imported}.`));
  return known && bare !== undefined ? known[1] + bare.slice(known[0].length) : bare;
}
