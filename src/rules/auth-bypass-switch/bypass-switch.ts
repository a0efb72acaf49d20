import type { Mention } from '../../language/mentions.ts';
import { flag, list, type OptionsOf } from '../../options.ts';
import { endsInPhrase, wordsOf } from '../../vocabulary/words.ts';

export type MessageId = 'unguarded' | 'guardOnlyWarns' | 'onByDefault' | 'deployed' | 'forgettable';

export const options = {
  switchNames: list([], 'Further switches that turn authentication off when they are on (`open_access`).'),
  failOpenEnvironment: flag(
    false,
    'Report a start-up check whose own variable says development when nobody sets it: the check is off then.',
  ),
};

export type Options = OptionsOf<typeof options>;

const AUTH = ['auth', 'authn', 'authz', 'authentication', 'authorization'];

/** `DISABLE_AUTH`, `skip_auth`, `AUTH_BYPASS`, `ALLOW_ANONYMOUS`. */
const DISABLING = [
  ...AUTH.flatMap((auth) => [
    `disable_${auth}`,
    `skip_${auth}`,
    `bypass_${auth}`,
    `no_${auth}`,
    `${auth}_disabled`,
    `${auth}_bypass`,
    `${auth}_off`,
  ]),
  ...[
    'disable_auth_check',
    'skip_auth_check',
    'disable_token_check',
    'allow_anonymous',
    'allow_anonymous_access',
    'insecure_mode',
    'mock_auth',
    'fake_auth',
  ],
].map((name) => name.split('_'));

/** `AUTH_ENABLED`, `ENABLE_AUTH`: what turns authentication off when it is off. */
const ENABLING = AUTH.flatMap((auth) => [`${auth}_enabled`, `enable_${auth}`]).map((name) => name.split('_'));

/** One way in among others: without it the guard still stands. */
const WAYS_IN = new Set(
  [
    'basic ldap oidc oauth oauth2 sso saml saml2 jwt google github gitlab azure okta keycloak external remote proxy header kerberos social',
    'cookie token session password local mfa otp totp two factor 2fa webauthn passkey key iam x509 mtls smtp redis db database mongo mysql',
    'proxied trusted forwarded pam radius cas openid facebook twitter apple sms email magic http digest bot webhook admin metrics user client',
  ]
    .join(' ')
    .split(' '),
);

/** A file without one of these texts asks for no switch. */
export const switchMentions: readonly Mention[] = [
  ...new Set([...DISABLING, ...ENABLING].flatMap((phrase) => [phrase.join('_'), phrase.join('')])),
].map((text) => new RegExp(text, 'iu'));

const SUSPICIOUS = /auth|anonymous|insecure|token/iu;
const LONGEST_NAME = 80;

/** What a switch of this name does with authentication when it is on; null for what is no such switch. */
export function switchMeaning(name: string, { switchNames }: Options): 'disables' | 'enables' | null {
  if (name.length > LONGEST_NAME || (switchNames.length === 0 && !SUSPICIOUS.test(name))) return null;
  const words = wordsOf(name);
  if (switchNames.some((known) => endsInPhrase(words, wordsOf(known)))) return 'disables';
  if (words.some((word) => WAYS_IN.has(word) && word !== 'token')) return null;
  if (DISABLING.some((phrase) => endsInPhrase(words, phrase))) return 'disables';
  return ENABLING.some((phrase) => endsInPhrase(words, phrase)) ? 'enables' : null;
}

/** Does a text, as variables have it, turn a switch on, or off? Null for anything else. */
export function stateOf(text: string): 'on' | 'off' | null {
  const plain = text.trim().toLowerCase();
  if (/^(?:1|true|yes|on|y|t|enabled)$/u.test(plain)) return 'on';
  return /^(?:0|false|no|off|n|f|disabled|)$/u.test(plain) ? 'off' : null;
}

/** Does a deployment that sets this variable to this text turn authentication off? */
export function isTurnedOff(name: string, text: string, options: Options): boolean {
  const meaning = switchMeaning(name, options);
  const state = stateOf(text);
  return meaning === 'disables' ? state === 'on' : meaning === 'enables' && state === 'off' && text.trim() !== '';
}

/** Does a piece of code that a switch chooses have to do with who gets in? */
export function speaksOfAccess(text: string): boolean {
  return ACCESS.test(text.slice(0, LONGEST_PIECE));
}

const ACCESS = /auth|token|login|permission|credential|jwt|guard|api_?key|session|anonymous|current_?user|principal/iu;
const LONGEST_PIECE = 2000;

/** Is this the name of a function, or of what is around it, that decides who gets in? */
export function decidesAccess(name: string): boolean {
  return /auth|token|login|permission|credential|jwt|guard|api_?key|current_?user|require|protect|identity|access|verify|can_?activate|dispatch|middleware|before_?request|principal|__call__/iu.test(
    name,
  );
}

/** Variables of a container are shouted; a key of any other program's settings means what that program likes. */
export function isVariableName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/u.test(name);
}
