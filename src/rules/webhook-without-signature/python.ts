import { argument, argumentsOf } from '../../python/calls.ts';
import { classOfMethod } from '../../python/classes.ts';
import { moduleOf } from '../../python/columns.ts';
import { constantText } from '../../python/constants.ts';
import { decorators } from '../../python/decorators.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { parameters } from '../../python/functions.ts';
import { logCall } from '../../python/logging.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { registration } from '../../python/registrations.ts';
import { isDjangoView, routes, routesOf, type Route } from '../../python/routes.ts';
import { functionsBehind, isCheckedParameter, senderCheckIn, standsBefore } from '../../python/sender-checks.ts';
import { digestComparisons, mayCheckSignatures, optionalChecks, rewrittenBodies } from '../../python/signature-checks.ts';
import { checksClass } from '../../python/view-checks.ts';
import { applicationsIn, ownPrefix, surroundingOf, targetsOf } from '../../python/wiring.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { namesKeptWebhook, type RouteNames } from '../../vocabulary/webhook-names.ts';
import { fileName, judgedDelivery, senderWords, type Message, type Options } from './webhook.ts';

export const python: PythonDetector<Message, Options> = {
  mentions: [
    /webhook/i,
    /web_hook/i,
    /web-hook/i,
    '/hook',
    '/callback',
    '/notif',
    '/events',
    '/inbound',
    '/push',
    /pubsub/i,
    /pub_sub/i,
    /\bipn\b/i,
    '_ipn',
    'b64decode',
    'hmac',
    'construct_event',
  ],
  alsoMentions: ['hmac', 'construct_event', /webhook/i, /signature/i, 'verify_oauth2_token', 'verify_token'],
  visit: ({ source, options, path, project, mentions, report }) => ({
    'module:exit'() {
      if (isTestFile(path) || isSample(path)) return;
      const { tree } = source;
      if (mentions('hmac') || mentions('construct_event') || (mentions(/signature/i) && mentions(/webhook/i))) checkSignatures();
      const applications = project && applicationsIn(project);
      if (!project || !applications) return;
      const pushes: Python.FunctionDefinition[] = [];
      for (const handler of moduleOf(tree).descendants('function_definition')) {
        const found = posted(handler);
        if (found === undefined) continue;
        const names = namesOf(handler, found);
        if (names.path === null && isUnknownPath(found)) continue;
        const delivery = judgedDelivery(names, isPush(handler), options);
        if (delivery === 'push') pushes.push(handler);
        if (delivery === null || isManaging(handler, found) || !does(handler) || isChecked(handler, found)) continue;
        const route = names.path ?? (classOfMethod(handler) ?? handler).name.text;
        const node = placeOf(handler, found);
        if (delivery === 'push') report({ node, message: 'unsignedPush', data: { route } });
        else report({ node, message: 'unsigned', data: { route, ...senderWords(names) } });
      }
      if (pushes.length > 0) checkAudiences(pushes);

      function namesOf(handler: Python.FunctionDefinition, route: Route | null): RouteNames {
        const owner = classOfMethod(handler);
        const isVerb = owner !== null && /^(?:post|put|dispatch)$/u.test(handler.name.text);
        const handlers = isVerb ? [owner.name.text] : [handler.name.text, ...(owner ? [owner.name.text] : [])];
        return { path: wholePath(handler, route), handlers, file: fileName(path) };
      }

      function wholePath(handler: Python.FunctionDefinition, route: Route | null): string | null {
        if (route?.path == null)
          return applications
            ? (targetsOf(applications, classOfMethod(handler) ?? handler).find((target) => target.path !== null)?.path ?? null)
            : null;
        const prefix = route.router && ownPrefix(route.router);
        const around = route.router && applications ? surroundingOf(applications, route.router, path).prefixes : [];
        return [...around, prefix, route.path].filter((part) => part !== null).join('');
      }

      function isChecked(handler: Python.FunctionDefinition, route: Route | null): boolean {
        if (!applications) return true;
        if (decorators(handler).some((decorator) => registration(decorator) !== 'route' && checksAround(decorator.expression))) return true;
        if (
          route?.call &&
          argumentsOf(route.call).some(
            ({ name, value }) =>
              /^(?:dependencies|auth|security)$/u.test(name ?? '') && !/^\[\s*\]$|^None$/u.test(value.text.slice(0, SHORT)),
          )
        )
          return true;
        if (targetsOf(applications, classOfMethod(handler) ?? handler).some(({ isGuarded }) => isGuarded)) return true;
        const owner = classOfMethod(handler);
        if (owner && checksClass(owner, handler)) return true;
        if (
          isDrf(handler) &&
          applications.guardsViews &&
          !/AllowAny|(?:permission|authentication)_classes\s?=\s?[[(]\s?[\])]/u.test((owner ?? handler).parent?.text.slice(0, LONG) ?? '')
        )
          return true;
        if (surroundingOf(applications, route?.router ?? null, path).isGuarded || isCheckedParameter(handler)) return true;
        return senderCheckIn(handler, options.verifiers) !== 'none';
      }

      function checksAround(expression: Python.Node): boolean {
        const name = dottedText(expression.type === 'call' ? expression.function : expression) ?? '';
        if (options.verifiers.some((word) => name === word || name.endsWith(`.${word}`))) return true;
        const last = name.slice(name.lastIndexOf('.') + 1);
        if (HARMLESS_DECORATORS.test(last)) return false;
        // `@permission_classes([AllowAny])`, `@authentication_classes([])`, `@method_decorator(csrf_exempt)`.
        if (/_classes$|^method_decorator$/u.test(last))
          return (
            expression.type === 'call' &&
            argumentsOf(expression).some(
              ({ value }) =>
                !/^[[(]\s?(?:[\w.]{0,60}AllowAny,?)?\s?[\])]$|^\w{0,20}csrf_exempt$|^never_cache$|^['"]|^require_/u.test(
                  value.text.slice(0, SHORT),
                ),
            )
          );
        return standsBefore(expression);
      }

      function checkSignatures(): void {
        if (!mayCheckSignatures(tree) || !isAboutMessages(tree.text, path)) return;
        for (const { node, operator } of digestComparisons(tree))
          report({ node, message: 'weakCompare', data: { operator, function: 'hmac.compare_digest' } });
        for (const node of rewrittenBodies(tree))
          report({ node, message: 'reserialized', data: { call: dottedText(node.function) ?? 'dumps' } });
        for (const { node, name } of optionalChecks(tree)) report({ node, message: 'failOpen', data: { name } });
      }

      function checkAudiences(handlers: readonly Python.FunctionDefinition[]): void {
        const reached = new Set<Python.Node>(handlers);
        for (const handler of handlers) {
          // What it calls, and what it depends on.
          for (const call of handler.descendants('call')) for (const next of functionsBehind(call)) reached.add(next);
        }
        const readsEmail = [...reached].some(
          (node) =>
            /\bemail\b/u.test(
              node
                .descendants('string')
                .map(({ text }) => text)
                .join(' '),
            ) || node.descendants('identifier').some(({ text }) => text === 'email' || text === 'email_verified'),
        );
        for (const call of callsNamed(tree, (name) => name === 'verify_oauth2_token' || name === 'verify_token')) {
          if (!/\bid_token\b|^verify_oauth2_token$/u.test(dottedText(call.function) ?? '')) continue;
          if (![...reached].some((node) => node.tree === tree && node.range[0] <= call.range[0] && call.range[1] <= node.range[1]))
            continue;
          const audience = argument(call, { position: 2, keyword: 'audience' });
          const node = call.function;
          if (audience === null || (audience !== 'unknown' && audience.type === 'none'))
            report({ node, message: 'weakAudience', data: { check: lastName(node) ?? '' } });
          else if (audience !== 'unknown' && !readsEmail) report({ node, message: 'anyAccount' });
        }
      }
    },
  }),
};

const SHORT = 80;
const LONG = 400;

/** The route by which a function is sent something; null for a view of Django whose path stands elsewhere, undefined for other functions. */
function posted(handler: Python.FunctionDefinition): Route | null | undefined {
  const found = routesOf(handler);
  const route = found.find(({ methods }) => methods?.some((method) => method === 'POST' || method === 'PUT'));
  if (route) return route;
  const exempt = decorators(handler).some(({ lastName: name }) => name === 'csrf_exempt');
  const all = found.find(({ methods }) => methods === null);
  if (all) return exempt || all.framework !== 'django' ? all : undefined;
  // What others send has no token of Django's forms.
  return exempt && isDjangoView(handler) ? null : undefined;
}

/** A path that is put together at run time may hold a secret. */
function isUnknownPath(route: Route | null): boolean {
  return route?.call != null && argumentsOf(route.call).length > 0 && route.framework !== 'django';
}

/** `envelope['message']['data']`, decoded. */
function isPush(handler: Python.FunctionDefinition): boolean {
  if (!handler.descendants('identifier').some(({ text }) => text === 'b64decode')) return false;
  const keys = new Set(handler.descendants('string').flatMap((text) => (text.text.length < SHORT ? (constantText(text) ?? []) : [])));
  return keys.has('message') && keys.has('data');
}

/** Routes that keep hooks of one's own, which has its counterparts in the same file. */
function isManaging(handler: Python.FunctionDefinition, route: Route | null): boolean {
  const annotations = parameters(handler).flatMap(({ annotation }) => annotation?.descendants('identifier').map(({ text }) => text) ?? []);
  const called = handler.descendants('call').map((call) => lastName(call.function) ?? '');
  if ([...annotations, ...called].some((name) => namesKeptWebhook(name) || /^(?:Web[hH]ook|WebHookEndpoint|WebhookEndpoint)$/u.test(name)))
    return true;
  const own = route?.path?.replace(/\/{1,9}$/u, '');
  if (!own) return false;
  return routes(handler.tree).some(
    ({ path, methods, router, handler: other }) =>
      other !== handler &&
      path !== null &&
      (path === own || path.startsWith(`${own}/`)) &&
      methods?.some((method) => method === 'PUT' || method === 'PATCH' || method === 'DELETE') === true &&
      router?.text === route?.router?.text,
  );
}

const ANSWERS =
  /^(?:jsonify|get_json|json|loads|dumps|dict|get|str|len|print|Response|\w*Response|body|decode|data|getattr|isinstance|HttpResponse|status|make_response|items|keys|strip|lower|format|info|debug|warning|pop)$/u;

/** Does a handler do anything with what it is sent? */
function does(handler: Python.FunctionDefinition): boolean {
  return handler.body.descendants('call').some((call) => logCall(call) === null && !ANSWERS.test(lastName(call.function) ?? ''));
}

const HARMLESS_DECORATORS =
  /^(?:csrf_exempt|exempt|require_POST|require_http_methods|api_view|atomic|non_atomic_requests|cross_origin|extend_schema|swagger_auto_schema|doc|docs|wraps|never_cache|limit|async_to_sync|sync_to_async|route|post|api_route)$/u;

function isDrf(handler: Python.FunctionDefinition): boolean {
  return (
    /\brest_framework\b/u.test(handler.tree.text) &&
    (classOfMethod(handler) !== null || decorators(handler).some(({ lastName: name }) => name === 'api_view'))
  );
}

/** The smallest thing that says which route it is. */
function placeOf(handler: Python.FunctionDefinition, route: Route | null): Python.Node {
  const path = route?.decorator && route.call ? argumentsOf(route.call)[0]?.value : null;
  return path?.type === 'string'
    ? path
    : ((/^(?:post|put)$/u.test(handler.name.text) ? classOfMethod(handler)?.name : null) ?? handler.name);
}

/** Is a file about messages that others send, and not about cookies or links that this program signs itself? */
function isAboutMessages(text: string, path: string): boolean {
  return /web_?-?hook|x-hub-|\bIPN\b|\bipn\b/iu.test(text) || /hook|callback|notif/iu.test(path);
}
