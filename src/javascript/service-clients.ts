import { calleeName, hasSpread, objectLiteral, property, receiver, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { memberName, unwrap, unwrapAwaited } from './expressions.ts';
import { fieldOrigin } from './fields.ts';
import { awsClient, clientClasses, clientFunctions, type ServiceClient } from './knowledge/service-clients.ts';
import { instanceOf } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { valueOf } from './scopes.ts';

/** A call to a service whose client is known. */
export interface ServiceCall {
  readonly client: ServiceClient;
  /** What made the client; undefined where that stands elsewhere, or where a function is asked. */
  readonly maker: Call | undefined;
}

/** Which service does a call ask, through which client? */
export function serviceCall(call: JavaScript.CallExpression, source: JavaScriptSource): ServiceCall | undefined {
  const asked = clientFunctions.get(calleeName(call, source) ?? '');
  if (asked) return isPost(call, source) ? undefined : { client: asked, maker: undefined };
  for (let node = receiver(call), step = 0; node && step < MOST_STEPS; step += 1) {
    const inner: JavaScript.Node = unwrap(node);
    const made = instanceOf(inner, source);
    // `require('stripe')(key)` makes one, too.
    const client = made === undefined ? undefined : (clientClasses.get(made.replace(/\(\)$/u, '')) ?? ofAws(made, inner, call));
    if (client) return { client, maker: makerOf(inner, source) };
    node = inner.type === Kind.MemberExpression ? inner.object : inner.type === Kind.CallExpression ? inner.callee : undefined;
  }
  return undefined;
}

const MOST_STEPS = 8;

function ofAws(made: string, client: JavaScript.Node, call: JavaScript.CallExpression): ServiceClient | undefined {
  return made.startsWith('@aws-sdk/client-') && receiver(call) === client && !made.endsWith('Command') ? awsClient : undefined;
}

function isPost(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  const method = call.arguments.map((given) => property(objectLiteral(given, source), 'method')).find((given) => given !== undefined);
  return method !== undefined && /post|patch/iu.test(source.getText(method));
}

function makerOf(client: JavaScript.Node, source: JavaScriptSource): Call | undefined {
  const value =
    client.type === Kind.Identifier
      ? valueOf(client, source)
      : client.type === Kind.MemberExpression && client.object.type === Kind.ThisExpression
        ? fieldOrigin(client, memberName(client) ?? '', source)?.value
        : client;
  const made = value && unwrapAwaited(value);
  return made?.type === Kind.NewExpression || made?.type === Kind.CallExpression ? made : undefined;
}

/** Is it said, or may it be, how often the client tries: where it is made, or in the call? */
export function saysTries(call: JavaScript.CallExpression, { client, maker }: ServiceCall, source: JavaScriptSource): boolean {
  return [call, ...(maker ? [maker] : [])].some(
    (one) => hasSpread(one) || one.arguments.some((given) => says(given, client.key, one === maker, source)),
  );
}

function says(given: JavaScript.Node, key: string, isMaker: boolean, source: JavaScriptSource): boolean {
  const literal = objectLiteral(given, source);
  if (literal) return hasSpread(literal) || property(literal, key) !== undefined;
  // Options that come from elsewhere; a key of the service is a text.
  return isMaker && given.type === Kind.Identifier && /option|config|param|settings/iu.test(given.name);
}
