import {
  endOf,
  moveStart,
  nextToken,
  nodeBetween,
  nodesIn,
  placeAfter,
  placeOf,
  rename,
  startOf,
  type Conversion,
  type LooseNode,
  type Slot,
} from './loose-node.ts';

/** How the nodes of TypeScript that Babel shapes in its own way become typescript-estree's. */
export const typescriptConversions: Readonly<Record<string, Conversion>> = {
  TSParenthesizedType: (node) => node.typeAnnotation as LooseNode,
  NewExpression: typeArguments,
  TaggedTemplateExpression: typeArguments,
  JSXOpeningElement: typeArguments,
  TSTypeReference: typeArguments,
  TSTypeQuery: (node) => {
    markThis(node.exprName as LooseNode);
    return typeArguments(node);
  },
  TSInstantiationExpression: typeArguments,
  TSClassImplements: heritage,
  TSInterfaceHeritage: heritage,
  TSImportType: importType,
  TSFunctionType: signature,
  TSConstructorType: signature,
  TSCallSignatureDeclaration: signature,
  TSConstructSignatureDeclaration: signature,
  TSMethodSignature: (node) => signature(memberFlags(node)),
  TSPropertySignature: memberFlags,
  TSIndexSignature: (node) => {
    node.readonly ??= false;
    node.static ??= false;
    return node;
  },
  TSDeclareFunction: (node) => {
    node.expression = false;
    node.declare ??= false;
    return node;
  },
  TSParameterProperty: (node) => {
    node.readonly ??= false;
    node.override ??= false;
    node.static ??= false;
    node.decorators ??= [];
    return node;
  },
  TSInterfaceDeclaration: (node) => {
    node.extends ??= [];
    node.declare ??= false;
    for (const heritage of nodesIn(node, 'extends')) heritage.type = 'TSInterfaceHeritage';
    return node;
  },
  TSTypeAliasDeclaration: (node) => {
    node.declare ??= false;
    return node;
  },
  TSTypeParameter: typeParameter,
  TSMappedType: mappedType,
  TSEnumDeclaration: enumDeclaration,
  TSEnumMember: (node) => Object.assign(node, { computed: false }),
  TSModuleDeclaration: moduleDeclaration,
  TSLiteralType: templateType,
  TSTypePredicate: (node) => {
    node.asserts ??= false;
    node.typeAnnotation ??= null;
    return node;
  },
  TSNamedTupleMember: (node) => {
    node.optional ??= false;
    return node;
  },
  TSImportEqualsDeclaration: exportedImport,
  VariableDeclaration: (node) => {
    node.declare ??= false;
    return node;
  },
  VariableDeclarator: (node) => {
    node.definite ??= false;
    return node;
  },
};

/** The `this` of `typeof this.x` is an expression. */
function markThis(name: LooseNode): void {
  let leftmost = name;
  while (leftmost.type === 'TSQualifiedName') leftmost = leftmost.left as LooseNode;
  if (leftmost.type === 'Identifier' && leftmost.name === 'this') Object.assign(leftmost, { type: 'ThisExpression', name: undefined });
}

function typeArguments(node: LooseNode): LooseNode {
  rename(node, 'typeParameters', 'typeArguments');
  return node;
}

/** What a class implements or an interface extends is an expression in typescript-estree, and a type name in Babel. */
function heritage(node: LooseNode): LooseNode {
  // Flow's `implements` has a plain name instead.
  let name = node.expression as LooseNode | undefined;
  while (name?.type === 'TSQualifiedName') {
    rename(name, 'left', 'object');
    rename(name, 'right', 'property');
    Object.assign(name, { type: 'MemberExpression', computed: false, optional: false });
    name = name.object as LooseNode;
  }
  return typeArguments(node);
}

function signature(node: LooseNode): LooseNode {
  rename(node, 'parameters', 'params');
  rename(node, 'typeAnnotation', 'returnType');
  return node;
}

function memberFlags(node: LooseNode): LooseNode {
  node.computed ??= false;
  node.optional ??= false;
  node.readonly ??= false;
  node.static ??= false;
  return node;
}

/** Babel gives a type parameter's name as text, behind modifiers. */
function typeParameter(node: LooseNode, { text }: Slot): LooseNode {
  if (typeof node.name === 'string') node.name = nameIn(node, node.name, text);
  node.const ??= false;
  node.in ??= false;
  node.out ??= false;
  return node;
}

function nameIn(node: LooseNode, name: string, text: string): LooseNode {
  let from = startOf(node);
  for (const modifier of ['const', 'in', 'out']) {
    if (node[modifier] === true) from = placeAfter(from, text.indexOf(modifier, from.index) + modifier.length, text);
  }
  const start = placeAfter(from, text.indexOf(name, from.index), text);
  const end = placeAfter(start, start.index + name.length, text);
  return nodeBetween('Identifier', start, end, { name, optional: false, decorators: [], typeAnnotation: undefined });
}

function mappedType(node: LooseNode, { text }: Slot): LooseNode {
  const parameter = node.typeParameter as LooseNode | undefined;
  if (parameter && typeof parameter.name === 'string') {
    node.key = nameIn(parameter, parameter.name, text);
    node.constraint = parameter.constraint;
    node.typeParameter = undefined;
  }
  node.nameType ??= null;
  node.optional ??= false;
  return node;
}

function enumDeclaration(node: LooseNode, { text }: Slot): LooseNode {
  node.const ??= false;
  node.declare ??= false;
  if (!node.body) {
    const start = placeOf('{', endOf(node.id as LooseNode), text);
    node.body = nodeBetween('TSEnumBody', start, endOf(node), { members: nodesIn(node, 'members') });
  }
  return node;
}

/** `namespace A.B {}` is one declaration of a qualified name; Babel nests two. */
function moduleDeclaration(node: LooseNode): LooseNode {
  let id = node.id as LooseNode;
  let body = node.body as LooseNode | undefined;
  while (body?.type === 'TSModuleDeclaration') {
    const right = body.id as LooseNode;
    id = nodeBetween('TSQualifiedName', startOf(id), endOf(right), { left: id, right });
    body = body.body as LooseNode | undefined;
  }
  node.id = id;
  node.body = body;
  node.declare ??= false;
  node.global ??= node.kind === 'global';
  return node;
}

function templateType(node: LooseNode): LooseNode {
  const template = node.literal as LooseNode;
  if (template.type !== 'TemplateLiteral' || nodesIn(template, 'expressions').length === 0) return node;
  return Object.assign(node, { type: 'TSTemplateLiteralType', quasis: template.quasis, types: template.expressions, literal: undefined });
}

function importType(node: LooseNode): LooseNode {
  rename(node, 'argument', 'source');
  node.qualifier ??= null;
  node.options ??= null;
  return typeArguments(node);
}

function exportedImport(node: LooseNode, { text }: Slot): LooseNode {
  node.importKind ??= 'value';
  const { isExport } = node;
  node.isExport = undefined;
  if (isExport !== true) return node;
  const start = startOf(node);
  moveStart(node, nextToken(placeAfter(start, start.index + 'export'.length, text), text));
  return nodeBetween('ExportNamedDeclaration', start, endOf(node), {
    declaration: node,
    specifiers: [],
    source: null,
    attributes: [],
    exportKind: node.importKind,
  });
}
