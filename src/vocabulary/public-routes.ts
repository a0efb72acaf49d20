import { wordsOf } from './words.ts';

const WORDS = new Set(
  [
    'login signin signup register registration password passwd forgot reset otp totp mfa 2fa auth authentication token captcha contact newsletter',
    'subscribe webhook webhooks public anonymous anon guest unauthenticated feedback invite health verify verification magic oauth openid oidc saml sso',
  ]
    .join(' ')
    .split(' '),
);

/** Is what has this name or path for people whom nobody knows yet, so that their address is all there is to count by? */
export function isForStrangers(name: string): boolean {
  return (
    name.length <= LONGEST_NAME &&
    wordsOf(name.replace(/sign[-_ ]?(in|up)/giu, 'sign$1').replace(/log[-_]in/giu, 'login')).some((word) => WORDS.has(word))
  );
}

const LONGEST_NAME = 200;

/** Does something of this name tell one caller from another better than an address does? */
export function tellsCallersApart(name: string): boolean {
  return (
    /^(?!.*agent)(?:.*_)?(?:user|account|member|tenant|org|organization|customer|principal|identity|subject|api_?key|token|session|auth|jwt|claims|credential|client_id|workspace)(?:s|_?id|_?key|_?name|$|_)/iu.test(
      name,
    ) || /(?:user|account|tenant|apiKey|session|token|principal|identity)(?:Id|Key|Name)?$/u.test(name)
  );
}
