import { argument, argumentsOf } from './calls.ts';
import { decorators } from './decorators.ts';
import { parts, unwrap } from './expressions.ts';
import type { Callable } from './functions.ts';
import { broadName } from './handlers.ts';
import { identifiersOf } from './identifiers.ts';
import { nodeAt } from './columns.ts';
import { retryMakers, tenacityConditions, type RetryMaker } from './knowledge/retries.ts';
import { oncePerTree } from './memo.ts';
import { callsNamed, mayMean } from './named-calls.ts';
import { calleeName, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { numberOf } from './numbers.ts';
import type { PythonTree } from './syntax/tree.ts';
import { followed } from './values.ts';

/** Which errors does a policy retry: all, those of some classes, or those that code of its own picks out? */
export type Retried =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'types';
      readonly types: readonly Python.Node[];
    } /** `byError` where code of its own looks at errors: it may also be results, or nothing that can be seen. */
  | { readonly kind: 'judged'; readonly byError: boolean };

/** What a library is told about trying again. */
export interface RetryPolicy {
  readonly library: RetryMaker['library'] | 'celery';
  /** What makes the policy: `retry` of `@retry` and of `@retry(...)`. */
  readonly node: Python.Node;
  readonly call: Python.Call | null;
  readonly retried: Retried;
  /** How often it tries at most; null where that is not known. */
  readonly tries: number | 'endless' | null;
  /** The function that it is written over. */
  readonly definition: Python.FunctionDefinition | null;
}

const mayMake = mayMean(retryMakers.keys());

/** The policies that a file writes down, in the order of the text. */
export const retryPolicies = oncePerTree((tree: PythonTree): readonly RetryPolicy[] =>
  [...bareDecorators(tree), ...callsNamed(tree, (name) => mayMake(tree, name)).flatMap(ofCall), ...celeryTasks(tree)].sort(
    (a, b) => a.node.row - b.node.row,
  ),
);

function ofCall(call: Python.Call): RetryPolicy[] {
  const maker = retryMakers.get(calleeName(call) ?? '');
  if (!maker) return [];
  const [first] = argumentsOf(call);
  // `retry(function)` is what `@retry` does.
  const isApplied = maker.errors.position === undefined && first?.kind === 'positional';
  const retried: Retried = isApplied && maker.library === 'tenacity' ? UNSEEN : retriedBy(call, maker);
  return [{ library: maker.library, node: call.function, call, retried, tries: triesOf(call, maker), definition: decorated(call) }];
}

/** `@retry` without parentheses. */
function bareDecorators(tree: PythonTree): RetryPolicy[] {
  return identifiersOf(tree)
    .rows('retry')
    .flatMap((row): RetryPolicy[] => {
      const identifier = nodeAt(tree, row);
      const outer = identifier.parent?.type === 'attribute' ? identifier.parent : identifier;
      if (outer.parent?.type !== 'decorator') return [];
      const maker = retryMakers.get(qualifiedName(outer) ?? '');
      if (maker?.defaultTries !== null) return [];
      return [
        {
          library: maker.library,
          node: outer,
          call: null,
          retried: { kind: 'all' },
          tries: 'endless',
          definition: decoratedBy(outer.parent),
        },
      ];
    });
}

/** `@app.task(autoretry_for=(ConnectionError,))`. */
function celeryTasks(tree: PythonTree): RetryPolicy[] {
  return identifiersOf(tree)
    .rows('autoretry_for')
    .flatMap((row): RetryPolicy[] => {
      const keyword = nodeAt(tree, row).parent;
      const call = keyword?.parent?.parent;
      if (keyword?.type !== 'keyword_argument' || call?.type !== 'call') return [];
      const last = lastName(call.function) ?? '';
      if (last !== 'task' && last !== 'shared_task') return [];
      const isJudged = argument(call, { keyword: 'dont_autoretry_for' }) !== null;
      const given = argument(call, { keyword: 'max_retries' });
      const most = given === null ? DEFAULT_RETRIES : given === 'unknown' ? null : numberOf(given);
      const isEndless = given !== null && given !== 'unknown' && given.type === 'none';
      return [
        {
          library: 'celery',
          node: call.function,
          call,
          retried: isJudged ? { kind: 'judged', byError: true } : ofTypes([keyword.value]),
          tries: isEndless ? 'endless' : most === null ? null : most + 1,
          definition: decorated(call),
        },
      ];
    });
}

/** Celery's own. */
const DEFAULT_RETRIES = 3;

function decorated(call: Python.Call): Python.FunctionDefinition | null {
  return decoratedBy(call.parent);
}

function decoratedBy(decorator: Python.Node | null): Python.FunctionDefinition | null {
  const outer = decorator?.type === 'decorator' ? decorator.parent : null;
  const definition = outer?.type === 'decorated_definition' ? outer.definition : null;
  return definition?.type === 'function_definition' ? definition : null;
}

function retriedBy(call: Python.Call, { library, errors, judges }: RetryMaker): Retried {
  if (judges.some((keyword) => argument(call, { keyword }) !== null)) return { kind: 'judged', byError: true };
  const given = argument(call, errors);
  if (given === 'unknown') return UNSEEN;
  if (given === null) return library === 'stamina' || library === 'backoff' ? UNSEEN : { kind: 'all' };
  return library === 'tenacity' ? byCondition(given, MOST_CONDITIONS) : ofTypes([given]);
}

const MOST_CONDITIONS = 10;

const UNSEEN: Retried = { kind: 'judged', byError: false };

/** `retry_if_exception_type(X) | retry_if_result(f)`: of several, the widest counts. */
function byCondition(expression: Python.Node, left: number): Retried {
  const node = followed(expression);
  if (left <= 0) return UNSEEN;
  if (node.type === 'binary_operator' && node.operator.type === '|') return widest([node.left, node.right], left);
  const name = node.type === 'call' ? calleeName(node) : qualifiedName(node);
  const condition = tenacityConditions.get(name ?? '');
  if (condition === 'always') return { kind: 'all' };
  if (node.type !== 'call' || argumentsOf(node).some(({ kind }) => kind !== 'positional' && kind !== 'keyword')) return UNSEEN;
  const given = argumentsOf(node).map(({ value }) => value);
  if (condition === 'any') return widest(given, left);
  if (condition !== 'types') return { kind: 'judged', byError: condition === 'predicate' };
  return given.length === 0 ? { kind: 'all' } : ofTypes(given);
}

function widest(conditions: readonly Python.Node[], left: number): Retried {
  const found = conditions.map((condition) => byCondition(condition, left - 1));
  if (found.some(({ kind }) => kind === 'all')) return { kind: 'all' };
  const types = found.flatMap((one) => (one.kind === 'types' ? one.types : []));
  if (types.length > 0) return { kind: 'types', types };
  return { kind: 'judged', byError: found.some((one) => one.kind === 'judged' && one.byError) };
}

/** Classes, or tuples of classes; anything else picks errors out by code of its own. */
function ofTypes(given: readonly Python.Node[]): Retried {
  const types = given.flatMap((expression) => {
    const node = followed(expression);
    return node.type === 'tuple' || node.type === 'list' ? parts(node) : [unwrap(expression)];
  });
  if (types.some((type) => broadName(type) !== null)) return { kind: 'all' };
  return types.every((type) => /^[A-Z]/u.test(lastName(type) ?? '') && type.type !== 'call')
    ? { kind: 'types', types }
    : { kind: 'judged', byError: true };
}

function triesOf(call: Python.Call, { library, tries, defaultTries, limits }: RetryMaker): number | 'endless' | null {
  const given = argument(call, tries);
  if (given === 'unknown') return null;
  if (given === null) return limits.some((keyword) => argument(call, { keyword }) !== null) ? null : (defaultTries ?? 'endless');
  if (library !== 'tenacity') return numberOf(given);
  const stop = followed(given);
  const most =
    stop.type === 'call' && lastName(stop.function) === 'stop_after_attempt'
      ? argument(stop, { position: 0, keyword: 'max_attempt_number' })
      : null;
  return most === null || most === 'unknown' ? null : numberOf(most);
}

/** The policy that is written over a function. */
export function policyOver(definition: Callable): RetryPolicy | null {
  if (definition.type !== 'function_definition' || decorators(definition).length === 0) return null;
  return retryPolicies(definition.tree).find((policy) => policy.definition === definition) ?? null;
}
