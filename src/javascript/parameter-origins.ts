import { pathInPattern, type Path } from './access-paths.ts';
import { methodName, property, receiver } from './calls.ts';
import { decoratorsOf } from './decorators.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, memberName, type AnyFunction } from './expressions.ts';
import { declaredType } from './fields.ts';
import { roleOf } from './handlers.ts';
import { checkedTypes, checkingPipes, iteratingMethods } from './knowledge/conversions.ts';
import { requestParts } from './knowledge/user-input.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import type { Trace } from './origin-trace.ts';
import { childrenOf, enclosingClass } from './scopes.ts';
import { originOfType } from './type-origins.ts';
import { isDecoratedInput, isRequestParameter } from './user-input.ts';
import type { Origin } from '../vocabulary/origin.ts';

const MOST_CALL_SITES = 20;

/** Follows a parameter to what its function is called with, when this file shows all of that; else it stays a parameter. */
export function traceParameter(trace: Trace, name: JavaScript.Node, path: Path): void {
  const place = placeOf(name);
  if (!place) {
    trace.end(name, 'parameter');
    return;
  }
  const { callable, parameter, index, path: own } = place;
  const target = withoutDefault(parameter);
  const whole = [...own, ...path];
  const type = declaredType(target) ?? (own.length === 0 ? declaredType(name) : undefined);
  const declared = type && originOfType(type, whole, trace.source);
  if (declared === 'numeric' || declared === 'allow-listed' || declared === 'declared') trace.end(name, declared);
  // A default of this kind says what the function is made for.
  else if (!type && path.length === 0 && hasNumberDefault(name)) trace.end(name, 'numeric');
  else if (whole.length === 0 && (isPiped(parameter) || isPiped(target))) trace.end(name, 'numeric');
  else if (isCheckedBeside(callable, index, whole)) trace.end(name, 'numeric');
  else if (isDecoratedInput(parameter) || isDecoratedInput(target)) trace.end(name, 'request');
  else if (followCallback(trace, callable, index, whole)) return;
  else if (followFrame(trace, callable, index, parameter, whole)) return;
  else if (isRequestLike(callable, target, index, trace.source)) trace.end(name, originInRequest(whole));
  else if (!followCallSites(trace, callable, index, parameter, whole)) trace.end(name, declared ?? 'parameter');
}

interface Place {
  readonly callable: AnyFunction;
  readonly parameter: JavaScript.Parameter;
  readonly index: number;
  /** The way from the parameter to the name, through a pattern. */
  readonly path: Path;
}

function placeOf(name: JavaScript.Node): Place | undefined {
  let child = name;
  for (let parent = name.parent; parent; child = parent, parent = parent.parent) {
    if (!isFunction(parent)) continue;
    const index = parent.params.indexOf(child as JavaScript.Parameter);
    const parameter = parent.params[index];
    if (!parameter) return undefined;
    const pattern = withoutDefault(parameter);
    const path = pattern.type === Kind.RestElement ? [] : pathInPattern(pattern, name);
    return { callable: parent, parameter, index, path: path ?? ['item'] };
  }
  return undefined;
}

function withoutDefault(parameter: JavaScript.Node): JavaScript.Node {
  const inner = parameter.type === Kind.TSParameterProperty ? parameter.parameter : parameter;
  return inner.type === Kind.AssignmentPattern ? inner.left : inner;
}

function hasNumberDefault(name: JavaScript.Node): boolean {
  const { parent } = name;
  if (parent?.type !== Kind.AssignmentPattern || parent.left !== name) return false;
  const { right } = parent;
  return right.type === Kind.Literal && (typeof right.value === 'number' || typeof right.value === 'boolean');
}

/** `@Param('id', ParseUUIDPipe) id: string`: Nest refuses what is none. */
function isPiped(parameter: JavaScript.Node): boolean {
  return decoratorsOf(parameter).some(({ arguments: given }) =>
    given.some((pipe) => checkingPipes.has(dottedText(pipe.type === Kind.NewExpression ? pipe.callee : pipe) ?? '')),
  );
}

/** `tool('list', { limit: z.number() }, async ({ limit }) => ...)`: the schema beside a callback says what it is given. */
function isCheckedBeside(callable: AnyFunction, index: number, [first]: Path): boolean {
  const { parent } = callable;
  if (index > 0 || parent.type !== Kind.CallExpression || typeof first !== 'object') return false;
  return parent.arguments.some((beside) => {
    const schema = property(beside, 'inputSchema') ?? property(beside, 'parameters') ?? beside;
    let type = property(schema.type === Kind.CallExpression ? schema.arguments[0] : schema, first.key);
    // `z.number().int().optional()`
    for (let step = 0; type?.type === Kind.CallExpression && step < MOST_CHAINED; step++) {
      if (checkedTypes.has(methodName(type) ?? '')) return true;
      type = receiver(type);
    }
    return false;
  });
}

const MOST_CHAINED = 20;

/** Is this the request of a handler, or its context? */
function isRequestLike(callable: AnyFunction, target: JavaScript.Node, index: number, source: JavaScriptSource): boolean {
  if (target.type === Kind.Identifier) return isRequestParameter(target);
  if (isRequestParameter(target)) return true;
  // `async ({ query }, res) => ...`
  return index === 0 && target.type === Kind.ObjectPattern && roleOf(callable, source, '') !== undefined;
}

function originInRequest([first, second]: Path): Origin {
  const key = typeof first === 'object' ? first.key : undefined;
  if (key === undefined) return 'unknown';
  if (requestParts.has(key)) return 'request';
  const inner = typeof second === 'object' ? second.key : undefined;
  return (key === 'req' || key === 'request') && inner !== undefined && requestParts.has(inner) ? 'request' : 'unknown';
}

/** `columns.map((c) => ...)` hands its callback the elements of `columns`. */
function followCallback(trace: Trace, callable: AnyFunction, index: number, path: Path): boolean {
  const { parent } = callable;
  if (parent.type !== Kind.CallExpression || parent.callee === callable) return false;
  const method = methodName(parent) ?? '';
  const object = receiver(parent);
  if (!object) return false;
  const isReduce = method === 'reduce' || method === 'reduceRight';
  if (!isReduce && !iteratingMethods.has(method)) {
    // `Array.from(xs, (x) => ...)`
    if (method !== 'from' || parent.arguments[1] !== callable || !parent.arguments[0]) return false;
    if (index === 0) trace.walk(parent.arguments[0], ['element', ...path]);
    else trace.end(callable, 'numeric');
    return true;
  }
  const elementAt = isReduce ? 1 : 0;
  if (index === elementAt || (method.includes('ort') && index === 1)) trace.walk(object, ['element', ...path]);
  else if (index > elementAt) trace.end(callable, 'numeric');
  else {
    // What a reduction has gathered so far comes from its elements and its start.
    const start = parent.arguments[1];
    if (start && start.type !== Kind.SpreadElement) trace.walk(start, path);
    trace.walk(object, ['element', ...path]);
  }
  return true;
}

/** When the function was entered through a call, what that call passes. */
function followFrame(trace: Trace, callable: AnyFunction, index: number, parameter: JavaScript.Parameter, path: Path): boolean {
  const { frames } = trace;
  const at = frames.findLastIndex((frame) => frame.function === callable);
  const call = frames[at]?.call;
  if (!call) return false;
  trace.inFrames(frames.slice(0, at), () => {
    tracePassed(trace, parameter, index, call, path);
  });
  return true;
}

/** Functions that the file keeps to itself are called in this file only. */
function followCallSites(trace: Trace, callable: AnyFunction, index: number, parameter: JavaScript.Parameter, path: Path): boolean {
  const calls = privateCallsOf(callable, trace.source);
  if (!calls || calls.length === 0 || calls.length > MOST_CALL_SITES) return false;
  for (const call of calls) {
    trace.once(call, [...path, index], () => {
      tracePassed(trace, parameter, index, call, path);
    });
  }
  return true;
}

function tracePassed(trace: Trace, parameter: JavaScript.Parameter, index: number, call: JavaScript.CallExpression, path: Path): void {
  if (parameter.type === Kind.RestElement) {
    for (const argument of call.arguments.slice(index)) {
      if (argument.type === Kind.SpreadElement) trace.walk(argument.argument, path);
      else trace.walk(argument, path.slice(1));
    }
    return;
  }
  const before = call.arguments.slice(0, index + 1);
  if (before.some(({ type }) => type === Kind.SpreadElement)) trace.end(parameter, 'parameter');
  else if (before[index]) trace.walk(before[index], path);
  // Without an argument the default is written in its own place and counts there.
}

/** All calls of a function that nothing outside of the file can call; undefined when something may. */
function privateCallsOf(callable: AnyFunction, source: JavaScriptSource): JavaScript.CallExpression[] | undefined {
  if (callable.parent.type === Kind.MethodDefinition || callable.parent.type === Kind.PropertyDefinition)
    return privateMethodCalls(callable.parent, source);
  const holder = callable.type === Kind.FunctionDeclaration ? callable : callable.parent;
  if (holder.type !== Kind.FunctionDeclaration && (holder.type !== Kind.VariableDeclarator || holder.id.type !== Kind.Identifier))
    return undefined;
  const statement = holder.type === Kind.FunctionDeclaration ? holder : holder.parent;
  const exported = statement.parent.type;
  if (exported === Kind.ExportNamedDeclaration || exported === Kind.ExportDefaultDeclaration) return undefined;
  const [variable] = source.getDeclaredVariables(holder);
  if (!variable) return undefined;
  const reads = variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier as JavaScript.Node);
  const calls = reads.flatMap((read) => (read.parent?.type === Kind.CallExpression && read.parent.callee === read ? [read.parent] : []));
  return calls.length === reads.length ? calls : undefined;
}

const methodCalls = new WeakMap<JavaScript.Node, ReadonlyMap<string, readonly JavaScript.Node[]>>();

function privateMethodCalls(
  member: JavaScript.MethodDefinition | JavaScript.PropertyDefinition,
  source: JavaScriptSource,
): JavaScript.CallExpression[] | undefined {
  const name = keyOf(member);
  const owner = enclosingClass(member);
  const isPrivate = name !== undefined && (name.startsWith('#') || name.startsWith('_') || member.accessibility === 'private');
  if (!isPrivate || !owner || keyOf(member) === 'constructor') return undefined;
  let mentions = methodCalls.get(owner);
  if (!mentions) methodCalls.set(owner, (mentions = mentionsIn(owner, source)));
  const found = mentions.get(name) ?? [];
  const calls = found.flatMap((mention) =>
    mention.parent?.type === Kind.CallExpression && mention.parent.callee === mention ? [mention.parent] : [],
  );
  return calls.length === found.length ? calls : undefined;
}

/** All `this.name` of a class, by name. */
function mentionsIn(owner: JavaScript.Node, source: JavaScriptSource): ReadonlyMap<string, readonly JavaScript.Node[]> {
  const found = new Map<string, JavaScript.Node[]>();
  const stack = childrenOf(owner, source);
  for (let node = stack.pop(); node; node = stack.pop()) {
    stack.push(...childrenOf(node, source));
    if (node.type !== Kind.MemberExpression || node.object.type !== Kind.ThisExpression) continue;
    const name = memberName(node) ?? '';
    found.set(name, [...(found.get(name) ?? []), node]);
  }
  return found;
}
