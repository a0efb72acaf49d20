import { flag, list, type OptionsOf } from '../../options.ts';

export const options = {
  parameters: flag(false, 'Report text that a caller hands in too, outside of request handlers and of the tools of an agent.'),
  pickles: flag(true, 'Report bytes of a request that are unpickled.'),
  checks: list([], 'More names of functions that refuse what may not run.'),
};

export type Options = OptionsOf<typeof options>;

export type Message = 'fromRequest' | 'fromModel' | 'fromCaller' | 'denyList' | 'unpickled' | 'shellList' | 'noShell';

/** Who chooses the text that is run. */
export type Chooser = 'request' | 'model' | 'caller';

/** The message for a text of this origin; a list of what is forbidden before it is worth a word of its own. */
export function messageFor(chooser: Chooser, kind: string, hasDenyList: boolean): Message {
  if (kind === 'pickle') return 'unpickled';
  if (hasDenyList) return 'denyList';
  return chooser === 'request' ? 'fromRequest' : chooser === 'model' ? 'fromModel' : 'fromCaller';
}

/** Who chooses it, in words. */
export function chooserInWords(chooser: Chooser): string {
  return chooser === 'request' ? 'a request' : chooser === 'model' ? 'a tool call' : 'a caller';
}
