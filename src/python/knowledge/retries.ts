/**
 * What tries again by itself, looked up in tenacity 9.1, backoff 2.2, retrying 1.4, retry 0.9, stamina 26.1 and celery 5.7.
 * How a policy says which errors it retries, and how often it tries.
 */
export interface RetryMaker {
  readonly library: 'tenacity' | 'backoff' | 'retrying' | 'retry' | 'stamina';
  /** Where the errors (classes, a predicate, or tenacity's conditions) are given. */
  readonly errors: { readonly keyword: string; readonly position?: number };
  /** Where the greatest number of tries is given. */
  readonly tries: { readonly keyword: string };
  /** Tries when nothing is said; null: without end. */
  readonly defaultTries: number | null;
  /** Keywords that stop it by other means. */
  readonly limits: readonly string[];
  /** Keywords with which errors are told apart. */
  readonly judges: readonly string[];
}

const tenacity: RetryMaker = {
  library: 'tenacity',
  errors: { keyword: 'retry' },
  tries: { keyword: 'stop' },
  defaultTries: null,
  limits: ['stop'],
  judges: [],
};
const backoff: RetryMaker = {
  library: 'backoff',
  errors: { keyword: 'exception', position: 1 },
  tries: { keyword: 'max_tries' },
  defaultTries: null,
  limits: ['max_tries', 'max_time'],
  judges: ['giveup'],
};
const retrying: RetryMaker = {
  library: 'retrying',
  errors: { keyword: 'retry_on_exception' },
  tries: { keyword: 'stop_max_attempt_number' },
  defaultTries: null,
  limits: ['stop_max_attempt_number', 'stop_max_delay', 'stop_func', 'stop'],
  judges: [],
};
const retry: RetryMaker = {
  library: 'retry',
  errors: { keyword: 'exceptions', position: 0 },
  tries: { keyword: 'tries' },
  defaultTries: null,
  limits: ['tries'],
  judges: [],
};
const stamina: RetryMaker = {
  library: 'stamina',
  errors: { keyword: 'on' },
  tries: { keyword: 'attempts' },
  defaultTries: 10,
  limits: [],
  judges: [],
};

export const retryMakers: ReadonlyMap<string, RetryMaker> = new Map<string, RetryMaker>([
  ...['retry', 'Retrying', 'AsyncRetrying', 'asyncio.AsyncRetrying'].map((name) => [`tenacity.${name}`, tenacity] as const),
  ['backoff.on_exception', backoff],
  ['retrying.retry', retrying],
  ['retrying.Retrying', retrying],
  ['retry.retry', retry],
  ['retry.api.retry', retry],
  ['stamina.retry', stamina],
  ['stamina.retry_context', stamina],
]);

/** Words of which a file that uses one of these libraries holds at least one. */
export const retryLibraries = ['tenacity', 'backoff', 'retrying', 'from retry', 'import retry', 'stamina'];

/** tenacity's conditions: what they retry. */
export const tenacityConditions: ReadonlyMap<string, 'types' | 'predicate' | 'always' | 'any'> = new Map([
  ['tenacity.retry_if_exception_type', 'types'],
  ['tenacity.retry.retry_if_exception_type', 'types'],
  ['tenacity.retry_unless_exception_type', 'predicate'],
  ['tenacity.retry_if_exception', 'predicate'],
  ['tenacity.retry_always', 'always'],
  ['tenacity.retry_any', 'any'],
]);

/** An error class that stands for passing and for permanent failures alike. */
export interface MixedError {
  /** What is worth another try instead, as it would be written. */
  readonly passing: string;
  /** An example of what no further try mends, where that is not a wrong key. */
  readonly staying?: string;
  /** Errors with a status come only from here: where the code does not ask for them, the class holds passing ones only. */
  readonly statusFrom?: string;
}

const openai: MixedError = { passing: 'RateLimitError, APIConnectionError, InternalServerError' };
const requests: MixedError = { passing: 'ConnectionError, Timeout', statusFrom: 'raise_for_status' };
const httpx: MixedError = { passing: 'TransportError', statusFrom: 'raise_for_status' };
const aiohttp: MixedError = { passing: 'ClientConnectionError', statusFrom: 'raise_for_status' };
const grpc: MixedError = { passing: 'the codes UNAVAILABLE, DEADLINE_EXCEEDED' };
const stripe: MixedError = { passing: 'RateLimitError, APIConnectionError' };
const byStatus: MixedError = { passing: 'status 429, 5xx' };

/** Looked up in openai 3.52, anthropic 2.11, requests 2.34, httpx 0.28, botocore 1.44, stripe 16.1 and slack_sdk 3.47. */
export const mixedErrors: ReadonlyMap<string, MixedError> = new Map<string, MixedError>([
  ...['APIError', 'APIStatusError', 'OpenAIError'].map((name) => [`openai.${name}`, openai] as const),
  ...['APIError', 'APIStatusError', 'AnthropicError'].map((name) => [`anthropic.${name}`, openai] as const),
  ...['RequestException', 'exceptions.RequestException', 'HTTPError', 'exceptions.HTTPError'].map(
    (name) => [`requests.${name}`, requests] as const,
  ),
  ...['HTTPError', 'HTTPStatusError'].map((name) => [`httpx.${name}`, httpx] as const),
  ...['ClientError', 'ClientResponseError'].map((name) => [`aiohttp.${name}`, aiohttp] as const),
  ['urllib.error.HTTPError', byStatus],
  ['urllib.error.URLError', byStatus],
  ['botocore.exceptions.ClientError', { passing: 'codes such as ThrottlingException' }],
  ['googleapiclient.errors.HttpError', byStatus],
  ['google.api_core.exceptions.GoogleAPIError', { passing: 'ServiceUnavailable, TooManyRequests' }],
  ['google.api_core.exceptions.GoogleAPICallError', { passing: 'ServiceUnavailable, TooManyRequests' }],
  ['grpc.RpcError', grpc],
  ['grpc.aio.AioRpcError', grpc],
  ['slack_sdk.errors.SlackApiError', byStatus],
  ['stripe.StripeError', stripe],
  ['stripe.error.StripeError', stripe],
  ['twilio.base.exceptions.TwilioRestException', byStatus],
  ['kubernetes.client.ApiException', byStatus],
  ['kubernetes.client.rest.ApiException', byStatus],
  ['kubernetes.client.exceptions.ApiException', byStatus],
  ['OSError', { passing: 'ConnectionError, TimeoutError', staying: 'a missing file' }],
]);

/** What passes by itself, as a file that loads the module by its own name can write it. */
export const passingErrors: ReadonlyMap<string, string> = new Map([
  ['requests', '(requests.ConnectionError, requests.Timeout)'],
  ['httpx', 'httpx.TransportError'],
  ['aiohttp', '(aiohttp.ClientConnectionError, TimeoutError)'],
  ['openai', '(openai.RateLimitError, openai.APIConnectionError, openai.InternalServerError)'],
  ['anthropic', '(anthropic.RateLimitError, anthropic.APIConnectionError, anthropic.InternalServerError)'],
]);
