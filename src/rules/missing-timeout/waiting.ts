import { count, flag, type OptionsOf } from '../../options.ts';

export type MessageId = 'endless' | 'long' | 'addTimeout';

export const options = {
  maxDefault: count(300, "Seconds that a library's own limit may have before it counts as missing."),
  seconds: count(30, 'The limit that the suggestion writes down, in seconds; for language models it is four times as long.'),
  processes: flag(false, 'Also looks at programs that are started and waited for.'),
  databases: flag(false, 'Also looks at connections to databases.'),
};

export type Options = OptionsOf<typeof options>;

/** What is waited for. */
export type Peer = 'server' | 'model' | 'process' | 'database';

/** A call that waits for somebody else, and what limits that. */
export interface Wait {
  readonly peer: Peer;
  /** Seconds until the library gives up by itself; null when it never does. */
  readonly limit: number | null;
}

/** What is to be said of a call that is given no limit? Null where it needs none. */
export function verdictOn({ peer, limit }: Wait, options: Options): 'endless' | 'long' | null {
  if ((peer === 'process' && !options.processes) || (peer === 'database' && !options.databases)) return null;
  if (limit === null) return 'endless';
  return limit > options.maxDefault ? 'long' : null;
}

/** The limit that a suggestion writes down: a language model thinks for longer. */
export function secondsFor({ peer }: Wait, { seconds }: Options): number {
  return peer === 'model' ? 4 * seconds : seconds;
}

/** Does the name of a function, decorator or context say that it limits how long something takes? */
export function namesLimit(name: string): boolean {
  return /time_?out|time_?limit|deadline|wait_?for|fail_after|move_on_after|func_set_timeout/iu.test(name);
}

/** A program that is asked for its version has an answer at once. */
export function asksForVersion(argument: string): boolean {
  return /^(?:-v|-V|--?version|--?help|-h)$/u.test(argument);
}

/** What stands between something and the start of its line, when that is nothing but space: then it has a line for itself. */
export function ownIndent(text: string, start: number): string | null {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return before !== '' && before.trim() === '' ? before : null;
}
