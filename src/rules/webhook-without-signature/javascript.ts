import { lastName, property } from '../../javascript/calls.ts';
import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { verbs } from '../../javascript/knowledge/frameworks.ts';
import { lastWordOf } from '../../javascript/last-words.ts';
import { logCall } from '../../javascript/loggers.ts';
import { dottedText } from '../../javascript/names.ts';
import { nestRouteOf } from '../../javascript/nest-routes.ts';
import { nextRoutes } from '../../javascript/next-routes.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { standingOf } from '../../javascript/route-guards.ts';
import { routeOf, type Route } from '../../javascript/routes.ts';
import { callsUnder, enclosingClass } from '../../javascript/scopes.ts';
import { codeBehind, codeOf, functionAcross, nodesWithin, senderCheckIn, signIn, type Code } from '../../javascript/sender-checks.ts';
import { comparesDigest, optionalCheck, rewritesBody, wordOf } from '../../javascript/signature-checks.ts';
import { applicationsIn, surroundingOf } from '../../javascript/wiring.ts';
import { smellsOfAuth } from '../../vocabulary/auth-smell.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { signOfCall } from '../../vocabulary/sender-checks.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { namesKeptWebhook, type RouteNames } from '../../vocabulary/webhook-names.ts';
import { fileName, judgedDelivery, senderWords, type Message, type Options } from './webhook.ts';
import { isPublicDecorator } from '../../vocabulary/public-marker.ts';

/** A route, the code that answers it, and by what it is known. */
interface Candidate {
  readonly route: Route;
  readonly handler: Code & { readonly node: AnyFunction };
  readonly names: RouteNames;
  /** Nest: does a decorator say that the application's guards let everybody pass? */
  readonly isPublic: boolean;
}

type Visitor = ReturnType<JavaScriptDetector<Message, Options>['visit']>;

/** What a file says that is sent something, or checks what is; of Next's files the path does. */
const WORDS = [
  /webhook/i,
  /web-hook/i,
  /web_hook/i,
  '/hook',
  '/callback',
  '/notif',
  '/events',
  '/inbound',
  '/push',
  /pubsub/i,
  /\bipn\b/i,
  'createHmac',
  'HmacSHA',
  'constructEvent',
  'message.data',
];

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: [...WORDS, 'POST', 'export default'],
  alsoMentions: [/signature/i],
  visit: ({ source, options, path, project, mentions, report }) => {
    if (isTestFile(path) || isSample(path)) return {};
    const checksSigned =
      isAboutMessages() && (mentions('createHmac') || mentions('HmacSHA') || mentions('constructEvent') || mentions(/signature/i));
    const isInApp = /(?:^|\/)app\//u.test(path) && /(?:^|\/)route\.[jt]sx?$/u.test(path);
    const isNext = isInApp || (/(?:^|\/)pages\/api\//u.test(path) && /\.[jt]sx?$/u.test(path));
    const registered: Route[] = [];
    const candidates: Candidate[] = [];

    function isAboutMessages(): boolean {
      return mentions(/webhook/i) || /hook|callback|notif/iu.test(path) || /x-hub-|\bipn\b/iu.test(source.text);
    }

    function collect(route: Route, handlerName: string, owner: string | undefined, isPublic = false): void {
      registered.push(route);
      if (!route.methods.some((method) => method === 'POST' || method === 'PUT' || method === 'ALL')) return;
      if (route.methods.includes('ALL') && route.framework !== 'next') return;
      const last = route.handlers.at(-1);
      const handler = last && functionAcross(last, source);
      if (!handler) return;
      const own = route.path ?? writtenPath(route.node);
      if (own === undefined) return;
      candidates.push({
        route,
        handler,
        isPublic,
        names: {
          path: own,
          handlers: [handlerName, ...(owner === undefined ? [] : [owner])].filter((name) => name !== ''),
          file: isNext ? '' : fileName(path),
        },
      });
    }

    function judge({ route, handler, names: given, isPublic }: Candidate): boolean {
      const applications = project && applicationsIn(project, source);
      if (!applications) return false;
      const { isGuarded, prefixes } = surroundingOf(applications, route.router, { path, offset: route.node.range[0] }, source);
      const names = { ...given, path: [...prefixes.filter((prefix) => prefix !== null), given.path ?? ''].join('') };
      const delivery = judgedDelivery(names, isPush(handler), options);
      if (delivery === null || isManaging(route, handler) || !does(handler)) return false;
      if (isGuarded && !isPublic && !(route.framework === 'next' && isLeftOut())) return delivery === 'push';
      if (route.handlers.slice(0, -1).some((element) => checksBefore(element)) || checksRawBody(source.text)) return delivery === 'push';
      if (senderCheckIn(handler.node, handler.source, options.verifiers) !== 'none') return delivery === 'push';
      const shown = names.path;
      const node =
        route.node.type === Kind.MethodDefinition
          ? route.node.key
          : route.node.type === Kind.CallExpression
            ? (route.node.arguments[0] ?? route.node)
            : route.node;
      const place =
        route.framework === 'next'
          ? { loc: { start: route.node.loc.start, end: route.node.loc.start } }
          : { node: pathNode(route) ?? node };
      if (delivery === 'push') report({ ...place, message: 'unsignedPush', data: { route: shown } });
      else report({ ...place, message: 'unsigned', data: { route: shown, ...senderWords(names) } });
      return delivery === 'push';
    }

    function checksBefore(element: JavaScript.Node): boolean {
      const name = dottedText(element.type === Kind.CallExpression ? element.callee : element) ?? '';
      if (options.verifiers.some((word) => name === word || name.endsWith(`.${word}`)) || signOfCall(name) !== null) return true;
      if (standingOf(element, source) !== 'harmless') return true;
      const code = functionAcross(element, source);
      return code !== undefined && (signIn(code) !== null || senderCheckIn(code.node, code.source) === 'checked');
    }

    /** Has Next's middleware a list of paths that it lets pass, with this one in it? */
    function isLeftOut(): boolean {
      const [, root = ''] = /^(.*?)(?:app|pages)\//u.exec(path) ?? [];
      const text = ['middleware.ts', 'middleware.js', 'proxy.ts', 'proxy.js'].map((name) => project?.text(root + name) ?? '').join('\n');
      return /hook/iu.test(text) || /\(\?!\s?api/u.test(text);
    }

    /** Routes that keep hooks of one's own have their counterparts in the same file. */
    function isManaging(route: Route, handler: Code): boolean {
      const texts = nodesWithin(handler).flatMap((node) => (node.type === Kind.Identifier ? node.name : []));
      if (texts.some(namesKeptWebhook)) return true;
      if (
        callsUnder(handler.node, handler.source).some((call) =>
          /(?:^|\.)(?:web_?hooks?|Web[hH]ooks?)\.(?:create|insert|update|save|upsert|findOneAndUpdate|bulkCreate)$/u.test(
            dottedText(call.callee) ?? '',
          ),
        )
      )
        return true;
      const own = route.path?.replace(/\/{1,9}$/u, '');
      if (own === undefined || own === '') return false;
      return registered.some(
        (other) =>
          other.methods.some((method) => method === 'PUT' || method === 'PATCH' || method === 'DELETE') &&
          other.path !== undefined &&
          (other.path === own || other.path.startsWith(`${own}/`)),
      );
    }

    const signatures: Visitor = {
      BinaryExpression(node) {
        if (comparesDigest(node, source))
          report({ node, message: 'weakCompare', data: { operator: node.operator, function: 'crypto.timingSafeEqual' } });
      },
      IfStatement(node) {
        const name = optionalCheck(node, source);
        if (name) report({ node: name, message: 'failOpen', data: { name: wordOf(name) } });
      },
    };
    const routes: Visitor = {
      CallExpression(node) {
        const name = lastName(node) ?? '';
        if (checksSigned && name === 'stringify' && rewritesBody(node, source))
          report({ node, message: 'reserialized', data: { call: 'JSON.stringify' } });
        if (!project || !(verbs[name] || name === 'route') || node.callee.type !== Kind.MemberExpression) return;
        const route = routeOf(node, source);
        const last = route?.handlers.at(-1);
        if (route && last) collect(route, nameOf(last), undefined);
      },
      MethodDefinition(node) {
        const route = project && nestRouteOf(node, source);
        if (!route || node.value.type !== Kind.FunctionExpression) return;
        const around = [...route.classDecorators, ...route.methodDecorators];
        const isPublic = around.some(({ name }) => isPublicDecorator(name));
        if (route.guards.length > 0) return;
        if (
          around.some(
            ({ name }) =>
              name !== 'Controller' &&
              !isPublicDecorator(name) &&
              !name.startsWith('Api') &&
              (smellsOfAuth(name) || options.verifiers.includes(name) || signOfCall(name) !== null),
          )
        )
          return;
        if (decoratorsOf(node).some(({ node: decorator }) => composesGuards(decorator))) return;
        const key = node.key.type === Kind.Identifier ? node.key.name : '';
        collect({ ...route, handlers: [node.value] }, key, enclosingClass(node)?.id?.name, isPublic);
      },
      'Program:exit'() {
        if (isNext && project) for (const route of nextRoutes(source, path)) collect(route, '', undefined);
        for (const candidate of candidates) if (judge(candidate)) checkAudiences(candidate.handler);
      },
    };
    if (!isNext && !WORDS.some((word) => mentions(word))) return {};
    return checksSigned ? { ...routes, ...signatures } : routes;

    function composesGuards(decorator: JavaScript.Decorator): boolean {
      const expression = unwrap(decorator.expression);
      const code = codeOf(expression.type === Kind.CallExpression ? expression.callee : expression, source);
      return code?.source.getText(code.node).slice(0, LONGEST).includes('UseGuards') === true;
    }

    /** Does the check of a push ask for whom its token was made, and who had it made? */
    function checkAudiences(handler: Code): void {
      if (options.trustedIngress) return;
      const reached = [handler, ...callsUnder(handler.node, handler.source).flatMap((call) => codeBehind(call, handler.source))];
      const readsEmail = reached.some((code) =>
        nodesWithin(code).some(
          (node) =>
            (node.type === Kind.Identifier && node.name.startsWith('email')) || (node.type === Kind.Literal && node.value === 'email'),
        ),
      );
      for (const code of reached) {
        if (code.source !== source) continue;
        for (const call of callsUnder(code.node, source)) {
          if (lastName(call) !== 'verifyIdToken') continue;
          const [given] = call.arguments;
          if (given?.type !== Kind.ObjectExpression) continue;
          if (!property(given, 'audience')) report({ node: call.callee, message: 'weakAudience', data: { check: 'verifyIdToken' } });
          else if (!readsEmail) report({ node: call.callee, message: 'anyAccount' });
        }
      }
    }
  },
};

const LONGEST = 600;

/** `stripeWebhook` of `asyncHandler(billing.stripeWebhook)`; the name of a function that is written on the spot. */
function nameOf(handler: JavaScript.Node): string {
  let node = unwrap(handler);
  for (let hops = 0; node.type === Kind.CallExpression && hops < MOST_WRAPPERS; hops++) {
    const last = node.arguments.at(-1);
    if (!last || last.type === Kind.SpreadElement) return '';
    node = unwrap(last);
  }
  if ('id' in node && node.id?.type === Kind.Identifier) return node.id.name;
  return lastWordOf(node) ?? '';
}

const MOST_WRAPPERS = 4;

function pathNode(route: Route): JavaScript.Node | undefined {
  if (route.node.type !== Kind.CallExpression) return undefined;
  const [first] = route.node.arguments;
  // `router.route('/webhook').post(handle)`.
  return first?.type === Kind.Literal || first?.type === Kind.TemplateLiteral
    ? first
    : route.node.callee.type === Kind.MemberExpression
      ? route.node.callee.property
      : undefined;
}

/** A path that is put together: its fixed parts; undefined where a part may be a secret. */
function writtenPath(node: JavaScript.Node): string | undefined {
  const first = node.type === Kind.CallExpression ? node.arguments[0] : undefined;
  if (first?.type !== Kind.TemplateLiteral) return undefined;
  if (first.expressions.some((hole) => !/prefix|base|api|root|version|path/iu.test(lastWord(dottedText(hole) ?? '')))) return undefined;
  return first.quasis.map(({ value }) => value.cooked).join('');
}

const ANSWERS =
  /^(?:json|send|sendStatus|status|end|stringify|parse|log|info|warn|error|String|Number|text|code|type|set|header|next|keys|NextResponse|Response)$/u;

/** Does a handler do anything with what it is sent? */
function does({ node, source }: Code): boolean {
  return callsUnder(node, source).some((call) => logCall(call, source) === undefined && !ANSWERS.test(lastName(call) ?? ''));
}

/** `Buffer.from(req.body.message.data, 'base64')`. */
function isPush({ node, source }: Code): boolean {
  return /\bmessage\??\.data\b/u.test(source.getText(node)) && /['"]base64['"]|\batob\(/u.test(source.getText(node));
}

/** `express.json({ verify: verifySignature })` checks while it parses, whatever stands in the handlers. */
function checksRawBody(text: string): boolean {
  const [, name] = /\bverify\s?:\s?(\w{1,100})/u.exec(text) ?? [];
  return name !== undefined && name !== 'function' && name !== 'async' && signOfCall(name) !== null;
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
