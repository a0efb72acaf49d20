import { lastName, objectLiteral, property } from './calls.ts';
import { constantText } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf, memberName, stringOf, unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { nodesUnder } from './scopes.ts';
import type { Model, ModelField } from '../language/model.ts';

export type JavaScriptField = ModelField<JavaScript.Node>;
export type JavaScriptModel = Model<JavaScript.Node>;

/** `email: String`, `email: { type: String, unique: true }`, `email: DataTypes.STRING(50)`. */
export function optionField(entry: JavaScript.ObjectLiteralElement, source: JavaScriptSource): JavaScriptField | undefined {
  if (entry.type !== Kind.Property) return undefined;
  const name = keyOf(entry);
  if (name === undefined) return undefined;
  const value = objectLiteral(entry.value, source) ?? unwrap(entry.value);
  const isObject = value.type === Kind.ObjectExpression;
  const typeNode = isObject ? property(value, 'type') : value;
  const called = property(value, 'field');
  const unique = property(value, 'unique');
  const isPrimary = isTrue(property(value, 'primaryKey'));
  // Anything else may be a field that another module shares.
  const isWritten = isObject ? !hasSpreadIn(value) : /^[A-Z]/u.test((typeNode && typeNameOf(typeNode)) ?? '');
  return {
    name,
    column: (called && constantText(called, source)) ?? name,
    node: entry.key,
    value,
    type: (typeNode && typeNameOf(typeNode)) ?? null,
    length: (typeNode ? lengthOf(typeNode, source) : null) ?? null,
    // `unique: 'tenant_email'` names a key that several fields may share, and `[true, 'message']` says what to tell.
    isUnique: isPrimary || (unique ? !isFalse(unique) : isWritten ? false : null),
    isPrimary,
    hasDefault: hasDefault(value),
    isHidden: isFalse(property(value, 'select')),
  };
}

/** The texts and names in a piece of code. */
export function wordsIn(root: JavaScript.Node, source: JavaScriptSource): string[] {
  return nodesUnder(root, source).flatMap(
    (node) =>
      stringOf(node) ??
      (node.type === Kind.MemberExpression ? memberName(node) : undefined) ??
      (node.type === Kind.Identifier ? node.name : []),
  );
}

/** The keys of an object that is written out. */
export function keysIn(node: JavaScript.Node | undefined): string[] {
  const object = node && unwrap(node);
  if (object?.type !== Kind.ObjectExpression) return [];
  return object.properties.flatMap((entry) => (entry.type === Kind.Property ? (keyOf(entry) ?? []) : []));
}

/** `STRING` of `DataTypes.STRING(50)`, `String` of `String`, `varchar` of `'varchar'`. */
export function typeNameOf(node: JavaScript.Node): string | undefined {
  let inner = unwrap(node);
  if (inner.type === Kind.ArrowFunctionExpression) inner = unwrap(inner.body);
  if (inner.type === Kind.CallExpression || inner.type === Kind.NewExpression) return lastName(inner);
  if (inner.type === Kind.MemberExpression) return memberName(inner);
  return inner.type === Kind.Identifier ? inner.name : stringOf(inner);
}

/** 50 of `DataTypes.STRING(50)` and of `'varchar(50)'`. */
export function lengthOf(node: JavaScript.Node, source: JavaScriptSource): number | null {
  const inner = unwrap(node);
  if (inner.type === Kind.CallExpression || inner.type === Kind.NewExpression) return numberOf(inner.arguments[0]);
  const written = constantText(inner, source);
  const digits = written === undefined ? undefined : /^\w{1,30}\((\d{1,6})\)$/u.exec(written)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** `default: ''`, `defaultValue: ''`. */
export function hasDefault(options: JavaScript.Node | undefined): boolean {
  const given = property(options, 'default') ?? property(options, 'defaultValue');
  return given !== undefined && !(given.type === Kind.Literal && given.value === null);
}

/** A number, also one in quotes. */
export function numberOf(node: JavaScript.Node | undefined): number | null {
  if (node?.type !== Kind.Literal) return null;
  if (typeof node.value === 'number') return node.value;
  return typeof node.value === 'string' && /^\d{1,6}$/u.test(node.value) ? Number(node.value) : null;
}

/** Is an option on: `true`, or an object that says how? */
export function isTrue(node: JavaScript.Node | undefined): boolean {
  const inner = node && unwrap(node);
  return inner?.type === Kind.Literal ? inner.value === true : inner?.type === Kind.ObjectExpression;
}

/** Is an option off? */
export function isFalse(node: JavaScript.Node | undefined): boolean {
  return node?.type === Kind.Literal && node.value === false;
}

/** May an object have options that are not written in it? */
export function hasSpreadIn(node: JavaScript.Node | undefined): boolean {
  return node?.type === Kind.ObjectExpression && node.properties.some(({ type }) => type === Kind.SpreadElement);
}
