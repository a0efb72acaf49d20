/**
 * Calls that wait for somebody else: how a limit is given (a keyword, and a place where it may stand without one) and what the
 * library does by itself. Looked up in requests 2.34, CPython 3.14, ollama 0.6.3, openai 3.52, anthropic 2.11,
 * langchain-openai 1.7 and langchain-anthropic 1.7 (which hand on to these two), litellm 1.109 and psycopg2 2.9. Not here, as
 * they give up by themselves: httpx (5 s), aiohttp (300 s), boto3 (60 s), groq (60 s), websockets (10 s), psycopg 3 (130 s) and, from version 8, redis (5 s).
 */
export interface WaitingCall {
  readonly peer: 'server' | 'model' | 'process' | 'database';
  readonly keywords: readonly string[];
  readonly position?: number;
  /** Seconds; null: it waits without end. */
  readonly limit: number | null;
  /** Does `socket.setdefaulttimeout` hold for it? */
  readonly obeysSocket?: true;
}

const request: WaitingCall = { peer: 'server', keywords: ['timeout'], limit: null };
const socket = (position?: number): WaitingCall => ({ ...request, obeysSocket: true, ...(position === undefined ? {} : { position }) });
const model = (...keywords: readonly string[]): WaitingCall => ({ peer: 'model', keywords: ['timeout', ...keywords], limit: 600 });
const process: WaitingCall = { peer: 'process', keywords: ['timeout'], limit: null };

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'];

export const waitingCalls: ReadonlyMap<string, WaitingCall> = new Map<string, WaitingCall>([
  ...VERBS.map((verb) => [`requests.${verb}`, request] as const),
  ['urllib.request.urlopen', socket(2)],
  ['urllib2.urlopen', socket(2)],
  ['http.client.HTTPConnection', socket(2)],
  ['http.client.HTTPSConnection', socket(2)],
  ['smtplib.SMTP', socket(3)],
  ['smtplib.SMTP_SSL', socket()],
  ['imaplib.IMAP4', socket(2)],
  ['imaplib.IMAP4_SSL', socket()],
  ['poplib.POP3', socket(2)],
  ['poplib.POP3_SSL', socket()],
  ['ftplib.FTP', socket(4)],
  ['ftplib.FTP_TLS', socket()],
  ['socket.create_connection', socket(1)],
  ...['ollama.Client', 'ollama.AsyncClient'].map((name) => [name, { ...model(), limit: null }] as const),
  ...['OpenAI', 'AsyncOpenAI', 'AzureOpenAI', 'AsyncAzureOpenAI'].map((name) => [`openai.${name}`, model('http_client')] as const),
  ...['Anthropic', 'AsyncAnthropic', 'AnthropicBedrock', 'AsyncAnthropicBedrock', 'AnthropicVertex', 'AsyncAnthropicVertex'].map(
    (name) => [`anthropic.${name}`, model('http_client')] as const,
  ),
  ...['ChatOpenAI', 'AzureChatOpenAI', 'OpenAI', 'AzureOpenAI'].map(
    (name) => [`langchain_openai.${name}`, model('request_timeout', 'http_client')] as const,
  ),
  ...['ChatAnthropic', 'AnthropicLLM'].map((name) => [`langchain_anthropic.${name}`, model('default_request_timeout')] as const),
  ...['completion', 'acompletion'].map((name) => [`litellm.${name}`, { ...model('request_timeout'), limit: 6000 }] as const),
  ...['run', 'call', 'check_call', 'check_output', 'getoutput'].map((name) => [`subprocess.${name}`, process] as const),
  ['psycopg2.connect', { peer: 'database', keywords: ['connect_timeout'], limit: null }],
]);

/** What makes a session of requests, and the methods of one that send. */
export const sessionMakers: ReadonlySet<string> = new Set(['requests.Session', 'requests.session', 'requests.sessions.Session']);
export const sessionMethods: ReadonlySet<string> = new Set(VERBS);
export const sessionRequest = request;
