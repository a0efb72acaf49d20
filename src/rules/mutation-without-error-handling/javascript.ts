import { calleeName, hasSpread, lastName, objectLiteral, type Call } from '../../javascript/calls.ts';
import type { JavaScriptContext, JavaScriptDetector } from '../../javascript/detector.ts';
import { isFunction, keyOf, memberName, unwrap } from '../../javascript/expressions.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { readsOf, variableOf } from '../../javascript/scopes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { Search } from '../../project/search.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { HANDLING, LOOKING, MAKERS, MUTATION_MODULES, type MessageId, type SuggestionId } from './mutations.ts';

type Ids = MessageId | SuggestionId;

/** One handler for all mutations of a page: where the client is made, or where its defaults are set. */
const handlesAll = new Search('javascript', ['MutationCache', 'defaultOptions', 'setDefaultOptions', 'setMutationDefaults']);

export const javascript: JavaScriptDetector<Ids> = {
  mentions: ['useMutation', 'createMutation'],
  visit: (context) => {
    const { source, path, report } = context;
    // A story shows what a component looks like.
    if (isTestFile(path) || /\.stories\.[jt]sx?$/u.test(path)) return {};
    let isHandled: boolean | undefined;
    return {
      CallExpression(call) {
        if (!MAKERS.has(lastName(call) ?? '') || !isMutation(call, context)) return;
        const options = optionsOf(call, context);
        if (options === 'unknown' || options === 'handled') return;
        const name = keptAs(call);
        if (name === 'away' || (name && isLookedAt(name, context))) return;
        isHandled ??= isHandledForAll(context);
        if (isHandled) return;
        report({
          node: call.callee,
          message: name?.type === Kind.Identifier ? 'unseen' : 'unseenCall',
          data: { name: name?.type === Kind.Identifier ? name.name : '' },
          suggest: addOnError(options, source.text),
        });
      },
    };
  },
};

type Context = JavaScriptContext<Ids>;

function isMutation(call: JavaScript.CallExpression, { source }: Context): boolean {
  const name = calleeName(call, source);
  return name !== undefined && MUTATION_MODULES.some((module) => name === `${module}.${lastName(call) ?? ''}`);
}

/** The options that the call is given; `unknown` where they cannot be seen, `handled` where one of them handles a failure. */
function optionsOf(call: Call, { source }: Context): JavaScript.ObjectExpression | 'handled' | 'unknown' {
  if (call.arguments.length === 0) return 'unknown';
  // Before version 5 the function came first, and the options after it.
  const given = call.arguments.map((argument) => objectLiteral(argument.type === Kind.SpreadElement ? undefined : argument, source));
  let first: JavaScript.ObjectExpression | undefined;
  for (const [at, literal] of given.entries()) {
    const argument = call.arguments[at];
    if (!literal) {
      // `useMutation(saveUser, {...})`, `createMutation(() => ({...}))`
      if (argument && at === 0 && (isFunction(unwrap(argument)) || call.arguments.length === 2)) {
        const made = madeBy(argument);
        if (!made) continue;
        if (isHandling(made)) return 'handled';
        first = made;
        continue;
      }
      return 'unknown';
    }
    if (isHandling(literal)) return 'handled';
    first = literal;
  }
  return first ?? 'unknown';
}

/** `() => ({ mutationFn: ... })`, as Solid and Svelte have it. */
function madeBy(argument: JavaScript.Node): JavaScript.ObjectExpression | undefined {
  const inner = unwrap(argument);
  const body = inner.type === Kind.ArrowFunctionExpression ? unwrap(inner.body) : undefined;
  return body?.type === Kind.ObjectExpression ? body : undefined;
}

function isHandling(literal: JavaScript.ObjectExpression): boolean {
  return hasSpread(literal) || literal.properties.some((entry) => entry.type === Kind.Property && HANDLING.has(keyOf(entry) ?? ''));
}

/** What the mutation is called here: a name or a pattern; `away` where it is handed to somebody else. */
function keptAs(call: JavaScript.Node): JavaScript.Identifier | JavaScript.ObjectPattern | 'away' | undefined {
  let outer = call.parent;
  while (outer && unwrap(outer) !== outer) outer = outer.parent;
  if (outer?.type === Kind.ExpressionStatement) return undefined;
  if (outer?.type !== Kind.VariableDeclarator) return 'away';
  return outer.id.type === Kind.Identifier || outer.id.type === Kind.ObjectPattern ? outer.id : 'away';
}

/** Does the code around look at a failure, or hand the mutation to who may? */
function isLookedAt(kept: JavaScript.Identifier | JavaScript.ObjectPattern, context: Context): boolean {
  if (kept.type === Kind.Identifier) return readsOfName(kept, context).some((read) => looks(read, context));
  return kept.properties.some((entry) => {
    if (entry.type === Kind.RestElement) return true;
    const key = keyOf(entry) ?? '';
    if (LOOKING.has(key)) return true;
    const name = entry.value.type === Kind.AssignmentPattern ? entry.value.left : entry.value;
    if (key !== 'mutate' || name.type !== Kind.Identifier) return false;
    return readsOfName(name, context).some((read) => {
      const { parent } = read;
      return parent?.type === Kind.CallExpression && parent.callee === read ? isHandledCall(parent, context) : isHandedOn(read);
    });
  });
}

function readsOfName(name: JavaScript.Identifier, { source }: Context): JavaScript.Node[] {
  const variable = variableOf(name, source);
  return variable ? readsOf(variable).filter((read) => read !== name) : [];
}

function looks(read: JavaScript.Node, context: Context): boolean {
  let { parent } = read;
  if (parent?.type !== Kind.MemberExpression || parent.object !== read) return true;
  const member = memberName(parent) ?? '';
  if (LOOKING.has(member)) return true;
  if (member !== 'mutate') return false;
  const use: JavaScript.Node = parent;
  ({ parent } = use);
  while (parent.type === Kind.ChainExpression) ({ parent } = parent);
  return parent.type === Kind.CallExpression && parent.callee === use ? isHandledCall(parent, context) : isHandedOn(use);
}

/** `mutate(value, { onError })`. */
function isHandledCall(call: JavaScript.CallExpression, { source }: Context): boolean {
  if (hasSpread(call)) return true;
  const second = call.arguments[1];
  if (!second) return false;
  const literal = objectLiteral(second, source);
  return !literal || isHandling(literal);
}

/** `<button onClick={remove.mutate}>` calls it as it is; `useForm({ submit: remove.mutate })` may do more. */
function isHandedOn({ parent }: JavaScript.Node): boolean {
  return (
    parent?.type !== Kind.JSXExpressionContainer || parent.parent.type !== Kind.JSXAttribute || !/^on[A-Z]/u.test(nameOf(parent.parent))
  );
}

function nameOf({ name }: JavaScript.JSXAttribute): string {
  return name.type === Kind.JSXIdentifier ? name.name : '';
}

function isHandledForAll({ project }: Context): boolean {
  return (project?.find(handlesAll) ?? []).some((path) => {
    const text = isTestFile(path) ? null : project?.text(path);
    if (text == null) return false;
    return (
      /\bMutationCache\(\s*\{[\s\S]{0,400}?\b(?:onError|onSettled)\b/u.test(text) ||
      /\bmutations:\s*\{[\s\S]{0,400}?\b(?:onError|onSettled|throwOnError)\b/u.test(text) ||
      text.includes('setMutationDefaults')
    );
  });
}

function addOnError(literal: JavaScript.ObjectExpression, text: string): Suggestion<Ids>[] {
  const last = literal.properties.at(-1);
  if (!last) return [];
  const start = text.lastIndexOf('\n', last.range[0] - 1) + 1;
  const indent = /^[ \t]*/u.exec(text.slice(start, last.range[0]))?.[0] ?? '';
  const isAlone = text.slice(start, last.range[0]).trim() === '';
  const code = 'onError: (error) => console.error(error)';
  return [
    {
      message: 'addOnError',
      fix: (fixer) => fixer.insertTextAfterRange(last.range, isAlone ? `,\n${indent}${code}` : `, ${code}`),
    },
  ];
}
