import { createContext, Script } from 'node:vm';
import { restartParser } from '../../src/python/syntax/grammar.ts';

export class TooSlow extends Error {}

const world: { action: (() => void) | undefined } = { action: undefined };
const context = createContext(world);
const script = new Script('action()');

/** Does something, and breaks it off when it takes too long, even in a loop that never ends. */
export function withinTime<Result>(milliseconds: number, action: () => Result): Result {
  let result: { readonly value: Result } | undefined;
  world.action = () => {
    result = { value: action() };
  };
  try {
    script.runInContext(context, { timeout: milliseconds });
  } catch (error) {
    // The parser may have been in the middle of something.
    restartParser();
    throw (error as { readonly code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? new TooSlow() : error;
  }
  if (!result) throw new TooSlow();
  return result.value;
}
