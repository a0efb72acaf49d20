import { methodName, receiver } from './calls.ts';
import { constantText } from './constants.ts';
import { unwrap } from './expressions.ts';
import { enclosingFunction } from './functions.ts';
import { awareReading, type AwareReading } from './aware-readings.ts';
import { momentOf } from './moments.ts';
import { callsNamed } from './named-calls.ts';
import type * as Python from './nodes.ts';
import { resolve } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A place that writes a 'Z' behind a time, whatever zone the time has. */
export interface AppendedZone {
  readonly node: Python.Node;
  /** How to write it right; null where the time comes from elsewhere. */
  readonly reading: AwareReading | null;
}

/** `x.isoformat() + "Z"` and `f"{x.isoformat()}Z"`, in the order of the text. */
export function appendedZones(tree: PythonTree): AppendedZone[] {
  return callsNamed(tree, (name) => name === 'isoformat').flatMap((call) => {
    const whole = textAround(call);
    const time = receiver(call);
    if (!whole || !time || isKnownWithoutZone(time) || asksForZone(call)) return [];
    const inner = unwrap(time);
    const moment = inner.type === 'call' ? momentOf(inner) : null;
    const reading = moment && awareReading(moment);
    const written = reading && { ...reading, range: whole.range, text: `${reading.text}.isoformat${call.arguments.text}` };
    return [{ node: whole, reading: written }];
  });
}

/** Is this time written with a 'Z' behind it, on the spot? */
export function isZoneAppended(moment: Python.Node): boolean {
  const call = moment.parent?.type === 'attribute' && moment.parent.attribute.text === 'isoformat' ? moment.parent.parent : null;
  return call?.type === 'call' && textAround(call) !== null;
}

/** The expression that puts the 'Z' behind a text; null for none. */
function textAround(call: Python.Call): Python.Node | null {
  const { parent } = call;
  if (parent?.type === 'binary_operator' && parent.left === call && parent.operator.type === '+')
    return constantText(parent.right) === 'Z' ? parent : null;
  const text = parent?.type === 'interpolation' ? parent.parent : null;
  if (text?.type !== 'string') return null;
  const inside = text.children.filter(({ type }) => type !== 'string_start' && type !== 'string_end');
  return inside.length === 2 && inside[0] === parent && inside[1]?.text === 'Z' ? text : null;
}

/** Has somebody taken the zone off first: `now.astimezone(utc).replace(tzinfo=None)`, here or where the name gets its value? */
function isKnownWithoutZone(time: Python.Node): boolean {
  const node = unwrap(time);
  if (node.type === 'identifier') {
    const definitions = resolve(node)?.definitions ?? [];
    return definitions.some(({ value }) => value !== null && takesZoneOff(value));
  }
  return takesZoneOff(node);
}

function takesZoneOff(value: Python.Node): boolean {
  let node = unwrap(value);
  for (let step = 0; node.type === 'call' && step < MOST_CALLS; step++) {
    if (methodName(node) === 'replace' && /tzinfo\s*=\s*None/u.test(node.arguments.text)) return true;
    node = unwrap(receiver(node) ?? value);
    if (node === value) return false;
  }
  return false;
}

const MOST_CALLS = 6;

/** Does the function look at `.tzinfo`, or take the offset off? Then it knows which times it has. */
function asksForZone(call: Python.Call): boolean {
  const text = enclosingFunction(call)?.text ?? '';
  return text.length < LONGEST && /\.tzinfo\b|\.utcoffset\(/u.test(text);
}

const LONGEST = 4000;
