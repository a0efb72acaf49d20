import { argument, argumentsOf } from '../../python/calls.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { unwrap } from '../../python/expressions.ts';
import { enclosingFunction, ownNodes } from '../../python/functions.ts';
import { importAliases } from '../../python/imports.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { lastName, qualifiedName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { references, resolve } from '../../python/scopes.ts';
import { catchesAll } from '../../python/tasks.ts';
import { assignedValue } from '../../python/values.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { shutsDown, type MessageId } from './collecting.ts';

type Context = PythonContext<MessageId>;

export const python: PythonDetector<MessageId> = {
  mentions: ['return_exceptions'],
  visit: (context) => ({
    module() {
      if (isTestFile(context.path)) return;
      const { tree } = context.source;
      const aliases = importAliases(tree);
      for (const call of callsNamed(tree, (name) => name === 'gather' || aliases.has(name))) {
        if (collects(call)) judge(call, context);
      }
    },
  }),
};

function collects(call: Python.Call): boolean {
  const flag = argument(call, { keyword: 'return_exceptions' });
  return flag !== null && flag !== 'unknown' && flag.type === 'true' && qualifiedName(call.function) === 'asyncio.gather';
}

function judge(call: Python.Call, { report }: Context): void {
  if (isEnd(call) || allCatch(call)) return;
  const user = userOf(call);
  if (user?.type === 'expression_statement') {
    report({ node: call.function, message: 'discarded', data: { call: call.function.text } });
    return;
  }
  if (user?.type !== 'assignment' || user.left.type !== 'identifier') return;
  const binding = resolve(user.left);
  if (binding?.scope.kind !== 'function') return;
  const defined = new Set(binding.definitions.map(({ node }) => node.row));
  const uses = references(binding).filter(({ row }) => !defined.has(row));
  if (uses.length === 0) report({ node: call.function, message: 'discarded', data: { call: call.function.text } });
  else if (!asksAnywhere(call) && uses.every(takesApart)) report({ node: user.left, message: 'untested', data: { name: user.left.text } });
}

/** What gets the results: a statement of its own, an assignment, through `await` and `asyncio.wait_for`. */
function userOf(call: Python.Call): Python.Node | null {
  for (let node = call.parent, isAwaited = false; node; node = node.parent) {
    switch (node.type) {
      case 'await':
        isAwaited = true;
        break;
      case 'parenthesized_expression':
      case 'argument_list':
        break;
      case 'call': {
        const name = lastName(node.function) ?? '';
        if (name === 'run_until_complete') isAwaited = true;
        else if (name !== 'wait_for' && name !== 'shield') return null;
        break;
      }
      default:
        // Without `await` the tasks themselves are lost.
        return isAwaited ? node : null;
    }
  }
  return null;
}

/** Where things end, tasks are cancelled and then waited for: what they say then is of no interest. */
function isEnd(call: Python.Call): boolean {
  for (let node = call.parent; node && node.type !== 'function_definition'; node = node.parent) {
    if (node.type === 'finally_clause' || node.type === 'except_clause') return true;
  }
  const definition = enclosingFunction(call);
  if (!definition) return false;
  if (shutsDown(definition.name.text)) return true;
  const [start] = call.range;
  return ownNodes(definition, 'call', 'yield').some(
    (node) => node.range[0] < start && (node.type === 'yield' || /^_*cancel/u.test(lastName(node.function) ?? '')),
  );
}

/** Do the coroutines catch all that may go wrong, or only close something, so that there is nothing to collect? */
function allCatch(call: Python.Call): boolean {
  const given = argumentsOf(call).filter(({ kind }) => kind !== 'keyword');
  return (
    given.length > 0 &&
    given.every(({ kind, value }) => {
      const inner = unwrap(value);
      if (isHeldByOthers(inner, kind === 'splat')) return true;
      const each = inner.type === 'list_comprehension' || inner.type === 'generator_expression' ? unwrap(inner.body) : inner;
      return each.type === 'call' && (catchesAll(each) || shutsDown(lastName(each.function) ?? ''));
    })
  );
}

/** Tasks that others hold (`self._task`, `*running.values()`, `*asyncio.all_tasks()`) tell those others of their failure. */
function isHeldByOthers(expression: Python.Node, isSplat: boolean): boolean {
  if (expression.type === 'attribute') return true;
  if (!isSplat) return false;
  const value = assignedValue(expression) ?? expression;
  if (value.type === 'call') return /^(?:values|all_tasks)$/u.test(lastName(value.function) ?? '');
  return (value.type === 'list_comprehension' || value.type === 'set_comprehension') && value.body.type === 'identifier';
}

/** Does the function ask anywhere what it has: `isinstance(result, Exception)`, `match`, `is_error(result)`? */
function asksAnywhere(call: Python.Call): boolean {
  const definition = enclosingFunction(call);
  if (!definition) return true;
  return ownNodes(definition, 'call', 'match_statement').some(
    (node) =>
      node.type === 'match_statement' ||
      /isinstance|issubclass|^type$|hasattr|getattr|callable|error|exception|fail/iu.test(lastName(node.function) ?? ''),
  );
}

/** Is only a part of the results taken: by a loop that reads attributes, by a place and an attribute? */
function takesApart(use: Python.Identifier): boolean {
  const { parent } = use;
  if (parent?.type === 'subscript') return parent.value === use && isRead(parent);
  const isLoop = parent?.type === 'for_statement' || parent?.type === 'for_in_clause';
  if (!isLoop || parent.right !== use || parent.left.type !== 'identifier') return false;
  const binding = resolve(parent.left);
  const inner = binding ? references(binding).filter((identifier) => !binding.isBoundAt(identifier)) : [];
  return inner.length > 0 && inner.every(isRead);
}

function isRead(node: Python.Node): boolean {
  const { parent } = node;
  return (parent?.type === 'attribute' && parent.object === node) || (parent?.type === 'subscript' && parent.value === node);
}
