import type { Suggestion } from '../../language/detector.ts';
import { moveLines } from '../../language/move-lines.ts';
import { isCors, usedMiddleware, type UsedMiddleware } from '../../javascript/application-middleware.ts';
import { authMiddleware } from '../../javascript/auth-middleware.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { unwrap } from '../../javascript/expressions.ts';
import { isRouterModule, moduleBehind } from '../../javascript/guard-chains.ts';
import { isRefusalCall } from '../../javascript/guard-refusals.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { functionOf, ownNodes } from '../../javascript/scopes.ts';
import { admitsStrangers } from '../../vocabulary/guard-roles.ts';
import { isLimiterName } from '../../vocabulary/limiter-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import type { Message, Options } from './cors-place.ts';

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: [/cors/i, 'Access-Control-Allow-Origin'],
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path)) return {};
    const used: UsedMiddleware[] = [];
    return {
      CallExpression(node) {
        used.push(...usedMiddleware(node, source));
      },
      'Program:exit'() {
        const told = new Set<JavaScript.Node>();
        for (const cors of used) {
          const { app, place } = cors;
          // One for a path of its own says nothing about the others.
          if (cors.path !== undefined || !isCors(cors, source)) continue;
          const together = used.filter((each) => each.app === app && each.place === place);
          const earlier = together.slice(0, together.indexOf(cors));
          if (told.has(cors.call) || earlier.some((each) => each.path === undefined && isCors(each, source))) continue;
          // Fastify loads plugins that are not awaited after the hooks; one plugin does not come before another's route hooks.
          const other = earlier.find((each) => !each.isDeferred && refuses(each, options, source));
          if (!other) continue;
          told.add(cors.call);
          const data = { cors: nameOf(cors, source), other: nameOf(other, source) };
          report({ node: cors.node, message: 'listedLate', data, suggest: suggestionsFor(cors, other, data, source) });
        }
      },
    };
  },
};

function nameOf({ node, names }: UsedMiddleware, source: JavaScriptSource): string {
  return names[0] ?? source.getText(node).slice(0, LONGEST_NAME);
}

const LONGEST_NAME = 30;

/** Does a middleware turn requests away by itself? */
function refuses({ node, names, path }: UsedMiddleware, { answering, quiet }: Options, source: JavaScriptSource): boolean {
  const inner = unwrap(node);
  const last = names.map((name) => name.slice(name.lastIndexOf('.') + 1));
  if (last.some((name) => quiet.includes(name))) return false;
  if (last.some((name) => answering.includes(name))) return true;
  const code = functionOf(inner, source);
  if (code) {
    // It gives its refusals the headers itself.
    if (source.getText(code).includes('Access-Control-')) return false;
    return ownNodes(code.body, source).some(
      (own) => own.type === Kind.CallExpression && isRefusalCall(own, false) && hasErrorStatus(own, source),
    );
  }
  if (names.some((name) => isLimiterName(name) && !DELAYING.test(name))) return true;
  // `app.use('/auth', require('./auth'))` mounts a router.
  if (path !== undefined || isRouterModule(moduleBehind(inner, source)) || ROUTER.test(names[0] ?? '')) return false;
  const found = authMiddleware(inner, {}, source);
  if (!found || admitsStrangers(names[0] ?? '')) return false;
  // A name such as `auth` or `session` is as good for what only looks who is calling.
  return found.evidence === 'library' || DEMANDING.test(names[0] ?? '');
}

/** These slow down and refuse nobody. */
const DELAYING = /slow-?down/iu;
const ROUTER = /rout(?:e|es|er|ers|ing)$|controllers?$|handlers?$|initialize$|session$/iu;
const DEMANDING = /(?:require|ensure|verify|check|enforce|protect|guard|only|authenticate|authorize|needs|must)/iu;

function hasErrorStatus(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  return /\b4\d\d\b|UNAUTHORIZED|FORBIDDEN|TOO_MANY/u.test(source.getText(call));
}

function suggestionsFor(
  cors: UsedMiddleware,
  other: UsedMiddleware,
  data: { readonly cors: string; readonly other: string },
  { text }: JavaScriptSource,
): Suggestion<Message>[] {
  const [moved, target] = [statementOf(cors), statementOf(other)];
  // Only where one runs right after the other anyway, and nothing is made in between that it may need.
  if (!moved || !target || moved.parent !== target.parent || /\b(?:const|let|var)\b/u.test(text.slice(target.range[1], moved.range[0])))
    return [];
  const edits = moveLines(text, { range: moved.range, floor: 0 }, 'above', { range: target.range, floor: target.range[0] }, '//');
  return edits ? [{ message: 'move', data: { ...data, where: 'above' }, fix: () => edits }] : [];
}

function statementOf({ call }: UsedMiddleware): JavaScript.Node | undefined {
  const outer = call.parent.type === Kind.AwaitExpression ? call.parent : call;
  return outer.parent.type === Kind.ExpressionStatement ? outer.parent : undefined;
}
