import { count, type OptionsOf } from '../../options.ts';

export type MessageId = 'atStart' | 'fail';

export const options = {
  maxHops: count(4, 'How many calls are followed from start-up to the one that asks.'),
};

export type Options = OptionsOf<typeof options>;

/** Does a function of this name run while a server starts? */
export function startsServer(name: string): boolean {
  return /^_*(?:init|initiali[sz]e|setup|set_up|create|build|make|configure|connect|start|startup|on_startup|bootstrap|lifespan|make_app|create_app|register)(?:_|[A-Z]|$)/u.test(
    name,
  );
}

/** Does a condition leave the question to whoever sits before a terminal: `sys.stdin.isatty()`, `if interactive:`? */
export function asksForTerminal(condition: string): boolean {
  return /isatty|isTTY|interactive|headless|browser|\bcli\b|terminal|console|prompt/iu.test(condition.slice(0, LONGEST));
}

const LONGEST = 500;
