import { flag, list, type OptionsOf } from '../../options.ts';

export const options = {
  parameters: flag(false, 'Report text that a caller hands in too, outside of request handlers and of the tools of an agent.'),
  pickles: flag(true, 'Report bytes of a request that are unpickled.'),
  checks: list([], 'More names of functions that refuse what may not run.'),
};

export type Options = OptionsOf<typeof options>;

export type Message = 'fromRequest' | 'fromModel' | 'fromAnswer' | 'fromCaller' | 'denyList' | 'unpickled' | 'shellList' | 'noShell';

/** Who chooses the text that is run. */
export type Chooser = 'request' | 'model' | 'answer' | 'caller';

const MESSAGES = { request: 'fromRequest', model: 'fromModel', answer: 'fromAnswer', caller: 'fromCaller' } as const satisfies Record<
  Chooser,
  Message
>;
const WORDS: Readonly<Record<Chooser, string>> = {
  request: 'a request',
  model: 'a tool call',
  answer: 'a language model',
  caller: 'a caller',
};

/** The message for a text of this origin; a list of what is forbidden before it is worth a word of its own. */
export function messageFor(chooser: Chooser, kind: string, hasDenyList: boolean): Message {
  if (kind === 'pickle') return 'unpickled';
  if (hasDenyList) return 'denyList';
  return MESSAGES[chooser];
}

/** Who chooses it, in words. */
export function chooserInWords(chooser: Chooser): string {
  return WORDS[chooser];
}
