/** Methods that send something, whoever they belong to. */
export const sendingMethods: ReadonlySet<string> = new Set(
  'sendmail chat_postMessage chat_postEphemeral chat_scheduleMessage basic_publish'.split(' '),
);

/** Methods that send something in a file that loads the module. */
export const sendingBy: ReadonlyMap<string, readonly string[]> = new Map([
  ['send_message', ['smtplib', 'aiosmtplib']],
  ['send_email', ['boto3']],
  ['send_raw_email', ['boto3']],
  ['send_templated_email', ['boto3']],
]);

/** Ends of calls that send something in a file that loads the module: `client.messages.create(...)` of Twilio. */
export const sendingEnds: readonly (readonly [end: string, module: string])[] = [
  ['messages.create', 'twilio'],
  ['calls.create', 'twilio'],
];

/** Methods of what these make. */
export const sendingMakers: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['sendgrid.SendGridAPIClient', new Set(['send'])],
  ['slack_sdk.WebhookClient', new Set(['send', 'send_dict'])],
  ['slack_sdk.webhook.WebhookClient', new Set(['send', 'send_dict'])],
]);

/** What makes a thing whose `post` and `patch` send a request. */
export const requestMakers: ReadonlySet<string> = new Set([
  ...['requests.Session', 'requests.session', 'httpx.Client', 'httpx.AsyncClient', 'aiohttp.ClientSession'],
]);
export const requestModules: ReadonlySet<string> = new Set(['requests', 'httpx']);

/** Words of which a file that sends something holds at least one. */
export const sendingWords = [
  'sendmail',
  'send_message',
  'chat_post',
  'basic_publish',
  'send_email',
  'send_raw',
  'twilio',
  'sendgrid',
  'WebhookClient',
  'stripe',
  '.post(',
  '.patch(',
  'messages()',
];
