import { argument, argumentsOf } from './calls.ts';
import { typeOf } from './annotations.ts';
import { classes, type ClassInfo } from './classes.ts';
import { constantStrings, constantText } from './constants.ts';
import type { Definition } from './definitions.ts';
import { parts, unwrap } from './expressions.ts';
import { oncePerNode, oncePerTree } from './memo.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { booleanOf, numberOf } from './numbers.ts';
import type { PythonTree } from './syntax/tree.ts';

/** What a request or an answer is read or written with. */
export type SchemaLibrary = 'pydantic' | 'marshmallow' | 'drf' | 'django form' | 'wtforms';

export interface SchemaField {
  readonly name: string;
  readonly node: Python.Node;
  /** What declares it, besides a type: `Field(...)`, `serializers.CharField(...)`. */
  readonly value: Python.Node | null;
  /** The call among that, with its options. */
  readonly call: Python.Call | null;
  readonly annotation: Python.Type | null;
  /** The last word of its type: `SecretStr`, `str`, `CharField`. */
  readonly type: string | null;
  /** Is it only read, and never written out: `write_only`, `load_only`, `exclude`? */
  readonly isWriteOnly: boolean;
}

/** A class that says which fields a request or an answer has. */
export interface Schema {
  readonly info: ClassInfo;
  readonly name: string;
  readonly library: SchemaLibrary;
  /** Its own fields and those of the bases in this file. */
  readonly fields: readonly SchemaField[];
  /** The last word of the model it is made from, by `class Meta`. */
  readonly model: string | null;
  /** What `Meta.fields` lists, `'__all__'` alone for all; null without it. */
  readonly listed: readonly string[] | null;
  readonly listedNode: Python.Node | null;
  /** What `Meta` leaves out, or takes in only. */
  readonly hidden: ReadonlySet<string>;
}

/** The schemas that a file defines, of Pydantic, marshmallow, Django REST framework, Django's forms and WTForms. */
export const schemas = oncePerTree((tree: PythonTree): readonly Schema[] => classes(tree).flatMap((info) => schemaOf(info) ?? []));

/** The schema that a class is; null for any other class. */
export const schemaOfClass = oncePerNode(
  (node: Python.ClassDefinition): Schema | null => schemas(node.tree).find(({ info }) => info.node === node) ?? null,
);

const BASES: readonly (readonly [pattern: RegExp, library: SchemaLibrary])[] = [
  [/(?:^|\.)(?:BaseModel|SQLModel|GenericModel|BaseUserCreate|BaseUser|BaseUserUpdate|CamelModel|CamelBaseModel)$/u, 'pydantic'],
  [/(?:^|\.)(?:Schema|SQLAlchemyAutoSchema|SQLAlchemySchema|ModelSchema)$/u, 'marshmallow'],
  [/(?:^|\.)\w*Serializer$/u, 'drf'],
  [/(?:^|\.)(?:FlaskForm|SecureForm|BaseForm)$|^wtforms\.(?:form\.)?Form$/u, 'wtforms'],
  [/(?:^|\.)(?:forms\.(?:Model)?Form|ModelForm|UserCreationForm|SetPasswordForm|UserChangeForm)$/u, 'django form'],
];

function schemaOf(info: ClassInfo): Schema | null {
  const library = libraryOf(info);
  if (!library) return null;
  const declared = new Map<string, Definition>();
  for (const ancestor of info.lineage()) {
    for (const [name, definitions] of ancestor.attributes) {
      const last = definitions.at(-1);
      if (last && !declared.has(name)) declared.set(name, last);
    }
  }
  const fields = [...declared].flatMap(([name, definition]) => fieldFrom(name, definition, library) ?? []);
  const meta = declared.get('Meta')?.owner;
  const options = meta?.type === 'class_definition' ? metaOptions(meta) : new Map<string, Python.Node>();
  const listedNode = options.get('fields') ?? null;
  const model = options.get('model');
  const names = ['exclude', 'load_only', 'write_only_fields'].flatMap((option) => strings(options.get(option)));
  return {
    info,
    name: info.name,
    library,
    fields,
    model: (model && (lastName(model) ?? (model.type === 'call' ? lastName(model.function) : null))) ?? null,
    listed: listedNode && strings(listedNode),
    listedNode,
    hidden: new Set([...names, ...writeOnlyIn(options.get('extra_kwargs'))]),
  };
}

function libraryOf(info: ClassInfo): SchemaLibrary | null {
  for (const { bases } of info.lineage()) {
    for (const { qualified, text } of bases) {
      const name = qualified ?? text ?? '';
      const found = BASES.find(([pattern]) => pattern.test(name));
      if (found) return found[1];
      // `class UserRead(UserBase)` with its base in another module, as FastAPI's applications are written.
      if (
        text !== null &&
        !text.includes('.') &&
        /(?:Base|Create|Update|Read|Out|In)$/u.test(text) &&
        info.attributes.size > 0 &&
        hasOnlyTypes(info)
      )
        return 'pydantic';
    }
  }
  return null;
}

/** Are all attributes declared by a type, as Pydantic's are? */
function hasOnlyTypes(info: ClassInfo): boolean {
  const fields = [...info.attributes].filter(([name]) => name !== 'Config' && name !== 'model_config');
  return fields.length > 0 && fields.every(([, definitions]) => definitions.every(({ annotation }) => annotation !== null));
}

function fieldFrom(name: string, { node, value, annotation }: Definition, library: SchemaLibrary): SchemaField | null {
  const given = value && unwrap(value);
  const call = given?.type === 'call' ? given : null;
  if (library === 'pydantic') {
    if (!annotation || name === 'model_config') return null;
    const type = typeOf(annotation);
    const inner = call ?? type.metadata.find((entry) => entry.type === 'call') ?? null;
    const field = inner?.type === 'call' ? inner : null;
    return {
      name,
      node,
      value: given,
      call: field,
      annotation,
      type: type.text?.split('.').at(-1) ?? null,
      isWriteOnly: field !== null && isOn(field, 'exclude'),
    };
  }
  if (!call) return null;
  const type = lastName(call.function);
  const isField = type !== null && (type.endsWith('Field') || library === 'marshmallow');
  if (!isField) return null;
  return { name, node, value: given, call, annotation, type, isWriteOnly: isOn(call, 'write_only') || isOn(call, 'load_only') };
}

function isOn(call: Python.Call, option: string): boolean {
  const given = argument(call, { keyword: option });
  return given === 'unknown' || (given !== null && booleanOf(given) !== false);
}

function metaOptions(meta: Python.ClassDefinition): Map<string, Python.Node> {
  const found = new Map<string, Python.Node>();
  for (const { left, right } of meta.descendants('assignment')) if (right) found.set(left.text, unwrap(right));
  return found;
}

function strings(node: Python.Node | undefined): string[] {
  if (!node) return [];
  const text = constantText(node);
  return text === null ? (constantStrings(node) ?? []) : [text];
}

/** `password` of `extra_kwargs = {"password": {"write_only": True}}`. */
function writeOnlyIn(node: Python.Node | undefined): string[] {
  if (node?.type !== 'dictionary') return [];
  return parts(node).flatMap((pair) =>
    pair.type === 'pair' && pair.value.text.includes('write_only') ? (constantText(pair.key) ?? []) : [],
  );
}

/** The least and the most characters that a field lets through; null where it says nothing. */
export function lengthsOf({ call, annotation }: SchemaField): { readonly least: number | null; readonly leastNode: Python.Node | null } {
  const calls = [...(call ? [call, ...call.descendants('call')] : []), ...(annotation ? annotation.descendants('call') : [])];
  for (const each of calls) {
    for (const name of ['min_length', 'min']) {
      const given = argument(each, { keyword: name });
      const isLength = name === 'min_length' || /^(?:Length|Range)$/u.test(lastName(each.function) ?? '');
      if (given && given !== 'unknown' && isLength) return { least: numberOf(given), leastNode: given };
    }
    const [first] = argumentsOf(each);
    if (/^(?:Length|MinLengthValidator|MinLen)$/u.test(lastName(each.function) ?? '') && first?.kind === 'positional') {
      return { least: numberOf(first.value), leastNode: first.value };
    }
  }
  return { least: null, leastNode: null };
}
