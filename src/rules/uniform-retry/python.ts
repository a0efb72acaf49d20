import type { Suggestion } from '../../language/detector.ts';
import { asksWhichError, leavingBefore } from '../../python/asked-errors.ts';
import { argumentsOf } from '../../python/calls.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { localFunction } from '../../python/functions.ts';
import { catchInstead, hasCommentInTypes } from '../../python/handler-edits.ts';
import { breadth, caughtTypes, typeExpression, triedNodes } from '../../python/handlers.ts';
import { importEdit } from '../../python/import-edits.ts';
import { mixedErrors, passingErrors, retryLibraries, type MixedError } from '../../python/knowledge/retries.ts';
import { calleeName, lastName, qualifiedName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { moduleScope } from '../../python/scopes.ts';
import { goesOn, retryLoops, retryRecursions, type RetryLoop } from '../../python/retry-loops.ts';
import { retryPolicies, type RetryPolicy } from '../../python/retry-policies.ts';
import { serviceCall } from '../../python/service-clients.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isRateLimit, RETRY_AFTER, shortened, type MessageId, type Options, type SuggestionId } from './alike.ts';

type Ids = MessageId | SuggestionId;
type Context = PythonContext<Ids, Options>;

/** What a loop that tries again by hand says. */
const LOOPS = ['sleep', /attempt/i, /retry/i, /retries/i];

export const python: PythonDetector<Ids, Options> = {
  mentions: [...retryLibraries, 'autoretry_for', ...LOOPS],
  alsoMentions: [...RETRY_AFTER, 'raise_for_status'],
  visit: (context) => {
    const { source, options, path, mentions } = context;
    // A test tries again because it waits for something.
    if (isTestFile(path)) return {};
    const hasPolicies = retryLibraries.some(mentions) || mentions('autoretry_for');
    const hasLoops = options.loops && LOOPS.some(mentions);
    if (!hasPolicies && !hasLoops) return {};
    return {
      'module:exit'() {
        if (hasPolicies) for (const policy of retryPolicies(source.tree)) judgePolicy(policy, context);
        if (!hasLoops) return;
        for (const loop of retryLoops(source.tree)) judgeLoop(loop, context);
        for (const loop of retryRecursions(source.tree)) judgeLoop(loop, context);
      },
    };
  },
};

function judgePolicy(policy: RetryPolicy, context: Context): void {
  const { node, call, retried, tries } = policy;
  const { report } = context;
  if (retried.kind === 'judged') return;
  const data = { policy: shortened(node.text) };
  if (retried.kind === 'all') {
    report({ node, message: tries === 'endless' ? 'endless' : 'everything', data, suggest: call ? nameErrors(policy, call) : [] });
    return;
  }
  const found = mixedAmong(retried.types, context.mentions);
  if (found) report(ofMixed(found, retried.types, context));
}

interface Mixed {
  readonly type: Python.Node;
  readonly mixed: MixedError;
}

function mixedAmong(types: readonly Python.Node[], mentions: (word: string) => boolean): Mixed | null {
  for (const type of types) {
    const mixed = mixedErrors.get((qualifiedName(type) ?? '').replace(/^builtins\./u, ''));
    // Without `raise_for_status` these stand for lost connections and timeouts only.
    if (mixed && (mixed.statusFrom === undefined || mentions(mixed.statusFrom))) return { type, mixed };
  }
  return null;
}

/** Does the `try`, or a function of this file that it calls, say this? */
function saysIn(statement: Python.TryStatement, word: string): boolean {
  return (
    statement.body.text.includes(word) ||
    triedNodes(statement, 'call').some((call) => localFunction(call)?.body.text.includes(word) === true)
  );
}

/** Making a folder, or moving a file: what keeps it from working passes, or does not, without saying so. */
function worksOnFiles(statement: Python.TryStatement): boolean {
  const names = triedNodes(statement, 'call').map((call) => calleeName(call) ?? '');
  return names.length > 0 && names.every((name) => /^(?:os|shutil|pathlib|builtins)\./u.test(name));
}

function ofMixed({ type, mixed }: Mixed, types: readonly Python.Node[], { mentions }: Context) {
  const isLimited = types.some((one) => isRateLimit(lastName(one) ?? '')) && !RETRY_AFTER.some(mentions);
  return {
    node: type,
    message: isLimited ? ('limited' as const) : ('mixed' as const),
    data: { type: shortened(type.text), staying: mixed.staying ?? 'a wrong key', passing: mixed.passing },
  };
}

function judgeLoop({ loop, statement, handlers, tellsApart }: RetryLoop, context: Context): void {
  if (tellsApart || worksOnFiles(statement)) return;
  for (const clause of handlers) {
    // An error that leaves earlier was told apart.
    if (leavingBefore(clause, (earlier) => !goesOn(earlier)).length > 0) continue;
    const types = caughtTypes(clause);
    const isBroad = breadth(clause) !== null;
    const found = isBroad ? null : mixedAmong(types, (word) => context.mentions(word) && saysIn(statement, word));
    // `OSError` is what a locked file raises, and that passes.
    if ((!isBroad && (!found || qualifiedName(found.type) === 'builtins.OSError')) || asksWhichError(clause)) continue;
    if (found) {
      context.report(ofMixed(found, types, context));
      return;
    }
    const asked = triedNodes(statement, 'call').find((call) => serviceCall(call) !== null);
    const passing = asked && serviceCall(asked)?.client.passing;
    const at = typeExpression(clause) ?? clause.tokens[0] ?? clause;
    const suggest = catchPassing(clause);
    if (asked && passing !== undefined)
      context.report({ node: at, message: 'service', data: { call: shortened(asked.function.text), passing }, suggest });
    else if (loop.type === 'function_definition')
      context.report({ node: at, message: 'everything', data: { policy: shortened(loop.name.text) }, suggest });
    else context.report({ node: at, message: 'loop', suggest });
    return;
  }
}

/** The errors that pass, as this file can name them; null where it would take imports. */
function passingCode(tree: PythonTree): string | null {
  const known = [...passingErrors].filter(([module]) => moduleScope(tree).binding(module) !== null);
  const [only] = known;
  if (known.length > 1) return null;
  if (!only) return '(ConnectionError, TimeoutError)';
  const [module, code] = only;
  const definition = moduleScope(tree).binding(module)?.definitions[0];
  return definition && qualifiedName(definition.node) === module ? code : null;
}

function nameErrors({ library, node }: RetryPolicy, call: Python.Call): Suggestion<Ids>[] {
  const { tree } = call;
  const errors = passingCode(tree);
  if (library !== 'tenacity' || errors === null || call.arguments.type !== 'argument_list') return [];
  if (argumentsOf(call).some(({ name }) => name === 'retry')) return [];
  const isOfModule = node.text === 'tenacity.retry';
  const edit = isOfModule ? 'there' : importEdit(tree, 'tenacity', CONDITION);
  if (edit === null) return [];
  const code = `retry=${isOfModule ? 'tenacity.' : ''}${CONDITION}(${errors})`;
  const last = argumentsOf(call).at(-1);
  const list = call.arguments;
  return [
    {
      message: 'nameErrors',
      data: { errors },
      fix: (fixer) => {
        const added = last
          ? fixer.insertTextAfterRange(last.node.range, `, ${code}`)
          : fixer.replaceTextRange([list.range[0], list.range[1]], `(${code})`);
        return edit === 'there' ? added : [edit, added];
      },
    },
  ];
}

const CONDITION = 'retry_if_exception_type';

function catchPassing(clause: Python.ExceptClause): Suggestion<Ids>[] {
  const errors = passingCode(clause.tree);
  if (errors === null || hasCommentInTypes(clause)) return [];
  return [{ message: 'catchPassing', data: { errors }, fix: (fixer) => catchInstead(clause, errors, fixer) }];
}
