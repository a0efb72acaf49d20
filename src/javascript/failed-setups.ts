import { answerOf } from './answers.ts';
import { lastName } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { outcomeOf, type Handler } from './error-handlers.ts';
import { unwrapAwaited } from './expressions.ts';
import { functionName } from './function-names.ts';
import { logCall } from './loggers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingFunction, ownNodes, variableOf } from './scopes.ts';
import { namesMaker, namesSetUp } from '../vocabulary/set-up-names.ts';

/** Something that a service works with and that is left empty when it cannot be made. */
export interface FailedSetup {
  readonly name: string;
  readonly value: string;
}

/** Does this handler let the service go on with something empty in place of what its `try` makes? */
export function failedSetup(handler: Handler, source: JavaScriptSource): FailedSetup | undefined {
  const { whole, body, tried } = handler;
  if (whole.type !== Kind.TryStatement || body?.type !== Kind.BlockStatement) return undefined;
  const definition = enclosingFunction(whole);
  if (definition ? !namesSetUp(functionName(definition) ?? '') : whole.parent.type !== Kind.Program) return undefined;
  const made = madeIn(tried, source);
  if (made.length === 0) return undefined;
  const { effects } = outcomeOf(handler, source, true);
  if (effects.raisesAgain || effects.raisesAnother || effects.tells || effects.stops || effects.sends) return undefined;
  // A line of this weight is read by somebody.
  if (traceOf(body, source) === null) return undefined;
  const given = new Map(assignmentsIn(body, source).map(({ left, right }) => [source.getText(left), right]));
  for (const target of made) {
    const own = given.get(source.getText(target));
    const value = own ?? initialOf(target, source);
    if (value && answerOf(value, source) === 'empty') return { name: source.getText(target), value: source.getText(value) };
    if (!own && target.type === Kind.Identifier && isBare(target, source)) return { name: target.name, value: 'undefined' };
  }
  return undefined;
}

/** What the log says of it: nothing, or a line that nobody is woken by; null where it is more. */
export function traceOf(body: JavaScript.Node, source: JavaScriptSource): string | null {
  const methods = ownNodes(body, source).flatMap((node) =>
    node.type === Kind.CallExpression || node.type === Kind.NewExpression ? (logCall(node, source)?.method ?? []) : [],
  );
  if (methods.some((method) => !/^(?:debug|info|warn|warning|log|verbose|trace)$/u.test(method))) return null;
  if (methods.length === 0) return 'no trace';
  return methods.some((method) => method.startsWith('warn')) ? 'no trace but a warning' : 'no trace but a line in the log';
}

function assignmentsIn(node: JavaScript.Node, source: JavaScriptSource): JavaScript.AssignmentExpression[] {
  return ownNodes(node, source).filter((inner) => inner.type === Kind.AssignmentExpression);
}

function madeIn(tried: JavaScript.Node, source: JavaScriptSource): JavaScript.Node[] {
  return assignmentsIn(tried, source).flatMap(({ left, right, operator }) => {
    if (operator !== '=' || dottedText(left) === undefined) return [];
    const call = unwrapAwaited(right);
    if (call.type !== Kind.CallExpression && call.type !== Kind.NewExpression) return [];
    if (!namesMaker(lastName(call) ?? '') || /^(?:Date|URL|RegExp|Map|Set|Error)$/u.test(lastName(call) ?? '')) return [];
    // `value = convert(value)` leaves what was there.
    return call.arguments.some((argument) => source.getText(argument) === source.getText(left)) ? [] : [left];
  });
}

function initialOf(target: JavaScript.Node, source: JavaScriptSource): JavaScript.Node | undefined {
  if (target.type !== Kind.Identifier) return undefined;
  const definition = variableOf(target, source)?.defs[0]?.node;
  return definition?.type === Kind.VariableDeclarator ? (definition.init ?? undefined) : undefined;
}

/** `let client;` */
function isBare(target: JavaScript.Identifier, source: JavaScriptSource): boolean {
  const definition = variableOf(target, source)?.defs[0]?.node;
  return definition?.type === Kind.VariableDeclarator && definition.init === null;
}
