import { argument, methodName, receiver } from './calls.ts';
import { constantString } from './constants.ts';
import { unwrap } from './expressions.ts';
import { enclosingFunction } from './functions.ts';
import { importsAny } from './imports.ts';
import { requestMakers, requestModules, sendingBy, sendingEnds, sendingMakers, sendingMethods } from './knowledge/repeated-effects.ts';
import { calleeName, dottedText, instanceOf, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { followed } from './values.ts';
import { keepsFromTwice, namesEffect } from '../vocabulary/repeated-effects.ts';

/** Does a call do something that a second call does a second time: send a mail, charge a card, create an order? */
export function hasRepeatedEffect(call: Python.Call): boolean {
  return doesSomething(call) && !keepsFromTwice(call.text) && !keepsFromTwice(enclosingFunction(call)?.body.text ?? '');
}

function doesSomething(call: Python.Call): boolean {
  const method = methodName(call);
  if (method === null) return calleeName(call) === 'aiosmtplib.send';
  if (sendingMethods.has(method)) return true;
  if (sendingBy.get(method)?.some((module) => importsAny(call.tree, module)) === true) return true;
  const name = calleeName(call) ?? '';
  if (/^stripe\.[A-Z]\w{0,40}\.(?:create|confirm|capture|create_async)$/u.test(name) || name === 'aiosmtplib.send') return true;
  const written = dottedText(call.function) ?? '';
  if (sendingEnds.some(([end, module]) => written.endsWith(`.${end}`) && importsAny(call.tree, module))) return true;
  const object = receiver(call);
  if (!object) return false;
  // `service.users().messages().send(...)`.
  const inner = unwrap(object);
  if (method === 'send' && inner.type === 'call' && lastName(inner.function) === 'messages') return true;
  const maker = makerOf(object);
  if (maker !== null && sendingMakers.get(maker)?.has(method) === true) return true;
  return (method === 'post' || method === 'patch') && isRequest(name, maker, object) && namesEffect(subjectOf(call));
}

function isRequest(name: string, maker: string | null, object: Python.Node): boolean {
  if (requestModules.has(name.slice(0, name.lastIndexOf('.')))) return true;
  return maker === null ? /(?:^|_)(?:session|client|http)$/u.test(lastName(object) ?? '') : requestMakers.has(maker);
}

function makerOf(object: Python.Node): string | null {
  const made = followed(object);
  return made.type === 'call' ? calleeName(made) : instanceOf(object);
}

/** What a request is about, by its address and the function that sends it. */
function subjectOf(call: Python.Call): string {
  const url = argument(call, { position: 0, keyword: 'url' });
  const address =
    url === null || url === 'unknown'
      ? ''
      : constantString(url)
          .parts.map((part) => ('text' in part ? part.text : ''))
          .join(' ');
  return `${pathOf(address)} ${enclosingFunction(call)?.name.text ?? ''}`;
}

/** The host says nothing about what is asked for. */
function pathOf(address: string): string {
  return address.replace(/^\w{2,8}:\/\/[^/]{0,200}/u, '');
}
