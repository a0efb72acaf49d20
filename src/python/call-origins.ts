import type { Path } from './access-paths.ts';
import { argumentsOf, methodName, receiver } from './calls.ts';
import { classInfo, classMeantBy } from './classes.ts';
import { constantText } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { isGenerator, localFunction, ownNodes } from './functions.ts';
import {
  connectionNames,
  connectionQuoters,
  keepingCalls,
  keepingMethods,
  modelMappings,
  numericCalls,
  numericMethods,
  quoters,
  takingMethods,
} from './knowledge/conversions.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import type { Frame, Trace } from './origin-trace.ts';
import { isAtLeast } from '../vocabulary/origin.ts';
import { makesDate, namesBinder } from '../sql/piece-names.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { environmentRead } from './environment.ts';

/** Follows the result of a call: through conversions, methods of texts and collections, and functions of this file. */
export function traceCall(trace: Trace, call: Python.Call, path: Path): void {
  if (trace.settings.textsOnly === true) {
    traceTexts(trace, call, path);
    return;
  }
  const name = calleeName(call);
  const last = lastName(call.function) ?? '';
  // Whoever may set the environment may do all that the program may.
  if (environmentRead(call)) trace.source(call, 'declared');
  else if (namesBinder(last) || quotes(call, last) || trace.settings.safeBuilders?.some((builder) => builder === last || builder === name))
    trace.source(call, 'allow-listed');
  else if (name !== null && traceKnown(trace, call, name, path)) return;
  else if (traceOfEnum(trace, call)) return;
  else if (traceLocal(trace, call, path)) return;
  else if (!traceMethod(trace, call, path)) trace.source(call, makesDate(last) ? 'numeric' : 'unknown');
}

/** The texts behind a call: those that a method of texts is called on, or that a function of this file returns. */
function traceTexts(trace: Trace, call: Python.Call, path: Path): void {
  const object = receiver(call);
  const method = methodName(call) ?? '';
  const isOfTexts = method === 'join' || method === 'format' || keepingMethods.has(method);
  if (object && isOfTexts) traceMethod(trace, call, path);
  else traceLocal(trace, call, path);
}

function quotes(call: Python.Call, last: string): boolean {
  if (isQuoter(last)) return true;
  const object = receiver(call);
  return object !== null && connectionQuoters.has(last) && connectionNames.has(lastName(object) ?? '');
}

/** `quote_ident`, `psql_quote_literal`, `escape_sql_name`: the words say so, whoever wrote it. */
function isQuoter(name: string): boolean {
  if (quoters.has(name)) return true;
  const words = name.length > 100 ? [] : wordsOf(name);
  return words.length > 1 && words.some((word) => QUOTING_WORDS.has(word)) && !words.some((word) => OTHER_FORMATS.has(word));
}

const QUOTING_WORDS = new Set(['quote', 'quoted', 'quoting', 'escape', 'escaped', 'literal']);
const OTHER_FORMATS = new Set(['html', 'url', 'xml', 'shell', 'sh', 'json', 'regex', 're', 'uri', 'plus', 'markdown', 'via']);

/** Functions of Python itself and of its library. */
function traceKnown(trace: Trace, call: Python.Call, name: string, path: Path): boolean {
  const given = argumentsOf(call);
  const first = given[0]?.value;
  const [step, inner, ...rest] = path;
  switch (name) {
    case 'builtins.min':
    case 'builtins.max':
      if (given.length > 1 && given.some(({ value }) => !isAtLeast(trace.originAt(value, []), 'declared') && isNumber(value)))
        trace.source(call, 'numeric');
      else for (const { value } of given) trace.walk(value, given.length === 1 ? ['element', ...path] : path);
      return true;
    case 'builtins.enumerate':
      if (step === 'element' && inner === 0) trace.source(call, 'numeric');
      else if (first) trace.walk(first, step === 'element' && inner === 1 ? ['element', ...rest] : path);
      return true;
    case 'builtins.zip':
    case 'itertools.product':
    case 'itertools.zip_longest': {
      const chosen = step === 'element' && typeof inner === 'number' ? given.slice(inner, inner + 1) : given;
      for (const { value } of chosen) trace.walk(value, ['element', ...(step === 'element' && typeof inner === 'number' ? rest : [])]);
      return true;
    }
    case 'builtins.map':
      traceMap(trace, call, path);
      return true;
    case 'builtins.filter':
    case 'itertools.islice': {
      const iterable = name === 'builtins.filter' ? given[1]?.value : first;
      if (iterable) trace.walk(iterable, path);
      return true;
    }
    case 'random.choice':
      if (first) trace.walk(first, ['element', ...path]);
      return true;
    case 'itertools.repeat':
      if (first) trace.walk(first, path.slice(1));
      return true;
    case 'builtins.getattr':
      traceGetattr(trace, call, path);
      return true;
    case 'dataclasses.asdict':
    case 'dataclasses.astuple':
    case 'dataclasses.fields':
      traceFields(trace, call, first, path);
      return true;
    case 'builtins.dict':
    case 'collections.OrderedDict':
      for (const { kind, value } of given) {
        if (kind === 'keyword') {
          if (step !== 'element') trace.walk(value, path.slice(1));
        } else trace.walk(value, path);
      }
      if (given.length === 0) trace.source(call, 'constant');
      return true;
    default:
      break;
  }
  if (numericCalls.has(name)) {
    trace.source(call, 'numeric');
    return true;
  }
  if (!keepingCalls.has(name)) return false;
  const kept = given.filter(({ kind }) => kind !== 'keyword');
  for (const { value } of ALL_KEPT.has(name) ? kept : kept.slice(0, 1)) trace.walk(value, path);
  if (kept.length === 0) trace.source(call, 'constant');
  return true;
}

/** These put all of their arguments together. */
const ALL_KEPT = new Set(['itertools.chain', 'os.path.join']);

function isNumber(node: Python.Node): boolean {
  return (
    node.type === 'integer' ||
    node.type === 'float' ||
    node.type === 'identifier' ||
    node.type === 'attribute' ||
    node.type === 'binary_operator'
  );
}

/** `map(str, xs)` yields the elements of `xs` as they are, `map(int, xs)` numbers, `map(lambda x: ..., xs)` what the lambda makes. */
function traceMap(trace: Trace, call: Python.Call, path: Path): void {
  const [made, iterable] = argumentsOf(call).map(({ value }) => value);
  if (!made || !iterable) return;
  const node = unwrap(made);
  if (node.type === 'lambda') {
    trace.walk(node.body, path.slice(1));
    return;
  }
  const last = lastName(node) ?? '';
  const name = node.type === 'identifier' ? `builtins.${node.text}` : '';
  if (numericCalls.has(name)) trace.source(call, 'numeric');
  else if (isQuoter(last) || trace.settings.safeBuilders?.includes(last)) trace.source(call, 'allow-listed');
  else if (keepingCalls.has(name) || keepingMethods.has(last)) trace.walk(iterable, path);
  else if (last === 'format' && node.type === 'attribute') {
    trace.walk(node.object, []);
    trace.walk(iterable, path);
  } else trace.source(call, 'unknown');
}

/** `getattr(obj, name)`: an attribute of unknown name. */
function traceGetattr(trace: Trace, call: Python.Call, path: Path): void {
  const fallback = argumentsOf(call)[2]?.value;
  trace.source(call, 'unknown');
  if (fallback) trace.walk(fallback, path);
}

/** The keys of a declared model are written in its class; its values are not. */
function traceFields(trace: Trace, call: Python.Call, object: Python.Node | undefined, path: Path): void {
  const [step, inner] = path;
  const isKey = step === undefined || (step === 'element' && inner !== 1);
  if (isKey) trace.source(call, 'declared');
  else trace.source(call, object && trace.originAt(object, []) === 'request' ? 'request' : 'unknown');
}

/** `Color(x)`, `Color[x]`: an enum refuses what is not one of its members. */
function traceOfEnum(trace: Trace, call: Python.Call): boolean {
  const made = classMeantBy(call.function);
  if (
    !made ||
    !classInfo(made).inheritsFrom('enum.Enum', 'enum.StrEnum', 'Enum', 'StrEnum', 'models.TextChoices', 'django.db.models.TextChoices')
  )
    return false;
  trace.source(call, 'allow-listed');
  return true;
}

function traceLocal(trace: Trace, call: Python.Call, path: Path): boolean {
  const definition = localFunction(call);
  if (!definition || isGenerator(definition) || trace.frames.some((frame) => frame.definition === definition)) return false;
  return traceReturns(trace, definition, [...trace.frames, { definition, call }], path);
}

const MOST_RETURNS = 12;

/** Follows what a function of this file returns; false when it returns nothing that shows. */
export function traceReturns(trace: Trace, definition: Python.FunctionDefinition, frames: readonly Frame[], path: Path): boolean {
  const values = ownNodes(definition, 'return_statement').flatMap((statement) => parts(statement));
  if (values.length === 0 || values.length > MOST_RETURNS || frames.length > 4) return false;
  trace.inFrames(frames, () => {
    for (const value of values) trace.walk(value, path);
  });
  return true;
}

/** Methods of texts, collections, mappings, models and of what a user sent. */
function traceMethod(trace: Trace, call: Python.Call, path: Path): boolean {
  const object = receiver(call);
  const method = methodName(call);
  if (!object || method === null) return false;
  const given = argumentsOf(call);
  const first = given[0]?.value;
  switch (method) {
    case 'join':
      trace.joined(call, () => {
        // The text between the elements, and the elements.
        trace.walk(object, []);
        if (first) trace.walk(first, ['element']);
      });
      return true;
    case 'format':
    case 'format_map':
      trace.walk(object, []);
      for (const { value } of given) trace.walk(value, []);
      return true;
    case 'replace':
      if (isDoubling(first, given[1]?.value)) trace.source(call, 'allow-listed');
      else trace.walk(object, path);
      if (given[1]) trace.walk(given[1].value, []);
      return true;
    case 'get':
    case 'pop':
    case 'setdefault':
      traceGet(trace, call, object, path);
      return true;
    case 'keys':
      trace.walk(object, path);
      return true;
    case 'values':
      trace.walk(object, ['value', ...path.slice(1)]);
      return true;
    case 'items':
      traceItems(trace, object, path);
      return true;
    default:
      break;
  }
  if (numericMethods.has(method)) trace.source(call, 'numeric');
  else if (keepingMethods.has(method)) trace.walk(object, method.endsWith('split') || method.endsWith('partition') ? [] : path);
  else if (modelMappings.has(method) && !given.some(({ kind }) => kind === 'positional')) traceFields(trace, call, object, path);
  else if (takingMethods.has(method)) traceTaken(trace, call, object, path);
  else if (trace.originAt(object, []) === 'request') trace.source(call, 'request');
  else return false;
  return true;
}

/** `name.replace('"', '""')`: with its quotes doubled, a text cannot leave the quotes it stands in. */
function isDoubling(quote: Python.Node | undefined, doubled: Python.Node | undefined): boolean {
  const mark = quote?.type === 'string' ? constantText(quote) : null;
  return mark !== null && /^["'`\]]$/u.test(mark) && doubled !== undefined && constantText(doubled) === mark + mark;
}

/** `mapping.get(key, default)`: what the mapping holds, or the default. */
function traceGet(trace: Trace, call: Python.Call, object: Python.Node, path: Path): void {
  const given = argumentsOf(call);
  const type = given.find(({ name }) => name === 'type')?.value;
  if (type && numericCalls.has(`builtins.${lastName(type) ?? ''}`)) {
    trace.source(call, 'numeric');
    return;
  }
  traceTaken(trace, call, object, path);
  const fallback = given.find(({ kind, name }, index) => (kind === 'positional' && index === 1) || name === 'default')?.value;
  if (fallback) trace.walk(fallback, path);
}

function traceTaken(trace: Trace, call: Python.Call, object: Python.Node, path: Path): void {
  const key = argumentsOf(call)[0]?.value;
  const text = key?.type === 'string' ? key.text.slice(1, -1) : null;
  trace.walk(object, [text === null ? 'value' : { key: text }, ...path]);
}

/** `for k, v in mapping.items()`. */
function traceItems(trace: Trace, object: Python.Node, path: Path): void {
  const [step, inner, ...rest] = path;
  if (step === 'element' && inner === 0) trace.walk(object, ['element', ...rest]);
  else if (step === 'element' && inner === 1) trace.walk(object, ['value', ...rest]);
  else {
    trace.walk(object, ['element']);
    trace.walk(object, ['value']);
  }
}
