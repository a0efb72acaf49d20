import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, memberName, unwrap, type AnyFunction } from './expressions.ts';
import { isNothing } from './guard-refusals.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, enclosingClass, kindOf, ownNodes, variableOf } from './scopes.ts';

/** Why a value may be missing when it is used. */
export interface MayBeMissing {
  /** The function that may be called without it, and which of its parameters it is; undefined for a field. */
  readonly taker: AnyFunction | undefined;
  readonly position: number;
}

const FIELD: MayBeMissing = { taker: undefined, position: -1 };

/** May this name or field of `this` be missing, because a caller may leave it out and nothing stands in for it? */
export function mayBeMissing(value: JavaScript.Node, source: JavaScriptSource): MayBeMissing | undefined {
  const node = unwrap(value);
  if (node.type === Kind.Identifier) return missingParameter(node, source);
  if (node.type !== Kind.MemberExpression || node.object.type !== Kind.ThisExpression) return undefined;
  const owner = enclosingClass(node);
  const name = memberName(node);
  return owner && name !== undefined && isOptionalField(owner, name, source) ? FIELD : undefined;
}

function isOptionalField(owner: JavaScript.ClassDeclaration | JavaScript.ClassExpression, name: string, source: JavaScriptSource): boolean {
  let isOptional = false;
  for (const member of owner.body.body) {
    if (member.type === Kind.PropertyDefinition && keyOf(member) === name) {
      if (member.optional || allowsNothing(member.typeAnnotation) || (member.value && isNothing(member.value))) isOptional = true;
    } else if (member.type === Kind.MethodDefinition && isFunction(member.value)) {
      for (const parameter of member.value.params) {
        if (parameter.type === Kind.TSParameterProperty && isOptionalPattern(parameter.parameter, name)) isOptional = true;
      }
      for (const node of ownNodes(member.value.body, source)) {
        if (node.type !== Kind.AssignmentExpression || node.left.type !== Kind.MemberExpression) continue;
        if (node.left.object.type !== Kind.ThisExpression || memberName(node.left) !== name) continue;
        if (isMissing(node.right, source)) isOptional = true;
        // `permissions ?? new DenyAll()` stands in.
        else if (node.right.type === Kind.LogicalExpression) return false;
      }
    }
  }
  return isOptional;
}

function isMissing(value: JavaScript.Node, source: JavaScriptSource): boolean {
  const node = unwrap(value);
  if (isNothing(node)) return true;
  if (node.type === Kind.Identifier) return missingParameter(node, source) !== undefined;
  return node.type === Kind.LogicalExpression && node.operator !== '&&' && isNothing(unwrap(node.right));
}

function missingParameter(identifier: JavaScript.Identifier, source: JavaScriptSource): MayBeMissing | undefined {
  const variable = variableOf(identifier, source);
  const definition = variable && definitionOf(variable);
  if (!variable || !definition || kindOf(definition) !== 'Parameter' || !isFunction(definition.node)) return undefined;
  // A second value is what stands in for it.
  if (variable.references.some((reference) => reference.isWrite() && reference.init !== true)) return undefined;
  const taker = definition.node;
  const position = taker.params.findIndex((parameter) =>
    isOptionalPattern(parameter.type === Kind.TSParameterProperty ? parameter.parameter : parameter, identifier.name),
  );
  return position >= 0 ? { taker, position } : undefined;
}

/** `user?: User`, `user = null`, `{ user } = {}`, `{ user = null }`, `user: User | undefined`. */
function isOptionalPattern(pattern: JavaScript.Node, name: string): boolean {
  switch (pattern.type) {
    case Kind.Identifier:
      return pattern.name === name && (pattern.optional || allowsNothing(pattern.typeAnnotation));
    case Kind.AssignmentPattern:
      if (pattern.left.type === Kind.Identifier) return pattern.left.name === name && isNothing(unwrap(pattern.right));
      if (isOptionalPattern(pattern.left, name)) return true;
      return (
        pattern.left.type === Kind.ObjectPattern &&
        pattern.right.type === Kind.ObjectExpression &&
        pattern.right.properties.length === 0 &&
        holdsPlain(pattern.left, name)
      );
    case Kind.ObjectPattern:
      return (
        pattern.properties.some((property) =>
          property.type === Kind.Property && property.value.type === Kind.AssignmentPattern
            ? isOptionalPattern(property.value, name)
            : false,
        ) ||
        (pattern.typeAnnotation?.typeAnnotation.type === Kind.TSTypeLiteral &&
          holdsPlain(pattern, name) &&
          pattern.typeAnnotation.typeAnnotation.members.some(
            (member) =>
              member.type === Kind.TSPropertySignature &&
              member.optional &&
              member.key.type === Kind.Identifier &&
              member.key.name === name,
          ))
      );
    default:
      return false;
  }
}

function holdsPlain(pattern: JavaScript.ObjectPattern, name: string): boolean {
  return pattern.properties.some(
    (property) => property.type === Kind.Property && property.value.type === Kind.Identifier && property.value.name === name,
  );
}

function allowsNothing(annotation: JavaScript.TSTypeAnnotation | undefined): boolean {
  const type = annotation?.typeAnnotation;
  return (
    type?.type === Kind.TSUnionType && type.types.some((one) => one.type === Kind.TSNullKeyword || one.type === Kind.TSUndefinedKeyword)
  );
}

/** The calls in this file that leave a parameter out, and whether these are all calls that there can be. */
export function callsWithout(
  { taker, position }: MayBeMissing,
  source: JavaScriptSource,
): { readonly without: number; readonly isGivenByAll: boolean } {
  const none = { without: 0, isGivenByAll: false };
  const name =
    taker?.type === Kind.FunctionDeclaration ? taker.id : taker?.parent.type === Kind.VariableDeclarator ? taker.parent.id : null;
  if (!taker || name?.type !== Kind.Identifier) return none;
  const uses =
    variableOf(name, source)
      ?.references.filter((reference) => reference.isRead())
      .map(({ identifier }) => identifier) ?? [];
  const calls = uses.flatMap(({ parent }) =>
    parent.type === Kind.CallExpression && uses.includes(parent.callee as JavaScript.Identifier) ? [parent] : [],
  );
  const without = calls.filter((call) => {
    if (call.arguments.slice(0, position + 1).some(({ type }) => type === Kind.SpreadElement)) return false;
    const given = call.arguments[position];
    return !given || isNothing(unwrap(given));
  });
  const around = taker.type === Kind.FunctionDeclaration ? taker.parent : taker.parent.parent?.parent;
  const isExported = around?.type.startsWith('Export') === true;
  return { without: without.length, isGivenByAll: !isExported && calls.length > 0 && calls.length === uses.length && without.length === 0 };
}
