import { argumentsOf, receiver } from './calls.ts';
import { unwrap } from './expressions.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { numberOf } from './numbers.ts';
import { followed } from './values.ts';

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['seconds', 1],
  ['minutes', 60],
  ['hours', 3600],
  ['days', 86_400],
  ['weeks', 604_800],
]);

/** How many seconds an expression is, when it is constant: a number, arithmetic, `timedelta(days=6)`, `timedelta(...).total_seconds()`. */
export function secondsOf(node: Python.Node): number | null {
  const number = numberOf(node);
  if (number !== null) return number;
  let call = followed(unwrap(node));
  if (call.type === 'call' && lastName(call.function) === 'total_seconds') {
    const object = receiver(call);
    if (object) call = followed(object);
  }
  if (call.type !== 'call' || lastName(call.function) !== 'timedelta') return null;
  let seconds = 0;
  for (const { name, kind, value } of argumentsOf(call)) {
    const unit = kind === 'positional' ? 86_400 : SECONDS.get(name ?? '');
    const amount = numberOf(value);
    if (unit === undefined || amount === null) return null;
    seconds += unit * amount;
  }
  return seconds;
}
