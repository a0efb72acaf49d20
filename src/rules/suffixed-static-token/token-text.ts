import { credentialNoun } from '../../vocabulary/credential-names.ts';

export type MessageId = 'neverEqual';

const LONGEST = 60;
const SHORTEST = 4;

/** Can a token begin with this text and go on with something that changes? A scheme before a whole token is no beginning of one. */
export function isBeginning(text: string): boolean {
  return (
    text.length >= SHORTEST &&
    text.length <= LONGEST &&
    /^[\w:.-]+$/u.test(text) &&
    /[A-Za-z_:-]$/u.test(text) &&
    !/^(?:bearer|basic|token|digest|apikey)[_:-]?$/iu.test(text)
  );
}

/** Does the text that is compared with leave out what the token goes on with? */
export function leavesOutSuffix(literal: string, prefix: string): boolean {
  return (
    literal.length >= SHORTEST &&
    (literal === prefix.replace(/[_:-]{1,9}$/u, '') || prefix.startsWith(`${literal}_`) || prefix.startsWith(`${literal}-`))
  );
}

/** Could a text of this length be a token that a program makes? */
export function isOfTokenLength({ length }: string): boolean {
  return length >= SHORTEST && length <= LONGEST;
}

/** `demo_token` of `Bearer demo_token`: the scheme is no part of the token. */
export function withoutScheme(text: string): string {
  return text.replace(/^(?:bearer|token|basic) /iu, '');
}

/** Does a value of this name let in whoever shows it? */
export function namesToken(name: string): boolean {
  const noun = credentialNoun(name) ?? credentialNoun(name, { inRequest: true });
  return noun === 'token' || noun === 'key' || noun === 'secret' || noun === 'passkey' || noun === 'credential';
}

/** Methods that look at the beginning of a text only, or take it off. */
export const lookingAtBeginning: ReadonlySet<string> = new Set(
  'startswith startsWith removeprefix match fullmatch slice substring split test replace lstrip partition'.split(' '),
);

/** What shows that the changing part is checked: a signature, a comparison of digests. */
export const checking: readonly string[] = [
  'compare_digest',
  'timingSafeEqual',
  'jwt.decode',
  'jwt.verify',
  'createHmac',
  'hmac.new',
  'itsdangerous',
];
