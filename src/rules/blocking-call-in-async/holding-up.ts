import { choice, count, flag, list, type OptionsOf } from '../../options.ts';
import { isCommandLinePath } from '../../vocabulary/command-line.ts';

export type MessageId =
  'blocks' | 'query' | 'reachesQuery' | 'unawaited' | 'sleeps' | 'reaches' | 'file' | 'process' | 'deadlock' | 'handler' | 'handlerReaches';
export type SuggestionId = 'inThread' | 'asyncSleep' | 'plainDef';

export const options = {
  files: choice(
    ['never', 'servers', 'everywhere'],
    'everywhere',
    'Where opening, reading and writing files counts: nowhere, in modules that use a web framework, or in all asynchronous code.',
  ),
  startup: flag(false, 'Also reports what runs before the first request or after the last one: `lifespan`, `on_startup`.'),
  names: flag(true, 'Goes by names such as `db.commit()` where nothing tells what `db` is.'),
  maxHops: count(
    3,
    'How many functions of the project may lie between the asynchronous code and the call that waits; 0 looks at direct calls only.',
  ),
  blocking: list([], 'More Python functions that wait, by full name: `ourlib.fetch`.'),
  sqlite: flag(false, 'JavaScript: also reports statements of `better-sqlite3` and `node:sqlite`, which have no asynchronous form.'),
  asyncFunctions: flag(false, 'JavaScript: also reports in async functions that answer no request.'),
} as const;

export type Options = OptionsOf<typeof options>;

/** Does a file run in somebody's terminal, going by its path? Tools of a language model and commands of a bot run in a server. */
export function runsInTerminal(path: string): boolean {
  return isCommandLinePath(path.replace(/(?:^|\/)(?:tools|commands)(?=\/)/gu, ''));
}

const LONGEST_NAME = 44;

/** What is called, short enough for a sentence: `db.query(...).filter(...).first`. */
export function shortName(written: string): string {
  if (written.length <= LONGEST_NAME) return written;
  const last = /[\w$]+$/u.exec(written.slice(-LONGEST_NAME))?.[0] ?? '';
  const first = /^[\w$]+/u.exec(written.slice(0, LONGEST_NAME))?.[0] ?? '';
  return `${first.slice(0, LONGEST_NAME / 2)}...${last.slice(0, LONGEST_NAME / 2)}`;
}
