import { flag, type OptionsOf } from '../../options.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export const options = {
  listeners: flag(false, "JavaScript: also report async listeners (`socket.on('message', async ...)`) whose errors nobody catches."),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'dropped' | 'unread' | 'perEvent' | 'lostFuture' | 'floating' | 'forEachAsync' | 'eventFloating' | 'listener';
export type SuggestionId = 'keepInSet' | 'awaitIt';

const EVENT_VERBS = new Set('emit publish dispatch broadcast notify'.split(' '));

/** The verb by which a function hands out events (`publish` of `publish_event`); null for any other function. */
export function eventVerb(name: string): string | null {
  return wordsOf(name).find((word) => EVENT_VERBS.has(word)) ?? null;
}
