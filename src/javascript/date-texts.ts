import { argument, calleeName, methodName, property, receiver, type Call } from './calls.ts';
import { constantText } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { readsOf, variableOf } from './scopes.ts';

/** A date and time of a clock on some wall: `2026-01-02 03:04`. */
const WALL_TIME = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/u;
const DATE = /^\d{4}-\d\d-\d\d$/u;
/** What shows a date in the zone of the machine. */
const LOCAL = /^(?:get(?:Date|Day|Month|FullYear|Hours|Minutes)|to(?:Locale)?(?:Date|Time)?String)$/u;

/** The text without a zone that a call reads a moment out of; undefined where there is none, or it is not known here. */
export function zonelessText(call: Call, source: JavaScriptSource): string | undefined {
  const text = readText(call, source);
  return text !== undefined && WALL_TIME.test(text) ? text : undefined;
}

/** What shows a date that was read from a text without a time (midnight in UTC) as local time. */
export function localReadOfDate(call: Call, source: JavaScriptSource): { readonly text: string; readonly method: string } | undefined {
  const text = call.type === Kind.NewExpression ? readText(call, source) : undefined;
  if (text === undefined || !DATE.test(text)) return undefined;
  for (const node of [call, ...readsOfKept(call, source)]) {
    const member = node.parent;
    if (
      member?.type !== Kind.MemberExpression ||
      member.object !== node ||
      member.parent.type !== Kind.CallExpression ||
      member.parent.callee !== member
    )
      continue;
    const method = methodName(member.parent) ?? '';
    // Who names the zone has thought of it.
    if (LOCAL.test(method) && !namesZone(member.parent, source)) return { text, method: `${method}()` };
  }
  return undefined;
}

function readText(call: Call, source: JavaScriptSource): string | undefined {
  const name = calleeName(call, source);
  const isRead =
    call.type === Kind.NewExpression ? name === 'Date' : name === 'Date.parse' || (name !== undefined && /^(?:moment|dayjs)$/u.test(name));
  const [only] = call.arguments;
  return isRead && only && call.arguments.length === 1 ? constantText(only, source) : undefined;
}

/** The reads of the variable that gets a value. */
export function readsOfKept(value: JavaScript.Node, source: JavaScriptSource): JavaScript.Node[] {
  const { parent } = value;
  if (parent?.type !== Kind.VariableDeclarator || parent.init !== value || parent.id.type !== Kind.Identifier) return [];
  const variable = variableOf(parent.id, source);
  return variable ? readsOf(variable) : [];
}

/** Does a call hand over options that name a zone, ask for its name, or that are not known here? */
function namesZone(call: Call, source: JavaScriptSource): boolean {
  const options = argument(call, 1);
  if (!options) return call.arguments.some(({ type }) => type === Kind.SpreadElement);
  return (
    unwrap(options).type !== Kind.ObjectExpression ||
    property(options, 'timeZone') !== undefined ||
    property(options, 'timeZoneName') !== undefined ||
    source.getText(options).includes('...')
  );
}

/** The text for people that a `split` cuts to pieces: `date.toLocaleString().split(',')`. */
export function cutLocaleText(split: Call, source: JavaScriptSource): Call | undefined {
  const made = methodName(split) === 'split' ? receiver(split) : undefined;
  if (made?.type !== Kind.CallExpression) return undefined;
  const method = methodName(made) ?? '';
  const isOfDate = /^toLocale(?:Date|Time)String$/u.test(method) || (method === 'toLocaleString' && isDate(receiver(made), source));
  return isOfDate && !namesZone(made, source) ? made : undefined;
}

/** Numbers have a `toLocaleString` too. */
function isDate(node: JavaScript.Node | undefined, source: JavaScriptSource): boolean {
  if (!node) return false;
  if (node.type === Kind.NewExpression) return calleeName(node, source) === 'Date';
  const text = source.getText(node);
  return text.length < LONGEST && /(?:date|time|now|today|At)$/iu.test(text);
}

const LONGEST = 60;

/** Is a date made by adding the offset of the zone to the moment, and kept as such? */
export function isShiftedDate(call: Call, source: JavaScriptSource): boolean {
  const [only] = call.arguments;
  if (call.type !== Kind.NewExpression || !only || call.arguments.length !== 1 || calleeName(call, source) !== 'Date') return false;
  const sum = unwrap(only);
  if (sum.type !== Kind.BinaryExpression || !/^[+-]$/u.test(sum.operator) || !source.getText(sum).includes('.getTimezoneOffset()'))
    return false;
  // `new Date(now - offset).toISOString().slice(0, 10)` is a long way to write the local date, and right.
  return [call, ...readsOfKept(call, source)].some(({ parent }) => !isWrittenAtOnce(parent, source));
}

function isWrittenAtOnce(member: JavaScript.Node | undefined, source: JavaScriptSource): boolean {
  if (member?.type === Kind.VariableDeclarator) return true;
  return member?.type === Kind.MemberExpression && /^to(?:ISOString|JSON)$|^getUTC/u.test(source.getText(member.property));
}
