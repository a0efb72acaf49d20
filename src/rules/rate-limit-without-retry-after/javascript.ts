import type { Suggestion } from '../../language/detector.ts';
import { calleeName, lastName, objectLiteral, property, type Call } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, keyOf, stringOf, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { importedModules } from '../../javascript/modules.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { ownNodes, readsOf, variableOf } from '../../javascript/scopes.ts';
import { answeringFunction, hasHeader, keptIn, statusAnswerOf, type StatusAnswer } from '../../javascript/status-answers.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { asksForMoney, RETRY_AFTER, SECONDS, type Message, type Options } from './waiting-time.ts';

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: [/\b429\b/, 'TOO_MANY_REQUESTS', 'TooManyRequests', 'tooManyRequests', 'express-rate-limit'],
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path)) return {};

    function check(token: JavaScript.Node): void {
      const answer = statusAnswerOf(token, source);
      if (!answer || !isBare(answer, options, source)) return;
      report({ node: answer.node, message: 'noHeader', data: { status: source.getText(answer.node) }, suggest: suggestionsFor(answer, source) });
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
  const { headers, whole } = answer;
  if (headers && hasHeader(headers, RETRY_AFTER, source) !== false) return false;
  const inside = answeringFunction(answer, source);
  if (inside) {
    // Set before the answer, or in the other branch of one function; a name for it counts.
    if (/retry[-_ ]?after['"`\]]|retryAfterHeader|RETRY_AFTER/iu.test(source.getText(inside))) return false;
    // The limiter has set its headers before it calls this.
    if (isHandlerOfLimiter(inside, source) || getsHeadersElsewhere(answer, inside, source)) return false;
  }
  if (keptIn(answer, source)) return false;
  // What gets the answer handed may add to it: `withHeaders(Response.json(...))`.
  const isHanded = whole.parent?.type === Kind.CallExpression && whole.parent.arguments.some((given) => given === whole) && answer.form !== 'error';
  if (isHanded) return false;
  // A subclass of the framework's error is a word of the domain; who catches it decides how it is answered.
  return quotas || !asksForMoney(saidAround(answer, source));
}

/** `rateLimit({ handler: (req, res) => ... })`, and the same with the handler's name. */
function isHandlerOfLimiter(inside: AnyFunction, source: JavaScriptSource): boolean {
  const holder = inside.type === Kind.FunctionDeclaration ? inside.id : inside.parent.type === Kind.VariableDeclarator ? inside.parent.id : null;
  const variable = holder?.type === Kind.Identifier ? variableOf(holder, source) : undefined;
  const uses: JavaScript.Node[] = variable ? readsOf(variable) : [inside];
  return uses.some(({ parent: entry }) => {
    if (entry?.type !== Kind.Property || !LIMITER_HOOKS.has(keyOf(entry) ?? '')) return false;
    const call = entry.parent.parent;
    return (call.type === Kind.CallExpression || call.type === Kind.NewExpression) && /limit|slow|throttle/iu.test(lastName(call) ?? '');
  });
}

const LIMITER_HOOKS = new Set(['handler', 'onLimitReached', 'errorResponseBuilder', 'onExceeded', 'keyGenerator']);

/** Does the function hand the response to code that may set headers: `applyHeaders(res)`, `res.set(headers)`? */
function getsHeadersElsewhere({ response }: StatusAnswer, inside: AnyFunction, source: JavaScriptSource): boolean {
  if (!response) return false;
  return ownNodes(inside.body, source).some((node) => {
    if (node.type !== Kind.CallExpression) return false;
    const name = lastName(node) ?? '';
    if (SETTERS.has(name) && node.arguments.length === 1 && !stringOf(node.arguments[0]) && isOf(node, response)) {
      return hasHeader(node.arguments[0] ?? node, RETRY_AFTER, source) !== false;
    }
    return /header|limit/iu.test(name) && node.arguments.some((given) => given.type === Kind.Identifier && given.name === response.name);
  });
}

const SETTERS = new Set(['set', 'header', 'headers', 'setHeaders']);

function isOf(call: JavaScript.CallExpression, response: JavaScript.Identifier): boolean {
  const callee = unwrap(call.callee);
  return callee.type === Kind.MemberExpression && rootName(callee) === response.name;
}

function rootName(member: JavaScript.MemberExpression): string | undefined {
  let node: JavaScript.Node = member;
  while (node.type === Kind.MemberExpression || node.type === Kind.CallExpression)
    node = unwrap(node.type === Kind.MemberExpression ? node.object : node.callee);
  return node.type === Kind.Identifier ? node.name : undefined;
}

/** The statement's text: what is said with the answer. */
function saidAround({ whole }: StatusAnswer, source: JavaScriptSource): string {
  let outer = whole;
  while (outer.parent && !isFunction(outer.parent) && !outer.parent.type.endsWith('Statement')) outer = outer.parent;
  return source.getText(outer).slice(0, LONGEST_TEXT);
}

const LONGEST_TEXT = 600;

function suggestionsFor({ form, whole, headers, init }: StatusAnswer, source: JavaScriptSource): Suggestion<Message>[] {
  const entry = `'Retry-After': '${String(SECONDS)}'`;
  const add = (place: number, text: string): Suggestion<Message>[] => [{ message: 'addHeader', fix: () => [{ range: [place, place], text }] }];
  if (headers) {
    const isEmpty = headers.type === Kind.ObjectExpression && headers.properties.length === 0;
    return headers.type === Kind.ObjectExpression ? add(headers.range[0] + 1, isEmpty ? ` ${entry} ` : ` ${entry},`) : [];
  }
  if (init && form !== 'error') return add(init.range[0] + 1, ` headers: { ${entry} },`);
  if (form === 'context' && whole.type === Kind.CallExpression) return add(whole.range[1] - 1, `, { ${entry} }`);
  const isChained = whole.type === Kind.CallExpression && whole.parent.type === Kind.MemberExpression && CHAINING.has(lastName(whole) ?? '');
  // Next's response has no `header`.
  const isNext = importedModules(source.ast).some((module) => module === 'next' || module.startsWith('next/'));
  return form === 'response' && isChained && !isNext ? add(whole.range[1], `.header(${entry.replace(':', ',')})`) : [];
}

const CHAINING = new Set(['code', 'status']);
