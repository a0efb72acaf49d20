import { constantText } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { builtins } from './knowledge/builtins.ts';
import { dottedText, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolveName, scopeOf, singleDefinition } from './scopes.ts';

/** What an annotation says, in the few words that rules ask for. */
export interface TypeDescription {
  /** The full name of the class, `builtins.int`; null for classes of this file, unknown ones and unions. */
  readonly name: string | null;
  /** The class as it is written: `User`, `models.User`. */
  readonly text: string | null;
  /** May it be `None`? */
  readonly isOptional: boolean;
  /** The values of a `Literal[...]`, when it is one of strings; null otherwise. */
  readonly literals: readonly string[] | null;
  /** What stands in the brackets of `list[X]`, `dict[X, Y]`. */
  readonly arguments: readonly TypeDescription[];
  /** What `Annotated[X, ...]` adds to the type: `Depends(f)`. */
  readonly metadata: readonly Python.Node[];
}

const UNKNOWN: TypeDescription = { name: null, text: null, isOptional: false, literals: null, arguments: [], metadata: [] };

const DEEPEST = 8;
const NONE = new Set(['none', 'None']);

/** What an annotation says; `Optional[X]`, `X | None`, `Annotated[X, ...]` and quotes are taken off. */
export function typeOf(annotation: Python.Node): TypeDescription {
  return describe(annotation, DEEPEST);
}

/** The annotation of a name where it is used: of the parameter or of the variable. */
export function typeOfName(identifier: Python.Identifier): TypeDescription | null {
  const binding = resolveName(identifier.text, scopeOf(identifier));
  const annotation = binding?.definitions.find((definition) => definition.annotation)?.annotation;
  return annotation ? typeOf(annotation) : null;
}

function describe(annotation: Python.Node, depth: number): TypeDescription {
  const node = unwrap(annotation);
  if (depth === 0) return UNKNOWN;
  switch (node.type) {
    case 'identifier':
    case 'attribute':
    case 'member_type':
      return named(node);
    case 'string':
      return quoted(node);
    case 'generic_type': {
      const [base, list] = parts(node);
      return base ? generic(base, list?.type === 'type_parameter' ? parts(list) : [], depth) : UNKNOWN;
    }
    case 'subscript':
      return generic(node.value, node.all('subscript'), depth);
    case 'union_type':
      return union(parts(node), depth);
    case 'binary_operator':
      return node.operator.type === '|' ? union(alternatives(node), depth) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function named(node: Python.Node): TypeDescription {
  return { ...UNKNOWN, name: qualifiedName(node), text: dottedText(node) };
}

/** `'User'`: a plain name in quotes is looked up like one without; more than a name is left alone. */
function quoted(node: Python.String): TypeDescription {
  const text = constantText(node)?.trim() ?? '';
  const match = /^([A-Za-z_][\w.]{0,100})(\s{0,4}\|\s{0,4}None)?$/u.exec(text);
  const written = match?.[1];
  if (written === undefined) return UNKNOWN;
  const [first = '', ...rest] = written.split('.');
  const binding = resolveName(first, scopeOf(node));
  const definition = binding && singleDefinition(binding);
  const imported = definition?.kind === 'import' ? qualifiedName(definition.node) : null;
  const start = binding === null && builtins.has(first) ? `builtins.${first}` : imported;
  return { ...UNKNOWN, name: start === null ? null : [start, ...rest].join('.'), text: written, isOptional: match?.[2] !== undefined };
}

function generic(base: Python.Node, given: readonly Python.Node[], depth: number): TypeDescription {
  switch (lastName(base)) {
    case 'Optional':
      return { ...describe(given[0] ?? base, depth - 1), isOptional: true };
    case 'Union':
      return union(given, depth);
    case 'Annotated':
    case 'Required':
    case 'NotRequired':
    case 'Final':
    case 'ClassVar':
    case 'Mapped': {
      const [type, ...metadata] = given;
      return type ? { ...describe(type, depth - 1), metadata: metadata.map(unwrap) } : UNKNOWN;
    }
    case 'Literal':
      return { ...UNKNOWN, text: 'Literal', literals: literals(given) };
    default:
      return { ...named(base), arguments: given.map((argument) => describe(argument, depth - 1)) };
  }
}

function union(members: readonly Python.Node[], depth: number): TypeDescription {
  const real = members.filter((member) => !isNone(unwrap(member)));
  const [only] = real;
  const isOptional = real.length < members.length;
  if (only && real.length === 1) return { ...describe(only, depth - 1), isOptional };
  return { ...UNKNOWN, isOptional, arguments: real.map((member) => describe(member, depth - 1)) };
}

function isNone(node: Python.Node): boolean {
  return node.type === 'none' || (node.type === 'identifier' && NONE.has(node.text));
}

/** The members of `A | B | C`, which nests to the left. */
function alternatives(node: Python.BinaryOperator): Python.Node[] {
  const members: Python.Node[] = [];
  let left: Python.Node = node;
  for (; left.type === 'binary_operator' && left.operator.type === '|'; left = unwrap(left.left)) members.push(left.right);
  return [...members, left].reverse();
}

function literals(given: readonly Python.Node[]): string[] | null {
  const texts = given.map((value) => constantText(unwrap(value)));
  return texts.includes(null) ? null : (texts as string[]);
}
