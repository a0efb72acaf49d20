import { argument, calleeName, hasSpread, objectLiteral, property } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { within } from './error-uses.ts';
import { isFunction, unwrap, type AnyFunction } from './expressions.ts';
import { asksWhichError } from './asked-errors.ts';
import { retryMakers, type RetryMaker } from './knowledge/retries.ts';
import { qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { functionOf, parametersOf, readsOf, returnedExpressions } from './scopes.ts';

/** What a library is told about trying again. */
export interface RetryPolicy {
  readonly call: JavaScript.CallExpression;
  /** Does it try again after every error? Otherwise it tells them apart, or may. */
  readonly retriesAll: boolean;
  /** How often it tries at most; null where that is not known. */
  readonly tries: number | null;
  /** The function that is tried, where this file holds it. */
  readonly tried: AnyFunction | undefined;
}

/** The policy that a call of a retry library writes down. */
export function retryPolicyOf(call: JavaScript.CallExpression, source: JavaScriptSource): RetryPolicy | undefined {
  const maker = retryMakers.get(calleeName(call, source) ?? '');
  if (!maker || hasSpread(call)) return undefined;
  const given = argument(call, maker.options);
  const literal = objectLiteral(given, source);
  const isNumber = given?.type === Kind.Literal;
  const first = maker.tried === null ? undefined : argument(call, maker.tried);
  const tried = first && functionOf(unwrap(first), source);
  // Options that come from elsewhere may hold anything.
  const isKnown = given === undefined || isNumber || (literal !== undefined && !hasSpread(literal));
  return {
    call,
    retriesAll: isKnown && retriesAll(call, maker, literal, tried, source),
    tries: isKnown ? triesOf(literal, maker) : null,
    tried,
  };
}

function triesOf(literal: JavaScript.ObjectExpression | undefined, { tries, defaultTries }: RetryMaker): number | null {
  const given = property(literal, tries.key);
  if (!given) return defaultTries;
  return given.type === Kind.Literal && typeof given.value === 'number' ? given.value + tries.more : null;
}

function retriesAll(
  call: JavaScript.CallExpression,
  { by, judges, tried: place }: RetryMaker,
  literal: JavaScript.ObjectExpression | undefined,
  tried: AnyFunction | undefined,
  source: JavaScriptSource,
): boolean {
  if (judges.some((key) => property(literal, key) !== undefined)) return isAlwaysTrue(property(literal, judges[0] ?? ''), source);
  if (by === 'condition') return isAlwaysTrue(property(literal, 'retryCondition'), source);
  if (by === 'handler') return qualifiedName(call.arguments[0] ?? call, source) === 'cockatiel.handleAll';
  // What is tried may throw an `AbortError`, or look at errors where nobody sees it.
  if (place !== null && (!tried || mayAbort(tried, source))) return false;
  const onFailure = property(literal, 'onFailedAttempt');
  if (onFailure && (!isFunction(onFailure) || throwsIn(onFailure, source))) return false;
  if (by === 'bail') return !usesParameter(tried, source);
  return by === 'again' ? retriesWhatever(tried, source) : true;
}

/** `() => true`. */
function isAlwaysTrue(node: JavaScript.Node | undefined, source: JavaScriptSource): boolean {
  const given = node && functionOf(unwrap(node), source);
  if (!given) return false;
  const returned = returnedExpressions(given, source);
  return returned.length > 0 && returned.every((value) => value?.type === Kind.Literal && value.value === true);
}

function mayAbort(tried: AnyFunction, source: JavaScriptSource): boolean {
  return within(tried, source).some(
    (node) =>
      (node.type === Kind.NewExpression && /Abort|NonRetr|Permanent|Unrecoverable|Fatal/u.test(source.getText(node.callee))) ||
      (node.type === Kind.CatchClause && asksWhichError(node.body, node.param, source)),
  );
}

function throwsIn(node: JavaScript.Node, source: JavaScriptSource): boolean {
  return within(node, source).some(({ type }) => type === Kind.ThrowStatement);
}

/** Is `bail` of `async (bail) => ...` used? */
function usesParameter(tried: AnyFunction | undefined, source: JavaScriptSource): boolean {
  const [first] = tried?.params ?? [];
  if (!tried || !first) return false;
  const [variable] = parametersOf(tried, source);
  return variable === undefined || readsOf(variable).length > 0;
}

/** `promiseRetry((retry) => ask().catch(retry))`. */
function retriesWhatever(tried: AnyFunction | undefined, source: JavaScriptSource): boolean {
  const [variable] = tried ? parametersOf(tried, source) : [];
  const uses = variable ? readsOf(variable) : [];
  return (
    uses.length > 0 &&
    uses.every(
      ({ parent }) =>
        parent?.type === Kind.CallExpression &&
        parent.callee.type === Kind.MemberExpression &&
        source.getText(parent.callee.property) === 'catch',
    )
  );
}
