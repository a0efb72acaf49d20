import { wordsOf } from './words.ts';

const FAILURES = words(
  'error errors err errs errored fail fails failed failing failure failures exception exceptions invalid unavailable unable unhealthy',
  'unreachable crash crashed broken bad denied forbidden unauthorized degraded offline disconnected aborted',
);

/** Adjectives of things that work; a handler that sets one to false says that this one does not. */
const WORKING = words(
  'success successful succeeded ok okay valid healthy connected available alive reachable ready passed online working accessible',
  'initialized active running enabled supported loaded installed',
);

const PHRASES = [
  'errors? fails? failed failing failures? exceptions? invalid unavailable unable cannot unhealthy unreachable critical crash crashed',
  'denied forbidden unauthorized timeout degraded offline disconnected aborted missing unsupported problem impossible sorry',
]
  .join(' ')
  .split(' ')
  .concat("can't", 'could not', "couldn't", 'not available', 'not found', 'went wrong', 'try again', 'timed out');
const SENTENCE = new RegExp(`\\b(?:${PHRASES.join('|')})\\b`, 'iu');

/** Does a sentence, or a status word, tell a reader that something failed? */
export function saysFailure(text: string): boolean {
  return SENTENCE.test(text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text) || namesFailure(text);
}

/** Does a name speak of failure: `error`, `failed_items`, `HTTP_ERROR`, `sendError`? */
export function namesFailure(name: string): boolean {
  return name.length <= LONGEST_NAME && wordsOf(name).some((word) => FAILURES.has(word));
}

/** Is this a name that, when set to false, says that something does not work: `success`, `is_connected`, `HAS_GPU`? */
export function namesWorking(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name);
  return words.some((word) => WORKING.has(word)) || words[0] === 'has';
}

const LONGEST_NAME = 100;
const LONGEST_TEXT = 2000;

function words(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' '));
}
