import { callsOf, localFunction } from './functions.ts';
import type * as Python from './nodes.ts';

/** Some calls, and those that the functions of this file make which they go to, a few steps far. */
export function reachedCalls(calls: readonly Python.Call[], hops = MOST_HOPS): readonly Python.Call[] {
  const found: Python.Call[] = [];
  const seen = new Set<Python.Node>();
  let next = calls;
  for (let hop = 0; hop <= hops && next.length > 0; hop++) {
    found.push(...next);
    next = next.flatMap((call): readonly Python.Call[] => {
      const definition = localFunction(call);
      if (!definition || seen.has(definition) || found.length > MOST_CALLS) return [];
      seen.add(definition);
      return callsOf(definition);
    });
  }
  return found;
}

const MOST_HOPS = 2;
const MOST_CALLS = 500;
