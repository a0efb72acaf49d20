import { callsUnder } from './scopes.ts';
import { argument, lastName, methodName, objectLiteral, property, receiver, type Call } from './calls.ts';
import { constantText } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf, stringOf, unwrap } from './expressions.ts';
import { drizzleColumns } from './knowledge/models.ts';
import { numberOf, wordsIn, type JavaScriptField, type JavaScriptModel } from './model-fields.ts';
import { importedModules } from './modules.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** The table that a call of Drizzle makes: `pgTable('users', { email: varchar('email') })`. */
export function drizzleModel(call: Call, source: JavaScriptSource): JavaScriptModel | undefined {
  const [first] = call.arguments;
  const name = first && constantText(first, source);
  const given = argument(call, 1);
  const columns = objectLiteral(given, source) ?? columnsOfBuilder(given);
  if (name === undefined || !first || !columns || !importedModules(source.ast).some((module) => module.startsWith('drizzle-orm')))
    return undefined;
  const fields = columns.properties.flatMap((entry) => drizzleField(entry, source) ?? []);
  if (fields.length === 0) return undefined;
  const extra = argument(call, 2);
  const unique = extra
    ? callsUnder(extra, source).filter((inner) => /^(?:unique|uniqueIndex|primaryKey)$/u.test(bottomOf(inner).name))
    : [];
  return {
    name,
    table: name,
    orm: 'drizzle',
    node: first,
    fields,
    constrained: new Set(unique.flatMap((inner) => wordsIn(inner, source))),
    isAbstract: false,
  };
}

/** `(t) => ({ email: t.varchar() })`. */
function columnsOfBuilder(node: JavaScript.Node | undefined): JavaScript.ObjectExpression | undefined {
  return node?.type === Kind.ArrowFunctionExpression && node.body.type === Kind.ObjectExpression ? node.body : undefined;
}

function drizzleField(entry: JavaScript.ObjectLiteralElement, source: JavaScriptSource): JavaScriptField | undefined {
  if (entry.type !== Kind.Property) return undefined;
  const name = keyOf(entry);
  const value = unwrap(entry.value);
  if (name === undefined || value.type !== Kind.CallExpression) return undefined;
  const { name: type, call, methods } = bottomOf(value);
  const written = stringOf(call.arguments[0]);
  const options = call.arguments.map((given) => objectLiteral(given, source)).find((given) => given !== undefined);
  const isPrimary = methods.includes('primaryKey');
  return {
    name,
    column: written ?? name,
    node: entry.key,
    value,
    type,
    length: numberOf(property(options, 'length')),
    // A column type of the project's own may say more than its name.
    isUnique: methods.includes('unique') || isPrimary || (drizzleColumns.has(type) ? false : null),
    isPrimary,
    hasDefault: methods.some((method) => method === 'default' || method === '$default' || method === '$defaultFn'),
    isHidden: false,
  };
}

/** `varchar` of `varchar('email').notNull().unique()`, with the names of the methods above it. */
function bottomOf(node: JavaScript.CallExpression) {
  const methods: string[] = [];
  let call = node;
  for (let hops = 0; hops < MOST_METHODS; hops += 1) {
    const owner = receiver(call);
    const method = methodName(call);
    if (owner?.type !== Kind.CallExpression || method === undefined) break;
    methods.push(method);
    call = owner;
  }
  return { name: lastName(call) ?? '', call, methods };
}

const MOST_METHODS = 30;
