import { flag, list, type OptionsOf } from '../../options.ts';

export const options = {
  errorFactories: list([], 'Functions that make an answer of an error and keep its text out of it (`problem_details`).'),
  libraryErrors: flag(true, 'Report the errors of databases, files and processes too, not only handlers that catch everything.'),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'text' | 'trace';
export type SuggestionId = 'constantText' | 'constantTextAndLog';

/** What a client is told instead. */
export const CONSTANT_TEXT = 'Internal server error';
