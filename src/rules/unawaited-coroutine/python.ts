import type { Suggestion } from '../../language/detector.ts';
import { asyncNames, callsCoroutine, coroutineWords, mayBeLeft, useOfCoroutine } from '../../python/coroutines.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { enclosingCallable, isAsync } from '../../python/functions.ts';
import { imports } from '../../python/imports.ts';
import { oncePerTree } from '../../python/memo.ts';
import { callsNamed } from '../../python/named-calls.ts';
import type * as Python from '../../python/nodes.ts';
import { references, resolve, singleDefinition } from '../../python/scopes.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import { shortened, type MessageId, type SuggestionId } from './waiting.ts';

type Ids = MessageId | SuggestionId;
type Context = PythonContext<Ids>;

export const python: PythonDetector<Ids> = {
  mentions: ['async def', 'asyncio'],
  visit: (context) => ({
    module() {
      const { tree } = context.source;
      const own = asyncNames(tree);
      const imported = importedNames(tree);
      const isWanted = (name: string) => own.has(name) || coroutineWords.has(name) || imported.has(name);
      for (const call of callsNamed(tree, isWanted, (row) => mayBeLeft(tree, row))) judge(call, context);
    },
  }),
};

/** What the file imports by name: functions, and what is called on modules is among their own names. */
const importedNames = oncePerTree(
  (tree: PythonTree): ReadonlySet<string> =>
    new Set(
      imports(tree).flatMap(({ name, node }) =>
        name === null ? [] : [name, ...node.descendants('aliased_import').map(({ alias }) => alias.text)],
      ),
    ),
);

function judge(call: Python.Call, { report }: Context): void {
  const use = useOfCoroutine(call);
  if (use === null) return;
  const message = use.kind === 'held' ? fateOf(use.name) : use.kind;
  if (message === null || !callsCoroutine(call)) return;
  const name = shortened(call.function.text);
  report({
    node: call.function,
    message,
    data: use.kind === 'held' ? { call: name, name: use.name.text } : { call: name },
    suggest: awaiting(call),
  });
}

/** What becomes of a name that holds a coroutine; null when it may be awaited somewhere. */
function fateOf(name: Python.Identifier): 'unused' | 'tested' | 'read' | null {
  const binding = resolve(name);
  if (binding?.scope.kind !== 'function' || singleDefinition(binding)?.node !== name) return null;
  const uses = references(binding).filter((reference) => !binding.isBoundAt(reference));
  if (uses.some(({ parent }) => parent?.type === 'await')) return null;
  const fates = uses.map(useOfCoroutine);
  // Whatever else is done with it, a coroutine has nothing to read.
  if (fates.some((fate) => fate?.kind === 'read')) return 'read';
  if (fates.some((fate) => fate === null || fate.kind === 'held')) return null;
  return fates.some((fate) => fate?.kind === 'tested') ? 'tested' : 'unused';
}

function awaiting(call: Python.Call): Suggestion<Ids>[] {
  const callable = enclosingCallable(call);
  if (callable?.type !== 'function_definition' || !isAsync(callable)) return [];
  const { parent } = call;
  const isObject = (parent?.type === 'attribute' && parent.object === call) || (parent?.type === 'subscript' && parent.value === call);
  return [
    {
      message: 'awaitIt',
      fix: (fixer) =>
        isObject
          ? [fixer.insertTextBeforeRange(call.range, '(await '), fixer.insertTextAfterRange(call.range, ')')]
          : fixer.insertTextBeforeRange(call.range, 'await '),
    },
  ];
}
