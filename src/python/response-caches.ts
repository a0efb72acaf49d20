import { argumentsOf } from './calls.ts';
import { importsAny } from './imports.ts';
import { webFrameworks } from './knowledge/web-frameworks.ts';
import { lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { callerUse } from './caller-use.ts';
import { functionMeantBy } from './functions.ts';

/** What names the entry that a cache answers from; anything but a fixed text may hold the caller. */
const KEYS = new Set('key key_prefix key_func key_builder make_cache_key cache_key response_filter'.split(' '));

/** Is this a cache around a web handler that keeps one answer for all callers? */
export function isSharedCache(callee: Python.Node, call: Python.Call | null, names: readonly string[], isRoute: boolean): boolean {
  const name = lastName(callee);
  if (name === null || !names.includes(name)) return false;
  // Results of functions are kept with their arguments; and what is no handler is asked by no stranger.
  if (qualifiedName(callee)?.startsWith('functools.') === true || (!isRoute && !importsAny(callee.tree, ...webFrameworks))) return false;
  const local = functionMeantBy(callee);
  // A cache of the project's own that asks who is calling puts them into the key.
  if (local && (callerUse(local).relies || callerUse(local).findsOut)) return false;
  return !(
    call &&
    argumentsOf(call).some(
      ({ kind, name: keyword, value }) => kind === 'keyword' && keyword !== null && KEYS.has(keyword) && value.type !== 'string',
    )
  );
}

/** `@vary_on_cookie` under a cache makes it keep one answer for each session; above it, the cache never sees the header. */
export function variesByCaller(callee: Python.Node, call: Python.Call | null): boolean {
  const name = lastName(callee);
  if (name === 'vary_on_cookie') return true;
  return (
    name === 'vary_on_headers' &&
    call !== null &&
    argumentsOf(call).some(({ value }) => /^["'](?:cookie|authorization)["']$/iu.test(value.text))
  );
}
