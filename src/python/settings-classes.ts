import { typeOf, type TypeDescription } from './annotations.ts';
import { argument } from './calls.ts';
import { classes, classInfo, classMeantBy, type ClassInfo } from './classes.ts';
import { constantText } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { settingsClasses } from './knowledge/environment.ts';
import { oncePerTree } from './memo.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';
import { placeOf } from '../project/projects.ts';
import { meaningOf } from '../project/python-modules.ts';

/** A field of a class whose instances hold a program's settings. */
export interface SettingsField {
  readonly name: string;
  readonly node: Python.Identifier;
  readonly annotation: Python.Type;
  readonly type: TypeDescription;
  /** What it is when nobody sets it; null where it has to be set. */
  readonly default: Python.Node | null;
  /** The `Field(...)` that describes it. */
  readonly description: Python.Call | null;
  /** The environment variable that it is read from, as far as this file tells. */
  readonly variable: string;
}

/** What a class of settings has to do with the environment: it reads it, lends its fields to one that does, or is a field of one. */
export type SettingsRole = 'reads' | 'mixed in' | 'nested';

/** The classes of a file whose fields are settings (Pydantic's `BaseSettings`), with what is mixed or nested into them. */
export const settingsClassesOf = oncePerTree((tree: PythonTree): ReadonlyMap<ClassInfo, SettingsRole> => {
  const found = new Map<ClassInfo, SettingsRole>();
  for (const info of classes(tree)) if (readsEnvironment(info)) found.set(info, 'reads');
  for (const reader of [...found.keys()]) for (const base of reader.lineage()) if (!found.has(base)) found.set(base, 'mixed in');
  if (found.size === 0) return found;
  // The map grows while it is walked: a model inside of a model inside of the settings.
  for (const info of found.keys()) {
    for (const { annotation } of settingsFields(info)) {
      const meant = classMeantBy(withoutOptional(annotation));
      const nested = meant && classInfo(meant);
      if (nested && !found.has(nested)) found.set(nested, 'nested');
    }
  }
  return found;
});

function readsEnvironment(info: ClassInfo, hops = MOST_HOPS): boolean {
  return info.lineage().some(
    ({ bases, node }) =>
      bases.some(({ qualified, text, local }) => {
        if (local) return false;
        if (qualified !== null && settingsClasses.has(qualified)) return true;
        // A base class of the team's own, in another module: `class Settings(AppBaseSettings)`.
        return text !== null && /(?:^|\.)\w{0,60}BaseSettings$/u.test(text);
      }) ||
      // The same under another name, where the project holds that module: `class Settings(FileSettings)`.
      (hops > 0 && basesElsewhere(node).some((base) => readsEnvironment(base, hops - 1))),
  );
}

const MOST_HOPS = 4;

function basesElsewhere({ superclasses, tree }: Python.ClassDefinition): ClassInfo[] {
  const named = superclasses && placeOf(tree) ? parts(superclasses).filter((base) => /Settings|Config/u.test(lastName(base) ?? '')) : [];
  return named.flatMap((base) => {
    const meaning = meaningOf(base);
    return meaning?.node.type === 'class_definition' && meaning.tree !== tree ? [classInfo(meaning.node)] : [];
  });
}

/** The classes of a file that settings hold a number of: `platforms: list[Platform]`. */
export function listedInSettings(tree: PythonTree): ClassInfo[] {
  const known = settingsClassesOf(tree);
  const found = [...known.keys()]
    .flatMap((info) => settingsFields(info))
    .flatMap(({ annotation }) =>
      /callable|type\[/iu.test(annotation.text) ? [] : annotation.descendants('identifier').flatMap((name) => classMeantBy(name) ?? []),
    );
  return [...new Set(found.map(classInfo))].filter((info) => !known.has(info) && info.attributes.size > 0);
}

/** `X` of `X | None` and `Optional[X]`, where it is written so. */
function withoutOptional(annotation: Python.Type): Python.Node {
  const node = unwrap(annotation);
  if (node.type === 'binary_operator') return node.right.type === 'none' ? unwrap(node.left) : node;
  const [first] = node.type === 'generic_type' && lastName(node.children[0] ?? node) === 'Optional' ? node.descendants('type') : [];
  return first ? unwrap(first) : node;
}

/** The fields that a class declares itself: its annotated names that do not begin with `_`. */
export function settingsFields(info: ClassInfo): SettingsField[] {
  const prefix = prefixOf(info);
  return [...info.attributes].flatMap(([name, definitions]): SettingsField[] => {
    const definition = definitions.findLast(({ annotation }) => annotation !== null);
    if (!definition?.annotation || name.startsWith('_') || isClassVariable(definition.annotation)) return [];
    const { node, annotation, value } = definition;
    const type = typeOf(annotation);
    const description = [value, ...type.metadata].find((part) => part?.type === 'call' && isDescription(part)) ?? null;
    const call = description?.type === 'call' ? description : null;
    const alias = call && aliasOf(call);
    return [
      {
        name,
        node,
        annotation,
        type,
        default: value && value === call ? defaultIn(call) : value,
        description: call,
        variable: (alias ?? prefix + name).toUpperCase(),
      },
    ];
  });
}

function isDescription(call: Python.Call): boolean {
  return /^(?:Secret|Env)?Field$/u.test(lastName(call.function) ?? '');
}

function isClassVariable(annotation: Python.Type): boolean {
  const node = unwrap(annotation);
  const base = node.type === 'generic_type' ? node.children[0] : node.type === 'subscript' ? node.value : node;
  return lastName(base ?? node) === 'ClassVar';
}

/** The default that `Field("x")`, `Field(default="x")` or `Field(default_factory=f)` gives; `...` is none. */
function defaultIn(call: Python.Call): Python.Node | null {
  for (const place of [{ position: 0, keyword: 'default' }, { keyword: 'default_factory' }]) {
    const given = argument(call, place);
    if (given !== null && given !== 'unknown') return given.type === 'ellipsis' ? null : given;
  }
  return null;
}

function aliasOf(call: Python.Call): string | null {
  for (const keyword of ['validation_alias', 'alias', 'env']) {
    const given = argument(call, { keyword });
    const text = given === null || given === 'unknown' ? null : constantText(given);
    if (text !== null) return text;
  }
  return null;
}

/** `env_prefix` of `model_config = SettingsConfigDict(...)`, of a dictionary there, or of `class Config`. */
function prefixOf(info: ClassInfo): string {
  for (const { attributes, node } of info.lineage()) {
    const value = attributes.get('model_config')?.at(-1)?.value;
    if (value?.type === 'call') {
      const given = argument(value, { keyword: 'env_prefix' });
      if (given !== null && given !== 'unknown') return constantText(given) ?? '';
    }
    for (const inner of value?.type === 'dictionary' ? value.descendants('pair') : []) {
      if (constantText(inner.key) === 'env_prefix') return constantText(inner.value) ?? '';
    }
    for (const inner of node.body.children) {
      const own = inner.type === 'class_definition' && inner.name.text === 'Config' ? inner : null;
      const found = own?.descendants('assignment').find(({ left }) => left.text === 'env_prefix')?.right;
      if (found) return constantText(found) ?? '';
    }
  }
  return '';
}

/** Is the type of a field one that shows stars instead of its value? */
export function hidesItself({ name, text }: TypeDescription): boolean {
  return /(?:^|\.)Secret(?:Str|Bytes)?$/u.test(name ?? text ?? '');
}
