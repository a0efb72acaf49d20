import { didYouMean } from '../language/nearest.ts';
import type { Path } from './written.ts';

type Schema = Readonly<Record<string, unknown>>;
type Check = (value: unknown, wanted: unknown, schema: Schema) => readonly Problem[];

/** What is wrong with which part of a value. */
export interface Problem {
  readonly path: Path;
  /** Is it the name of the part that is wrong, and not what it holds? */
  readonly isAboutName: boolean;
  /** The rest of a sentence that starts with the part. */
  readonly what: string;
}

/** What is wrong with a value? Nothing when it fits its JSON schema. */
export function problemsWith(value: unknown, schema: Schema): readonly Problem[] {
  return Object.entries(schema).flatMap(([keyword, wanted]) => checkOf(keyword)?.(value, wanted, schema) ?? []);
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
  type: (value, wanted) => (isOfType(value, String(wanted)) ? [] : [wrong(`must be ${names[String(wanted)] ?? String(wanted)}`)]),
  enum(value, wanted) {
    const choices = wanted as unknown[];
    if (choices.includes(value)) return [];
    const near = typeof value === 'string' ? didYouMean(value, choices.map(String)) : '';
    return [wrong(`must be one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}${near}`)];
  },
  minimum: (value, wanted) => (typeof value === 'number' && value < Number(wanted) ? [wrong(`must be at least ${String(wanted)}`)] : []),
  maximum: (value, wanted) => (typeof value === 'number' && value > Number(wanted) ? [wrong(`must be at most ${String(wanted)}`)] : []),
  minLength: (value, wanted) => (typeof value === 'string' && value.length < Number(wanted) ? [wrong('is too short')] : []),
  minItems: (value, wanted) => (Array.isArray(value) && value.length < Number(wanted) ? [wrong(`needs at least ${String(wanted)}`)] : []),
  uniqueItems: (value, wanted) => (wanted === true && Array.isArray(value) && hasRepetition(value) ? [wrong('names something twice')] : []),
  items: (value, wanted) => (Array.isArray(value) ? value.flatMap((item, index) => inside(index, item, wanted as Schema)) : []),
  required: (value, wanted) =>
    isObject(value) ? (wanted as string[]).filter((name) => !Object.hasOwn(value, name)).map((name) => wrong(`lacks '${name}'`)) : [],
  properties: (value, wanted) =>
    isObject(value)
      ? Object.entries(wanted as Record<string, Schema>).flatMap(([name, schema]) =>
          Object.hasOwn(value, name) ? inside(name, value[name], schema) : [],
        )
      : [],
  additionalProperties(value, wanted, { properties = {} }) {
    if (!isObject(value)) return [];
    const others = Object.entries(value).filter(([name]) => !Object.hasOwn(properties as object, name));
    if (wanted !== false) return others.flatMap(([name, other]) => inside(name, other, wanted as Schema));
    return others.map(([name]) => ({
      path: [name],
      isAboutName: true,
      what: `is not known${didYouMean(name, Object.keys(properties as object))}`,
    }));
  },
};

function wrong(what: string): Problem {
  return { path: [], isAboutName: false, what };
}

function inside(step: string | number, value: unknown, schema: Schema): Problem[] {
  return problemsWith(value, schema).map((problem) => ({ ...problem, path: [step, ...problem.path] }));
}

/** The way to a part of a value, as people write it: `rules.no-zap[0]`. */
export function spelled(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${String(step)}]` : `${index > 0 ? '.' : ''}${step}`)).join('');
}

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
