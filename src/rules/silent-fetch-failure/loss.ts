export type MessageId = 'empty' | 'missing';

export type SuggestionId = 'logIt';

/** What is said of a fetch whose failure leaves as this value, or as nothing at all. */
export function messageFor(value: string | null): MessageId {
  return value === null ? 'missing' : 'empty';
}
