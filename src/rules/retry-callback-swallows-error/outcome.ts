export type MessageId = 'ignored' | 'dropped' | 'unset';
export type SuggestionId = 'raiseAgain';

/** Does a function of this name say that it raises? Where it stands elsewhere, its name is all there is. */
export function saysThatItRaises(name: string): boolean {
  return /raise|throw|abort|exit|or_?fail|^fail$/iu.test(name);
}
