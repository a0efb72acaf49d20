import { oncePerName } from './known-names.ts';
import { wordsOf } from './words.ts';

const FETCHING = words('fetch crawl scrape download refetch prefetch');
/** They fetch where what they give is awaited; elsewhere they may as well look into a table. */
const ASKING = words('get list load call query search retrieve request');
const CLIENTS = words('client session http api requests gateway');
const CONNECTIONS = words('cursor cur conn connection db database pool engine session');
/** What a client or a session does by itself, without asking anybody. */
const LOCAL = words('close aclose add expunge flush headers set update mount copy configure build format parse clone');

/** Does a function of this name ask somebody else by what it says: `fetch_page`, `crawlAll`? */
export const namesFetch = oncePerName((name) => FETCHING.has(firstWord(name)));

/** May a function of this name ask somebody else, when what it gives is awaited: `get_orders`, `loadUser`? */
export const namesQuestion = oncePerName((name) => ASKING.has(firstWord(name)) && wordsOf(name).length > 1);

/** Is this the name of what talks to somebody else over a network: `client`, `self.http`, `githubApi`? */
export const namesClient = oncePerName((name) => CLIENTS.has(wordsOf(name).at(-1) ?? ''));

/** Is this the name of a connection to a database? */
export const namesConnection = oncePerName((name) => CONNECTIONS.has(wordsOf(name).at(-1) ?? ''));

/** Is a method of this name one that a client answers by itself? */
export const isLocalMethod = oncePerName((name) => LOCAL.has(firstWord(name)));

/** Verbs of HTTP, as clients have them for methods. */
export const requestVerbs = words('get post put patch delete head options request send fetch');

/** Does a function of this name answer yes or no, so that no is an honest answer: `is_up`, `verifyToken`, `ping`? */
export const namesVerdict = oncePerName((name) => VERDICTS.has(firstWord(name)));

const VERDICTS = words('is has can check verify validate test ping probe exists should supports are was detect guess try');

/** Does an error of this name stand for an answer that is expected: `NotFound`, `DoesNotExist`, `StopIteration`, `QueueEmpty`? */
export const namesExpected = oncePerName((name) => {
  if (BUILT_IN.has(name)) return true;
  const all = wordsOf(name);
  return (
    all.some((word) => EXPECTED.has(word)) ||
    ((all.includes('not') || all[0] === 'no') && all.some((word) => word === 'found' || word === 'exist' || word === 'valid'))
  );
});

const BUILT_IN = words(
  `ImportError ModuleNotFoundError KeyError IndexError LookupError AttributeError ValueError TypeError UnicodeError UnicodeDecodeError
  UnicodeEncodeError StopIteration StopAsyncIteration NotImplementedError JSONDecodeError FileNotFoundError FileExistsError
  PermissionError KeyboardInterrupt CancelledError GeneratorExit SystemExit NameError AssertionError ZeroDivisionError OverflowError
  RecursionError EOFError BrokenPipeError PyJWTError HTTPException`,
);
const EXPECTED = words(
  `missing empty exists duplicate conflict invalid denied forbidden unauthorized unsupported stop stopped expired skip abort aborted
  cancel cancelled canceled validation signature decode encoding permission integrity disconnect disconnected multiple full locked
  schema parse parser syntax programming watch such exit control`,
);

/** Does a call of this name wait for the next try: `asyncio.sleep`, `delay`, `setTimeout`? */
export const namesPause = oncePerName((name) => /^(?:sleep|delay|wait|pause|backoff|setTimeout)/iu.test(name));

/** Does a comment say that dropping the error was decided? */
export function saysOnPurpose(comment: string): boolean {
  return /\b(?:because|best.effort|never|must not|on purpose|intentional|intentionally|optional|ignored?|ignore|harmless|expected|fine|ok|okay)\b/iu.test(
    comment.slice(0, LONGEST_COMMENT),
  );
}

const LONGEST_COMMENT = 500;

function firstWord(name: string): string {
  return wordsOf(name)[0] ?? '';
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/u));
}
