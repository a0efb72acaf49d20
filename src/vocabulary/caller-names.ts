import { wordsOf } from './words.ts';

/** What is longer is no name, and not worth splitting. */
const LONGEST_NAME = 200;
/** `current_user_id` is the caller's, `list_of_all_user_names` nobody's in particular. */
const MOST_WORDS = 3;

const CALLER = new Set('user uid userid identity account principal claims member actor subject caller'.split(' '));
const PROPERTIES = new Set('role roles permissions scopes jwt payload subscription plan'.split(' '));

/** Does a variable, attribute or key of this name hold who is calling: `current_user`, `userId`, but no `user_agent`? */
export function isCallerName(name: string): boolean {
  const words = name.length > LONGEST_NAME ? [] : wordsOf(name);
  return words.length <= MOST_WORDS && words.some((word) => CALLER.has(word)) && !words.includes('agent');
}

/** The same, or what they may do: `role`, `permissions`. */
export function isCallerProperty(name: string): boolean {
  if (isCallerName(name)) return true;
  const words = name.length > LONGEST_NAME ? [] : wordsOf(name);
  return words.length <= MOST_WORDS && words.some((word) => PROPERTIES.has(word));
}

const LOOK_UP = new Set('get load fetch find resolve extract parse lookup retrieve'.split(' '));

/** Does a function of this name find out who is calling: `get_current_user`, `loadAccount`? */
export function looksCallerUp(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name);
  return LOOK_UP.has(words[0] ?? '') && words.some((word) => CALLER.has(word));
}

/** Is this header, cookie or key where a caller's credentials are sent? */
export function isCredentialKey(name: string): boolean {
  return name.length <= LONGEST_NAME && /authorization|token|api[-_]?key|bearer|auth/iu.test(name);
}
