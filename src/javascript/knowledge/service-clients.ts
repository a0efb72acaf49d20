/**
 * Clients of services that try again by themselves. Looked up in openai 6.49, @anthropic-ai/sdk 1.11, @langchain/openai 1.5, stripe 23.1,
 * @smithy/util-retry 4.6 (which the AWS SDK uses), ai 6.0, got 14.6 and ky 1.14. Not here, as they do not: axios, undici, Node's `fetch`.
 */
export interface ServiceClient {
  readonly service: string;
  /** How many attempts one call makes, the first among them. */
  readonly attempts: number;
  /** The option that says how often. */
  readonly key: string;
  /** What switches it off, as it would be written. */
  readonly off: string;
}

const openai: ServiceClient = { service: 'OpenAI', attempts: 3, key: 'maxRetries', off: 'maxRetries: 0' };
const anthropic: ServiceClient = { ...openai, service: 'Anthropic' };
const stripe: ServiceClient = { service: 'Stripe', attempts: 3, key: 'maxNetworkRetries', off: 'maxNetworkRetries: 0' };
const langchain: ServiceClient = { ...openai, service: 'LangChain', attempts: 7 };
const got: ServiceClient = { service: 'got', attempts: 3, key: 'retry', off: 'retry: { limit: 0 }' };
const ky: ServiceClient = { service: 'ky', attempts: 3, key: 'retry', off: 'retry: 0' };
const ai: ServiceClient = { service: 'The AI SDK', attempts: 3, key: 'maxRetries', off: 'maxRetries: 0' };
/** Its clients are many, all of them in modules `@aws-sdk/client-...`. */
export const awsClient: ServiceClient = { service: 'The AWS SDK', attempts: 3, key: 'maxAttempts', off: 'maxAttempts: 1' };

/** Classes whose instances are such clients. */
export const clientClasses: ReadonlyMap<string, ServiceClient> = new Map<string, ServiceClient>([
  ...['openai', 'openai.OpenAI', 'openai.AzureOpenAI'].map((name) => [name, openai] as const),
  ...['@anthropic-ai/sdk', '@anthropic-ai/sdk.Anthropic', '@anthropic-ai/bedrock-sdk', '@anthropic-ai/vertex-sdk'].map(
    (name) => [name, anthropic] as const,
  ),
  ['stripe', stripe],
  ['stripe.Stripe', stripe],
  ['@langchain/openai.ChatOpenAI', langchain],
  ['@langchain/anthropic.ChatAnthropic', langchain],
]);

/** Functions that ask by themselves; got and ky leave POST at one attempt. */
export const clientFunctions: ReadonlyMap<string, ServiceClient> = new Map<string, ServiceClient>([
  ...['got', 'got.get', 'got.put', 'got.head', 'got.delete'].map((name) => [name, got] as const),
  ...['ky', 'ky.get', 'ky.put', 'ky.head', 'ky.delete'].map((name) => [name, ky] as const),
  ...['generateText', 'streamText', 'generateObject', 'streamObject', 'embed', 'embedMany'].map((name) => [`ai.${name}`, ai] as const),
]);

/** Words of which a file that uses one of these holds at least one. */
export const clientWords = [
  'openai',
  '@anthropic-ai/',
  'stripe',
  '@langchain/anthropic',
  '@aws-sdk/client-',
  "'got'",
  '"got"',
  "'ky'",
  '"ky"',
  "'ai'",
  '"ai"',
];
