import { wordsOf } from './words.ts';

const CALLBACKS = words(
  'handler callback cb listener subscriber hook plugin observer fn func function receiver consumer middleware extension',
);
const RECIPIENTS = words(
  'connection conn client socket websocket ws peer subscriber session user recipient queue listener observer receiver member channel',
  'device viewer player room target endpoint sink subscription watcher',
);
const MAKING = words(
  'get create make build find load register unregister add remove set resolve select import new init setup enable disable install',
  'uninstall attach detach delete update reload configure save read parse validate check is has',
);
/** What these words are said of is surely a message. */
const SENDING = words('send emit publish notify deliver broadcast');
/** What these are said of may be anything, unless it goes to a recipient. */
const HANDING_OVER = words('write put push post fire dispatch forward');

/** Is this the name of code that somebody else handed in: `handler`, `on_error_callback`, `listeners`? */
export function namesCallback(name: string): boolean {
  return CALLBACKS.has(lastWord(name)) && !isMaker(name);
}

/** Does a method of this name fetch or prepare something, rather than hand over an event: `provider_handler.get_repositories()`? */
export function namesAsking(name: string): boolean {
  return name.length <= LONGEST_NAME && MAKING.has(wordsOf(name)[0] ?? '');
}

/** `KeywordHandler(...)` and `get_handler(...)` make or find one, and call none. */
function isMaker(name: string): boolean {
  const [first = '', ...rest] = wordsOf(name);
  return (/^[A-Z][a-z]/u.test(name) && rest.length > 0) || (rest.length > 0 && MAKING.has(first));
}

/** Is this the name of somebody who gets a message: `ws`, `client`, `connections`? */
export function namesRecipient(name: string): boolean {
  return RECIPIENTS.has(lastWord(name));
}

/** Does a call of this name send something: `send_json`, `emit`, `sendMessage`? */
export function namesSending(name: string): boolean {
  return name.length <= LONGEST_NAME && SENDING.has(wordsOf(name)[0] ?? '');
}

/** Does a call of this name send something when it is made to a recipient: `put`, `write`? */
export function namesHandingOver(name: string): boolean {
  return name.length <= LONGEST_NAME && HANDING_OVER.has(wordsOf(name)[0] ?? '');
}

/** The last word of a name, without the plural. */
function lastWord(name: string): string {
  if (name.length > LONGEST_NAME) return '';
  const word = wordsOf(name).at(-1) ?? '';
  return RECIPIENTS.has(word) || CALLBACKS.has(word) ? word : word.replace(/s$/u, '');
}

function words(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' '));
}

const LONGEST_NAME = 100;
