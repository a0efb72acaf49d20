import { argument, argumentsOf, methodName, receiver } from './calls.ts';
import { classes, type ClassInfo } from './classes.ts';
import { typeOf } from './annotations.ts';
import { constantText } from './constants.ts';
import type { Definition } from './definitions.ts';
import { parts, unwrap } from './expressions.ts';
import { columnCalls, fieldModules, modelBases } from './knowledge/models.ts';
import { oncePerNode, oncePerTree } from './memo.ts';
import { callsNamed } from './named-calls.ts';
import { calleeName, dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { booleanOf, numberOf } from './numbers.ts';
import type { PythonTree } from './syntax/tree.ts';
import type { Model, ModelField, Orm } from '../language/model.ts';

export type PythonField = ModelField<Python.Node>;

export interface PythonModel extends Model<Python.Node> {
  /** The class; null for a `Table(...)`. */
  readonly info: ClassInfo | null;
}

/** The models a file defines: classes of SQLAlchemy, SQLModel, Django, Tortoise and peewee, and tables of SQLAlchemy. */
export const models = oncePerTree((tree: PythonTree): readonly PythonModel[] => [
  ...classes(tree).flatMap((info) => modelOf(info) ?? []),
  ...callsNamed(tree, (name) => name === 'Table').flatMap((call) => tableOf(call) ?? []),
]);

/** The model that a class is; null for any other class. */
export function modelOf(info: ClassInfo): PythonModel | null {
  return modelOfClass(info.node);
}

const modelOfClass = oncePerNode((node: Python.ClassDefinition): PythonModel | null => {
  const info = classes(node.tree).find((candidate) => candidate.node === node);
  return info ? readModel(info) : null;
});

function readModel(info: ClassInfo): PythonModel | null {
  // The nearest declaration of a name counts, as in Python.
  const declared = new Map<string, Definition>();
  for (const ancestor of info.lineage()) {
    for (const [name, definitions] of ancestor.attributes) {
      const last = definitions.at(-1);
      if (last && !declared.has(name)) declared.set(name, last);
    }
  }
  const orm = ormOf(info, [...declared.values()]);
  if (orm === null) return null;
  const fields = [...declared].flatMap(([name, definition]) => fieldFrom(name, definition, orm) ?? []);
  const table = declared.get('__tablename__')?.value;
  return {
    info,
    name: info.name,
    table: table ? constantText(table) : (metaText(info, 'db_table') ?? metaText(info, 'table') ?? metaText(info, 'table_name')),
    orm,
    node: info.node.name,
    fields,
    constrained: new Set([...info.lineage().flatMap(({ node }) => constrainedIn(node)), ...constrainedOutside(info.node.tree)]),
    isAbstract: isTrue(info.attributes.get('__abstract__')?.at(-1)?.value) || isTrue(metaValue(info, 'abstract')),
  };
}

function ormOf(info: ClassInfo, declared: readonly Definition[]): Orm | null {
  for (const { bases, node } of info.lineage()) {
    if (isTableOfSqlModel(node)) return 'sqlmodel';
    for (const { qualified, text } of bases) {
      const known = modelBases[qualified ?? ''] ?? (text === 'models.Model' ? 'django' : undefined);
      if (known) return known;
    }
  }
  let found: Orm | null = null;
  for (const { value, annotation } of declared) {
    if (annotation && lastName(genericBase(annotation)) === 'Mapped') return 'sqlalchemy';
    const call = value && unwrap(value);
    if (call?.type !== 'call') continue;
    if (isColumn(call) && columnOf(call)) return 'sqlalchemy';
    const name = calleeName(call) ?? '';
    found ??= fieldModules.find(([module]) => name.startsWith(module) && name.endsWith('Field'))?.[1] ?? null;
  }
  // A form has fields of the same names; those of models come from modules that have no forms.
  return info.bases.length > 0 ? found : null;
}

/** Libraries that draw tables have a `Column` too. */
function isColumn(call: Python.Call): boolean {
  if (!columnCalls.has(lastName(call.function) ?? '')) return false;
  const name = calleeName(call) ?? dottedText(call.function) ?? '';
  return !/(?:^|\.)(?:\w{0,20}tables\d?|rich|textual|column)\./iu.test(name);
}

/** `class User(SQLModel, table=True)`. */
function isTableOfSqlModel({ superclasses }: Python.ClassDefinition): boolean {
  return (superclasses ? parts(superclasses) : []).some(
    (argument) => argument.type === 'keyword_argument' && argument.name.text === 'table' && booleanOf(argument.value) === true,
  );
}

function genericBase(annotation: Python.Node): Python.Node {
  const node = unwrap(annotation);
  if (node.type === 'generic_type') return parts(node)[0] ?? node;
  return node.type === 'subscript' ? node.value : node;
}

/** The call that declares a column: itself, or the `Column` in `deferred(Column(...))`. */
function columnOf(call: Python.Call): Python.Call | null {
  if (lastName(call.function) !== 'deferred') return call;
  const inner = argument(call, { position: 0 });
  return inner && inner !== 'unknown' && inner.type === 'call' ? inner : null;
}

function fieldFrom(name: string, { node, value, annotation }: Definition, orm: Orm): PythonField | null {
  const call = value && unwrap(value);
  const type = annotation ? typeOf(annotation) : null;
  const base = { name, node, isHidden: false };
  if (orm === 'sqlalchemy') {
    if (call?.type === 'call') {
      const isDeferred = lastName(call.function) === 'deferred';
      const column = isColumn(call) ? columnOf(call) : null;
      return (
        column && {
          ...base,
          ...columnFacts(column, name),
          ...(isDeferred && { isHidden: true }),
          type: columnType(column).name ?? type?.text ?? null,
        }
      );
    }
    if (!annotation || lastName(genericBase(annotation)) !== 'Mapped') return null;
    // An alias of the project's own may say `unique`.
    const isUnique = type?.name?.startsWith('builtins.') === true && type.metadata.length === 0 ? false : null;
    return { ...base, column: name, value: null, type: type?.text ?? null, length: null, isUnique, isPrimary: false, hasDefault: false };
  }
  if (orm === 'sqlmodel') {
    if (!annotation || name.startsWith('__')) return null;
    const given = call?.type === 'call' && lastName(call.function) === 'Field' ? call : null;
    const inner = given && keyword(given, 'sa_column');
    if (inner?.type === 'call') return { ...base, ...columnFacts(inner, name), type: columnType(inner).name };
    const extra = given ? keyword(given, 'sa_column_kwargs') : null;
    const isUnique = given ? uniqueness(given) : type?.metadata.length === 0 ? false : null;
    const length = given ? numberAt(given, 'max_length') : null;
    const isPrimary = given !== null && isTrue(keyword(given, 'primary_key'));
    return {
      ...base,
      column: name,
      value: call,
      type: type?.text ?? null,
      length,
      isUnique: extra ? null : isUnique,
      isPrimary,
      hasDefault: isDefaulted(given, call),
    };
  }
  if (call?.type !== 'call') return null;
  const declared = lastName(call.function) ?? '';
  if (!/Field$|^(?:ForeignKey|OneToOne)/u.test(declared)) return null;
  const column = keyword(call, 'db_column') ?? keyword(call, 'column_name') ?? keyword(call, 'source_field');
  return {
    ...base,
    column: (column && constantText(column)) ?? name,
    value: call,
    type: declared,
    length: numberAt(call, 'max_length'),
    isUnique: uniqueness(call),
    isPrimary: isTrue(keyword(call, 'primary_key')) || isTrue(keyword(call, 'pk')),
    hasDefault: hasDefault(call),
  };
}

function columnFacts(call: Python.Call, name: string) {
  const [first] = argumentsOf(call);
  const written = first?.kind === 'positional' ? constantText(first.value) : null;
  const { length } = columnType(call);
  return {
    column: written ?? name,
    value: call,
    length,
    isUnique: uniqueness(call),
    isPrimary: isTrue(keyword(call, 'primary_key')),
    hasDefault: hasDefault(call),
  };
}

/** `String` and 120 of `Column(String(120))`, `Column('name', db.String(length=120))`. */
function columnType(call: Python.Call): { readonly name: string | null; readonly length: number | null } {
  const positional = argumentsOf(call).filter(({ kind }) => kind === 'positional');
  const place = positional[0] && constantText(positional[0].value) !== null ? 1 : 0;
  const given = keyword(call, 'type_') ?? positional[place]?.value;
  const type = given && unwrap(given);
  if (!type) return { name: null, length: null };
  if (type.type !== 'call') return { name: lastName(type), length: null };
  const length = argument(type, { position: 0, keyword: 'length' });
  return { name: lastName(type.function), length: length && length !== 'unknown' ? numberOf(length) : null };
}

/** `default=""`, and Django's `blank=True`, which lets people leave it empty; a default of None is no value. */
function hasDefault(call: Python.Call): boolean {
  const given = ['default', 'server_default', 'default_factory', 'db_default'].map((name) => keyword(call, name));
  return given.some((value) => value !== null && value.type !== 'none' && value.type !== 'ellipsis') || isTrue(keyword(call, 'blank'));
}

/** Of SQLModel: `Field("")`, `= ""`. */
function isDefaulted(field: Python.Call | null, value: Python.Node | null): boolean {
  if (!field) return value !== null && value.type !== 'none';
  const [first] = argumentsOf(field);
  const isGiven = first?.kind === 'positional' && first.value.type !== 'none' && first.value.type !== 'ellipsis';
  return isGiven || hasDefault(field);
}

function keyword(call: Python.Call, name: string): Python.Node | null {
  const given = argument(call, { keyword: name });
  return given === 'unknown' ? null : given;
}

function numberAt(call: Python.Call, name: string): number | null {
  const given = keyword(call, name);
  return given && numberOf(given);
}

function isTrue(node: Python.Node | null | undefined): boolean {
  return node ? booleanOf(node) === true : false;
}

function uniqueness(call: Python.Call): boolean | null {
  const given = argument(call, { keyword: 'unique' });
  if (given === null) return isTrue(keyword(call, 'primary_key')) || isTrue(keyword(call, 'pk'));
  return given === 'unknown' ? null : booleanOf(given);
}

const UNIQUE_CALLS = new Set(['UniqueConstraint', 'Index', 'create_unique_constraint', 'create_index', 'UniqueIndex']);
const UNIQUE_LISTS = new Set(['unique_together', 'indexes', 'constraints']);

/** The words in the constraints that stand in a class: `__table_args__`, `Meta.unique_together`, `Meta.constraints`. */
function constrainedIn(node: Python.ClassDefinition): string[] {
  const lists = node.descendants('assignment').filter(({ left }) => UNIQUE_LISTS.has(lastName(left) ?? ''));
  const calls = node.descendants('call').filter(makesUnique);
  return [...lists, ...calls].flatMap(wordsIn);
}

/** The same for `Index('ix', func.lower(User.email), unique=True)` outside of classes. */
const constrainedOutside = oncePerTree((tree: PythonTree): readonly string[] =>
  callsNamed(tree, (name) => UNIQUE_CALLS.has(name))
    .filter((call) => makesUnique(call) && !isInClass(call))
    .flatMap(wordsIn),
);

function makesUnique(call: Python.Call): boolean {
  const name = lastName(call.function) ?? '';
  if (!UNIQUE_CALLS.has(name)) return false;
  return (name !== 'Index' && name !== 'create_index') || isTrue(keyword(call, 'unique'));
}

function isInClass(node: Python.Node): boolean {
  for (let around = node.parent; around; around = around.parent) if (around.type === 'class_definition') return true;
  return false;
}

function wordsIn(node: Python.Node): string[] {
  return [
    ...node.descendants('string').map((string) => constantText(string) ?? ''),
    ...node.descendants('identifier').map(({ text }) => text),
  ];
}

/** The value that the class `Meta` of a model gives a name. */
function metaValue(info: ClassInfo, name: string): Python.Node | null {
  const meta = info.attributes.get('Meta')?.at(-1)?.owner;
  const assignment = meta?.type === 'class_definition' ? meta.descendants('assignment').find(({ left }) => left.text === name) : undefined;
  return assignment?.right ?? null;
}

function metaText(info: ClassInfo, name: string): string | null {
  const value = metaValue(info, name);
  return value && constantText(value);
}

/** `users = Table('users', metadata, Column('email', String))`. */
function tableOf(call: Python.Call): PythonModel | null {
  const given = argumentsOf(call);
  const name = given[0]?.kind === 'positional' ? constantText(given[0].value) : null;
  if (name === null) return null;
  const fields = given.flatMap(({ value }): PythonField[] => {
    if (value.type !== 'call' || lastName(value.function) !== 'Column') return [];
    const [first] = argumentsOf(value);
    const column = first && constantText(first.value);
    if (!first || typeof column !== 'string') return [];
    return [{ name: column, node: first.value, isHidden: false, ...columnFacts(value, column), type: columnType(value).name }];
  });
  if (fields.length === 0) return null;
  const constrained = given.flatMap(({ value }) => (value.type === 'call' && makesUnique(value) ? wordsIn(value) : []));
  return {
    info: null,
    name,
    table: name,
    orm: 'sqlalchemy',
    node: given[0]?.value ?? call,
    fields,
    constrained: new Set([...constrained, ...constrainedOutside(call.tree)]),
    isAbstract: false,
  };
}

/** The model a class of this file is, by the expression that names it: `User`, `User.query`, `db.session.query(User)`. */
export function modelNamed(name: string, tree: PythonTree): PythonModel | null {
  return models(tree).find((model) => model.name === name) ?? null;
}

/** Is this a call on a model's manager or query: `User.query.get(1)`, `User.objects.filter(...)`? The written name of the model. */
export function modelAsked(call: Python.Call): string | null {
  let node: Python.Node = call;
  for (let hops = 0; hops < MOST_HOPS; hops++) {
    if (node.type === 'call') {
      const object = receiver(node);
      const method = methodName(node) ?? lastName(node.function);
      if (method === 'query' || method === 'get' || method === 'scalar' || method === 'select') {
        const [first] = argumentsOf(node);
        const named = first?.kind === 'positional' && /^[A-Z]/u.test(lastName(first.value) ?? '') ? lastName(first.value) : null;
        if (named !== null) return named;
      }
      if (object === null) return null;
      node = object;
    } else if (node.type === 'attribute') {
      const last = node.attribute.text;
      if (last === 'query' || last === 'objects' || last === '_default_manager') return lastName(node.object);
      node = node.object;
    } else {
      return null;
    }
  }
  return null;
}

const MOST_HOPS = 20;
