/** One option of a rule: its JSON schema, its default, and a sentence for the rule's page. */
export interface Option<Value> {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default: Value;
  readonly description: string;
}

export type OptionCards = Readonly<Record<string, Option<unknown>>>;
export type OptionsOf<Cards extends OptionCards> = { readonly [Name in keyof Cards]: Cards[Name]['default'] };

export function flag(value: boolean, description: string): Option<boolean> {
  return { schema: { type: 'boolean' }, default: value, description };
}

export function count(value: number, description: string): Option<number> {
  return { schema: { type: 'integer', minimum: 0 }, default: value, description };
}

/** A list of words, names or patterns that replaces the default. */
export function list(value: readonly string[], description: string): Option<readonly string[]> {
  return { schema: { type: 'array', items: { type: 'string' }, uniqueItems: true }, default: value, description };
}

export function choice<const Value extends string | number>(
  values: readonly Value[],
  value: NoInfer<Value>,
  description: string,
): Option<Value> {
  return { schema: { enum: values }, default: value, description };
}
