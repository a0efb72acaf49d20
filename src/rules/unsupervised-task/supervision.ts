import { flag, type OptionsOf } from '../../options.ts';

export const options = {
  crashOnly: flag(false, 'Leave `gather` alone: the process is meant to end with its first part that fails, and something restarts it.'),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'together' | 'stopsForGood' | 'stopsUnseen' | 'goesOn' | 'deaf';

/** Is a function of this name there to run for long: `serve`, `poll_inbox`, `run_bot`? */
export function namesRunner(name: string): boolean {
  return name.length < LONGEST && RUNNER.test(name);
}

const LONGEST = 60;
const RUNNER =
  /^_{0,2}(?:serve|poll|listen|consume|watch)(?:_|$|forever)|^_{0,2}run_\w{0,30}(?:server|bot|loop|worker|consumer|scheduler|listener|forever)|_(?:loop|worker|poller|listener|consumer|watcher|forever)$/u;
