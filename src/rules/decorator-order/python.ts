import type { Edit, Suggestion } from '../../language/detector.ts';
import { classInfo } from '../../python/classes.ts';
import { decorators, type Decorator } from '../../python/decorators.ts';
import { moveDecorator } from '../../python/decorator-lines.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { parts } from '../../python/expressions.ts';
import {
  classChain,
  compositionChain,
  hasGuardingBase,
  linkFor,
  nestedCalls,
  ownChain,
  viewClass,
  wrapsMethods,
  type ChainLink,
  type ChainOptions,
} from '../../python/guard-chains.ts';
import type * as Python from '../../python/nodes.ts';
import { registration } from '../../python/registrations.ts';
import { isCallerKnown } from '../../python/request-guards.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { callerMentions, judge, mentionsCallers, type Message, type Options, type Verdict } from './guard-chain.ts';

export const python: PythonDetector<Message, Options> = {
  alsoMentions: [...callerMentions, 'decorator', 'dispatch'],
  visit: ({ source, options, path, mentions, report }) => {
    // Most files know no callers at all.
    if (!mentionsCallers(mentions, options)) return {};
    const chainOptions: ChainOptions = {
      names: { authenticators: options.authenticators, consumers: options.identityConsumers },
      caches: options.cacheDecorators,
    };
    // Nothing else puts wrappers around all methods of a class.
    const mayWrapClasses = mentions('decorator');
    const mayWrapMethods = mayWrapClasses || mentions('dispatch');
    const told = new Set<Python.Node>();
    const composed = new Set<Python.Call>();

    function tell(verdict: Verdict<ChainLink>): void {
      const { early } = verdict;
      if (told.has(early.node)) return;
      if (verdict.kind === 'missing') {
        if (!options.missingAuthenticator || early.evidence !== 'body' || isTestFile(path)) return;
        told.add(early.node);
        report({ node: early.node, message: 'missingAuthenticator', data: { consumer: shown(early) } });
        return;
      }
      if (verdict.kind === 'cacheFirst' && !options.caches) return;
      told.add(early.node);
      const { late } = verdict;
      const message = messageFor(verdict);
      const data = { consumer: shown(early), auth: shown(late), where: whereTo(early, late) };
      report({ node: early.node, message, data, suggest: repair(early, late) });
    }

    function isWrapped(definition: Python.FunctionDefinition | Python.ClassDefinition): boolean {
      const owner = mayWrapMethods && definition.type === 'function_definition' ? viewClass(definition) : null;
      return owner !== null && wrapsMethods(owner);
    }

    function checkStack(definition: Python.FunctionDefinition): void {
      const own = ownChain(definition, chainOptions);
      if (options.order === 'registry') {
        checkRegistryStack(own);
        return;
      }
      if (own.length === 0) return;
      const owner = viewClass(definition);
      const around = owner && wrapsMethods(owner) ? classChain(owner, chainOptions, definition.name.text) : [];
      const isKnown = isCallerKnown(definition, chainOptions.names) || (owner !== null && hasGuardingBase(owner));
      const isRoute = decorators(definition).some((decorator) => registration(decorator) === 'route');
      for (const verdict of judge([...around, ...own], isKnown)) if (verdict.kind !== 'missing' || isRoute) tell(verdict);
    }

    /** The project calls the lowest decorator first, so the stack is judged from the bottom up. */
    function checkRegistryStack(own: readonly ChainLink[]): void {
      for (const verdict of judge(own.toReversed(), false)) {
        if (verdict.kind !== 'wrongOrder' || told.has(verdict.late.node)) continue;
        const { early, late } = verdict;
        told.add(late.node);
        report({
          node: late.node,
          message: 'registryStack',
          data: { consumer: shown(early), auth: shown(late) },
          suggest: move(late, 'below', early),
        });
      }
    }

    /** Guards above a decorator that registers the function below it. */
    function checkDeadGuards(definition: Python.FunctionDefinition | Python.ClassDefinition): void {
      const all = decorators(definition);
      const lowest = all.findLastIndex((decorator) => registration(decorator) !== null);
      const route = all[lowest];
      if (!route) return;
      const live = all
        .slice(lowest + 1)
        .map((decorator) => ({ decorator, links: linkFor(decorator.expression, { kind: 'decorator', decorator }, chainOptions) }));
      for (const decorator of all.slice(0, lowest)) {
        const [link] =
          registration(decorator) === null ? linkFor(decorator.expression, { kind: 'decorator', decorator }, chainOptions) : [];
        if (!link || link.role === 'cache' || link.role === 'vary') continue;
        // The same guard below the route does the work; the upper one is only superfluous.
        if (live.some(({ links }) => links.some(({ name }) => name === link.name))) continue;
        const authenticated =
          link.role === 'consumer'
            ? live.findLast(({ links }) => links.some(({ role }) => role === 'authenticator'))?.decorator
            : undefined;
        const edits = moveDecorator(decorator, 'below', authenticated ?? route);
        report({
          node: link.node,
          message: 'deadGuard',
          data: { guard: shown(link), route: `@${route.name ?? 'route'}` },
          suggest: edits ? [suggestion(shown(link), 'under', `@${(authenticated ?? route).name ?? 'route'}`, edits)] : [],
        });
      }
    }

    /** `require_role('x')(require_auth(view))`. */
    function checkCompositions(): void {
      for (const call of nestedCalls(source.tree)) {
        if (composed.has(call)) continue;
        const { links, calls } = compositionChain(call, chainOptions);
        // What the inner calls are, the chain of the outer one has told.
        for (const inner of calls) composed.add(inner);
        if (links.length > 1) for (const verdict of judge(links, false)) if (verdict.kind !== 'missing') tell(verdict);
      }
    }

    function checkClass(definition: Python.ClassDefinition): void {
      if (!wrapsMethods(definition)) return;
      for (const method of [null, ...classInfo(definition).methods.keys()]) {
        const chain = classChain(definition, chainOptions, method);
        // What stands around one method only is found when that method is asked for.
        if (chain.length > 1)
          for (const verdict of judge(chain, hasGuardingBase(definition))) if (verdict.kind !== 'missing') tell(verdict);
      }
    }

    return {
      module() {
        checkCompositions();
      },
      decorated_definition({ definition }) {
        // One decorator has no order, unless the class around brings others.
        if (!options.missingAuthenticator && decorators(definition).length < 2 && !isWrapped(definition)) return;
        checkDeadGuards(definition);
        if (definition.type === 'function_definition') checkStack(definition);
      },
      ...(mayWrapClasses ? { class_definition: checkClass } : {}),
    };
  },
};

/** A decorator with its `@`; what stands in a list or around a function, as it is called. */
function shown({ name, place }: ChainLink): string {
  return place.kind === 'decorator' ? `@${name}` : name;
}

function messageFor({ kind, early, late }: Exclude<Verdict<ChainLink>, { kind: 'missing' }>): Message {
  if (kind === 'cacheFirst') return 'cacheFirst';
  if (early.place.kind === 'wrapper') return 'wrongWrapper';
  return early.place.kind === 'decorator' && late.place.kind === 'decorator' ? 'wrongStack' : 'wrongPlace';
}

function whereTo(early: ChainLink, late: ChainLink): string {
  if (early.place.kind === 'wrapper') return 'around it';
  if (early.place.kind === 'decorator') return 'above it';
  if (late.place.kind !== 'list' || late.place.list !== early.place.list) return 'before it';
  return early.place.firstRunsFirst ? 'before it' : 'after it: the last of this list runs first';
}

function repair(early: ChainLink, late: ChainLink): Suggestion<Message>[] {
  if (early.place.kind === 'decorator') return move(late, 'above', early);
  if (early.place.kind === 'wrapper' && late.place.kind === 'wrapper') return swapWrappers(early, late, early.place.call, late.place.call);
  return early.place.kind === 'list' ? reorderList(early, late) : [];
}

function move(moved: ChainLink, where: 'above' | 'below', target: ChainLink): Suggestion<Message>[] {
  if (moved.place.kind !== 'decorator' || target.place.kind !== 'decorator' || !isSameStack(moved.place.decorator, target.place.decorator))
    return [];
  const edits = moveDecorator(moved.place.decorator, where, target.place.decorator);
  return edits ? [suggestion(shown(moved), where, shown(target), edits)] : [];
}

function isSameStack(a: Decorator, b: Decorator): boolean {
  return a.node.parent === b.node.parent;
}

/** `role('x')(auth(f))` becomes `auth(role('x')(f))`. */
function swapWrappers(early: ChainLink, late: ChainLink, outer: Python.Call, inner: Python.Call): Suggestion<Message>[] {
  const edits = [
    { range: outer.function.range, text: inner.function.text },
    { range: inner.function.range, text: outer.function.text },
  ];
  return [suggestion(late.name, 'around', early.name, edits)];
}

/** Moves the later element to the place of the earlier one; the others shift, and the commas stay where they are. */
function reorderList(early: ChainLink, late: ChainLink): Suggestion<Message>[] {
  if (early.place.kind !== 'list' || late.place.kind !== 'list' || early.place.list !== late.place.list) return [];
  const elements = parts(early.place.list);
  const [low, high] = early.place.index < late.place.index ? [early.place.index, late.place.index] : [late.place.index, early.place.index];
  const slots = elements.slice(low, high + 1);
  // A comment between them belongs to one of them, and would end up beside another.
  if (early.place.list.descendants('comment').length > 0) return [];
  const texts = slots.map(({ text }) => text);
  const order = late.place.index < early.place.index ? [...texts.slice(1), texts[0]] : [texts.at(-1), ...texts.slice(0, -1)];
  const edits = slots.map((slot, index) => ({ range: slot.range, text: order[index] ?? slot.text }));
  return [suggestion(late.name, early.place.firstRunsFirst ? 'before' : 'after', early.name, edits)];
}

function suggestion(moved: string, where: string, target: string, edits: readonly Edit[]): Suggestion<Message> {
  return { message: 'move', data: { moved, where, target }, fix: () => edits };
}
