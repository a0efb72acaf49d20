import { argumentsOf } from './calls.ts';
import { classOfMethod } from './classes.ts';
import { parts, unwrap } from './expressions.ts';
import { callsOf, parameters } from './functions.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve, scopeOf } from './scopes.ts';

/** Names under which frameworks hand a middleware what comes after it. */
const NEXT = new Set('call_next handler get_response next_handler next nxt inner downstream next_ next_call continuation'.split(' '));
/** What a middleware class calls its inner application or wrapped function. */
const INNER = new Set(
  'get_response app application wsgi_app asgi_app func f fn wrapped view view_func handler next inner wrapped_view'.split(' '),
);

/** Does a call pass the caller on to what a decorator's wrapper or a middleware protects? Null for functions that pass nobody on. */
export function passerOn(definition: Python.FunctionDefinition): ((call: Python.Call) => boolean) | null {
  const own = new Set(
    parameters(definition)
      .map(({ name }) => name)
      .filter((name) => NEXT.has(name)),
  );
  const given = new Set(parameters(definition).flatMap(({ name, kind }) => (kind === 'args' || kind === 'kwargs' ? [] : [name])));
  const outer = parametersAround(definition);
  const isMethod = classOfMethod(definition) !== null;
  const method = definition.name.text;
  const isPassed = (callee: Python.Node): boolean => {
    const node = unwrap(callee);
    if (node.type === 'identifier') return own.has(node.text) || outer(node) || (given.has(node.text) && isCalledWithAll(node));
    // `ensure_sync(f)(*args)`.
    if (node.type === 'call') return argumentsOf(node).some(({ value }) => value.type === 'identifier' && outer(value));
    if (node.type !== 'attribute' || !isMethod) return false;
    if (node.object.type === 'identifier' && node.object.text === 'self') {
      // A consumer of web sockets accepts the connection.
      return INNER.has(node.attribute.text) || (method === 'connect' && node.attribute.text === 'accept');
    }
    // `super().dispatch(...)` in a mixin of class-based views.
    return (
      node.object.type === 'call' && lastName(node.object.function) === 'super' && node.attribute.text === method && PASSED_UP.has(method)
    );
  };
  const passes = (call: Python.Call): boolean => isPassed(call.function);
  return callsOf(definition).some(passes) ? passes : null;
}

/** `fun(*args, **kwargs)` of `def dispatch(fun, *args, **kwargs)`. */
function isCalledWithAll({ parent }: Python.Identifier): boolean {
  const list = parent?.type === 'call' ? parent.arguments : null;
  return list !== null && parts(list).some(({ type }) => type === 'list_splat' || type === 'dictionary_splat');
}

const PASSED_UP = new Set('dispatch dispatch_request __call__ process_request get post put patch delete is_accessible'.split(' '));

/** Is a name a parameter of a function around this one, as a decorator's wrapped function is? */
function parametersAround(definition: Python.FunctionDefinition): (name: Python.Identifier) => boolean {
  return (name) => {
    const definitions = resolve(name)?.definitions ?? [];
    return definitions.some(({ kind, node }) => {
      if (kind !== 'parameter') return false;
      const owner = scopeOf(node).node;
      return owner !== definition && owner.type === 'function_definition' && owner.contains(definition);
    });
  };
}
