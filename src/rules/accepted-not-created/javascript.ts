import { lastName, methodName, receiver } from '../../javascript/calls.ts';
import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { asyncCallee, unhandledCall } from '../../javascript/floating-promises.ts';
import { dottedText } from '../../javascript/names.ts';
import { nestRouteOf } from '../../javascript/nest-routes.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { routeOf } from '../../javascript/routes.ts';
import { functionOf, ownNodes } from '../../javascript/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { asksForWork, speaksOfAccepted, type MessageId, type SuggestionId } from './accepting.ts';

export const javascript: JavaScriptDetector<MessageId | SuggestionId> = {
  mentions: ['/run', '/execute', '/trigger', '/start', '/process', '/launch', '/import', '/export', '/sync', 'Post('],
  visit: ({ source, path, report }) => {
    if (isTestFile(path)) return {};
    const judge = (handler: AnyFunction, place: JavaScript.Node, standing: string | null): void => {
      const text = source.getText(handler);
      const started = startedIn(handler, source);
      if (!started || speaksOfAccepted(text)) return;
      const code = codeIn(text) ?? standing;
      if (code !== null)
        report({
          node: place,
          message: 'started',
          data: { call: (dottedText(started.callee) ?? lastName(started) ?? 'this').slice(-LONGEST), code },
        });
    };
    return {
      CallExpression(call) {
        const name = lastName(call);
        if (name !== 'post' && name !== 'route') return;
        const route = routeOf(call, source);
        if (route?.path === undefined || !route.methods.includes('POST') || !asksForWork(route.path)) return;
        const last = route.handlers.at(-1);
        const handler = last && (isFunction(last) ? last : functionOf(unwrap(last), source));
        if (handler && call.callee.type === Kind.MemberExpression) judge(handler, call.callee.property, null);
      },
      MethodDefinition(method) {
        if (decoratorsOf(method).length === 0) return;
        const route = nestRouteOf(method, source);
        if (route?.path === undefined || !route.methods.includes('POST') || !asksForWork(route.path) || !isFunction(method.value)) return;
        const given = route.methodDecorators.find(({ name }) => name === 'HttpCode');
        const code = given ? /\b20[01]\b|\b(?:OK|CREATED)\b/u.exec(source.getText(given.node))?.[0] : '201';
        if (code !== undefined) judge(method.value, method.key, code === 'OK' ? '200' : code === 'CREATED' ? '201' : code);
      },
    };
  },
};

const LONGEST = 40;

/** The call that starts work which goes on when the route has answered. */
function startedIn(handler: AnyFunction, source: JavaScriptSource): JavaScript.CallExpression | undefined {
  for (const node of ownNodes(handler.body, source)) {
    if (node.type === Kind.CallExpression && isQueueing(node)) return node;
    if (node.type !== Kind.ExpressionStatement) continue;
    const inner = unwrap(node.expression);
    const expression = inner.type === Kind.UnaryExpression && inner.operator === 'void' ? unwrap(inner.argument) : inner;
    if (expression.type !== Kind.CallExpression) continue;
    // `run(id).catch(report)`: nobody waits for it either.
    const owner = methodName(expression) === 'catch' ? receiver(expression) : undefined;
    const call = owner?.type === Kind.CallExpression ? owner : unhandledCall(expression);
    if (call && (owner !== undefined || asyncCallee(call, source))) return call;
    if (/^(?:setImmediate|setTimeout|queueMicrotask)$/u.test(lastName(expression) ?? '')) return expression;
  }
  return undefined;
}

/** `queue.add('import', ...)`, `agenda.now(...)`. */
function isQueueing(call: JavaScript.CallExpression): boolean {
  const owner = receiver(call);
  const name = owner && dottedText(owner)?.split('.').at(-1);
  if (name === undefined) return false;
  const method = methodName(call) ?? '';
  return /queue$/iu.test(name) ? /^(?:add|enqueue|push|send|publish)$/u.test(method) : /^agenda$/iu.test(name) && method === 'now';
}

/** The status that the handler sends; null where it sends none that is known. */
function codeIn(text: string): string | null {
  const written = /\b(?:status|sendStatus|code|writeHead)\(\s*(\d{3})/u.exec(text)?.[1] ?? /\bstatus\s*[:=]\s*(\d{3})/u.exec(text)?.[1];
  if (written !== undefined) return written === '200' || written === '201' ? written : null;
  return /\b(?:res|reply|response|ctx|c)\.(?:json|send|end|body)\b/u.test(text) ? '200' : null;
}
