import type { Path } from './access-paths.ts';
import { additionsThrough } from './additions.ts';
import { classInfo, classMeantBy, receiverClass, type ClassInfo } from './classes.ts';
import { hasDecorator } from './decorators.ts';
import { unwrap } from './expressions.ts';
import { lastName } from './names.ts';
import { isConstantName } from '../vocabulary/constant-names.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { enumClasses, declaredAttributes } from './knowledge/conversions.ts';
import { oncePerNode } from './memo.ts';
import type * as Python from './nodes.ts';
import type { Trace } from './origin-trace.ts';
import { traceReturns } from './call-origins.ts';
import { originOfType } from './type-origins.ts';
import { isTerminalInput, isUserInput } from './user-input.ts';
import { isAtLeast, type Origin } from '../vocabulary/origin.ts';

/** Follows `self.x`, `Class.x` and `module.x` to what this file sets them to, or to what their name declares. */
export function traceAttribute(trace: Trace, attribute: Python.Attribute, path: Path): void {
  if (isUserInput(attribute)) {
    trace.source(attribute, 'request');
    return;
  }
  if (isTerminalInput(attribute)) {
    trace.source(attribute, 'parameter');
    return;
  }
  const owner = receiverClass(attribute.object);
  if (owner && traceMember(trace, classInfo(owner), attribute, path)) return;
  trace.source(attribute, originOfUnseen(trace, attribute));
}

function originOfUnseen(trace: Trace, attribute: Python.Attribute): Origin {
  const name = attribute.attribute.text;
  if (declaredAttributes.has(name) || isConstantName(name)) return 'declared';
  if (isDeclaredPath(attribute)) return 'declared';
  // What a database or a model says about itself.
  if (SELF_NAMES.has(name) && SCHEMA_OBJECTS.has(wordsOf(lastName(attribute.object) ?? '').at(-1) ?? '')) return 'declared';
  const owner = trace.originAt(attribute.object, []);
  // Members of an enum show themselves through `value` and `name`; parts of what a user sent are what a user sent.
  if (name === 'value' || name === 'name') return isAtLeast(owner, 'unknown') ? (owner === 'request' ? 'request' : 'unknown') : owner;
  // `uuid4().hex`, `today.year`
  if (owner === 'numeric') return 'numeric';
  // `db.timestamp_now`: what an adapter says of its dialect.
  if (DIALECTS.has(lastName(attribute.object) ?? '')) return 'declared';
  return owner === 'request' ? 'request' : 'unknown';
}

/** `model._meta.pk.column`, `User.__table__.columns.name`: something further on in what a model declares. */
function isDeclaredPath(attribute: Python.Attribute): boolean {
  for (let node = unwrap(attribute.object); node.type === 'attribute'; node = unwrap(node.object)) {
    if (DECLARING.has(node.attribute.text)) return true;
  }
  return false;
}

const DIALECTS = new Set(['db', 'database', 'dialect', 'adapter', 'backend', 'driver', 'grammar']);
const SELF_NAMES = new Set(['name', 'fullname', 'key', 'schema', 'column', 'attname']);
const SCHEMA_OBJECTS = new Set(
  'table tables column columns col field fields index constraint fk sequence seq view schema model pk relation'.split(' '),
);
const DECLARING = new Set(['_meta', '__table__', '__mapper__', 'model_fields', '__fields__', '__members__']);

/** Follows a member of a class of this file; false when the class does not show it. */
function traceMember(trace: Trace, info: ClassInfo, attribute: Python.Attribute, path: Path): boolean {
  const name = attribute.attribute.text;
  const lineage = info.lineage();
  if (lineage.some((one) => one.attributes.has(name)) && isEnum(info)) {
    trace.source(attribute, 'constant');
    return true;
  }
  const property = info.method(name);
  if (property && hasDecorator(property, 'property', 'cached_property', 'functools.cached_property')) {
    trace.once(attribute, path, () => {
      trace.below('unknown', () => {
        if (!traceReturns(trace, property, trace.frames, path)) trace.source(attribute, 'unknown');
      });
    });
    return true;
  }
  const set = lineage.flatMap((one) => [...(one.attributes.get(name) ?? []), ...(one.instanceAttributes.get(name) ?? [])]);
  if (set.length === 0) return false;
  // What an object was made with, its maker knows; only a handler's own model is what the user sent.
  const ceiling: Origin = trace.originAt(attribute.object, []) === 'request' ? 'request' : 'unknown';
  const isModel = ceiling === 'request' || isModelClass(info);
  trace.once(attribute, path, () => {
    trace.below(ceiling, () => {
      for (const { kind, node, value, annotation } of set) {
        const declared = annotation && originOfType(annotation, path);
        if (declared !== null && declared !== 'unknown') trace.source(node, declared);
        // The default of a model's field is only one of its values.
        else if (annotation && isModel) trace.source(node, ceiling);
        else if (value) trace.walk(value, path);
        else trace.source(node, kind === 'declaration' ? ceiling : 'unknown');
      }
      for (const { expression, rest } of additionsThrough(mentionsOf(info.node, name), path)) trace.walk(expression, rest);
    });
  });
  return true;
}

/** Are the annotated names of this class fields of its instances? */
function isModelClass(info: ClassInfo): boolean {
  if (hasDecorator(info.node, 'dataclass', 'define', 'attrs', 'frozen', 'mutable')) return true;
  return info.lineage().some(({ bases }) => bases.some(({ text }) => MODEL_BASES.has(text?.split('.').at(-1) ?? '')));
}

const MODEL_BASES = new Set(
  'BaseModel SQLModel Schema Struct NamedTuple TypedDict BaseSettings Serializer RootModel GenericModel'.split(' '),
);

function isEnum(info: ClassInfo): boolean {
  return info.inheritsFrom(...enumClasses);
}

const attributesIn = oncePerNode((node: Python.ClassDefinition) => node.descendants('attribute'));

function mentionsOf(node: Python.ClassDefinition, name: string): Python.Attribute[] {
  return attributesIn(node).filter(
    ({ attribute, object }) =>
      attribute.text === name &&
      object.type === 'identifier' &&
      (object.text === 'self' || object.text === 'cls' || classMeantBy(object) === node),
  );
}
