import { oncePerName } from './known-names.ts';

/** Between the words of `max_tokens`, `api-key`, `app.secret` and `a b`. */
const SEPARATOR = /[^\p{L}\p{N}]+/u;
/** Between the words of `apiKey` (a small letter or digit, then a capital) and of `APIKey` (the last capital begins the word). */
const HUMP = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/** Of which words is a name made? `['access', 'token']` for `access_token`, `accessToken`, `ACCESS-TOKEN` and `Access.Token`. */
export const wordsOf = oncePerName((name): readonly string[] =>
  name
    .split(SEPARATOR)
    .flatMap((part) => part.split(HUMP))
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase()),
);

/** Do the words hold this phrase, one word after the other? */
export function holdsPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  return words.some((_, at) => startsWithPhrase(words, phrase, at));
}

/** Are these the last words? */
export function endsInPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  return phrase.length <= words.length && startsWithPhrase(words, phrase, words.length - phrase.length);
}

function startsWithPhrase(words: readonly string[], phrase: readonly string[], at: number): boolean {
  return phrase.length > 0 && phrase.every((word, offset) => words[at + offset] === word);
}
