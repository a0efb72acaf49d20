import type { JavaScriptSource } from './detector.ts';
import { argument, calleeName, hasSpread, lastName, property, type Call } from './calls.ts';
import { CarriedError } from './carried-error.ts';
import { catchHandler, rejectionHandler, type Handler } from './error-handlers.ts';
import { isFunction, keyOf, unwrap } from './expressions.ts';
import { errorOptionsPlace, isServerFault, nestExceptions } from './knowledge/error-classes.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, variableOf } from './scopes.ts';

/** An error that a handler throws in place of the one it got. */
export interface Translation {
  readonly handler: Handler;
  readonly call: Call;
  /** The place of the argument `{ cause }`. */
  readonly place: number;
  /** The name of the error that was caught. */
  readonly error: string;
}

/** Does this statement throw an error of its own, which could carry the one caught here as its cause and does not? */
export function withoutCause(statement: JavaScript.ThrowStatement, source: JavaScriptSource): Translation | undefined {
  const handler = handlerAround(statement, source);
  // `catch {` says that the error is of no interest; a pattern takes it apart.
  if (handler?.error?.type !== Kind.Identifier) return undefined;
  const call = thrownCall(statement, source);
  const place = call && causePlace(call, source);
  if (!call || place === undefined || hasSpread(call)) return undefined;
  const carried = new CarriedError(handler.node, handler.error, source);
  return carriesCause(call, place, carried) ? undefined : { handler, call, place, error: handler.error.name };
}

/** The handler that a statement runs in; not one around the function that it stands in. */
function handlerAround(node: JavaScript.Node, source: JavaScriptSource): Handler | undefined {
  for (let up = node.parent, child = node; up; child = up, up = up.parent) {
    if (up.type === Kind.CatchClause) return up.body === child ? catchHandler(up) : undefined;
    if (isFunction(up)) {
      const call: JavaScript.Node = up.parent;
      const handler =
        call.type === Kind.CallExpression && call.arguments.includes(up as never) ? rejectionHandler(call, source) : undefined;
      return handler?.node === up ? handler : undefined;
    }
  }
  return undefined;
}

/** `new Error(...)` of `throw new Error(...)`, and of `const failure = new Error(...); throw failure` with nothing in between. */
function thrownCall({ argument: thrown }: JavaScript.ThrowStatement, source: JavaScriptSource): Call | undefined {
  const inner = unwrap(thrown);
  if (inner.type === Kind.NewExpression || inner.type === Kind.CallExpression) return inner;
  if (inner.type !== Kind.Identifier) return undefined;
  const variable = variableOf(inner, source);
  const definition = variable && definitionOf(variable);
  if (definition?.node.type !== Kind.VariableDeclarator || !definition.node.init) return undefined;
  const init = unwrap(definition.node.init);
  const uses = variable?.references.filter(({ identifier }) => identifier !== inner && identifier !== definition.name) ?? [];
  if (init.type !== Kind.NewExpression || !uses.every(({ identifier }) => setsOtherField(identifier))) return undefined;
  return init;
}

/** `failure.status = 502` */
function setsOtherField(identifier: JavaScript.Node): boolean {
  const member = identifier.parent;
  if (member?.type !== Kind.MemberExpression || member.object !== identifier || member.computed) return false;
  const assignment = member.parent;
  const isFlat = assignment.type === Kind.AssignmentExpression && assignment.left === member && assignment.right.type === Kind.Literal;
  return isFlat && member.property.type === Kind.Identifier && member.property.name !== 'cause';
}

/** Where this class of errors takes its options; undefined for a class that is not known to take any. */
function causePlace(call: Call, source: JavaScriptSource): number | undefined {
  const callee = unwrap(call.callee);
  const name = callee.type === Kind.Identifier ? callee.name : '';
  const variable = callee.type === Kind.Identifier ? variableOf(callee, source) : undefined;
  const place = errorOptionsPlace.get(name);
  if (place !== undefined && (variable?.defs.length ?? 0) === 0) return place;
  if (call.type !== Kind.NewExpression) return undefined;
  const full = calleeName(call, source) ?? '';
  if (full.startsWith('@nestjs/common.')) {
    const last = lastName(call) ?? '';
    // What Nest answers for a request that is not in order, it logs for none.
    return isServerFault(last, call.arguments[1]) ? nestExceptions.get(last) : undefined;
  }
  const definition = variable && definitionOf(variable);
  return definition?.node.type === Kind.ClassDeclaration ? placeInClass(definition.node, source) : undefined;
}

/** The place of the options in a class of this file that hands them to `Error`. */
function placeInClass({ superClass, body }: JavaScript.ClassDeclaration, source: JavaScriptSource): number | undefined {
  const base = superClass?.type === Kind.Identifier && (variableOf(superClass, source)?.defs.length ?? 0) === 0 ? superClass.name : '';
  const basePlace = errorOptionsPlace.get(base);
  if (basePlace === undefined) return undefined;
  const constructor = body.body.find((member) => member.type === Kind.MethodDefinition && keyOf(member) === 'constructor');
  if (!constructor) return basePlace;
  if (constructor.type !== Kind.MethodDefinition || constructor.value.body === null) return undefined;
  const names = constructor.value.params.map((parameter) => parameterName(parameter));
  for (const statement of constructor.value.body.body) {
    const call = statement.type === Kind.ExpressionStatement ? unwrap(statement.expression) : undefined;
    if (call?.type !== Kind.CallExpression || call.callee.type !== Kind.Super) continue;
    const handed = argument(call, basePlace);
    const place = handed?.type === Kind.Identifier ? names.indexOf(handed.name) : -1;
    return place < 0 ? undefined : place;
  }
  return undefined;
}

function parameterName(parameter: JavaScript.Parameter): string {
  const inner: JavaScript.Node = parameter.type === Kind.AssignmentPattern ? parameter.left : parameter;
  return inner.type === Kind.Identifier ? inner.name : '';
}

function carriesCause(call: Call, place: number, carried: CarriedError): boolean {
  const given = call.arguments[place];
  if (given) {
    const options = unwrap(given);
    // Options from elsewhere, and what Nest takes as a description in their place.
    if (options.type !== Kind.ObjectExpression) return options.type !== Kind.Literal;
    if (hasSpread(options) || property(options, 'cause')) return true;
  }
  return call.arguments.some((value) => !carried.is(value) && carried.isKeptIn(value));
}
