export type MessageId = 'endless' | 'endlessLoop';
export type SuggestionId = 'connect';
