import { argument, argumentsOf } from './calls.ts';
import { unwrap } from './expressions.ts';
import { identifiersOf } from './identifiers.ts';
import { importsAny } from './imports.ts';
import { clientCalls, clientMakers, clientModules, type ServiceClient } from './knowledge/service-clients.ts';
import { calleeName, dottedText, instanceOf, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { followed } from './values.ts';

/** A call to a service whose client is known. */
export interface ServiceCall {
  readonly client: ServiceClient;
  /** What made the client; null where that stands elsewhere, or where the module itself is asked. */
  readonly maker: Python.Call | null;
}

/** Which service does a call ask, through which client? */
export function serviceCall(call: Python.Call): ServiceCall | null {
  const callee = unwrap(call.function);
  if (callee.type !== 'attribute') return null;
  let object: Python.Node = unwrap(callee.object);
  for (let step = 0; step < MOST_STEPS; step++) {
    // `client.with_options(max_retries=0).messages.create(...)`.
    if (object.type === 'call') object = unwrap(object.function);
    else {
      const made = followed(object);
      const maker = made.type === 'call' ? clientMakers.get(calleeName(made) ?? '') : undefined;
      if (maker && made.type === 'call') return { client: maker, maker: made };
      const declared = object.type === 'identifier' ? clientMakers.get(instanceOf(object) ?? '') : undefined;
      if (declared) return { client: declared, maker: null };
      if (object.type !== 'attribute') break;
      object = unwrap(object.object);
    }
  }
  return byModule(call) ?? byWords(call);
}

const MOST_STEPS = 8;

function byModule(call: Python.Call): ServiceCall | null {
  const name = qualifiedName(call.function);
  const client = name === null ? undefined : clientModules.get(name.slice(0, name.indexOf('.')));
  // `openai.OpenAI(...)` only makes a client; `stripe.Charge.create(...)` asks.
  return client && /\.[a-z_]+$/u.test(name ?? '') && name?.split('.').length !== 2 ? { client, maker: null } : null;
}

function byWords(call: Python.Call): ServiceCall | null {
  const written = dottedText(call.function);
  if (written === null) return null;
  const known = clientCalls.find(([end, module]) => written.endsWith(`.${end}`) && importsAny(call.tree, module));
  return known ? { client: known[2], maker: null } : null;
}

/** Is it said how often the client tries, where it is made or on the way to the call? */
export function saysTries(call: Python.Call, { client, maker }: ServiceCall): boolean {
  const isSaid = (one: Python.Call): boolean =>
    argument(one, { keyword: client.keyword }) !== null || argumentsOf(one).some(({ kind }) => kind === 'double splat');
  if (maker && isSaid(maker)) return true;
  // `stripe.max_network_retries = 0`.
  if (!maker && clientModules.get('stripe') === client && identifiersOf(call.tree).rows(client.keyword).length > 0) return true;
  for (let node: Python.Node = unwrap(call.function), step = 0; step < MOST_STEPS; step++) {
    if (node.type === 'attribute') node = unwrap(node.object);
    else if (node.type === 'call') {
      if (isSaid(node)) return true;
      node = unwrap(node.function);
    } else {
      // `quick = client.with_options(max_retries=0)`.
      const value = followed(node);
      return value.type === 'call' && value !== maker && isSaid(value);
    }
  }
  return false;
}
