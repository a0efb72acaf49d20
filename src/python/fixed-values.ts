import { wordsOf } from '../vocabulary/words.ts';
import { argumentsOf, methodName, receiver } from './calls.ts';
import { classInfo, receiverClass } from './classes.ts';
import { constantString, constantText, textOf, type Part } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { numberOf } from './numbers.ts';
import { resolve, singleDefinition } from './scopes.ts';
import { followed } from './values.ts';

/** The text of an expression that is the same in every installation. */
export function fixedText(expression: Python.Node): string | null {
  let node = unwrap(expression);
  if (node.type === 'integer') return String(numberOf(node) ?? '');
  // `Key.DEMO.value` of an enumeration.
  if (node.type === 'attribute' && node.attribute.text === 'value' && node.object.type === 'attribute') node = node.object;
  if (node.type === 'attribute' && !isOwnConstant(node)) return null;
  if (node.type === 'identifier' && followed(node).type === 'integer') return String(numberOf(node) ?? '');
  const folded = constantString(node);
  return folded.fromEnvironment ? null : textOf(folded.parts.map((part) => ('text' in part ? part : decoded(part.expression, part))));
}

/** `admin:secret` of `b64encode(b'admin:secret').decode()`: encoded it is as fixed as before. */
function decoded(expression: Python.Node, otherwise: Part): Part {
  let node = unwrap(expression);
  for (let hops = 0; node.type === 'call' && hops < MOST_HOPS; hops++) {
    const [first] = argumentsOf(node);
    const isCoding = ENCODERS.has(lastName(node.function) ?? '') && first;
    const inner: Python.Node | null = isCoding ? first.value : /^(?:decode|encode)$/u.test(methodName(node) ?? '') ? receiver(node) : null;
    if (!inner) return otherwise;
    const text = isCoding ? fixedText(inner) : null;
    if (text !== null) return { text };
    node = unwrap(inner);
  }
  return otherwise;
}

const ENCODERS = new Set(['b64encode', 'urlsafe_b64encode', 'b64decode']);

/** `self.TOKEN`, `Guard.TOKEN`: but a class of settings is there to be changed. */
function isOwnConstant({ object }: Python.Attribute): boolean {
  const owner = receiverClass(object);
  return (
    owner !== null &&
    !classInfo(owner)
      .lineage()
      .some(({ name, bases }) => isSettingsName(name) || bases.some(({ text }) => text !== null && isSettingsName(text)))
  );
}

function isSettingsName(name: string): boolean {
  return wordsOf(name).some(
    (word) => word === 'settings' || word === 'config' || word === 'configuration' || word === 'environment' || word === 'env',
  );
}

/** How many elements of a collection are read. */
const MOST_TEXTS = 200;

/** The fixed texts among them; others beside them take nothing away from these. */
export function fixedAmong(elements: readonly Python.Node[]): string[] | null {
  if (elements.length === 0 || elements.length > MOST_TEXTS) return null;
  const texts = elements
    .filter(({ type }) => type !== 'none')
    .map(fixedText)
    .filter((text) => text !== null);
  return texts.length > 0 ? texts : null;
}

/** The texts of a list, tuple, set, or of the keys of a dictionary, when it is written out. */
export function textsOf(expression: Python.Node): string[] | null {
  const elements = elementsOf(expression);
  if (elements) return fixedAmong(elements);
  // `'a b c'.split()`.
  const node = followed(expression);
  const object = node.type === 'call' && methodName(node) === 'split' ? receiver(node) : null;
  const whole = object && fixedText(object);
  return typeof whole === 'string' ? whole.split(/[\s,;|]+/u).filter((text) => text !== '') : null;
}

const CONSTRUCTORS = new Set(['set', 'frozenset', 'tuple', 'list', 'dict', 'sorted', 'iter']);
const COLLECTIONS = new Set(['list', 'tuple', 'set', 'expression_list']);

/** What a collection that is written out holds: its elements, or a dictionary's keys. */
export function elementsOf(expression: Python.Node): readonly Python.Node[] | null {
  let node = unwrap(expression);
  if (node.type === 'attribute' && !isOwnConstant(node)) return null;
  node = followed(node);
  if (node.type === 'call' && CONSTRUCTORS.has(lastName(node.function) ?? '')) node = followed(argumentsOf(node)[0]?.value ?? node);
  else if (node.type === 'call' && methodName(node) === 'keys') node = followed(receiver(node) ?? node);
  else if (node.type === 'call' && methodName(node) === 'values') {
    const table = followed(receiver(node) ?? node);
    return table.type === 'dictionary' ? pairsOf(table).map(({ value }) => value) : null;
  }
  if (node.type === 'dictionary') return pairsOf(node).map(({ key }) => key);
  return COLLECTIONS.has(node.type) ? parts(node) : null;
}

function pairsOf(table: Python.Dictionary): Python.Pair[] {
  return parts(table).filter((pair) => pair.type === 'pair');
}

/** What a name or a look-up is followed through at most. */
const MOST_HOPS = 8;

/**
 * What an expression's text may be, when it is one of a few that the program holds: of `PASSWORDS[name]`,
 * `USERS.get(name)["password"]`, `key` of `for key in KEYS`.
 */
export function fixedTexts(expression: Python.Node): readonly string[] | null {
  const text = fixedText(expression);
  if (text !== null) return [text];
  const node = unwrap(expression);
  const values = valuesOf(node, MOST_HOPS);
  return values && fixedAmong(values);
}

/** The text of a parameter's default: frameworks call a guard without giving it more than they know. */
export function defaultText(expression: Python.Node): readonly string[] | null {
  const node = unwrap(expression);
  const definition = node.type === 'identifier' ? (resolve(node)?.definitions ?? []) : [];
  const [only] = definition;
  const owner = definition.length === 1 && only?.kind === 'parameter' ? only.owner : null;
  if (owner?.type !== 'default_parameter' && owner?.type !== 'typed_default_parameter') return null;
  const text = owner.value.type === 'string' ? constantText(owner.value) : null;
  return text === null || text === '' ? null : [text];
}

/** The expressions one of which an expression stands for; null when they are not all known, or when it is only itself. */
function valuesOf(expression: Python.Node, hops: number): readonly Python.Node[] | null {
  if (hops <= 0) return null;
  const node = unwrap(expression);
  switch (node.type) {
    case 'identifier':
      return valuesOfName(node, hops);
    case 'subscript':
      return node.all('subscript').length === 1 ? lookedUp(node.value, node.subscript, hops) : null;
    case 'call': {
      const object = receiver(node);
      const [key] = argumentsOf(node);
      return methodName(node) === 'get' && object && key ? lookedUp(object, key.value, hops) : null;
    }
    case 'boolean_operator':
      // `USERS.get(name) or {}`.
      return node.operator.type === 'or' ? valuesOf(node.left, hops - 1) : null;
    default:
      return null;
  }
}

function valuesOfName(identifier: Python.Identifier, hops: number): readonly Python.Node[] | null {
  const binding = resolve(identifier);
  const definition = binding && singleDefinition(binding);
  if (!definition) return null;
  const { owner, value, node } = definition;
  if (owner.type === 'for_statement' || owner.type === 'for_in_clause') return valuesOfLoop(owner.left, owner.right, node);
  return value && valuesOf(value, hops - 1);
}

/** `key` of `for key in KEYS`, `password` of `for name, password in USERS.items()`. */
function valuesOfLoop(target: Python.Node, iterable: Python.Node, name: Python.Identifier): readonly Python.Node[] | null {
  const targets = target.type === 'identifier' ? null : parts(target);
  const place = targets?.findIndex((inner) => inner.row === name.row) ?? 0;
  if (!targets) return target.row === name.row ? elementsOf(iterable) : null;
  if (place < 0) return null;
  const source = followed(iterable);
  if (source.type === 'call' && methodName(source) === 'items') {
    const table = followed(receiver(source) ?? source);
    if (table.type !== 'dictionary') return null;
    return pairsOf(table).map(({ key, value }) => (place === 0 ? key : value));
  }
  const rows = elementsOf(iterable);
  return rows?.flatMap((row) => (row.type === 'tuple' || row.type === 'list' ? (parts(row)[place] ?? []) : [])) ?? null;
}

/** What lies under a key in any of the tables that an expression may stand for. */
function lookedUp(object: Python.Node, key: Python.Node, hops: number): readonly Python.Node[] | null {
  const inner = unwrap(object);
  if (inner.type === 'attribute' && !isOwnConstant(inner)) return null;
  const base = followed(inner);
  if (base.type === 'list' || base.type === 'tuple') return parts(base);
  const tables = base.type === 'dictionary' ? [base] : (valuesOf(inner, hops - 1) ?? []);
  const wanted = constantText(key);
  const found = tables
    .filter((table) => table.type === 'dictionary')
    .flatMap((table) => pairsOf(table))
    .filter((pair) => wanted === null || constantText(pair.key) === wanted)
    .map(({ value }) => value);
  return found.length > 0 && found.length <= MOST_TEXTS ? found : null;
}
