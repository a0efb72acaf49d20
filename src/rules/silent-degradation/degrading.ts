import { flag, type OptionsOf } from '../../options.ts';

export const options = {
  fallbackConfig: flag(true, 'Also report functions that give defaults in place of settings which cannot be read.'),
} as const;

export type Options = OptionsOf<typeof options>;

export type MessageId = 'leftEmpty' | 'fallbackConfig';

export type SuggestionId = 'letItOut';
