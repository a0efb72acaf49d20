import { createContext, Script } from 'node:vm';
import { SharedParser } from '../tree-sitter/parser.ts';

export class OutOfTime extends Error {}

interface Watched {
  readonly world: { action: (() => void) | undefined };
  readonly start: (milliseconds: number) => void;
}

let watched: Watched | undefined;

/**
 * Does something, and breaks it off when it takes too long, even in a loop that never ends. What is broken off is left half
 * done, and none of its `finally` blocks has run. To watch costs a tenth of a millisecond.
 */
export function withinTime<Result>(milliseconds: number, action: () => Result): Result {
  const { world, start } = (watched ??= prepared());
  let result: { readonly value: Result } | undefined;
  const around = world.action;
  world.action = () => {
    result = { value: action() };
  };
  try {
    start(milliseconds);
  } catch (error) {
    // A parser may have been in the middle of something.
    SharedParser.restartAll();
    throw (error as { readonly code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? new OutOfTime() : error;
  } finally {
    world.action = around;
  }
  if (!result) throw new OutOfTime();
  return result.value;
}

function prepared(): Watched {
  const world: Watched['world'] = { action: undefined };
  const context = createContext(world);
  const script = new Script('action()');
  return { world, start: (timeout) => void script.runInContext(context, { timeout }) };
}
