import type { Path } from './access-paths.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf } from './expressions.ts';
import { numericTypes, openTypes } from './knowledge/conversions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, variableOf } from './scopes.ts';
import { worstOrigin, type Origin } from '../vocabulary/origin.ts';

const DEEPEST = 6;

/**
 * How hostile can a value of this TypeScript type be: `numeric` for numbers and dates, `allow-listed` for literals and enums,
 * `declared` for the keys of a type, `unknown` for a class of its own? Undefined when the type says nothing: texts, and what
 * may hold them.
 */
export function originOfType(type: JavaScript.TypeNode, path: Path, source: JavaScriptSource, depth = 0): Origin | undefined {
  if (depth > DEEPEST) return undefined;
  const inner = (part: JavaScript.TypeNode, rest: Path): Origin | undefined => originOfType(part, rest, source, depth + 1);
  const [first, ...rest] = path;
  switch (type.type) {
    case Kind.TSNumberKeyword:
    case Kind.TSBooleanKeyword:
    case Kind.TSBigIntKeyword:
      return 'numeric';
    case Kind.TSLiteralType:
    case Kind.TSUndefinedKeyword:
    case Kind.TSNullKeyword:
      return 'allow-listed';
    case Kind.TSIndexedAccessType:
      // `(typeof COLUMNS)[number]`
      return type.objectType.type === Kind.TSTypeQuery ? 'declared' : undefined;
    case Kind.TSTypeOperator:
      return type.operator === 'keyof' ? 'declared' : type.typeAnnotation && inner(type.typeAnnotation, path);
    case Kind.TSUnionType:
    case Kind.TSIntersectionType:
      return ofAll(type.types.map((part) => inner(part, path)));
    case Kind.TSArrayType:
      return first === 'key' ? 'numeric' : inner(type.elementType, rest);
    case Kind.TSTupleType:
      return ofAll(type.elementTypes.map((part) => inner(part.type === Kind.TSNamedTupleMember ? part.elementType : part, rest)));
    case Kind.TSTypeLiteral:
      return ofMembers(type.members, path, inner);
    case Kind.TSTypeReference:
      return ofReference(type, path, source, inner);
    default:
      return undefined;
  }
}

type Inner = (part: JavaScript.TypeNode, rest: Path) => Origin | undefined;

function ofMembers(members: readonly JavaScript.TypeElement[], [first, ...rest]: Path, inner: Inner): Origin | undefined {
  if (typeof first !== 'object') return undefined;
  const member = members.find((candidate) => candidate.type === Kind.TSPropertySignature && keyOf(candidate as never) === first.key);
  const type = member?.type === Kind.TSPropertySignature ? member.typeAnnotation?.typeAnnotation : undefined;
  return type && inner(type, rest);
}

function ofReference(type: JavaScript.TSTypeReference, path: Path, source: JavaScriptSource, inner: Inner): Origin | undefined {
  const { typeName, typeArguments } = type;
  const name = typeName.type === Kind.Identifier ? typeName.name : typeName.type === Kind.TSQualifiedName ? typeName.right.name : '';
  if (numericTypes.has(name)) return 'numeric';
  const given = typeArguments?.params ?? [];
  const [step, ...rest] = path;
  if (COLLECTIONS.has(name) && given[0]) return inner(given[0], step === undefined ? [] : rest);
  if (MAPPINGS.has(name) && given.length > 1) {
    const member = given[step === 'key' ? 0 : 1];
    return member && step !== undefined ? inner(member, rest) : undefined;
  }
  if (WRAPPERS.has(name) && given[0]) return inner(given[0], path);
  const local = typeName.type === Kind.Identifier ? declarationOf(typeName, source) : undefined;
  switch (local?.type) {
    case Kind.TSEnumDeclaration:
      return 'allow-listed';
    case Kind.TSTypeAliasDeclaration:
      return inner(local.typeAnnotation, path);
    case Kind.TSInterfaceDeclaration:
      return ofMembers(local.body.body, path, inner);
    default:
      // A class of its own is no text that anybody sends. Of one that this file does not show, a member may be anything.
      return openTypes.has(name) || path.length > 0 ? undefined : 'unknown';
  }
}

const COLLECTIONS: ReadonlySet<string> = new Set(['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Iterable']);
const MAPPINGS: ReadonlySet<string> = new Set(['Record', 'Map', 'ReadonlyMap']);
const WRAPPERS: ReadonlySet<string> = new Set(['Promise', 'Awaited', 'Readonly', 'Partial', 'Required', 'NonNullable']);

function declarationOf(name: JavaScript.Identifier, source: JavaScriptSource): JavaScript.Node | undefined {
  const variable = variableOf(name, source);
  return variable && definitionOf(variable)?.node;
}

function ofAll(origins: readonly (Origin | undefined)[]): Origin | undefined {
  const known = origins.filter((origin) => origin !== undefined);
  return known.length === 0 || known.length < origins.length ? undefined : worstOrigin(known);
}
