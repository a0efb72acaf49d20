import { argument, argumentsOf, receiver } from './calls.ts';
import { classInfo, receiverClass, type AttributeDefinition } from './classes.ts';
import type { Definition } from './definitions.ts';
import { environmentRead } from './environment.ts';
import { parts, unwrap } from './expressions.ts';
import { functionMeantBy, ownNodes } from './functions.ts';
import { generators, reshaping, reshapingMembers } from './knowledge/generated-secrets.ts';
import { lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve } from './scopes.ts';

/** How many forms, names and functions are gone through. */
const MOST_STEPS = 60;

/**
 * The call that makes a value up anew (`secrets.token_hex()`), where an expression is, or without a setting becomes, what such
 * a call answers with: also behind `str(...)`, `.hex()`, `os.getenv('X', ...)`, `a or b`, a name, or a function of this file.
 */
export function generatedIn(expression: Python.Node): Python.Node | null {
  const waiting: Python.Node[] = [unwrap(expression)];
  const seen = new Set<Python.Node>();
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const node = waiting.shift();
    if (!node) return null;
    if (seen.has(node)) continue;
    seen.add(node);
    if (isGenerator(node)) return node;
    waiting.push(...insideOf(node).map(unwrap));
  }
  return null;
}

function isGenerator(node: Python.Node): boolean {
  return node.type === 'call' && generators.has(qualifiedName(node.function) ?? '');
}

/** A function that is handed over to be called for each new value: `secrets.token_hex`, `lambda: token_hex(32)`, `partial(token_hex, 32)`. */
export function generatedByFactory(factory: Python.Node): Python.Node | null {
  const node = unwrap(factory);
  if (node.type === 'lambda') return generatedIn(node.body);
  if (generators.has(qualifiedName(node) ?? '')) return node;
  if (node.type === 'call' && lastName(node.function) === 'partial') {
    const [first] = argumentsOf(node);
    return first ? generatedByFactory(first.value) : null;
  }
  const definition = functionMeantBy(node);
  return definition ? generatedBy(definition) : null;
}

function insideOf(node: Python.Node): readonly Python.Node[] {
  switch (node.type) {
    case 'boolean_operator':
      return node.operator.type === 'or' ? [node.left, node.right] : [node.right];
    case 'conditional_expression': {
      const [yes, , no] = parts(node);
      return [yes, no].flatMap((side) => side ?? []);
    }
    case 'binary_operator':
      return [node.left, node.right];
    case 'attribute':
      return reshapingMembers.has(node.attribute.text) ? [node.object] : valueOf(node);
    case 'subscript':
      // A piece of it: `token_hex(64)[:50]`. What is looked up under a key is something else.
      return node.subscript.type === 'slice' ? [node.value] : [];
    case 'identifier':
      return valueOf(node);
    case 'string':
      return parts(node).flatMap((part) => (part.type === 'interpolation' ? (parts(part)[0] ?? []) : []));
    case 'list_comprehension':
    case 'generator_expression':
      return [node.body];
    case 'call':
      return insideOfCall(node);
    default:
      return [];
  }
}

function insideOfCall(call: Python.Call): readonly Python.Node[] {
  const read = environmentRead(call);
  if (read) return read.default ? [read.default] : [];
  if (reshaping.has(qualifiedName(call.function) ?? '') || WRAPPING.test(lastName(call.function) ?? '')) {
    const first = argument(call, { position: 0 });
    return first === null || first === 'unknown' ? [] : [first];
  }
  const method = lastName(call.function) ?? '';
  const object = receiver(call);
  if (object && method === 'join') return argumentsOf(call).map(({ value }) => value);
  if (object && method === 'choice') return [object];
  if (object && reshapingMembers.has(method)) return [object];
  const definition = functionMeantBy(call.function);
  const found = definition ? generatedBy(definition) : null;
  return found ? [found] : [];
}

/** `SecretStr(...)`, `OctKey.import_key(...)`. */
const WRAPPING = /^(?:Secret(?:Str|Bytes)?|import_key)$/u;

/** What a name, or an attribute of an object, holds where it holds something; a parameter is what the caller gives. */
function valueOf(node: Python.Identifier | Python.Attribute): readonly Python.Node[] {
  const definitions = node.type === 'identifier' ? (resolve(node)?.definitions ?? []) : attributeDefinitions(node);
  const values = definitions.filter(({ kind, value }) => kind !== 'declaration' && kind !== 'del' && value?.type !== 'none');
  const [only] = values;
  return values.length === 1 && only?.kind === 'assignment' && only.value ? [only.value] : [];
}

function attributeDefinitions({ object, attribute }: Python.Attribute): readonly (Definition | AttributeDefinition)[] {
  const owner = receiverClass(object);
  const name = attribute.text;
  const info = owner && classInfo(owner);
  return info ? [...(info.attributes.get(name) ?? []), ...(info.instanceAttributes.get(name) ?? [])] : [];
}

/** What writes, or looks for what was written before: a value that goes through it is the same at the next start. */
const KEEPING =
  /^(?:write\w*|read\w*|open|save\w*|store\w*|persist\w*|dump\w*|load\w*|set_password|get_or_create|setdefault|get|commit|add|put|exists|is_file)$/u;

/** What a function of this file answers with, when it is made up anew and nothing in the function keeps it. */
function generatedBy(definition: Python.FunctionDefinition): Python.Node | null {
  if (ownNodes(definition, 'call').some((call) => KEEPING.test(lastName(call.function) ?? '') && !environmentRead(call))) return null;
  // Only one step deep: a function that asks another one may keep it there.
  for (const statement of ownNodes(definition, 'return_statement')) {
    const [value] = parts(statement);
    for (const call of value?.type === 'call' ? [value, ...value.descendants('call')] : (value?.descendants('call') ?? []))
      if (isGenerator(call)) return call;
  }
  return null;
}

/** Is the value of a name written, printed or kept anywhere, so that the next start may find it again? */
export function isKeptFor(uses: readonly Python.Identifier[]): boolean {
  return uses.some((use) => {
    for (let node: Python.Node | null = use.parent; node && node.type !== 'block' && node.type !== 'module'; node = node.parent) {
      if (node.type === 'call' && WRITING.test(lastName(node.function) ?? '')) return true;
    }
    return false;
  });
}

const WRITING =
  /^(?:write\w*|save\w*|store\w*|persist\w*|dump\w*|print|echo|secho|set_password|set|put|export\w*|add|create|update_or_create|get_or_create|set_key)$/u;
