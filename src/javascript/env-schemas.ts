import { argument, calleeName, lastName, methodName, objectLiteral, property, receiver, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isEnvironment } from './environment.ts';
import { keyOf, unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { singleValue, variableOf } from './scopes.ts';

/** One variable of the environment, as a schema describes it. */
export interface DescribedVariable {
  readonly name: string;
  readonly node: JavaScript.Property;
  /** The schema: `z.string().min(1)`, `Joi.string()`, `str()`. */
  readonly schema: JavaScript.Node;
}

const PARSERS = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'validate', 'validateSync', 'attempt']);
const OBJECTS = new Set(['object', 'strictObject', 'looseObject', 'keys']);
const CLEANERS = new Set([
  'envalid.cleanEnv',
  'envsafe.envsafe',
  '@t3-oss/env-core.createEnv',
  '@t3-oss/env-nextjs.createEnv',
  '@t3-oss/env-nuxt.createEnv',
]);

/**
 * The variables that a call describes while it reads the environment: `schema.parse(process.env)` of zod, Joi and yup,
 * `cleanEnv(process.env, {...})`, `createEnv({ server: {...} })`, `ConfigModule.forRoot({ validationSchema })`.
 */
export function describedVariables(call: Call, source: JavaScriptSource): DescribedVariable[] {
  const name = lastName(call) ?? '';
  if (PARSERS.has(name)) {
    const given = call.arguments.find((value) => readsEnvironment(value, source));
    if (!given) return [];
    const schemas = [receiver(call), ...call.arguments.filter((value) => value !== given)];
    return schemas.flatMap((schema) => (schema ? variablesOf(objectOf(schema, source)) : []));
  }
  if (name === 'forRoot') {
    const schema = property(objectLiteral(argument(call, 0), source), 'validationSchema');
    return schema ? variablesOf(objectOf(schema, source)) : [];
  }
  if (!CLEANERS.has(calleeName(call, source) ?? '')) return [];
  const options = objectLiteral(argument(call, 0), source);
  const server = property(options, 'server');
  if (server) return variablesOf(objectOf(server, source));
  // `envsafe({...})` reads the environment by itself.
  const described = call.arguments[1] ? objectLiteral(argument(call, 1), source) : options;
  return variablesOf(described);
}

/** `process.env`, or a copy of it: `{ ...process.env }`. */
function readsEnvironment(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = unwrap(node);
  if (isEnvironment(inner, source)) return true;
  return (
    inner.type === Kind.ObjectExpression &&
    inner.properties.some((part) => part.type === Kind.SpreadElement && isEnvironment(part.argument, source))
  );
}

const MOST_LINKS = 20;

/** The literal inside of `z.object({...}).strict()`, by whatever name it goes. */
function objectOf(schema: JavaScript.Node, source: JavaScriptSource): JavaScript.ObjectExpression | undefined {
  let node: JavaScript.Node | undefined = unwrap(schema);
  for (let link = 0; node && link < MOST_LINKS; link += 1) {
    if (node.type === Kind.ObjectExpression) return node;
    if (node.type === Kind.Identifier) {
      const variable = variableOf(node, source);
      const value = variable && singleValue(variable);
      node = value?.path.length === 0 ? unwrap(value.expression) : undefined;
    } else if (node.type === Kind.CallExpression) {
      node = OBJECTS.has(methodName(node) ?? lastName(node) ?? '') ? objectLiteral(argument(node, 0), source) : receiver(node);
    } else node = undefined;
  }
  return undefined;
}

function variablesOf(object: JavaScript.ObjectExpression | undefined): DescribedVariable[] {
  return (object?.properties ?? []).flatMap((node) => {
    const name = node.type === Kind.Property ? keyOf(node) : undefined;
    return node.type === Kind.Property && name !== undefined ? [{ name, node, schema: node.value }] : [];
  });
}

/** The methods that are called one after the other to make a schema: `['string', 'min']` for `z.string().min(1)`. */
export function schemaMethods(schema: JavaScript.Node): string[] {
  const methods: string[] = [];
  let node: JavaScript.Node | undefined = unwrap(schema);
  for (let link = 0; node?.type === Kind.CallExpression && link < MOST_LINKS; link += 1) {
    methods.unshift(lastName(node) ?? '');
    node = receiver(node);
  }
  return methods;
}
