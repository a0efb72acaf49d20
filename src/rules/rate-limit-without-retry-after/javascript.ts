import type { Suggestion } from '../../language/detector.ts';
import { getsHeadersElsewhere, headerEdit, isHandedOn, saidAround } from '../../javascript/answer-headers.ts';
import { calleeName, lastName, objectLiteral, property, type Call } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { keyOf, type AnyFunction } from '../../javascript/expressions.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { readsOf, variableOf } from '../../javascript/scopes.ts';
import { answeringFunction, hasHeader, statusAnswerOf, type StatusAnswer } from '../../javascript/status-answers.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { asksForMoney, RETRY_AFTER, SECONDS, type Message, type Options } from './waiting-time.ts';

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: [/\b429\b/, 'TOO_MANY_REQUESTS', 'TooManyRequests', 'tooManyRequests', 'express-rate-limit'],
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path)) return {};

    function check(token: JavaScript.Node): void {
      const answer = statusAnswerOf(token, source);
      if (!answer || !isBare(answer, options, source)) return;
      report({
        node: answer.node,
        message: 'noHeader',
        data: { status: source.getText(answer.node) },
        suggest: suggestionsFor(answer, source),
      });
    }

    return {
      Literal(node) {
        if (node.value === 429) check(node);
      },
      Identifier(node) {
        if (!CONSTANTS.has(node.name)) return;
        const { parent } = node;
        if (parent.type !== Kind.MemberExpression) check(node);
        else if (parent.property === node) check(parent);
      },
      CallExpression(node) {
        if (!isLimiter(node, source)) return;
        const limits = objectLiteral(node.arguments[0], source);
        const off = ['standardHeaders', 'legacyHeaders'].map((name) => property(limits, name));
        // Each of the two brings Retry-After along, and the old ones are on unless they are turned off.
        if (off.every(isFalse)) report({ node: node.callee, message: 'headersOff', data: { status: source.getText(node.callee) } });
      },
    };
  },
};

const CONSTANTS = new Set(['TOO_MANY_REQUESTS', 'HTTP_STATUS_TOO_MANY_REQUESTS', 'HTTP_429_TOO_MANY_REQUESTS', 'TooManyRequests']);

function isFalse(node: JavaScript.Node | undefined): boolean {
  return node?.type === Kind.Literal && node.value === false;
}

function isLimiter(call: Call, source: JavaScriptSource): boolean {
  if (!/limit/iu.test(lastName(call) ?? '')) return false;
  const name = calleeName(call, source);
  return name === 'express-rate-limit' || name === 'express-rate-limit.rateLimit';
}

function isBare(answer: StatusAnswer, { quotas }: Options, source: JavaScriptSource): boolean {
  const { headers } = answer;
  if (headers && hasHeader(headers, RETRY_AFTER, source) !== false) return false;
  const inside = answeringFunction(answer, source);
  if (inside) {
    // Set before the answer, or in the other branch of one function; a name for it counts.
    if (/retry[-_ ]?after['"`\]]|retryAfterHeader|RETRY_AFTER/iu.test(source.getText(inside))) return false;
    // The limiter has set its headers before it calls this.
    if (isHandlerOfLimiter(inside, source) || getsHeadersElsewhere(answer, inside, { header: RETRY_AFTER, by: /header|limit/iu }, source))
      return false;
  }
  if (isHandedOn(answer, source)) return false;
  // A subclass of the framework's error is a word of the domain; who catches it decides how it is answered.
  return quotas || !asksForMoney(saidAround(answer, source));
}

/** `rateLimit({ handler: (req, res) => ... })`, and the same with the handler's name. */
function isHandlerOfLimiter(inside: AnyFunction, source: JavaScriptSource): boolean {
  const holder =
    inside.type === Kind.FunctionDeclaration ? inside.id : inside.parent.type === Kind.VariableDeclarator ? inside.parent.id : null;
  const variable = holder?.type === Kind.Identifier ? variableOf(holder, source) : undefined;
  const uses: JavaScript.Node[] = variable ? readsOf(variable) : [inside];
  return uses.some(({ parent: entry }) => {
    if (entry?.type !== Kind.Property || !LIMITER_HOOKS.has(keyOf(entry) ?? '')) return false;
    const call = entry.parent.parent;
    return (call.type === Kind.CallExpression || call.type === Kind.NewExpression) && /limit|slow|throttle/iu.test(lastName(call) ?? '');
  });
}

const LIMITER_HOOKS = new Set(['handler', 'onLimitReached', 'errorResponseBuilder', 'onExceeded', 'keyGenerator']);

function suggestionsFor(answer: StatusAnswer, source: JavaScriptSource): Suggestion<Message>[] {
  const edit = headerEdit(answer, 'Retry-After', String(SECONDS), source);
  return edit ? [{ message: 'addHeader', fix: () => [edit] }] : [];
}
