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
  type Place,
  type Slot,
} from './loose-node.ts';
import { ParseError } from './parse-error.ts';

/** How the nodes of JavaScript and JSX that Babel shapes in its own way become ESTree's. */
export const javascriptConversions: Readonly<Record<string, Conversion>> = {
  Program: moveDirectives,
  BlockStatement: moveDirectives,
  StringLiteral: literal,
  NumericLiteral: literal,
  BooleanLiteral: literal,
  NullLiteral: (node, slot) => literal(Object.assign(node, { value: null }), slot),
  BigIntLiteral: (node, slot) => literal(Object.assign(node, { bigint: node.value, value: bigIntOf(node.value) }), slot),
  RegExpLiteral: (node, slot) =>
    literal(
      Object.assign(node, {
        regex: { pattern: node.pattern, flags: node.flags },
        value: regExpOf(node.pattern, node.flags),
        pattern: undefined,
        flags: undefined,
      }),
      slot,
    ),
  JSXText: (node, { text }) => Object.assign(node, { raw: text.slice(...node.range) }),
  TemplateElement: includeDelimiters,
  PrivateName: (node) => Object.assign(node, { type: 'PrivateIdentifier', name: (node.id as LooseNode).name, id: undefined }),
  Identifier: (node) => {
    node.optional ??= false;
    node.decorators ??= [];
    return node;
  },
  ObjectPattern: pattern,
  ArrayPattern: pattern,
  RestElement: pattern,
  AssignmentPattern: defaultValue,
  FunctionDeclaration: notAnExpression,
  FunctionExpression: notAnExpression,
  ArrowFunctionExpression: (node) =>
    Object.assign(node, { expression: (node.body as LooseNode).type !== 'BlockStatement', generator: false, id: null }),
  ObjectProperty: (node) => Object.assign(node, { type: 'Property', kind: 'init', method: false, optional: false }),
  ObjectMethod: objectMethod,
  ClassMethod: classMethod,
  ClassPrivateMethod: classMethod,
  TSDeclareMethod: classMethod,
  ClassProperty: (node) => classField(node, 'PropertyDefinition', 'TSAbstractPropertyDefinition'),
  ClassPrivateProperty: (node) => classField(node, 'PropertyDefinition', 'TSAbstractPropertyDefinition'),
  ClassAccessorProperty: (node) => classField(node, 'AccessorProperty', 'TSAbstractAccessorProperty'),
  ClassDeclaration: classNode,
  ClassExpression: classNode,
  MemberExpression: (node) => {
    node.optional ??= false;
    return node;
  },
  CallExpression: (node) => {
    node.optional ??= false;
    rename(node, 'typeParameters', 'typeArguments');
    return node;
  },
  OptionalMemberExpression: chain,
  OptionalCallExpression: chain,
  TSNonNullExpression: (node) => (endsChain(node) ? chain(node) : node),
  ImportExpression: (node) => {
    node.options ??= null;
    node.phase ??= null;
    return node;
  },
  ImportDeclaration: (node) => {
    node.attributes ??= [];
    node.importKind ??= 'value';
    node.phase ??= null;
    return node;
  },
  ImportSpecifier: (node) => {
    node.importKind ??= 'value';
    return node;
  },
  ExportSpecifier: (node) => {
    node.exportKind ??= 'value';
    return node;
  },
  TryStatement: tryStatement,
  SwitchStatement: switchStatement,
  ExportNamedDeclaration: namedExport,
  ExportAllDeclaration: (node) =>
    Object.assign(node, { exported: null, attributes: node.attributes ?? [], exportKind: node.exportKind ?? 'value' }),
  ExportDefaultDeclaration: (node, { text }) => {
    excludeDecorators(node, text);
    return Object.assign(node, { exportKind: 'value' });
  },
};

function moveDirectives(node: LooseNode, { text }: Slot): LooseNode {
  const directives = nodesIn(node, 'directives');
  if (directives.length === 0) return node;
  for (const directive of directives) {
    const value = directive.value as LooseNode;
    const raw = text.slice(...value.range);
    directive.type = 'ExpressionStatement';
    directive.directive = raw.slice(1, -1);
    directive.value = undefined;
    directive.expression = Object.assign(value, {
      type: 'Literal',
      raw,
      value: (value.extra as { expressionValue: unknown }).expressionValue,
    });
  }
  node.body = [...directives, ...nodesIn(node, 'body')];
  node.directives = [];
  return node;
}

function literal(node: LooseNode, { text }: Slot): LooseNode {
  node.type = 'Literal';
  node.raw = text.slice(...node.range);
  return node;
}

function bigIntOf(digits: unknown): bigint | null {
  try {
    return BigInt(String(digits));
  } catch {
    return null;
  }
}

function regExpOf(pattern: unknown, flags: unknown): RegExp | null {
  const [source, options] = [String(pattern), String(flags)];
  try {
    return new RegExp(source, options);
  } catch {
    return null;
  }
}

/** ESTree counts the back-quote, `}` and `${` around a piece of a template to its range. */
function includeDelimiters(node: LooseNode): LooseNode {
  const { range, loc } = node;
  const closing = node.tail === true ? 1 : 2;
  node.range = [range[0] - 1, range[1] + closing];
  node.loc = {
    start: { line: loc.start.line, column: loc.start.column - 1 },
    end: { line: loc.end.line, column: loc.end.column + closing },
  };
  return node;
}

function pattern(node: LooseNode): LooseNode {
  node.optional ??= false;
  node.decorators ??= [];
  return node;
}

/** A decorated parameter carries its decorators outside of its default value. */
function defaultValue(node: LooseNode): LooseNode {
  const left = node.left as LooseNode;
  node.decorators ??= left.decorators;
  left.decorators = [];
  return pattern(node);
}

function notAnExpression(node: LooseNode): LooseNode {
  node.expression = false;
  node.declare ??= false;
  return node;
}

function objectMethod(node: LooseNode, slot: Slot): LooseNode {
  const { kind } = node;
  const value = functionOf(node, slot);
  const isMethod = kind === 'method';
  return Object.assign(node, {
    type: 'Property',
    kind: isMethod ? 'init' : kind,
    method: isMethod,
    shorthand: false,
    optional: false,
    value,
  });
}

function classMethod(node: LooseNode, slot: Slot): LooseNode {
  const value = functionOf(node, slot);
  node.type = node.abstract === true ? 'TSAbstractMethodDefinition' : 'MethodDefinition';
  node.abstract = undefined;
  node.value = value;
  classMember(node);
  return node;
}

function classField(node: LooseNode, type: string, abstractType: string): LooseNode {
  node.type = node.abstract === true ? abstractType : type;
  node.abstract = undefined;
  node.declare ??= false;
  node.definite ??= false;
  node.readonly ??= false;
  node.value ??= null;
  classMember(node);
  return node;
}

function classMember(node: LooseNode): void {
  node.computed ??= false;
  node.static ??= false;
  node.override ??= false;
  node.optional ??= false;
  node.decorators ??= [];
}

const FUNCTION_FIELDS = ['params', 'body', 'returnType', 'typeParameters', 'async', 'generator'] as const;

/** ESTree keeps a method's parameters and body in a function of its own, which starts at its parenthesis. */
function functionOf(method: LooseNode, { text }: Slot): LooseNode {
  const typeParameters = method.typeParameters as LooseNode | undefined;
  const start = typeParameters ? startOf(typeParameters) : placeOf('(', endOf(method.key as LooseNode), text);
  const type = method.body ? 'FunctionExpression' : 'TSEmptyBodyFunctionExpression';
  const value = nodeBetween(type, start, endOf(method), { id: null, expression: false, declare: false, body: null });
  for (const field of FUNCTION_FIELDS) {
    value[field] = method[field] ?? value[field];
    method[field] = undefined;
  }
  return value;
}

function classNode(node: LooseNode): LooseNode {
  rename(node, 'superTypeParameters', 'superTypeArguments');
  node.decorators ??= [];
  node.implements ??= [];
  node.abstract ??= false;
  node.declare ??= false;
  for (const heritage of nodesIn(node, 'implements')) heritage.type = 'TSClassImplements';
  return node;
}

/** The whole of `a?.b.c` is one ChainExpression; parentheses end it, as they do for the runtime. */
function chain(node: LooseNode): LooseNode {
  let link: LooseNode | undefined = node;
  while (link) {
    if (link.type === 'OptionalMemberExpression') {
      link.type = 'MemberExpression';
      link = linkOf(link.object as LooseNode);
    } else if (link.type === 'OptionalCallExpression') {
      link.type = 'CallExpression';
      rename(link, 'typeParameters', 'typeArguments');
      link = linkOf(link.callee as LooseNode);
    } else if (link.type === 'TSNonNullExpression') {
      link = linkOf(link.expression as LooseNode);
    } else {
      link = undefined;
    }
  }
  return nodeBetween('ChainExpression', startOf(node), endOf(node), { expression: node });
}

/** `a?.b!` belongs to the chain it ends. */
function endsChain(node: LooseNode): boolean {
  let link: LooseNode | undefined = node;
  while (link?.type === 'TSNonNullExpression') link = linkOf(link.expression as LooseNode);
  return link?.type === 'OptionalMemberExpression' || link?.type === 'OptionalCallExpression';
}

function linkOf(node: LooseNode): LooseNode | undefined {
  return (node.extra as { parenthesized?: boolean } | undefined)?.parenthesized === true ? undefined : node;
}

/** Babel passes over a `try` alone, but ESLint's analysis of code paths stumbles over it: here it ends the reading, as for other parsers. */
function tryStatement(node: LooseNode): LooseNode {
  if (node.handler || node.finalizer) return node;
  throw mistakeAt(endOf(node), 'Missing catch or finally clause.');
}

/** So it is with two defaults. */
function switchStatement(node: LooseNode): LooseNode {
  const [, second] = nodesIn(node, 'cases').filter(({ test }) => !test);
  if (second) throw mistakeAt(startOf(second), 'Multiple default clauses.');
  return node;
}

function mistakeAt({ index, position }: Place, message: string): ParseError {
  return new ParseError(message, position.line, position.column + 1, index);
}

function namedExport(node: LooseNode, { text }: Slot): LooseNode {
  excludeDecorators(node, text);
  node.attributes ??= [];
  node.exportKind ??= 'value';
  node.source ??= null;
  node.declaration ??= null;
  const [only] = nodesIn(node, 'specifiers');
  if (only?.type !== 'ExportNamespaceSpecifier') return node;
  return Object.assign(node, { type: 'ExportAllDeclaration', exported: only.exported, specifiers: undefined });
}

/** Decorators in front of `export` belong to the class but lie outside of both ranges. */
function excludeDecorators(node: LooseNode, text: string): void {
  const declaration = node.declaration as LooseNode | null | undefined;
  const decorators = declaration ? nodesIn(declaration, 'decorators') : [];
  const [first] = decorators;
  const last = decorators.at(-1);
  // Behind `export` they are inside of the class.
  if (!declaration || !first || !last || first.range[0] > node.range[0]) return;
  const keyword = nextToken(endOf(last), text);
  moveStart(node, keyword);
  let start = nextToken(placeAfter(keyword, keyword.index + 'export'.length, text), text);
  if (node.type === 'ExportDefaultDeclaration') start = nextToken(placeAfter(start, start.index + 'default'.length, text), text);
  moveStart(declaration, start);
}
