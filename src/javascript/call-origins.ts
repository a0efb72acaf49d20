import type { Path } from './access-paths.ts';
import { calleeName, lastName, methodName, receiver } from './calls.ts';
import { environmentRead } from './environment.ts';
import { isFunction, keyOf, memberName, stringOf, unwrap, unwrapAwaited, type AnyFunction } from './expressions.ts';
import {
  checkedTypes,
  checkingParsers,
  connectionNames,
  connectionQuoters,
  keepingCalls,
  keepingMethods,
  numericCalls,
  numericMethods,
  quoters,
  quotingModules,
  takingMethods,
} from './knowledge/conversions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import type { Trace } from './origin-trace.ts';
import { enclosingClass, functionOf, returnedExpressions } from './scopes.ts';
import { filterCeiling } from './tested-values.ts';
import { makesDate, namesBinder } from '../sql/piece-names.ts';
import { wordsOf } from '../vocabulary/words.ts';

type Call = JavaScript.CallExpression | JavaScript.NewExpression;

/** Follows the result of a call: through conversions, methods of texts, arrays and objects, and functions of this file. */
export function traceCall(trace: Trace, call: Call, path: Path): void {
  if (trace.settings.textsOnly === true) {
    traceTexts(trace, call, path);
    return;
  }
  const name = calleeName(call, trace.source);
  const last = lastName(call) ?? '';
  // Whoever may set the environment may do all that the program may.
  if (environmentRead(call, trace.source)) trace.end(call, 'declared');
  else if (
    namesBinder(last) ||
    quotes(call, name, last) ||
    trace.settings.safeBuilders?.some((builder) => builder === last || builder === name) === true
  )
    trace.end(call, 'allow-listed');
  else if (name !== undefined && traceKnown(trace, call, name, path)) return;
  else if (isCheckedParse(call)) trace.end(call, 'allow-listed');
  else if (call.type === Kind.CallExpression && (traceLocal(trace, call, path) || traceMethod(trace, call, path))) return;
  else trace.end(call, makesDate(last) ? 'numeric' : 'unknown');
}

/** The texts behind a call: those that a method of texts is called on, or that a function of this file returns. */
function traceTexts(trace: Trace, call: Call, path: Path): void {
  if (call.type !== Kind.CallExpression) return;
  const method = methodName(call) ?? '';
  const isOfTexts = method === 'join' || method === 'concat' || method === 'replace' || keepingMethods.has(method);
  if (isOfTexts) traceMethod(trace, call, path);
  else traceLocal(trace, call, path);
}

function quotes(call: Call, name: string | undefined, last: string): boolean {
  if (quoters.has(last) || isQuoterName(last)) return true;
  if (
    name !== undefined &&
    [...quotingModules].some((module) => name === module || name.startsWith(`${module}.`) || name.startsWith(`${module}(`))
  )
    return true;
  const object = receiver(call);
  const owner = object && (object.type === Kind.ThisExpression ? 'this' : (dottedText(object)?.split('.').at(-1) ?? ''));
  if (owner === undefined || owner.length > LONGEST_NAME) return false;
  // `escape.columnName('x')`
  return (
    QUOTING_OWNERS.has(owner) ||
    (connectionQuoters.has(last) && (connectionNames.has(owner) || (QUOTING_WORDS.has(last) && namesConnection(owner))))
  );
}

/** `pgClient`, `readPool`: names like those of a connection. */
function namesConnection(name: string): boolean {
  return connectionNames.has(wordsOf(name).at(-1) ?? '');
}

/** `quoteIdent`, `escapeSqlName`: the words say so, whoever wrote it. */
function isQuoterName(name: string): boolean {
  const words = name.length > LONGEST_NAME ? [] : wordsOf(name);
  if (words.length < 2 || !words.some((word) => QUOTING_WORDS.has(word))) return false;
  return words.some((word) => word.endsWith('sql') || word.endsWith('soql')) || !words.some((word) => OTHER_FORMATS.has(word));
}

const LONGEST_NAME = 100;
const QUOTING_OWNERS: ReadonlySet<string> = new Set(['escape', 'escaper', 'quote', 'quoter']);

const QUOTING_WORDS: ReadonlySet<string> = new Set(['quote', 'quoted', 'quoting', 'escape', 'escaped']);
const OTHER_FORMATS: ReadonlySet<string> = new Set([
  'html',
  'url',
  'uri',
  'xml',
  'shell',
  'sh',
  'json',
  'regex',
  'regexp',
  're',
  'markdown',
  'string',
]);

/** Functions of the language itself and of its libraries. */
function traceKnown(trace: Trace, call: Call, name: string, path: Path): boolean {
  const given = call.arguments;
  const [first] = given;
  const [step, inner, ...rest] = path;
  if (numericCalls.has(name)) {
    trace.end(call, 'numeric');
    return true;
  }
  if (!first && keepingCalls.has(name)) {
    trace.end(call, 'constant');
    return true;
  }
  if (!first) return false;
  switch (name) {
    case 'Object.keys':
    case 'Object.getOwnPropertyNames':
      trace.walk(first, step === undefined ? ['key'] : ['key', ...path.slice(1)]);
      return true;
    case 'Object.values':
      trace.walk(first, ['value', ...path.slice(1)]);
      return true;
    case 'Object.entries':
      if (step === 'element' && inner === 0) trace.walk(first, ['key', ...rest]);
      else if (step === 'element' && inner === 1) trace.walk(first, ['value', ...rest]);
      else {
        trace.walk(first, ['key']);
        trace.walk(first, ['value']);
      }
      return true;
    case 'Map':
      // Made of pairs: their first parts are its keys.
      trace.walk(first, step === undefined || step === 'element' ? path : ['element', step === 'key' ? 0 : 1, ...path.slice(1)]);
      return true;
    case 'Array.from':
      traceArrayFrom(trace, call, path);
      return true;
    case 'Object.assign':
    case 'Array.of':
    case 'node:path.join':
    case 'node:path.resolve':
      for (const argument of given) trace.walk(argument, path);
      return true;
    default:
      if (!keepingCalls.has(name)) return false;
      trace.walk(first, name === 'JSON.stringify' ? [] : path);
      return true;
  }
}

/** `Array.from({ length: n }, (_, i) => ...)` and `Array.from(set)`. */
function traceArrayFrom(trace: Trace, call: Call, path: Path): void {
  const [first, second] = call.arguments;
  if (isFunction(second)) traceCallback(trace, second, path.slice(1));
  else if (first) trace.walk(first, path);
}

function traceCallback(trace: Trace, callback: AnyFunction, path: Path): void {
  for (const value of returnedExpressions(callback, trace.source)) if (value) trace.walk(value, path);
}

/** `z.enum(['asc', 'desc']).parse(x)`: a schema that lets nothing but its own values through. */
function isCheckedParse(call: Call): boolean {
  let object = checkingParsers.has(methodName(call) ?? '') ? receiver(call) : undefined;
  for (let step = 0; object?.type === Kind.CallExpression && step < MOST_CHAINED; step++) {
    if (checkedTypes.has(methodName(object) ?? '')) return true;
    object = receiver(object);
  }
  return false;
}

const MOST_CHAINED = 20;
const MOST_RETURNS = 12;

function traceLocal(trace: Trace, call: JavaScript.CallExpression, path: Path): boolean {
  const callable = functionCalled(trace, call);
  if (!callable || callable.generator || trace.frames.length >= MOST_FRAMES || trace.frames.some((frame) => frame.function === callable))
    return false;
  const values = returnedExpressions(callable, trace.source).filter((value) => value !== undefined);
  if (values.length === 0 || values.length > MOST_RETURNS) return false;
  trace.inFrames([...trace.frames, { function: callable, call }], () => {
    for (const value of values) trace.walk(value, path);
  });
  return true;
}

const MOST_FRAMES = 3;

function functionCalled(trace: Trace, call: JavaScript.CallExpression): AnyFunction | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== Kind.MemberExpression) return functionOf(callee, trace.source);
  const name = memberName(callee);
  if (callee.object.type !== Kind.ThisExpression || name === undefined) return undefined;
  const method = enclosingClass(call)?.body.body.find(
    (member) => member.type === Kind.MethodDefinition && member.kind === 'method' && keyOf(member) === name,
  );
  return method?.type === Kind.MethodDefinition && isFunction(method.value) ? method.value : undefined;
}

/** Methods of texts, arrays, sets, maps, and of what a user sent. */
function traceMethod(trace: Trace, call: JavaScript.CallExpression, path: Path): boolean {
  const object = receiver(call);
  const method = methodName(call);
  if (!object || method === undefined) return false;
  const [first, second] = call.arguments;
  const [, ...rest] = path;
  switch (method) {
    case 'join':
      trace.joined(call, () => {
        // The elements, and the text between them.
        trace.walk(object, ['element']);
        if (first) trace.walk(first, []);
      });
      return true;
    case 'replace':
    case 'replaceAll':
      if (isDoubling(call)) trace.end(call, 'allow-listed');
      else {
        trace.walk(object, path);
        if (second) traceReplacement(trace, second);
      }
      return true;
    case 'map':
    case 'flatMap':
      traceMapped(trace, object, first, rest, method === 'flatMap' ? path : rest);
      return true;
    case 'filter':
      trace.below(filterCeiling(call, { originAt: trace.originAt, source: trace.source }), () => {
        trace.walk(object, path);
      });
      return true;
    case 'fill':
      if (first) trace.walk(first, rest);
      return true;
    case 'concat':
    case 'with':
      trace.walk(object, path);
      for (const argument of call.arguments) trace.walk(argument, path);
      return true;
    case 'reduce':
      if (isFunction(first)) traceCallback(trace, first, path);
      if (second) trace.walk(second, path);
      return true;
    case 'keys':
    case 'values':
    case 'entries':
      trace.walk(object, [method === 'keys' ? 'key' : 'element', ...rest]);
      return true;
    default:
      break;
  }
  if (numericMethods.has(method) || isDateFormat(method, first)) trace.end(call, 'numeric');
  else if (method === 'split') trace.walk(object, []);
  else if (keepingMethods.has(method))
    trace.walk(object, method === 'at' || method === 'shift' || method === 'pop' ? ['item', ...path] : path);
  else if (takingMethods.has(method)) traceTaken(trace, call, object, path);
  else if (trace.originAt(object, []) === 'request') trace.end(call, 'request');
  else return false;
  return true;
}

/** `date.format('YYYY-MM-DD')` and `duration.as('seconds')` */
function isDateFormat(method: string, format: JavaScript.Node | undefined): boolean {
  if (method !== 'format' && method !== 'as') return false;
  const text = stringOf(format && unwrap(format)) ?? '';
  return method === 'format' ? /[YMDHhms]{2}/u.test(text) : UNITS.has(text);
}

const UNITS: ReadonlySet<string> = new Set(['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years']);

function traceTaken(trace: Trace, call: JavaScript.CallExpression, object: JavaScript.Node, path: Path): void {
  const [first] = call.arguments;
  if (isFunction(first)) {
    // `list.find((x) => ...)`
    trace.walk(object, ['element', ...path]);
    return;
  }
  const key = stringOf(first && unwrap(first));
  trace.walk(object, [key === undefined ? 'item' : { key }, ...path]);
}

function traceMapped(trace: Trace, object: JavaScript.Node, callback: JavaScript.Node | undefined, rest: Path, path: Path): void {
  const made = callback && unwrap(callback);
  if (isFunction(made)) {
    traceCallback(trace, made, path);
    return;
  }
  const name = made && (dottedText(made)?.split('.').at(-1) ?? '');
  if (name === 'Number' || name === 'parseInt' || name === 'parseFloat' || name === 'BigInt') trace.end(callback ?? object, 'numeric');
  else if (name === 'String') trace.walk(object, ['element', ...rest]);
  else if (
    name !== undefined &&
    (quoters.has(name) || isQuoterName(name) || connectionQuoters.has(name) || trace.settings.safeBuilders?.includes(name) === true)
  ) {
    trace.end(callback ?? object, 'allow-listed');
  } else {
    const callable = made && functionOf(made, trace.source);
    const values = callable ? returnedExpressions(callable, trace.source).filter((value) => value !== undefined) : [];
    // The function's parameter is the element; without its calls in view it counts as one.
    for (const value of values) trace.walk(value, path);
    if (values.length === 0) trace.end(callback ?? object, 'unknown');
  }
}

/** A replacement may be a text, or a function that makes one. */
function traceReplacement(trace: Trace, replacement: JavaScript.Node): void {
  const inner = unwrapAwaited(replacement);
  if (isFunction(inner)) traceCallback(trace, inner, []);
  else trace.walk(inner, []);
}

/** `name.replace(/"/g, '""')`: with all its quotes doubled, a text cannot leave the quotes it stands in. */
function isDoubling(call: JavaScript.CallExpression): boolean {
  const [searched, replacement] = call.arguments;
  const pattern = searched && unwrap(searched);
  const doubled = stringOf(replacement && unwrap(replacement));
  if (!pattern || doubled === undefined) return false;
  const isRegex = pattern.type === Kind.Literal && 'regex' in pattern;
  const mark = isRegex
    ? pattern.regex.flags.includes('g')
      ? pattern.regex.pattern.replace(/^\\/u, '')
      : ''
    : methodName(call) === 'replaceAll'
      ? stringOf(pattern)
      : '';
  return mark !== undefined && /^["'`\]]$/u.test(mark) && doubled === mark + mark;
}
