import { flag, type OptionsOf } from '../../options.ts';

export const options = {
  executors: flag(
    false,
    'Python: also report thread and process pools kept in an attribute or a module that nothing shuts down. Their idle threads end by themselves, so most of these do no harm.',
  ),
  intervals: flag(true, 'JavaScript: report `setInterval` in server code whose timer nothing ever clears.'),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'scheduler' | 'timer' | 'executor' | 'unreachable' | 'interval' | 'job' | 'worker' | 'hooksOff';
export type SuggestionId = 'unref' | 'enableHooks';

export interface Spoken {
  /** `scheduler.start`, `scheduler.shutdown`: the last name before the method, and the method. */
  readonly methods: ReadonlySet<string>;
}

/** What a text does to what: each `name.method` in it whose method starts or ends something. */
export function methodsSpokenOf(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(SPOKEN), ([, name = '', method = '']) => `${name}.${method}`));
}

const SPOKEN = /\b(\w{1,60})(?:\(\))?[?!]?\.(start|shutdown|stop|cancel|close|destroy|drain|gracefulShutdown)\b/gu;
