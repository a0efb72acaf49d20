import { flag, list, type OptionsOf } from '../../options.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export type Message = 'changesData' | 'returnsData' | 'opensSocket' | 'noAuthAnywhere' | 'markPublic';

export const options = {
  publicPaths: list(
    [
      '/',
      '/health*',
      '/ready*',
      '/live*',
      '/metrics',
      '/ping',
      '/status',
      '/version',
      '/favicon.ico',
      '/robots.txt',
      '/static/*',
      '/web/*',
      '/docs*',
      '/openapi*',
      '/.well-known/*',
    ],
    'Paths that everybody may call; `*` at the end stands for anything.',
  ),
  publicSegments: list(
    [
      ...['login', 'logon', 'signin', 'register', 'registration', 'signup', 'logout', 'logoff', 'signout', 'refresh', 'forgot', 'forget'],
      ...[
        'recover',
        'verify',
        'verification',
        'confirm',
        'confirmation',
        'activate',
        'activation',
        'resend',
        'oauth',
        'oauth2',
        'sso',
        'saml',
      ],
      ...[
        'oidc',
        'auth',
        'authenticate',
        'authorize',
        'callback',
        'csrf',
        'token',
        'otp',
        'webhook',
        'webhooks',
        'hook',
        'public',
        'contact',
      ],
      ...[
        'feedback',
        'subscribe',
        'unsubscribe',
        'newsletter',
        'captcha',
        'health',
        'healthz',
        'healthcheck',
        'ping',
        'invite',
        'invitation',
      ],
      ...[
        'setup',
        'install',
        'demo',
        'rss',
        'feed',
        'sitemap',
        'share',
        'shared',
        'passwordless',
        'password',
        'anonymous',
        'guest',
        'error',
      ],
      ...['errorhandler', 'landing', 'survey', 'ipn', 'enroll', 'onboarding', 'bootstrap'],
    ],
    'Words in a path, or in the name of a handler, that say that strangers are expected.',
  ),
  dataWords: list(
    [
      ...['user', 'account', 'contact', 'customer', 'order', 'payment', 'invoice', 'booking', 'follower', 'log', 'history', 'audit'],
      ...[
        'session',
        'message',
        'whitelist',
        'client',
        'member',
        'employee',
        'patient',
        'transaction',
        'subscription',
        'profile',
        'address',
      ],
    ],
    'Words for data that is nobody else’s business: a GET that reads some is reported.',
  ),
  authenticators: list([], 'More names of decorators, dependencies and middleware that find out who is calling.'),
  reads: flag(true, 'Also report what only reads.'),
  projectsWithoutAuth: flag(false, 'Report the first route that changes data in each file of a project that has no authentication at all.'),
};

export type Options = OptionsOf<typeof options>;

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Can a request of one of these methods change something? Null when they are not known. */
export function changes(methods: readonly string[] | null): boolean | null {
  return methods === null || methods.includes('ALL') ? null : methods.some((method) => !SAFE_METHODS.has(method));
}

/** Are strangers expected, going by the words in a path and in the name of its handler? */
export function speaksOfStrangers(path: string | null, handler: string, { publicSegments }: Options): boolean {
  const words = new Set([...segmentWords(path ?? ''), ...wordsOf(handler)]);
  return publicSegments.some((segment) => words.has(segment));
}

/** May everybody read what is at this path? */
export function isPublicPath(path: string, { publicPaths }: Options): boolean {
  const whole = `/${path.replace(/^\^?\/?/u, '').replace(/[/$]{1,9}$/u, '')}`;
  return publicPaths.some((pattern) => (pattern.endsWith('*') ? whole.startsWith(pattern.slice(0, -1)) : whole === pattern));
}

/** Does a POST to this path open an account or a session, as strangers do? */
export function opensAccount(path: string | null, handler: string): boolean {
  const last = segmentWords(
    (path ?? '')
      .replace(/\/{1,9}$/u, '')
      .split('/')
      .at(-1) ?? '',
  ).join('_');
  if (
    /^(?:sessions?|users?|accounts?)$/u.test(last) &&
    /^(?:create|add|new|post|insert|store)?_?(?:users?|accounts?|sessions?)?$/u.test(wordsOf(handler).join('_'))
  )
    return true;
  return /^(?:create|add|new)_(?:new_)?(?:user|account|session)$/u.test(wordsOf(handler).join('_'));
}

/** The words of a path's fixed parts: neither `{user_id}` nor `<int:id>` nor `:id`. */
function segmentWords(path: string): readonly string[] {
  return wordsOf(path.replace(/\{[^{}]{0,100}\}|<[^<>]{0,100}>|:\w{1,100}/gu, ' '));
}

/** Does a name speak of data that is nobody else's business? */
export function namesData(name: string, { dataWords }: Options): boolean {
  const words = wordsOf(name);
  // `user_agent` is none of the user's.
  return words.some((word) => dataWords.some((data) => word === data || word === `${data}s`)) && !words.includes('agent');
}

/** The same for a path. */
export function pathNamesData(path: string | null, options: Options): boolean {
  return path !== null && segmentWords(path).some((word) => namesData(word, options));
}

const CHANGING = new Set(
  [
    'add create insert update upsert delete remove destroy save store put patch edit modify set change write upload import register assign',
    'cancel approve reject publish archive restore rename move send pay refund charge transfer ban block grant revoke enable disable toggle',
    'install uninstall trigger schedule start stop restart execute run drop truncate clear purge bulk commit persist merge replace increment link unlink',
  ]
    .join(' ')
    .split(' '),
);

/** Does a function of this name change what is kept? */
export function namesChange(name: string): boolean {
  const [first = '', ...rest] = wordsOf(name);
  return CHANGING.has(first) && rest.length > 0;
}

const READING = new Set('get list fetch find read load retrieve all search query select show'.split(' '));

/** Does a function of this name read such data: `get_orders`, `list_customers`? */
export function readsData(name: string, options: Options): boolean {
  const [first = '', ...rest] = wordsOf(name);
  return READING.has(first) && rest.length > 0 && namesData(rest.join('_'), options);
}

/** The line that says that a route is meant to be public; whoever takes it replaces the last word. */
export function publicComment(mark: '#' | '//', indent: string, text: string): string {
  return `${mark} pitfalls: public - REASON${text.includes('\r\n') ? '\r\n' : '\n'}${indent}`;
}
