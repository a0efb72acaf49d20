import { flag, type OptionsOf } from '../../options.ts';

export const options = {
  everywhere: flag(
    false,
    'Report also answers to callers who are not seen to send the header Authorization: logins, sessions in cookies, keys in headers of your own.',
  ),
};

export type Options = OptionsOf<typeof options>;

export type Message = 'noChallenge' | 'noScheme' | 'addHeader';

/** The header, in any spelling of its letters. */
export const CHALLENGE = /www[-_]?authenticate/iu;

/** What suggestions send: the scheme of nearly all tokens. */
export const SCHEME = 'Bearer';

/** Does code that refuses speak of another scheme than the suggested one: of passwords in the header, of `Token abc`? */
export function namesOtherScheme(text: string): boolean {
  return (/basic|digest|apikey/iu.test(text) || /["'`]Token ?["'`{$]/u.test(text)) && !/bearer/iu.test(text);
}

/** Does what is said with an answer name the header or its scheme? */
export function speaksOfHeader(text: string): boolean {
  return /\bbearer\b|\bauthorization header\b/iu.test(text);
}
