import { argument, argumentsOf } from '../../python/calls.ts';
import { classOfMethod } from '../../python/classes.ts';
import { moduleOf } from '../../python/columns.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { unwrap } from '../../python/expressions.ts';
import { functionMeantBy, localFunction } from '../../python/functions.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, lastName, qualifiedName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { isLimiterName } from '../../vocabulary/limiter-names.ts';
import { isForStrangers, tellsCallersApart } from '../../vocabulary/public-routes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { ADDRESS_HEADER, CHECKS_PROXY, type Message, type Options } from './limiter-key.ts';

export const python: PythonDetector<Message, Options> = {
  mentions: [/limit/i, /throttl/i],
  visit: ({ source, options, path, report }) => {
    const told = new Set<Python.Node>();

    function tell(node: Python.Node, message: Message, key: string): void {
      if (told.has(node) || (message !== 'spoofable' && !options.shared)) return;
      told.add(node);
      report({ node, message, data: { key: key.slice(0, LONGEST_KEY) } });
    }

    /** What a limiter is given to make its keys with. */
    function judgeKey(given: Python.Node): void {
      const node = unwrap(given);
      const local = node.type === 'lambda' ? node : functionMeantBy(node);
      if (local) {
        judgeCode(local, node);
        return;
      }
      const full = qualifiedName(node);
      const name = lastName(node) ?? '';
      if (options.keyFunctions.includes(name)) return;
      if (full !== null && /(?:^|\.)(?:slowapi|flask_limiter)\.util\.get_ipaddr$/u.test(full)) tell(node, 'spoofable', name);
      else if (name === 'get_remote_address') tell(node, 'shared', name);
    }

    /** Code that makes keys or counts: where does it take the caller from? */
    function judgeCode(code: Python.Node, place: Python.Node | null): void {
      const bodies = [code, ...helpersOf(code)];
      if (
        bodies.some((body) =>
          body.descendants('identifier').some(({ text }) => tellsCallersApart(text) || options.keyFunctions.includes(text)),
        )
      )
        return;
      const header = bodies.flatMap(headersIn)[0];
      const address = bodies.flatMap(addressesIn)[0];
      if (header && !CHECKS_PROXY.test(source.text)) tell(place ?? header.node, 'spoofable', header.name);
      else if (!header && address) tell(place ?? address, 'shared', address.text);
    }

    return {
      'module:exit'() {
        if (isTestFile(path)) return;
        // `auth/views.py` holds what strangers use.
        const place = path.split('/').slice(-2).join('/');
        if (isForStrangers(place)) return;
        for (const call of callsNamed(source.tree, (name) => LIMITERS.has(name))) {
          const key = argument(call, { position: lastName(call.function) === 'Limiter' ? 0 : -1, keyword: 'key_func' });
          if (key !== null && key !== 'unknown' && !isForStrangers(placeOf(call))) judgeKey(key);
        }
        for (const call of callsNamed(source.tree, (name) => name === 'ratelimit')) judgeRatelimit(call, tell);
        for (const definition of moduleOf(source.tree).descendants('class_definition', 'function_definition')) {
          const name = definition.name.text;
          // A limiter's methods are judged with it.
          const owner = definition.type === 'function_definition' ? classOfMethod(definition)?.name.text : undefined;
          // What others derive from leaves it to them whom to count, and a form for logging in knows nobody yet.
          if (!isLimiterName(name) || isForStrangers(name) || isForStrangers(owner ?? '') || isInsideLimiter(definition)) continue;
          if (!/^(?:Base|Abstract|_Base)/u.test(name)) judgeCode(definition, null);
        }
      },
    };
  },
};

const LONGEST_KEY = 40;
const LIMITERS = new Set(['Limiter', 'limit', 'shared_limit']);

/** The name of what a call is kept in or decorates. */
function placeOf(call: Python.Call): string {
  const { parent } = call;
  if (parent?.type === 'assignment') return parent.left.text.slice(0, LONGEST_KEY);
  const decorated = parent?.type === 'decorator' ? parent.parent : null;
  if (decorated?.type !== 'decorated_definition') return '';
  const paths = decorated.descendants('decorator').map((decorator) => decorator.text.slice(0, LONGEST_DECORATOR));
  return [
    decorated.definition.type === 'function_definition' ? decorated.definition.name.text : '',
    ...paths.filter((text) => !isLimiterName(text)),
  ]
    .join(' ')
    .slice(0, LONGEST_DECORATOR);
}

const LONGEST_DECORATOR = 190;

/** django-ratelimit's `@ratelimit(key='ip')`. */
function judgeRatelimit(call: Python.Call, tell: (node: Python.Node, message: Message, key: string) => void): void {
  const key = argument(call, { keyword: 'key' });
  const text = key === null || key === 'unknown' ? null : constantText(key);
  if (key === null || key === 'unknown' || text === null || isForStrangers(placeOf(call))) return;
  if (calleeName(call)?.startsWith('django_ratelimit') !== true && calleeName(call)?.startsWith('ratelimit') !== true) return;
  if (text === 'ip') tell(key, 'shared', text);
  else if (text.startsWith('header:') && ADDRESS_HEADER.test(text.slice('header:'.length))) tell(key, 'spoofable', text);
}

/** The functions of this file that a piece of code calls by name. */
function helpersOf(code: Python.Node): Python.Node[] {
  return code.descendants('call').flatMap((call) => {
    const local = /ip|addr|client|key|ident/iu.test(lastName(call.function) ?? '') ? localFunction(call) : null;
    return local && !code.contains(local) ? [local] : [];
  });
}

interface Header {
  readonly node: Python.Node;
  readonly name: string;
}

/** `request.headers.get("X-Forwarded-For")`, of which the first entry is taken. */
function headersIn(code: Python.Node): Header[] {
  return code.descendants('string').flatMap((node): Header[] => {
    const name = node.text.length > LONGEST_KEY ? '' : node.text.replace(/^['"]|['"]$/gu, '');
    if (!ADDRESS_HEADER.test(name)) return [];
    const takesFirst = /FORWARDED/iu.test(name)
      ? /\[0\]|partition|split\([^)]{0,40}\)\s{0,9}\[\s{0,9}0/u.test(code.text) || !/\bsplit\b/u.test(code.text)
      : true;
    return takesFirst ? [{ node, name }] : [];
  });
}

/** `request.client.host`, `request.remote_addr`, `META["REMOTE_ADDR"]`, `get_remote_address(request)`. */
function addressesIn(code: Python.Node): Python.Node[] {
  const attributes = code.descendants('attribute').filter(({ attribute, object }) => {
    const name = attribute.text;
    return name === 'remote_addr' || name === 'remote_ip' || (name === 'host' && lastName(object) === 'client');
  });
  const strings = code.descendants('string').filter(({ text }) => /^["']REMOTE_ADDR["']$/u.test(text));
  const calls = code
    .descendants('call')
    .filter((call) => lastName(call.function) === 'get_remote_address' && argumentsOf(call).length <= 1);
  return [...attributes, ...strings, ...calls, ...clientsOfScope(code)];
}

/** ASGI's `scope["client"]` and `scope.get("client")`: a pair of address and port. */
function clientsOfScope(code: Python.Node): Python.Node[] {
  return code.descendants('string').flatMap((node): Python.Node[] => {
    if (!/^["']client["']$/u.test(node.text)) return [];
    const { parent } = node;
    if (parent?.type === 'subscript') return lastName(parent.value) === 'scope' ? [parent] : [];
    const call = parent?.type === 'argument_list' ? parent.parent : null;
    return call?.type === 'call' && /(?:^|\.)scope\.get$/u.test(call.function.text) ? [call] : [];
  });
}

function isInsideLimiter(definition: Python.Node): boolean {
  for (let up = definition.parent; up; up = up.parent) {
    if ((up.type === 'class_definition' || up.type === 'function_definition') && isLimiterName(up.name.text)) return true;
  }
  return false;
}
