import { receiverClass, classInfo, enclosingClass } from './classes.ts';
import { argumentsOf } from './calls.ts';
import { answerOf } from './answers.ts';
import { parts, unwrap } from './expressions.ts';
import { enclosingFunction } from './functions.ts';
import * as Handlers from './handlers.ts';
import { logCall } from './logging.ts';
import { oncePerNode } from './memo.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { importsIn } from './raised-types.ts';
import { resolve } from './scopes.ts';
import { namesMaker, namesSetUp } from '../vocabulary/set-up-names.ts';

/** Something that a service works with and that is left empty when it cannot be made. */
export interface FailedSetup {
  readonly name: string;
  readonly value: string;
}

/** Does this handler let the service go on with something empty in place of what its `try` makes? */
export const failedSetup = oncePerNode((clause: Python.ExceptClause): FailedSetup | null => {
  const statement = Handlers.tryOf(clause);
  if (!statement || Handlers.breadth(clause) === null) return null;
  const made = madeIn(statement);
  if (made.length === 0) return null;
  const definition = enclosingFunction(clause);
  if (definition ? !namesSetUp(definition.name.text) : clause.parent?.parent?.type !== 'module') return null;
  const { effects } = Handlers.outcomeOf(clause);
  if (effects.raisesAgain || effects.raisesAnother || effects.tells || effects.stops) return null;
  // A line of this weight is read by somebody; a package that is not there was asked for.
  if (traceOf(clause) === null || importsIn(statement).length > 0) return null;
  const given = assignmentsIn(Handlers.handlerBody(clause));
  for (const target of made) {
    const own = given.get(target.text);
    const value = own === undefined ? defaultOf(target, clause) : isDefault(own) ? own.text : null;
    if (value !== null) return { name: target.text, value };
  }
  return null;
});

/** What the log says of it: nothing, or a line that nobody is woken by; null where it is more. */
export function traceOf(clause: Python.ExceptClause): string | null {
  const logs = (Handlers.handlerBody(clause)?.descendants('call') ?? []).flatMap((call) => logCall(call) ?? []);
  const methods = logs.map(({ method }) => method ?? 'info');
  if (methods.some((method) => !/^a?(?:debug|info|warn|warning|log|verbose|trace|notice|success)$/u.test(method))) return null;
  if (methods.length === 0) return 'no trace';
  return methods.some((method) => method.includes('warn')) ? 'no trace but a warning' : 'no trace but a line in the log';
}

/** The names and attributes that the `try` gives something new to work with. */
function madeIn(statement: Python.TryStatement): Python.Node[] {
  return Handlers.triedNodes(statement, 'assignment').flatMap(({ left, right }) => {
    if (!right || !/^(?:identifier|attribute|subscript)$/u.test(left.type)) return [];
    const inner = unwrap(right);
    const call = inner.type === 'await' ? unwrap(parts(inner)[0] ?? inner) : inner;
    if (call.type !== 'call' || !namesMaker(lastName(call.function) ?? '')) return [];
    // `value = convert(value)` leaves what was there.
    return argumentsOf(call).some(({ value }) => value.text === left.text) ? [] : [left];
  });
}

function assignmentsIn(body: Python.Block | null): Map<string, Python.Node> {
  const found = new Map<string, Python.Node>();
  for (const { left, right } of body?.descendants('assignment') ?? []) if (right) found.set(left.text, right);
  return found;
}

function isDefault(value: Python.Node): boolean {
  return answerOf(value) === 'empty';
}

/** The empty value that a name or attribute has when nothing else is given to it. */
function defaultOf(target: Python.Node, clause: Python.ExceptClause): string | null {
  if (target.type === 'identifier') {
    const first = resolve(target)?.definitions.find(({ value, node }) => value !== null && node.row < clause.row);
    return first?.value && isDefault(first.value) ? first.value.text : null;
  }
  if (target.type !== 'attribute') return null;
  const owner = receiverClass(target.object) ?? enclosingClass(clause);
  for (const { value } of (owner && classInfo(owner).instanceAttributes.get(target.attribute.text)) ?? [])
    if (value && isDefault(value)) return value.text;
  return null;
}
