import { didYouMean } from './nearest.ts';

type Schema = Readonly<Record<string, unknown>>;
type Check = (value: unknown, wanted: unknown, where: string, schema: Schema) => readonly string[];

/** What is wrong with a value, in sentences that name the place; nothing when it fits its JSON schema. */
export function problemsWith(value: unknown, schema: Schema, where: string): readonly string[] {
  return Object.entries(schema).flatMap(([keyword, wanted]) => checkOf(keyword)?.(value, wanted, where, schema) ?? []);
}

/** Is every constraint in a schema one that `problemsWith` looks at? */
export function understands(schema: Schema): boolean {
  return Object.entries(schema).every(([keyword, wanted]) => {
    if (ANNOTATIONS.has(keyword)) return true;
    if (!checkOf(keyword)) return false;
    if (keyword === 'properties') return Object.values(wanted as Record<string, Schema>).every(understands);
    return keyword === 'items' || (keyword === 'additionalProperties' && wanted !== false) ? understands(wanted as Schema) : true;
  });
}

const ANNOTATIONS: ReadonlySet<string> = new Set(['description', 'title', 'default', 'examples']);

/** The part of JSON Schema that options of rules are written in. */
const keywords: Readonly<Record<string, Check>> = {
  type: (value, wanted, where) => (isOfType(value, String(wanted)) ? [] : [`${where} must be ${names[String(wanted)] ?? String(wanted)}`]),
  enum(value, wanted, where) {
    const choices = wanted as unknown[];
    return choices.includes(value) ? [] : [`${where} must be one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`];
  },
  minimum: (value, wanted, where) =>
    typeof value === 'number' && value < Number(wanted) ? [`${where} must be at least ${String(wanted)}`] : [],
  maximum: (value, wanted, where) =>
    typeof value === 'number' && value > Number(wanted) ? [`${where} must be at most ${String(wanted)}`] : [],
  minLength: (value, wanted, where) => (typeof value === 'string' && value.length < Number(wanted) ? [`${where} is too short`] : []),
  minItems: (value, wanted, where) =>
    Array.isArray(value) && value.length < Number(wanted) ? [`${where} needs at least ${String(wanted)}`] : [],
  uniqueItems: (value, wanted, where) =>
    wanted === true && Array.isArray(value) && hasRepetition(value) ? [`${where} names something twice`] : [],
  items: (value, wanted, where) =>
    Array.isArray(value) ? value.flatMap((item, index) => problemsWith(item, wanted as Schema, `${where}[${String(index)}]`)) : [],
  required: (value, wanted, where) =>
    isObject(value) ? (wanted as string[]).filter((name) => !Object.hasOwn(value, name)).map((name) => `${where} lacks '${name}'`) : [],
  properties: (value, wanted, where) =>
    isObject(value)
      ? Object.entries(wanted as Record<string, Schema>).flatMap(([name, schema]) =>
          Object.hasOwn(value, name) ? problemsWith(value[name], schema, `${where}.${name}`) : [],
        )
      : [],
  additionalProperties(value, wanted, where, { properties = {} }) {
    if (!isObject(value)) return [];
    const others = Object.entries(value).filter(([name]) => !Object.hasOwn(properties as object, name));
    if (wanted !== false) return others.flatMap(([name, other]) => problemsWith(other, wanted as Schema, `${where}.${name}`));
    return others.map(([name]) => `${where} has no '${name}'${didYouMean(name, Object.keys(properties as object))}`);
  },
};

function checkOf(keyword: string): Check | undefined {
  return Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
}

function hasRepetition(values: readonly unknown[]): boolean {
  return new Set(values.map((value) => JSON.stringify(value))).size < values.length;
}

const names: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'a text',
  array: 'a list',
  object: 'an object',
};

function isOfType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
