import { wordsOf } from '../vocabulary/words.ts';
import { argument, lastName, methodName, objectLiteral, property, receiver } from './calls.ts';
import { fold, textOf, type Part } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, memberName, stringOf, unwrap } from './expressions.ts';
import { fieldOrigin } from './fields.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, kindOf, singleValue, variableOf } from './scopes.ts';

/** The text of an expression that is the same in every installation. */
export function fixedText(expression: JavaScript.Node, source: JavaScriptSource): string | undefined {
  let node = unwrap(expression);
  if (node.type === Kind.MemberExpression && isSetting(node)) return undefined;
  if (node.type === Kind.MemberExpression) node = staticField(node.object, memberName(node) ?? '', source) ?? node;
  const folded = fold(node, source);
  return folded.fromEnvironmentDefault
    ? undefined
    : textOf(folded.parts.map((part) => ('text' in part ? part : decoded(part.expression, part, source))));
}

/** `admin:secret` of `Buffer.from('admin:secret').toString('base64')`: encoded it is as fixed as before. */
function decoded(expression: JavaScript.Node, otherwise: Part, source: JavaScriptSource): Part {
  let node = unwrap(expression);
  if (node.type === Kind.CallExpression && methodName(node) === 'toString') node = receiver(node) ?? node;
  if (node.type !== Kind.CallExpression || !ENCODERS.has(dottedText(node.callee) ?? '')) return otherwise;
  const [given] = node.arguments;
  const text = given && fixedText(given, source);
  return text === undefined ? otherwise : { text };
}

const ENCODERS: ReadonlySet<string> = new Set(['Buffer.from', 'btoa', 'window.btoa', 'atob']);

/** `config.demoToken`, `settings.TOKEN`: what is kept there is there to be changed. */
export function isSetting(node: JavaScript.MemberExpression): boolean {
  const owner = dottedText(node.object);
  return owner !== undefined && wordsOf(owner).some((word) => SETTINGS.has(word));
}

const SETTINGS: ReadonlySet<string> = new Set(['config', 'configuration', 'settings', 'env', 'environment', 'options', 'opts']);

/** How many elements of a collection are read. */
const MOST_TEXTS = 200;

/** The fixed texts among them; others beside them take nothing away from these. */
export function fixedAmong(elements: readonly (JavaScript.Node | null | undefined)[], source: JavaScriptSource): string[] | undefined {
  if (elements.length === 0 || elements.length > MOST_TEXTS) return undefined;
  const texts = elements.map((element) => (element ? fixedText(element, source) : undefined)).filter((text) => text !== undefined);
  return texts.length > 0 ? texts : undefined;
}

/** The expression behind a name or a field of the class, followed as far as each step has one answer. */
export function followed(expression: JavaScript.Node, source: JavaScriptSource): JavaScript.Node {
  let node = unwrap(expression);
  for (let hops = 0; hops < MOST_HOPS; hops++) {
    const next = behindName(node, source);
    if (!next) return node;
    node = unwrap(next);
  }
  return node;
}

function behindName(node: JavaScript.Node, source: JavaScriptSource): JavaScript.Node | undefined {
  if (node.type === Kind.Identifier) {
    const variable = variableOf(node, source);
    const value = variable && singleValue(variable);
    return value?.path.length === 0 ? value.expression : undefined;
  }
  if (node.type !== Kind.MemberExpression || isSetting(node)) return undefined;
  const name = memberName(node);
  if (name === undefined) return undefined;
  return node.object.type === Kind.ThisExpression ? fieldOrigin(node, name, source)?.value : staticField(node.object, name, source);
}

/** `Guard.TOKENS` of `class Guard { static TOKENS = [...] }`. */
function staticField(object: JavaScript.Node, name: string, source: JavaScriptSource): JavaScript.Node | undefined {
  const owner = object.type === Kind.Identifier ? variableOf(object, source) : undefined;
  const node = owner && definitionOf(owner)?.node;
  if (node?.type === Kind.TSEnumDeclaration) return enumMember(node, name);
  if (node?.type !== Kind.ClassDeclaration) return undefined;
  const field = node.body.body.find((member) => member.type === Kind.PropertyDefinition && member.static && keyOf(member) === name);
  return field?.type === Kind.PropertyDefinition ? (field.value ?? undefined) : undefined;
}

/** `'demo'` of `enum Key { Demo = 'demo' }`. */
function enumMember(node: JavaScript.TSEnumDeclaration, name: string): JavaScript.Node | undefined {
  return node.body.members.find(({ id }) => (id.type === Kind.Identifier ? id.name : stringOf(id)) === name)?.initializer;
}

const MOST_HOPS = 10;

/** What a collection that is written out holds: the elements of an array or a `Set`, the keys of a `Map`. */
export function elementsOf(expression: JavaScript.Node, source: JavaScriptSource): readonly (JavaScript.Node | null)[] | undefined {
  let node = followed(expression, source);
  if (node.type === Kind.NewExpression && dottedText(node.callee) === 'Map') return entriesOf(node.arguments[0], 0, source);
  if (node.type === Kind.NewExpression && dottedText(node.callee) === 'Set') node = followed(node.arguments[0] ?? node, source);
  else if (node.type === Kind.CallExpression && OBJECT_VIEWS.has(dottedText(node.callee) ?? ''))
    return viewOf(node, dottedText(node.callee) ?? '', source);
  return node.type === Kind.ArrayExpression ? node.elements : undefined;
}

const OBJECT_VIEWS: ReadonlySet<string> = new Set(['Object.freeze', 'Object.keys', 'Object.values', 'Array.from']);

function viewOf(call: JavaScript.CallExpression, view: string, source: JavaScriptSource): readonly (JavaScript.Node | null)[] | undefined {
  const [given] = call.arguments;
  if (!given) return undefined;
  if (view === 'Object.freeze' || view === 'Array.from') return elementsOf(given, source);
  const properties = tableOf(given, source)?.properties.filter((inner) => inner.type === Kind.Property);
  return properties?.map(({ key, value }) => (view === 'Object.keys' ? key : value));
}

function entriesOf(node: JavaScript.Node | undefined, place: 0 | 1, source: JavaScriptSource): (JavaScript.Node | null)[] | undefined {
  const entries = node && followed(node, source);
  if (entries?.type !== Kind.ArrayExpression) return undefined;
  return entries.elements.map((entry) => (entry?.type === Kind.ArrayExpression ? (entry.elements[place] ?? null) : null));
}

/** The object that is written out behind an expression. */
export function tableOf(expression: JavaScript.Node, source: JavaScriptSource): JavaScript.ObjectExpression | undefined {
  const object = objectLiteral(expression, source);
  if (object) return object;
  let node = followed(expression, source);
  if (node.type === Kind.CallExpression && dottedText(node.callee) === 'Object.freeze') node = followed(node.arguments[0] ?? node, source);
  return node.type === Kind.ObjectExpression ? node : undefined;
}

/** The keys of an object that is written out. */
export function keysOf(expression: JavaScript.Node, source: JavaScriptSource): string[] | undefined {
  const object = tableOf(expression, source);
  if (!object || object.properties.length === 0 || object.properties.length > MOST_TEXTS) return undefined;
  const keys = object.properties.map((inner) => {
    if (inner.type !== Kind.Property) return undefined;
    return inner.computed ? fixedText(inner.key, source) : keyOf(inner);
  });
  return keys.includes(undefined) ? undefined : (keys as string[]);
}

/**
 * What an expression's text may be, when it is one of a few that the program holds: of `PASSWORDS[name]`, `user.password`
 * of `USERS.find((user) => ...)`, `key` of `for (const key of KEYS)`.
 */
export function fixedTexts(expression: JavaScript.Node, source: JavaScriptSource): readonly string[] | undefined {
  const text = fixedText(expression, source);
  if (text !== undefined) return [text];
  const values = valuesOf(unwrap(expression), source, MOST_HOPS);
  return values && fixedAmong(values, source);
}

/** The text of a parameter's default: frameworks call a guard without giving it more than they know. */
export function defaultText(expression: JavaScript.Node, source: JavaScriptSource): readonly string[] | undefined {
  const node = unwrap(expression);
  if (node.type !== Kind.Identifier) return undefined;
  const variable = variableOf(node, source);
  const definition = variable && definitionOf(variable);
  if (!definition || kindOf(definition) !== 'Parameter') return undefined;
  const { parent } = definition.name;
  if (parent.type !== Kind.AssignmentPattern || !isFunction(parent.parent)) return undefined;
  const text = fixedText(parent.right, source);
  return text === undefined || text === '' ? undefined : [text];
}

/** The expressions one of which an expression stands for; undefined when they are not known, or when it is only itself. */
function valuesOf(node: JavaScript.Node, source: JavaScriptSource, hops: number): readonly (JavaScript.Node | null)[] | undefined {
  if (hops <= 0) return undefined;
  if (node.type === Kind.Identifier) return valuesOfName(node, source, hops);
  if (node.type === Kind.LogicalExpression && node.operator !== '&&') return valuesOf(unwrap(node.left), source, hops - 1);
  if (node.type === Kind.CallExpression) {
    const method = methodName(node);
    const object = receiver(node);
    if (!object) return undefined;
    if (method === 'find') return elementsOf(object, source);
    const map = method === 'get' ? followed(object, source) : undefined;
    return map?.type === Kind.NewExpression && dottedText(map.callee) === 'Map' ? entriesOf(map.arguments[0], 1, source) : undefined;
  }
  if (node.type !== Kind.MemberExpression || isSetting(node)) return undefined;
  const name = memberName(node) ?? (node.computed ? fixedText(node.property, source) : undefined);
  const table = tableOf(node.object, source);
  const rows = table ? [table] : valuesOf(unwrap(node.object), source, hops - 1);
  const found = rows?.flatMap((row) => {
    const object = row && unwrap(row);
    if (object?.type !== Kind.ObjectExpression) return [];
    if (name !== undefined) return property(object, name) ?? [];
    return object.properties.flatMap((inner) => (inner.type === Kind.Property ? [inner.value] : []));
  });
  return found && found.length > 0 ? found : undefined;
}

function valuesOfName(
  identifier: JavaScript.Identifier,
  source: JavaScriptSource,
  hops: number,
): readonly (JavaScript.Node | null)[] | undefined {
  const variable = variableOf(identifier, source);
  const definition = variable && definitionOf(variable);
  if (!variable || !definition) return undefined;
  const { node } = definition;
  if (kindOf(definition) === 'Parameter' && isFunction(node)) {
    const collection = searchedBy(node);
    const [first] = node.params;
    if (!collection || !first) return undefined;
    const rows = elementsOf(collection, source);
    return first.type === Kind.Identifier ? rows : partOfRows(first, variable.name, rows);
  }
  const loop = node.type === Kind.VariableDeclarator ? node.parent.parent : undefined;
  if (loop?.type === Kind.ForOfStatement && node.type === Kind.VariableDeclarator) {
    const right = followed(loop.right, source);
    if (right.type === Kind.CallExpression && dottedText(right.callee) === 'Object.entries')
      return entryParts(right, node.id, variable.name, source);
    const rows = elementsOf(right, source);
    return node.id.type === Kind.Identifier ? rows : partOfRows(node.id, variable.name, rows);
  }
  const value = singleValue(variable);
  if (!value) return undefined;
  if (value.path.length === 0) return valuesOf(unwrap(value.expression), source, hops - 1);
  return partOfRows(undefined, value.path.length === 1 ? (value.path[0] ?? '') : '', valuesOf(unwrap(value.expression), source, hops - 1));
}

/** `token` of `for (const [token, user] of Object.entries(TOKENS))`. */
function entryParts(
  { arguments: [given] }: JavaScript.CallExpression,
  pattern: JavaScript.Node,
  name: string,
  source: JavaScriptSource,
): readonly JavaScript.Node[] | undefined {
  const table = given && tableOf(given, source);
  const place =
    pattern.type === Kind.ArrayPattern ? pattern.elements.findIndex((inner) => inner?.type === Kind.Identifier && inner.name === name) : -1;
  if (!table || place < 0) return undefined;
  return table.properties.flatMap((inner) => (inner.type === Kind.Property ? [place === 0 ? inner.key : inner.value] : []));
}

/** `password` of `({ name, password }) => ...` and of `[name, password]`, in each of the rows. */
function partOfRows(
  pattern: JavaScript.Node | undefined,
  name: string,
  rows: readonly (JavaScript.Node | null)[] | undefined,
): readonly (JavaScript.Node | null)[] | undefined {
  const places = pattern?.type === Kind.ArrayPattern ? pattern.elements : [];
  const place = places.findIndex((inner) => inner?.type === Kind.Identifier && inner.name === name);
  const key = pattern?.type === Kind.ObjectPattern ? keyIn(pattern, name) : name;
  return rows?.map((row) => {
    const inner = row && unwrap(row);
    if (inner?.type === Kind.ArrayExpression) return inner.elements[place] ?? null;
    return inner?.type === Kind.ObjectExpression && key !== undefined ? (property(inner, key) ?? null) : null;
  });
}

function keyIn({ properties }: JavaScript.ObjectPattern, name: string): string | undefined {
  const found = properties.find(
    (inner) => inner.type === Kind.Property && inner.value.type === Kind.Identifier && inner.value.name === name,
  );
  return found?.type === Kind.Property ? keyOf(found) : undefined;
}

/** Methods that look for an element with a function that is asked about each. */
export const searchMethods: ReadonlySet<string> = new Set(['find', 'some', 'filter', 'findIndex', 'findLast', 'every']);

/** The collection whose elements a function is asked about: `USERS` of `USERS.find((user) => ...)`. */
function searchedBy({ parent }: JavaScript.Node): JavaScript.Node | undefined {
  if (parent?.type !== Kind.CallExpression || !searchMethods.has(methodName(parent) ?? '')) return undefined;
  return receiver(parent);
}

/** `'demo'` of `Buffer.from('demo')` and `encoder.encode('demo')`. */
export function uncoded(expression: JavaScript.Node, source: JavaScriptSource): JavaScript.Node {
  const node = followed(expression, source);
  if (node.type !== Kind.CallExpression || !/^(?:from|encode)$/u.test(lastName(node) ?? '')) return unwrap(expression);
  return argument(node, 0) ?? node;
}
