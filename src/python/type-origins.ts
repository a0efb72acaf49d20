import type { Path } from './access-paths.ts';
import { typeOf, type TypeDescription } from './annotations.ts';
import { classInfo, classMeantBy } from './classes.ts';
import { enumClasses, numericTypes } from './knowledge/conversions.ts';
import { unwrap } from './expressions.ts';
import type * as Python from './nodes.ts';
import { resolve, singleDefinition } from './scopes.ts';
import { worstOrigin, type Origin } from '../vocabulary/origin.ts';

const TEXTS = new Set('str bytes Any object AnyStr Text LiteralString'.split(' '));
const COLLECTIONS = new Set(
  'list List set Set frozenset FrozenSet tuple Tuple Sequence Iterable Iterator Collection Sized deque AbstractSet MutableSequence AsyncIterable Generator'.split(
    ' ',
  ),
);
const MAPPINGS = new Set('dict Dict Mapping MutableMapping OrderedDict defaultdict DefaultDict Counter TypedDict'.split(' '));

/**
 * How hostile can a value of this type be: `numeric` for numbers, dates and UUIDs, `allow-listed` for `Literal[...]` and
 * enums, `unknown` for a class of its own? Null when the type says nothing: texts, and what may hold them.
 */
export function originOfType(annotation: Python.Node, path: Path): Origin | null {
  const local = classMeantBy(annotation);
  if (local && classInfo(local).inheritsFrom(...enumClasses)) return 'allow-listed';
  return ofDescription(typeOf(aliasedType(annotation)), path, 0);
}

/** `Literal['asc', 'desc']` for `Direction`, when the file says `Direction = Literal[...]`. */
function aliasedType(annotation: Python.Node): Python.Node {
  const node = unwrap(annotation);
  const binding = node.type === 'identifier' ? resolve(node) : null;
  const definition = binding && singleDefinition(binding);
  if (definition?.owner.type === 'type_alias_statement') return definition.owner.right;
  return definition?.kind === 'assignment' && definition.value?.type === 'subscript' ? definition.value : annotation;
}

const DEEPEST = 5;

function ofDescription({ name, text, literals, arguments: given }: TypeDescription, path: Path, depth: number): Origin | null {
  if (depth > DEEPEST) return null;
  if (literals || text === 'Literal') return 'allow-listed';
  const last = (name ?? text ?? '').split('.').at(-1) ?? '';
  if (last === '') return ofAll(given.map((member) => ofDescription(member, path, depth + 1)));
  if (numericTypes.has(last)) return 'numeric';
  if (TEXTS.has(last)) return null;
  const [first, ...rest] = path;
  if (COLLECTIONS.has(last)) return ofAll(given.slice(0, 1).map((member) => ofDescription(member, rest, depth + 1)));
  if (MAPPINGS.has(last)) {
    const member = given[first === 'element' ? 0 : 1];
    return member ? ofDescription(member, rest, depth + 1) : null;
  }
  return 'unknown';
}

function ofAll(origins: readonly (Origin | null)[]): Origin | null {
  const known = origins.filter((origin) => origin !== null);
  return known.length === 0 || known.length < origins.length ? null : worstOrigin(known);
}
