import { calleeName, lastName, methodName, objectLiteral, property, receiver } from './calls.ts';
import { fold } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { stringOf, unwrap } from './expressions.ts';
import { functionName } from './function-names.ts';
import { dottedText, instanceOf } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingFunction } from './scopes.ts';
import { keepsFromTwice, namesEffect } from '../vocabulary/repeated-effects.ts';

/** Does a call do something that a second call does a second time: send a mail, charge a card, create an order? */
export function hasRepeatedEffect(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  if (!doesSomething(call, source) || keepsFromTwice(source.getText(call))) return false;
  const around = enclosingFunction(call);
  return !around || !keepsFromTwice(source.getText(around.body));
}

/** Words of which a file that sends something holds at least one. */
export const sendingWords = [
  'sendMail',
  'postMessage',
  'stripe',
  'Stripe',
  'twilio',
  '@sendgrid/mail',
  '@aws-sdk/client-s',
  '.post(',
  '.patch(',
  "'POST'",
  '"POST"',
  'useMutation',
];

const SENDING_COMMANDS = /^(?:SendEmail|SendRawEmail|SendTemplatedEmail|SendMessage|SendMessageBatch|Publish|PublishBatch)Command$/u;
const REQUESTS = /^(?:axios|got|ky|superagent)\.(?:post|patch)$/u;

function doesSomething(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  const method = methodName(call);
  const name = calleeName(call, source) ?? '';
  if (name === 'fetch' || name === 'node-fetch' || name === 'undici.fetch')
    return isPost(call, source) && namesEffect(subjectOf(call, source));
  if (method === undefined) return false;
  if (method === 'sendMail' || (method === 'postMessage' && /(?:^|\.)chat\.postMessage$/u.test(dottedText(call.callee) ?? ''))) return true;
  if (name === '@sendgrid/mail.send') return true;
  const object = receiver(call);
  if (!object) return false;
  if (method === 'send') {
    const command = call.arguments[0] && unwrap(call.arguments[0]);
    return command?.type === Kind.NewExpression && SENDING_COMMANDS.test(lastName(command) ?? '');
  }
  if (method === 'create' || method === 'confirm' || method === 'capture') {
    const owner = object.type === Kind.MemberExpression ? unwrap(object.object) : object;
    const made = instanceOf(owner, source)?.replace(/\(\)$/u, '');
    return made === 'stripe' || made === 'stripe.Stripe' || made === 'twilio';
  }
  if (method !== 'post' && method !== 'patch') return false;
  const made = instanceOf(object, source);
  return (
    (REQUESTS.test(name) || made === 'axios.create()' || made === 'got.extend()' || made === 'ky.create()') &&
    namesEffect(subjectOf(call, source))
  );
}

function isPost(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  const method = property(objectLiteral(call.arguments[1], source), 'method');
  return method !== undefined && /^(?:post|patch)$/iu.test(stringOf(method) ?? '');
}

/** What a request is about, by its address and the function that sends it. */
function subjectOf(call: JavaScript.CallExpression, source: JavaScriptSource): string {
  const [url] = call.arguments;
  const address = url
    ? fold(url, source)
        .parts.map((part) => ('text' in part ? part.text : ''))
        .join(' ')
    : '';
  const around = enclosingFunction(call);
  return `${address.replace(/^\w{2,8}:\/\/[^/]{0,200}/u, '')} ${(around && functionName(around)) ?? ''}`;
}
