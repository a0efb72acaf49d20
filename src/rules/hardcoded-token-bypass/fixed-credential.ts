import { flag, list, type OptionsOf } from '../../options.ts';
import type { Mention } from '../../language/mentions.ts';
import type { CredentialNoun } from '../../vocabulary/credential-names.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export const options = {
  literals: list(
    ['demo_token', 'test_token', 'dev_token', 'debug_token', 'master_token', 'backdoor', 'letmein'],

    'Tokens that are reported in server code wherever they are accepted, set or handed out, in any spelling (`demo-token`, `demoToken`).',
  ),
  developmentBypasses: flag(
    true,
    'Report bypasses that only work while a switch such as `DEBUG`, `TESTING` or `NODE_ENV` is set for development.',
  ),
};

export type Options = OptionsOf<typeof options>;

export type MessageId =
  | 'fixedCredential'
  | 'fixedIdentity'
  | 'whileSwitch'
  | 'clientCredential'
  | 'browserCheck'
  | 'defaultOn'
  | 'knownLiteral'
  | 'deployedSwitch'
  | 'deleteBranch'
  | 'deleteComparison';

const SCHEME = /^(?:bearer|basic|token|digest|negotiate|apikey|api-key|jwt|mac|hawk|dpop|hmac|ntlm|oauth|key)\s+/iu;

/** The credential itself, without the scheme before it: `demo` of `Bearer demo`. */
export function withoutScheme(text: string): string {
  return text.trim().replace(SCHEME, '');
}

const ABSENT = set('null undefined none nil nan true false yes no on off na empty unset default');
/** Kinds of tokens and schemes, and what a request says without a credential: told apart by name, and secret to nobody. */
const KINDS = set(
  [
    'access refresh id idtoken reset invite email verify verification confirm confirmation activation session cookie header query body',
    'bearer basic digest negotiate ntlm token tokens jwt jws jwe mac hawk dpop hmac saml oauth oauth1 oauth2 oidc apikey api key',
    'hs256 hs384 hs512 rs256 rs384 rs512 es256 es384 ps256 eddsa user users service client server machine bot app application',
    'anonymous anon guest public private auto automatic cache cached inherit required optional any all self me owner system local',

    'api_key id_token access_token refresh_token client_credentials authorization_code password_reset magic_link',
    'device_code personal_access csrf xsrf',
    ,
    'latest current new old next prev previous begin end start stop first last eof string number boolean object',
    'symbol bigint function identifier',
    ,
    'let const var return class import export default yield await async if else while for case and or not',
    'expired revoked invalid pending active inactive unknown error deleted loggedout logged_out disabled missing empty',
    'read write readonly same-origin same_origin include omit',
  ].join(' '),
);
/** The name of what holds the credential. */
const HEADER = /^(?:proxy-)?authorization$|^x(?:-[a-z]+)*-(?:token|key|auth|authorization|secret)$/iu;
const MASK = /^[*•x.#_-]+$|^\[?(?:redacted|masked|hidden|filtered|unchanged|secret hidden)\]?$|^__\w+__$/iu;
/** `<token>`, `{token}`, `your-token-here`: who wrote it meant that it be replaced. */
const PLACEHOLDER = /^<.*>$|^[{$%]|^your[\s_-]|[\s_-]here$|^\.\.\.|^(?:x{3,}|changeme|change_me|change-me|replace[\s_-]?me|todo|tbd)$/iu;

/** Is this text, compared with a credential, one that opens a door, and not a scheme, a kind of token, or the absence of one? */
export function isFixedCredential(text: string, noun: CredentialNoun): boolean {
  const bare = withoutScheme(text);
  const letters = bare.replace(/[^\p{L}\p{N}]/gu, '');
  // What begins with a quote or a bracket is a piece of a program's text.
  if (letters.length < SHORTEST || MASK.test(bare) || HEADER.test(bare) || /^["'`([{<]/u.test(bare)) return false;
  const word = wordsOf(bare).join('_');
  if (ABSENT.has(word) || ABSENT.has(bare.toLowerCase())) return false;
  // A password may be any word; for the others these words are names of kinds.
  return noun === 'password' || noun === 'passkey' || noun === 'code' || !KINDS.has(word);
}

const SHORTEST = 3;

/** Is a literal that stands in for a credential (in a header, in the browser's storage) one that somebody could use? */
export function isUsableCredential(text: string): boolean {
  const bare = withoutScheme(text);
  return isFixedCredential(text, 'token') && !PLACEHOLDER.test(bare) && !/^(?:deleted|expired|invalid|none|logged_?out)$/iu.test(bare);
}

const PUBLIC_NAMES = set('0 anonymous anon guest public nobody unknown system');

function isFixedIdentity(text: string): boolean {
  const word = text.trim().toLowerCase();
  return /[\p{L}\p{N}]/u.test(word) && !ABSENT.has(word) && !PUBLIC_NAMES.has(word) && !KINDS.has(word);
}

/** How much of a credential is compared with a text. */
export type Extent = 'whole' | 'edge' | 'part';

interface Compared {
  readonly texts: readonly string[];
  readonly extent: Extent;
}

interface Shown {
  readonly noun: CredentialNoun;
  readonly isFromRequest: boolean;
}

/** The text that opens a door, of those a credential is compared with; null when one of them shows that kinds are told apart. */
export function fixedCredentialIn({ texts, extent }: Compared, { noun, isFromRequest }: Shown): string | null {
  if (extent !== 'whole' && texts.some((text) => isMark(text, extent))) return null;
  const real = texts.filter((text) => !ABSENT.has(text.toLowerCase()) && text !== '');
  const isParty = (text: string) => isFromRequest && extent === 'whole' && PARTIES.has(text.toLowerCase());
  const isFixed = (text: string) => isFixedCredential(text, noun) || isParty(text);
  return real.every(isFixed) ? (real[0] ?? null) : null;
}

/** Kinds of callers elsewhere; as the token of a request they are one that everybody can guess. */
const PARTIES = set('bot app application service services server client machine system local users owner');

/** Does a text only tell kinds of credentials apart, as the beginning of one (`AWS `, `sk_`) or a part of it (`'sub' in claims`)? */
function isMark(text: string, extent: Extent): boolean {
  if (/^\S+\s+$/u.test(text)) return true;
  const isTempting = wordsOf(text).some((word) => TEMPTING.has(word));
  return !isTempting && (extent === 'part' || /[_\-:.|]$|^[^a-z0-9]|^.{1,4}$/iu.test(text));
}

const TEMPTING = set('demo test dev debug admin master backdoor secret bypass magic god root super letmein local fake mock staging');

/** The identity that is let in by name, of those a user's name, number or address is compared with. */
export function fixedIdentityIn(texts: readonly string[], name: string): string | null {
  const isMail = /mail/iu.test(name);
  const isNumber = /(?:id|pk|uid)$/iu.test(name);
  // `user_id === 'me'` is an alias; a real one has a digit in it.
  const found = texts.find(
    (text) => isFixedIdentity(text) && (isMail ? text.includes('@') : isNumber ? /\d/u.test(text) : !/^\d+$/u.test(text)),
  );
  return found ?? null;
}

/** Does a switch with this value count as on? */
export function isOn(text: string): boolean {
  return /^(?:1|true|yes|on|y|t|enabled?)$/iu.test(text.trim().replace(/^(['"])(.*)\1$/su, '$2'));
}

/** Is this text one of the tokens that tell of a bypass by themselves? */
export function isKnownLiteral(text: string, literals: readonly string[]): boolean {
  if (text.length > LONGEST_LITERAL) return false;
  const spelling = wordsOf(withoutScheme(text)).join('_');
  return literals.some((literal) => wordsOf(literal).join('_') === spelling);
}

/** The words that known tokens consist of, as they are looked for in a file. */
const pieces = new Map<string, Mention>();

function pieceFor(word: string): Mention {
  let piece = pieces.get(word);
  // Only ASCII words can be declared; others are looked for as they are.
  if (!piece) pieces.set(word, (piece = /^\w+$/u.test(word) ? new RegExp(word, 'i') : word));
  return piece;
}

/** What is to be asked about a file before it is searched for the tokens that are known by default. */
export const literalMentions: readonly Mention[] = options.literals.default.flatMap((literal) => wordsOf(literal).map(pieceFor));

/** Could one of the known tokens stand in a file? Asked before its strings are looked at one by one. */
export function mayHoldKnownLiteral(mentions: (mention: Mention) => boolean, literals: readonly string[]): boolean {
  return literals.some((literal) => {
    const words = wordsOf(literal);
    return words.length > 0 && words.every((word) => mentions(pieceFor(word)));
  });
}

const patterns = new Map<string, RegExp>();

/** Finds the known tokens in code, in any spelling. */
export function literalPattern(literals: readonly string[]): RegExp {
  const key = literals.join(' ');
  let pattern = patterns.get(key);
  if (!pattern) {
    const spellings = literals.map((literal) => wordsOf(literal).join('[^a-z0-9]?')).filter((spelling) => spelling !== '');
    patterns.set(key, (pattern = new RegExp(spellings.length > 0 ? spellings.join('|') : '(?!)', 'giu')));
  }
  return pattern;
}

const PUNCTUATION = /\btok(?:en)?(?:\.\w{1,20})?\s?(?:===?|!==?|in)\s?['"][^\w'"\s]{1,3}['"]/iu;

/** Does a file take a language apart, so that its tokens are words and brackets? */
export function readsLanguage(code: string): boolean {
  return PUNCTUATION.test(code);
}

/** Is one of the known tokens written somewhere in a piece of code? */
export function spellsKnownLiteral(code: string, literals: readonly string[]): boolean {
  const letters = lettersOf(code);
  return literals.some((literal) => letters.includes(lettersOf(literal)));
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/gu, '');
}

/** What is longer is no token that somebody would remember. */
export const LONGEST_LITERAL = 80;

/** The literal as a message quotes it: long ones are cut. */
export function quoted(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 3)}...` : text;
}

const LONGEST_QUOTE = 40;

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

const OPENING = set('allow allows allowed enable enabled accept accepts accepted permit permitted trust trusted honor');
const STAND_IN = set('demo test tests testing dev debug master magic static universal hardcoded fixed dummy fake mock backdoor');
const LET_IN = set('token tokens passkey passkeys passcode password passwords passphrase credential credentials jwt login logins apikey');
/** Switches that take authentication away altogether are another rule's. */
const WITHOUT_AUTH = /(?:disable|skip|bypass|no)_?auth|auth_?(?:disabled|enabled|bypass)|allow_?anonymous|insecure_?mode/iu;

/** Does a switch, by its name alone, let a fixed credential in (`ALLOW_DEMO_TOKEN`, `MASTER_PASSWORD_ENABLED`)? */
export function letsFixedCredentialIn(name: string): boolean {
  if (name.length > LONGEST_LITERAL || WITHOUT_AUTH.test(name)) return false;
  const words = wordsOf(name);
  if (!words.some((word) => OPENING.has(word))) return false;
  return words.includes('backdoor') || words.some((word, at) => STAND_IN.has(word) && LET_IN.has(words[at + 1] ?? ''));
}
