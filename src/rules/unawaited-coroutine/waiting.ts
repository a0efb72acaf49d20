export type MessageId = 'dropped' | 'tested' | 'read' | 'unused' | 'promiseTested' | 'promiseRead';
export type SuggestionId = 'awaitIt';

/** What is said of a call, cut to what a reader needs to find it. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}...`;
}

const LONGEST = 50;
