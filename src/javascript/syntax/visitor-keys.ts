import { visitorKeys as typescriptKeys } from '@typescript-eslint/visitor-keys';
import { isNode, type LooseNode } from './loose-node.ts';

type Keys = Readonly<Record<string, readonly string[]>>;

/** Flow's nodes that have children. */
const flowKeys: Keys = {
  ArrayTypeAnnotation: ['elementType'],
  ClassImplements: ['id', 'typeParameters'],
  DeclareClass: ['id', 'typeParameters', 'extends', 'mixins', 'implements', 'body'],
  DeclareExportAllDeclaration: ['source'],
  DeclareExportDeclaration: ['declaration', 'specifiers', 'source'],
  DeclareFunction: ['id', 'predicate'],
  DeclareInterface: ['id', 'typeParameters', 'extends', 'body'],
  DeclareModule: ['id', 'body'],
  DeclareModuleExports: ['typeAnnotation'],
  DeclareOpaqueType: ['id', 'typeParameters', 'supertype'],
  DeclareTypeAlias: ['id', 'typeParameters', 'right'],
  DeclareVariable: ['id'],
  DeclaredPredicate: ['value'],
  EnumBooleanBody: ['members'],
  EnumBooleanMember: ['id', 'init'],
  EnumDeclaration: ['id', 'body'],
  EnumDefaultedMember: ['id'],
  EnumNumberBody: ['members'],
  EnumNumberMember: ['id', 'init'],
  EnumStringBody: ['members'],
  EnumStringMember: ['id', 'init'],
  EnumSymbolBody: ['members'],
  FunctionTypeAnnotation: ['typeParameters', 'this', 'params', 'rest', 'returnType'],
  FunctionTypeParam: ['name', 'typeAnnotation'],
  GenericTypeAnnotation: ['id', 'typeParameters'],
  IndexedAccessType: ['objectType', 'indexType'],
  InterfaceDeclaration: ['id', 'typeParameters', 'extends', 'body'],
  InterfaceExtends: ['id', 'typeParameters'],
  InterfaceTypeAnnotation: ['extends', 'body'],
  IntersectionTypeAnnotation: ['types'],
  NullableTypeAnnotation: ['typeAnnotation'],
  ObjectTypeAnnotation: ['properties', 'indexers', 'callProperties', 'internalSlots'],
  ObjectTypeCallProperty: ['value'],
  ObjectTypeIndexer: ['variance', 'id', 'key', 'value'],
  ObjectTypeInternalSlot: ['id', 'value'],
  ObjectTypeProperty: ['key', 'value', 'variance'],
  ObjectTypeSpreadProperty: ['argument'],
  OpaqueType: ['id', 'typeParameters', 'supertype', 'impltype'],
  OptionalIndexedAccessType: ['objectType', 'indexType'],
  QualifiedTypeIdentifier: ['qualification', 'id'],
  TupleTypeAnnotation: ['types'],
  TypeAlias: ['id', 'typeParameters', 'right'],
  TypeAnnotation: ['typeAnnotation'],
  TypeCastExpression: ['expression', 'typeAnnotation'],
  TypeParameter: ['bound', 'default', 'variance'],
  TypeParameterDeclaration: ['params'],
  TypeParameterInstantiation: ['params'],
  TypeofTypeAnnotation: ['argument'],
  UnionTypeAnnotation: ['types'],
};

/** The fields of Flow's nodes that give a name to something instead of using one. */
const NAMING: ReadonlySet<string> = new Set(['id', 'name', 'key']);
/** In these `id` is the name that is used. */
const NAMED_USES: ReadonlySet<string> = new Set(['ClassImplements', 'GenericTypeAnnotation', 'InterfaceExtends']);

/** The children of every node our parser makes. */
export const visitorKeys: Keys = { ...flowKeys, ...(typescriptKeys as Keys) };

/** The same for the analysis of scopes, which takes each identifier it meets for the use of a variable. */
export const scopeKeys: Keys = {
  ...visitorKeys,
  ...Object.fromEntries(
    Object.entries(flowKeys).map(([type, keys]) => [type, NAMED_USES.has(type) ? keys : keys.filter((key) => !NAMING.has(key))]),
  ),
};

/** The children of a node, in the order of the text. */
export function keysOf(node: LooseNode): readonly string[] {
  return visitorKeys[node.type] ?? Object.keys(node).filter((key) => key !== 'parent' && holdsNodes(node[key]));
}

function holdsNodes(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isNode) : isNode(value);
}
