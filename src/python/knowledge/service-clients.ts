/**
 * Clients of services that try again by themselves, and how to tell their passing errors from the permanent ones. Looked up in
 * openai 3.52, anthropic 2.11, groq 1.7, langchain-openai 1.7, langchain-anthropic 1.7, boto3 1.44 (its standard mode; the legacy
 * one of earlier versions makes 5 attempts), stripe 16.1 (before version 13: none), PyGithub 2.10 and urllib3 2.8. Not here, as they
 * do not: requests, httpx, aiohttp, google-genai, gspread; slack_sdk, which tries once more after lost connections only.
 */
export interface ServiceClient {
  readonly service: string;
  /** How many attempts one call makes, the first among them. */
  readonly attempts: number;
  /** The keyword of the constructor (and of `with_options`) that says how often. */
  readonly keyword: string;
  /** What switches it off, as it would be written; null where that takes more than a word. */
  readonly off: string | null;
  /** The errors that pass by themselves. */
  readonly passing: string;
}

const openai: ServiceClient = {
  service: 'OpenAI',
  attempts: 3,
  keyword: 'max_retries',
  off: 'max_retries=0',
  passing: 'RateLimitError, APIConnectionError, InternalServerError',
};
const anthropic: ServiceClient = { ...openai, service: 'Anthropic' };
const groq: ServiceClient = { ...openai, service: 'Groq' };
const aws: ServiceClient = { service: 'boto3', attempts: 3, keyword: 'config', off: null, passing: 'codes such as ThrottlingException' };
const stripe: ServiceClient = {
  service: 'Stripe',
  attempts: 3,
  keyword: 'max_network_retries',
  off: 'max_network_retries=0',
  passing: 'RateLimitError, APIConnectionError',
};
const github: ServiceClient = { service: 'PyGithub', attempts: 11, keyword: 'retry', off: 'retry=None', passing: 'status 429, 5xx' };
const urllib3: ServiceClient = {
  service: 'urllib3',
  attempts: 4,
  keyword: 'retries',
  off: 'retries=False',
  passing: 'TimeoutError, ProtocolError',
};

/** What makes such a client. */
export const clientMakers: ReadonlyMap<string, ServiceClient> = new Map<string, ServiceClient>([
  ...['OpenAI', 'AsyncOpenAI', 'AzureOpenAI', 'AsyncAzureOpenAI'].map((name) => [`openai.${name}`, openai] as const),
  ...['Anthropic', 'AsyncAnthropic', 'AnthropicBedrock', 'AsyncAnthropicBedrock', 'AnthropicVertex', 'AsyncAnthropicVertex'].map(
    (name) => [`anthropic.${name}`, anthropic] as const,
  ),
  ...['Groq', 'AsyncGroq'].map((name) => [`groq.${name}`, groq] as const),
  ...['ChatOpenAI', 'AzureChatOpenAI', 'OpenAI', 'AzureOpenAI', 'OpenAIEmbeddings'].map(
    (name) => [`langchain_openai.${name}`, openai] as const,
  ),
  ...['ChatAnthropic', 'AnthropicLLM'].map((name) => [`langchain_anthropic.${name}`, anthropic] as const),
  ...['client', 'resource'].map((name) => [`boto3.${name}`, aws] as const),
  ['stripe.StripeClient', stripe],
  ['github.Github', github],
  ['urllib3.PoolManager', urllib3],
]);

/** Modules whose functions call the service by themselves: `stripe.Charge.create(...)`. */
export const clientModules: ReadonlyMap<string, ServiceClient> = new Map([
  ['stripe', stripe],
  ['openai', openai],
]);

/** Ends of calls that say which service is asked, where the file loads its module. */
export const clientCalls: readonly (readonly [end: string, module: string, client: ServiceClient])[] = [
  ...['chat.completions.create', 'chat.completions.parse', 'completions.create', 'responses.create', 'embeddings.create'].map(
    (end) => [end, 'openai', openai] as const,
  ),
  ...['messages.create', 'messages.stream'].map((end) => [end, 'anthropic', anthropic] as const),
  ['chat.completions.create', 'groq', groq],
];

/** Words of which a file that uses one of these holds at least one. */
export const clientWords = ['openai', 'anthropic', 'groq', 'boto3', 'stripe', 'from github', 'import github', 'urllib3'];

/** Methods of clients that ask nobody. */
export const quietMethods: ReadonlySet<string> = new Set(
  `with_options copy client resource get_paginator get_waiter get_available_regions generate_presigned_url generate_presigned_post close
  with_raw_response with_streaming_response bind bind_tools with_structured_output`.split(/\s+/u),
);
