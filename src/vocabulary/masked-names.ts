import { oncePerName } from './known-names.ts';
import { wordsOf } from './words.ts';

/** What a value is, or was made into, so that a reader of it does not learn what it stands for. */
const MASKED = new Set(
  [
    'mask masked masking redact redacted redaction obfuscate obfuscated obfuscation hide hidden sanitize sanitized sanitise sanitised',
    'scrub scrubbed censor censored anonymize anonymized anonymise anonymised pseudonymize elide elided clean cleaned strip stripped safe',
    'hash hashed hmac digest sha1 sha256 md5 fingerprint checksum encrypt encrypted cipher ciphertext partial filtered filter',
    'printable pretty',
    'len length size bool type isinstance count exists',
  ]
    .join(' ')
    .split(' '),
);

/** Does the name say that a value is masked, hashed or counted: `masked_token`, `redact(...)`, `len(...)`, `domain_of(...)`? */
export const isMaskName = oncePerName((name) => {
  const words = wordsOf(name);
  return words.some((word) => MASKED.has(word)) || (words[0] === 'domain' && words.length <= 2);
});

/** `'***'`, `'<hidden>'`, `'[REDACTED]'`: what stands in the place of a value that is not shown. */
export function isMaskText(text: string): boolean {
  return /^\W*(?:x{3,}|hidden|redacted|masked|secret|filtered|removed)?\W*$/iu.test(text.slice(0, 40)) && text !== '';
}

/** Does the name say which thing it is, or how many there are: `secret_name`, `tokenCount`? Then the thing itself is not in it. */
export const isNameOfThing = oncePerName((name) => THINGS.has(wordsOf(name).at(-1) ?? ''));

const THINGS = new Set('name names id ids arn type kind count len length host port path file status state code'.split(' '));
