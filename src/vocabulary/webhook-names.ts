import { namesPartner } from './webhook-senders.ts';
import { wordsOf } from './words.ts';

/** What arrives at a route: messages from outside; pushes of Google's Pub/Sub; null where nothing says that any do. */
export type Delivery = 'webhook' | 'push' | null;

/** By what a route is known. */
export interface RouteNames {
  /** The whole path as far as it is known, with its parameters. */
  readonly path: string | null;
  /** The handler, and the class around it. */
  readonly handlers: readonly string[];
  /** The file's name without its ending. */
  readonly file: string;
}

/** These alone say that somebody outside sends. */
const SURE = new Set('webhook webhooks hook hooks ipn postback postbacks pubsub'.split(' '));
/** The same in the name of a function, where `hook` may be anything. */
const SURE_OF_FUNCTIONS = new Set('webhook webhooks ipn pubsub'.split(' '));
/** These say so beside the name of a partner. */
const LIKELY = new Set('callback callbacks inbound push notify notification notifications event events'.split(' '));

/** Does the other side send a message to a route of these names by itself, as far as they tell? */
export function deliveryAt({ path, handlers, file }: RouteNames): Delivery {
  const segments = fixedSegments(path ?? '');
  const words = segments.flatMap((segment) => joined(wordsOf(segment)));
  const handlerWords = handlers.flatMap((name) => joined(wordsOf(name)));
  const all = [...words, ...handlerWords];
  if (all.some((word) => ELSEWHERE.has(word)) || managesWebhooks(segments, handlers)) return null;
  if (all.includes('pubsub') || (all.includes('push') && all.some((word) => word === 'gmail' || word === 'google'))) return 'push';
  if (words.some(isSure) || handlerWords.some((word) => SURE_OF_FUNCTIONS.has(word) || word.endsWith('webhook'))) return 'webhook';
  const last = joined(wordsOf(segments.at(-1) ?? ''));
  const isLikely = last.some((word) => LIKELY.has(word)) || (segments.length === 0 && handlerWords.some((word) => LIKELY.has(word)));
  return isLikely && namesPartner([...segments, ...handlers, file]) ? 'webhook' : null;
}

function isSure(word: string): boolean {
  return SURE.has(word) || word.endsWith('webhook') || word.endsWith('webhooks');
}

/** `['webhook']` of `['web', 'hook']`. */
function joined(words: readonly string[]): string[] {
  return words
    .join(' ')
    .replace(/\bweb hook(s?)\b/gu, 'webhook$1')
    .replace(/\bpub sub\b/gu, 'pubsub')
    .split(' ');
}

/** What people and their browsers are sent back to, and what machines of one's own send. */
const ELSEWHERE = new Set(
  'oauth oauth2 oidc saml sso login signin auth authorize authorization consent internal admin settings manage config debug mock test tests example'.split(
    ' ',
  ),
);

/** The segments of a path without its parameters: neither `{id}` nor `<int:id>` nor `:id` nor `[id]`. */
export function fixedSegments(path: string): string[] {
  return path
    .replace(/\(\?P?<\w{1,60}>[^()]{0,100}\)|\{[^{}]{0,100}\}|<[^<>]{0,100}>|\[[^[\]]{0,100}\]|:\w{1,100}/gu, '')
    .split('/')
    .map((segment) => segment.replace(/[\^$\\]/gu, ''))
    .filter((segment) => segment !== '');
}

const MANAGING = new Set(
  [
    'create add new insert register unregister update edit patch modify delete remove destroy list index get show read set save store configure config setup install',
    'settings enable disable toggle activate deactivate rotate regenerate test ping send deliver dispatch fire emit retry replay resend redeliver',
    'subscribe unsubscribe schema preview simulate validate logs deliveries history secret secrets status build make upsert',
  ]
    .join(' ')
    .split(' '),
);

/** Are these routes for one's own hooks: `POST /webhooks/test`, `def create_webhook`? */
function managesWebhooks(segments: readonly string[], handlers: readonly string[]): boolean {
  const [last = '', before = ''] = [...segments].reverse();
  const own = joined(wordsOf(before));
  // `/webhooks/orders/create` is what has happened at a shop.
  if (MANAGING.has(wordsOf(last)[0] ?? '') && own.some(isSure) && !namesPartner(segments)) return true;
  if (/^(?:test|send|fire|create|register|delete|setup|set)[-_]?web[-_]?hooks?$/iu.test(last)) return true;
  const [handler = ''] = handlers;
  const [verb = '', ...rest] = joined(wordsOf(handler));
  if (!MANAGING.has(verb)) return false;
  const end = rest.at(-1) ?? '';
  return rest.length === 0
    ? /web[-_]?hooks$/iu.test(last)
    : rest.slice(0, 2).some(isSure) || isSure(end) || /^(?:endpoint|subscription|setting|config|trigger|channel|preference)s?$/u.test(end);
}

/** Is a part of the path only the sender's to know: `/hooks/{token}`, `/webhook/:secret`? */
export function hasSecretSegment(path: string): boolean {
  return (path.match(/\{[^{}]{1,100}\}|<[^<>]{1,100}>|\[[^[\]]{1,100}\]|:\w{1,100}/gu) ?? []).some((parameter) =>
    wordsOf(parameter).some((word) => SECRET_PARAMETERS.has(word)),
  );
}

const SECRET_PARAMETERS = new Set('token secret key hash signature sig password passphrase auth apikey uuid hex nonce'.split(' '));

/** Is a class of this name a hook of one's own that is kept, and no message that came: `WebhookCreate`, `CreateWebhookDto`? */
export function namesKeptWebhook(name: string): boolean {
  return /^(?:Create|Update|Add|New|Edit)\w{0,30}Web[hH]ook|Web[hH]ook\w{0,20}(?:Create|Update|Config|Settings|Subscription|Registration)(?:Dto|DTO|In|Schema|Request|Input|Serializer)?$/u.test(
    name,
  );
}
