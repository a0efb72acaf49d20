import type { Suggestion } from '../../language/detector.ts';
import { moveLines } from '../../language/move-lines.ts';
import { methodName, receiver } from '../../javascript/calls.ts';
import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { keyOf, unwrap } from '../../javascript/expressions.ts';
import { covers, GuardChains, hookRank, type ChainLink } from '../../javascript/guard-chains.ts';
import { verbs } from '../../javascript/knowledge/frameworks.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { enclosingFunction } from '../../javascript/scopes.ts';
import { admitsStrangers } from '../../vocabulary/guard-roles.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { callerMentions, judge, mentionsCallers, type Message, type Options, type Verdict } from './guard-chain.ts';

/** A link of `app.use(...)`, with what it stands before. */
interface Registered extends ChainLink {
  readonly call: JavaScript.CallExpression;
  /** Empty for all paths, undefined for a path that is not known. */
  readonly prefix: string | undefined;
  readonly rank: number;
  /** The router's name and the function the call runs in: only what shares both runs one after the other. */
  readonly router: string;
  readonly place: JavaScript.Node | undefined;
}

interface Routed {
  readonly call: JavaScript.CallExpression;
  readonly links: readonly ChainLink[];
  readonly prefix: string | undefined;
  readonly router: JavaScript.Node | undefined;
}

export const javascript: JavaScriptDetector<Message, Options> = {
  alsoMentions: callerMentions,
  visit: ({ source, options, path, mentions, report }) => {
    // Most files know no callers at all.
    if (!mentionsCallers(mentions, options)) return {};
    const chains = new GuardChains(source, {
      names: { authenticators: options.authenticators, consumers: options.identityConsumers },
      caches: options.cacheDecorators,
    });
    const told = new Set<JavaScript.Node>();
    const composed = new Set<JavaScript.Node>();
    const registered: Registered[] = [];
    const routes: Routed[] = [];

    function tell(verdict: Verdict<ChainLink>, message: Message = 'wrongPlace'): void {
      const { early } = verdict;
      if (told.has(early.node)) return;
      if (verdict.kind === 'missing') {
        if (!options.missingAuthenticator || early.evidence !== 'body' || isTestFile(path)) return;
        told.add(early.node);
        report({ node: early.node, message: 'missingAuthenticator', data: { consumer: early.name } });
        return;
      }
      if (verdict.kind === 'cacheFirst' && !options.caches) return;
      told.add(early.node);
      const { late } = verdict;
      report({
        node: early.node,
        message: verdict.kind === 'cacheFirst' ? 'cacheFirst' : message,
        data: { consumer: early.name, auth: late.name, where: whereTo(early, late) },
        suggest: repair(early, late, source),
      });
    }

    function tellOrder(links: readonly ChainLink[], isCallerKnown = false, message: Message = 'wrongPlace'): void {
      if (links.length > 1) for (const verdict of judge(links, isCallerKnown)) if (verdict.kind !== 'missing') tell(verdict, message);
    }

    function checkCall(call: JavaScript.CallExpression): void {
      const method = methodName(call);
      if (method === 'use' || method === 'addHook') {
        // `t.procedure.use(a).use(b)`: the last call of a chain tells of them all.
        if (isReceiverOfUse(call)) return;
        if (isUse(receiver(call))) {
          tellOrder(chains.ofUseChain(call));
          return;
        }
        const middleware = chains.ofMiddleware(call);
        if (middleware) {
          const { links, prefix, hook, router } = middleware;
          const place = { call, prefix, rank: hookRank(hook), router: dottedText(router) ?? '', place: enclosingFunction(call) };
          registered.push(...links.map((link) => ({ ...link, ...place })));
        }
        return;
      }
      if (method !== undefined && (verbs[method] || method === 'route' || method === 'on')) {
        const route = chains.ofRoute(call);
        if (route) routes.push({ ...route, call });
        return;
      }
      tellOrder(chains.ofGuardCall(call));
      if (composed.has(call)) return;
      const { links, calls } = chains.ofComposition(call);
      // What the inner calls are, the chain of the outer one has told.
      for (const inner of calls) composed.add(inner);
      tellOrder(links, false, 'wrongWrapper');
    }

    /** `app.use(requireAdmin)` above `app.use(requireAuth)`. */
    function checkMiddleware(): void {
      for (const group of groupsOf(registered)) {
        // Most routers have guards of one sort only.
        if (!group.some(({ role }) => role === 'authenticator') && !group.some(({ role }) => role === 'cache')) continue;
        const ordered = group.toSorted((a, b) => a.rank - b.rank || a.call.range[0] - b.call.range[0]);
        for (const early of ordered) {
          if (early.role !== 'consumer' && early.role !== 'cache') continue;
          const together = ordered.filter((other) => other === early || covers(other.prefix, early.prefix) || early.prefix === '');
          for (const verdict of judge(together, false)) if (verdict.early === early && verdict.kind !== 'missing') tell(verdict);
        }
      }
    }

    function checkRoutes(): void {
      for (const { call, links, prefix, router: owner } of routes) {
        const router = owner && dottedText(owner);
        const isKnown = registered.some(
          (use) =>
            (use.role === 'authenticator' || use.role === 'both') &&
            !admitsStrangers(use.name) &&
            use.router === router &&
            use.place === enclosingFunction(call) &&
            use.call.range[0] < call.range[0] &&
            covers(use.prefix, prefix),
        );
        for (const verdict of judge(links, isKnown)) tell(verdict);
      }
    }

    function checkClass(node: JavaScript.ClassDeclaration | JavaScript.ClassExpression): void {
      const around = chains.ofDecorators(node);
      tellOrder(around);
      for (const member of node.body.body) {
        if (member.type !== Kind.MethodDefinition || decoratorsOf(member).length === 0) continue;
        const own = chains.ofDecorators(member);
        if (own.length > 0) tellOrder([...around, ...own]);
      }
    }

    return {
      CallExpression: checkCall,
      ClassDeclaration: checkClass,
      ClassExpression: checkClass,
      Property(node) {
        if (keyOf(node) === 'providers' && node.value.type === Kind.ArrayExpression) tellOrder(chains.ofProviders(node.value));
      },
      'Program:exit'() {
        checkMiddleware();
        checkRoutes();
      },
    };
  },
};

/** What is registered on the same router in the same function. */
function groupsOf(registered: readonly Registered[]): Registered[][] {
  const groups = new Map<JavaScript.Node | undefined, Map<string, Registered[]>>();
  for (const each of registered) {
    const routers = groups.get(each.place) ?? new Map<string, Registered[]>();
    groups.set(each.place, routers);
    const group = routers.get(each.router);
    if (group) group.push(each);
    else routers.set(each.router, [each]);
  }
  return [...groups.values()].flatMap((routers) => [...routers.values()]);
}

function isReceiverOfUse({ parent }: JavaScript.CallExpression): boolean {
  return parent.type === Kind.MemberExpression && isUse(parent.parent);
}

function isUse(node: JavaScript.Node | undefined): boolean {
  return node?.type === Kind.CallExpression && methodName(node) === 'use';
}

function whereTo(early: ChainLink, late: ChainLink): string {
  if (early.holder === late.holder) return 'before it';
  const [earlyStatement, lateStatement] = [decoratedBy(early), decoratedBy(late)];
  if (earlyStatement && lateStatement)
    return earlyStatement === lateStatement ? 'below it: of stacked guards the lowest runs first' : 'before it, on the class';
  return statementOf(early) && statementOf(late) ? 'above it' : 'before it';
}

/** The class or method whose decorator holds the link. */
function decoratedBy({ holder }: ChainLink): JavaScript.Node | undefined {
  return holder.type === Kind.Decorator ? holder.parent : undefined;
}

/** The `app.use(...);` that a link stands in. */
function statementOf({ holder }: ChainLink): JavaScript.Node | undefined {
  return holder.type === Kind.CallExpression && holder.parent.type === Kind.ExpressionStatement ? holder.parent : undefined;
}

function repair(early: ChainLink, late: ChainLink, source: JavaScriptSource): Suggestion<Message>[] {
  if (early.holder === late.holder) return reorder(early, late, source);
  const [earlyOwner, lateOwner] = [decoratedBy(early), decoratedBy(late)];
  if (earlyOwner && earlyOwner === lateOwner) return move(late.holder, 'below', early.holder, early, late, source);
  const [earlyStatement, lateStatement] = [statementOf(early), statementOf(late)];
  // Only where both run one after the other anyway.
  if (!earlyStatement || !lateStatement || earlyStatement.parent !== lateStatement.parent) return [];
  return move(lateStatement, 'above', earlyStatement, early, late, source);
}

function move(
  moved: JavaScript.Node,
  where: 'above' | 'below',
  target: JavaScript.Node,
  early: ChainLink,
  late: ChainLink,
  { text }: JavaScriptSource,
): Suggestion<Message>[] {
  const edits = moveLines(text, { range: moved.range, floor: 0 }, where, { range: target.range, floor: target.range[0] }, '//');
  return edits ? [{ message: 'move', data: { moved: late.name, where, target: early.name }, fix: () => edits }] : [];
}

/** Moves the later argument or element to the place of the earlier one; the others shift, and the commas stay where they are. */
function reorder(early: ChainLink, late: ChainLink, { text }: JavaScriptSource): Suggestion<Message>[] {
  const slots = slotsOf(early.holder);
  const from = slots.findIndex((slot) => slot && unwrap(slot) === late.element);
  const to = slots.findIndex((slot) => slot && unwrap(slot) === early.element);
  if (from < 0 || to < 0 || from < to) return [];
  const moving = slots.slice(to, from + 1).filter((slot) => slot !== null);
  // A comment between them belongs to one of them, and would end up beside another.
  if (moving.some(({ range }, index) => /\/[/*]/u.test(text.slice(range[1], moving[index + 1]?.range[0] ?? endOfLine(text, range[1])))))
    return [];
  const texts = moving.map(({ range }) => text.slice(...range));
  const order = [texts.at(-1), ...texts.slice(0, -1)];
  const edits = moving.map(({ range }, index) => ({ range, text: order[index] ?? '' }));
  return [{ message: 'move', data: { moved: late.name, where: 'before', target: early.name }, fix: () => edits }];
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

function slotsOf(holder: JavaScript.Node): readonly (JavaScript.Node | null)[] {
  if (holder.type === Kind.CallExpression) return holder.arguments;
  if (holder.type === Kind.ArrayExpression) return holder.elements;
  const expression = holder.type === Kind.Decorator ? unwrap(holder.expression) : holder;
  return expression.type === Kind.CallExpression ? expression.arguments : [];
}
