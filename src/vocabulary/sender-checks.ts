import { constantTimeComparisons } from './guard-names.ts';
import { oncePerName } from './known-names.ts';
import { wordsOf } from './words.ts';

/** How much a name or text says about a check of who sent a message: surely one, or one that may be about something else. */
export type CheckSign = 'sure' | 'maybe' | null;

const LONGEST_NAME = 150;

/** What does the mere mention of a variable, an attribute or a class say: `hmac`, `expected_signature`, `Unauthorized`? */
export const signOfName = oncePerName((name): CheckSign => {
  if (name.length > LONGEST_NAME) return null;
  if (constantTimeComparisons.has(name)) return 'sure';
  const words = wordsOf(name);
  if (words.some((word, at) => SURE.has(word) && !REQUESTED.has(words[at + 1] ?? ''))) return 'sure';
  if (words.some((word) => REFUSED.has(word))) return 'maybe';
  return words.some((word, at) => word === 'secret' && words[at + 1] !== 'key' && words[at - 1] !== 'client') ? 'maybe' : null;
});

const SURE = new Set(
  'hmac signature signatures sig svix jwks ed25519 nacl verifykey compare_digest unsign constructevent constructeventasync requestvalidator webhookverifier'.split(
    ' ',
  ),
);
/** `signature_request_id`: what people are asked to sign. */
const REQUESTED = new Set('request requests requested id ids url date image block'.split(' '));
const REFUSED = new Set(
  [
    'unauthorized unauthorised unauthenticated forbidden permissiondenied accessdenied authenticationfailed whitelist allowlist',
    'whitelisted allowlisted authenticated isauthenticated authorized',
  ]
    .join(' ')
    .split(' '),
);

/** What does the call of a function of this name say: `verify_webhook(...)`, `stripe.Webhook.construct_event(...)`? */
export const signOfCall = oncePerName((name): CheckSign => {
  if (name.length > LONGEST_NAME) return null;
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (signOfName(last) === 'sure') return 'sure';
  const words = wordsOf(last);
  const phrase = words.join('_');
  if (/construct_event|unwrap_webhook|webhooks?_unwrap|parse_signed|compare_digest|timing_safe/u.test(phrase)) return 'sure';
  if (words.some((word) => VERIFYING.has(word))) return words.some((word) => ABOUT_OTHERS.has(word)) ? null : 'sure';
  if (words.some((word) => word === 'authenticate' || word === 'authorize' || word === 'authenticated')) return 'maybe';
  if (/permission|^jwt_|_jwt$|^jwt/u.test(phrase)) return 'maybe';
  if (words.some((word) => CHECKING.has(word)) && words.some((word) => CHECKED.has(word))) return 'maybe';
  return /^jwt\b.*\bdecode$|^jose\b/u.test(name) ? 'sure' : null;
});

const VERIFYING = new Set('verify verifies verified verifier verification verifying'.split(' '));
/** Whose address or account is verified is another matter. */
const ABOUT_OTHERS = new Set('email phone user account identity kyc customer mark mail address send is domain'.split(' '));
const CHECKING = new Set('validate validates validator check checks ensure assert require requires is valid has guard protect'.split(' '));
const CHECKED = new Set(
  'webhook hook request req origin source sender token secret ip ips header headers auth credentials credential access notification sns twilio slack github telegram allowed trusted legit genuine'.split(
    ' ',
  ),
);

/** What does the name of a header say that is read of a request? */
export function signOfHeader(name: string): CheckSign {
  if (name.length > LONGEST_NAME) return null;
  const words = wordsOf(name);
  if (words.some((word) => /^(?:signature|sig|hmac|sha256|sha1|signed)$/u.test(word)) || /hub-signature|hmac|verif-hash|svix/iu.test(name))
    return 'sure';
  return words.some((word) => /^(?:authorization|auth|token|secret|key|apikey|password|verification)$/u.test(word)) ? 'maybe' : null;
}

/** Is a value of this name a secret that two sides share, so that comparing it with something tells who sends? */
export function isSharedSecret(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name);
  if (words.some((word) => /^(?:secret|password|passphrase|apikey|token|sign|hash|checksum|digest|ip|ips|host)$/u.test(word))) return true;
  return (
    /(?:api|auth|access|shared|webhook|hook|security|verification)_key/u.test(words.join('_')) || words.join('_').startsWith('remote_addr')
  );
}

/** Words of the greeting by which Meta's platforms check a webhook's address; what is compared there says nothing of later messages. */
export function isHandshake(text: string): boolean {
  return /^hub[._]?(?:challenge|mode|verify_token|verifyToken)$/u.test(text);
}

/** Of which two kinds is a setting that a check of signatures cannot do without: the shared secret, or what the sender brings? */
export function neededForCheck(name: string): 'secret' | 'signature' | null {
  if (name.length > LONGEST_NAME) return null;
  const words = wordsOf(name);
  const phrase = words.join('_');
  if (words.some((word) => word === 'signature' || word === 'sig' || word === 'hmac'))
    return /key|secret/u.test(phrase) ? 'secret' : 'signature';
  if (
    /secret|signing_key|(?:webhook|hook|verification|shared|verify)_(?:key|token)|hmac_key/u.test(phrase) &&
    !/client_secret|secret_id/u.test(phrase)
  )
    return 'secret';
  return null;
}

/** Does a call of this name check a signature and nothing else: `compare_digest`, `construct_event`, `verifySignature`? */
export const checksSignature = oncePerName((name): boolean => {
  if (name.length > LONGEST_NAME) return false;
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (constantTimeComparisons.has(last)) return true;
  const words = wordsOf(last);
  const phrase = words.join('_');
  if (phrase.startsWith('construct_event')) return true;
  const isChecking = words.some((word) => VERIFYING.has(word) || word === 'validate' || word === 'check' || word === 'valid');
  if (isChecking && words.some((word) => /^(?:signature|sig|webhook|hmac|signed|hook)$/u.test(word))) return true;
  return (
    /(?:^|\.)(?:wh|webhook|webhooks|svix)\.(?:verify|unwrap)$/iu.test(name) ||
    /(?:validator|verifier)\.(?:validate|verify|is_valid_request|isValid)$/iu.test(name)
  );
});
