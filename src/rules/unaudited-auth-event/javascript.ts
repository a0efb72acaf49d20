import { calleeName, lastName } from '../../javascript/calls.ts';
import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, memberName, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { verbs } from '../../javascript/knowledge/frameworks.ts';
import { logCall } from '../../javascript/loggers.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { hashedPassword } from '../../javascript/password-hashing.ts';
import { routeHandlers } from '../../javascript/route-handlers.ts';
import type { Route } from '../../javascript/routes.ts';
import { functionOf, nodesUnder } from '../../javascript/scopes.ts';
import { Search } from '../../project/search.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { checksTypedCredential } from '../../vocabulary/typed-credentials.ts';
import {
  AUDIT_WORDS,
  fieldEvent,
  isRecordedSomewhere,
  isSessionPlace,
  keepsRecord,
  makesAccount,
  type Message,
  opensSession,
  type Options,
} from './security-event.ts';

const records = new Search('javascript', AUDIT_WORDS);

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: [/password/i, /bcrypt/i, /argon2/i, /totp/i, /mfa/i, '.role', '.isAdmin', '.permissions', /twoFactor/i],
  visit: ({ source, options, path, project, report }) => {
    if (options.auditedElsewhere || isTestFile(path)) return {};
    const calls: JavaScript.CallExpression[] = [];
    const methods: JavaScript.MethodDefinition[] = [];
    const places = new Map<JavaScript.Node, Message>();
    const name = (call: JavaScript.CallExpression) => (dottedText(call.callee) ?? lastName(call) ?? '').replace(/^this\./u, '');

    return {
      CallExpression(node) {
        const last = lastName(node);
        if (last === undefined) return;
        if (verbs[last] || last === 'route' || last === 'on') calls.push(node);
        else if (checksTypedCredential(name(node)) || (last === 'compare' && checksTypedCredential(calleeName(node, source) ?? '')))
          places.set(node, 'login');
        else if (hashedPassword(node)) places.set(node, 'password');
      },
      AssignmentExpression({ left }) {
        const event =
          left.type === Kind.MemberExpression && unwrap(left.object).type !== Kind.ThisExpression
            ? fieldEvent(memberName(left) ?? '')
            : null;
        if (event !== null) places.set(left, event);
      },
      MethodDefinition(node) {
        methods.push(node);
      },
      'Program:exit'() {
        if (places.size === 0) return;
        const handlers = routeHandlers(calls, methods, source, path);
        const told = new Set<AnyFunction>();
        const open: { readonly handler: AnyFunction; readonly event: Message; readonly node: JavaScript.Node }[] = [];
        for (const [node, event] of places) {
          const handler = handlerAround(node, handlers);
          if (!handler || told.has(handler)) continue;
          const inside = nodesUnder(handler.body, source);
          if (event === 'login' && !inside.some((each) => letsIn(each))) continue;
          told.add(handler);
          const isAccount =
            event === 'password' &&
            (makesAccount(functionName(handler) ?? '') ||
              /\.create(?:User)?\(|new User\(|\.insert(?:One)?\(/u.test(source.getText(handler).slice(0, LONGEST_CODE)));
          if (!leavesRecord(handler, inside, source)) open.push({ handler, event: isAccount ? 'account' : event, node });
        }
        // A middleware, an event or a service of another file may keep the record.
        if (open.length === 0 || isRecordedSomewhere(project, records)) return;
        for (const { handler, event, node } of open) {
          report({
            node: node.type === Kind.CallExpression ? unwrap(node.callee) : node,
            message: event,
            data: { function: functionName(handler) ?? handlers.get(handler)?.path ?? 'handler' },
          });
        }
      },
    };
  },
};

const LONGEST_CODE = 20_000;

/** The handler of a route around a node, or a controller that a route of another file leads to. */
function handlerAround(node: JavaScript.Node, handlers: ReadonlyMap<JavaScript.Node, Route>): AnyFunction | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    const [first, second] = at.params;
    const isController =
      first?.type === Kind.Identifier &&
      /^_?req(?:uest)?$/u.test(first.name) &&
      second?.type === Kind.Identifier &&
      /^(?:res(?:ponse)?|reply)$/u.test(second.name);
    // `(req, res, next)` without a name is mostly middleware of its own.
    if (handlers.has(at) || (isController && functionName(at) !== undefined)) return at;
  }
  return undefined;
}

function letsIn(node: JavaScript.Node): boolean {
  if (node.type === Kind.CallExpression) return opensSession((dottedText(node.callee) ?? lastName(node) ?? '').replace(/^this\./u, ''));
  return node.type === Kind.AssignmentExpression && isSessionPlace(dottedText(node.left) ?? '');
}

/** Does a handler, a decorator of it, or a helper of the file that it calls, write down what happens? */
function leavesRecord(handler: AnyFunction, inside: readonly JavaScript.Node[], source: JavaScriptSource): boolean {
  if (handler.parent.type === Kind.MethodDefinition && decoratorsOf(handler.parent).some(({ name }) => keepsRecord(name))) return true;
  return inside.some((node) => {
    if (node.type !== Kind.CallExpression) return false;
    if (isRecord(node, handler, source)) return true;
    const callee = unwrap(node.callee);
    const helper = callee.type === Kind.Identifier ? functionOf(callee, source) : undefined;
    return (
      helper !== undefined &&
      helper !== handler &&
      nodesUnder(helper.body, source).some((each) => each.type === Kind.CallExpression && isRecord(each, helper, source))
    );
  });
}

function isRecord(call: JavaScript.CallExpression, code: AnyFunction, source: JavaScriptSource): boolean {
  const log = logCall(call, source);
  if (!log) return keepsRecord(dottedText(call.callee) ?? lastName(call) ?? '');
  if (log.method === 'debug' || log.method === 'trace') return false;
  // What is logged of an error says nothing of what went well.
  for (let at: JavaScript.Node | undefined = call.parent; at && at !== code; at = at.parent) if (at.type === Kind.CatchClause) return false;
  return true;
}
