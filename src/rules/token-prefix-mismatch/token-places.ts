import { kindNamed, type TokenKind } from '../../vocabulary/token-shapes.ts';

/** What the parameters of a client take, by the last word of the client and the parameter's name; the rest is said by the name alone. */
const PARAMETERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  slack: {
    token: 'SLACK_BOT_TOKEN',
    bot_token: 'SLACK_BOT_TOKEN',
    app_token: 'SLACK_APP_TOKEN',
    user_token: 'SLACK_USER_TOKEN',
    signing_secret: 'SLACK_SIGNING_SECRET',
  },
  stripe: { api_key: 'STRIPE_SECRET_KEY' },
  anthropic: { api_key: 'ANTHROPIC_API_KEY' },
  openai: { api_key: 'OPENAI_API_KEY' },
};

/** Modules whose classes take these, by how their full names begin. */
const MODULES: readonly (readonly [prefix: string, service: string])[] = [
  ['slack_bolt.', 'slack'],
  ['slack_sdk.', 'slack'],
  ['slack.', 'slack'],
  ['@slack/', 'slack'],
  ['stripe.', 'stripe'],
  ['anthropic.', 'anthropic'],
  ['@anthropic-ai/sdk', 'anthropic'],
  ['openai.', 'openai'],
  ['openai', 'openai'],
];

/** Arguments by position: `SocketModeHandler(app, app_token)`, `new WebClient(token)`, `new Stripe(key)`. */
const POSITIONS: readonly (readonly [callee: RegExp, position: number, parameter: string])[] = [
  [/^slack_bolt\.[\w.]*SocketModeHandler$/u, 1, 'SLACK_APP_TOKEN'],
  [/^(?:slack_sdk\.|slack\.|@slack\/web-api\.)(?:[\w.]*\.)?(?:Async)?WebClient$/u, 0, 'SLACK_BOT_TOKEN'],
  [/^slack_sdk\.socket_mode\.[\w.]*SocketModeClient$/u, 0, 'SLACK_APP_TOKEN'],
  [/^stripe$/u, 0, 'STRIPE_SECRET_KEY'],
  [/^@stripe\/stripe-js\.loadStripe$/u, 0, 'STRIPE_PUBLISHABLE_KEY'],
  [/^stripe\.Webhook\.construct_event$/u, 2, 'STRIPE_WEBHOOK_SECRET'],
  [/^stripe#webhooks\.constructEvent(?:Async)?$/u, 2, 'STRIPE_WEBHOOK_SECRET'],
];

/** Could something that is passed under this name be a token of a known kind? */
export function mayTakeToken(keyword: string): boolean {
  return KEYWORDS.has(keyword) || kindNamed(keyword) !== null;
}

const KEYWORDS = new Set(Object.values(PARAMETERS).flatMap((parameters) => Object.keys(parameters)));

/** Could a function of this name take a token by its position? */
export function mayTakeTokenAt(name: string): boolean {
  return /^(?:\w{0,60}SocketMode(?:Handler|Client)|(?:Async)?WebClient|construct_event)$/u.test(name);
}

/** Which kind of token does a call take as a keyword, or under a key of its options? `hasBase`: it speaks to another server. */
export function kindForKeyword(callee: string | null, keyword: string, hasBase: boolean): TokenKind | null {
  const own = kindNamed(keyword);
  if (own) return own;
  const service = MODULES.find(([prefix]) => callee?.startsWith(prefix) === true)?.[1];
  if (service === undefined || (hasBase && service !== 'slack')) return null;
  const snake = keyword.replace(/([a-z])([A-Z])/gu, '$1_$2').toLowerCase();
  const name = PARAMETERS[service]?.[snake];
  return name === undefined ? null : kindNamed(name);
}

/** Which kind of token does a call take at a position? */
export function kindForPosition(callee: string | null, position: number): TokenKind | null {
  const found = POSITIONS.find(
    ([pattern, at]) => at === position && callee !== null && callee.length < LONGEST_CALLEE && pattern.test(callee),
  );
  return found ? kindNamed(found[2]) : null;
}

const LONGEST_CALLEE = 200;
