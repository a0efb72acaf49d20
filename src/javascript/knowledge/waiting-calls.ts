/**
 * Calls that wait for somebody else: where their options stand, which of them limit the wait, and what the library does by
 * itself. Looked up in axios 1.21, got 14.6, node-fetch 3.3, undici 7.30 (which is Node's `fetch`), openai 6.49,
 * @anthropic-ai/sdk 1.11 and Node 20. Not here, as it gives up by itself: ky (10 s).
 */
export interface WaitingCall {
  readonly peer: 'server' | 'model' | 'process';
  /** The place of the options; `'only'` when they may be all that is passed. */
  readonly options: number;
  readonly keys: readonly string[];
  /** Seconds; null: it waits without end. */
  readonly limit: number | null;
  /** What a suggestion puts among the options. */
  readonly code: (seconds: number) => string;
}

const inMilliseconds = (seconds: number): string => `timeout: ${String(seconds)}_000`;
const signal = (seconds: number): string => `signal: AbortSignal.timeout(${String(seconds)}_000)`;
const inRequest = (seconds: number): string => `timeout: { request: ${String(seconds)}_000 }`;

const axios = (options: number): WaitingCall => ({
  peer: 'server',
  options,
  keys: ['timeout', 'signal', 'cancelToken'],
  limit: null,
  code: inMilliseconds,
});
const got: WaitingCall = { peer: 'server', options: 1, keys: ['timeout', 'signal'], limit: null, code: inRequest };
const model: WaitingCall = {
  peer: 'model',
  options: 0,
  keys: ['timeout', 'httpAgent', 'fetchOptions', 'fetch'],
  limit: 600,
  code: inMilliseconds,
};
const process = (options: number): WaitingCall => ({
  peer: 'process',
  options,
  keys: ['timeout', 'signal'],
  limit: null,
  code: inMilliseconds,
});

export const waitingCalls: ReadonlyMap<string, WaitingCall> = new Map<string, WaitingCall>([
  ['axios', axios(1)],
  ['axios.request', axios(0)],
  ['axios.create', axios(0)],
  ...['get', 'delete', 'head', 'options'].map((verb) => [`axios.${verb}`, axios(1)] as const),
  ...['post', 'put', 'patch', 'postForm', 'putForm', 'patchForm'].map((verb) => [`axios.${verb}`, axios(2)] as const),
  ['got', got],
  ['got.extend', { ...got, options: 0 }],
  ...['get', 'post', 'put', 'patch', 'delete', 'head'].map((verb) => [`got.${verb}`, got] as const),
  ['node-fetch', { ...got, code: signal }],
  ['fetch', { ...got, limit: 300, code: signal }],
  ['undici.fetch', { ...got, limit: 300, code: signal }],
  ...['OpenAI', 'AzureOpenAI'].map((name) => [`openai.${name}`, model] as const),
  ['openai', model],
  ['@anthropic-ai/sdk', model],
  ['@anthropic-ai/sdk.Anthropic', model],
  ...['execSync', 'exec'].map((name) => [`node:child_process.${name}`, process(1)] as const),
  ...['execFileSync', 'execFile', 'spawnSync'].map((name) => [`node:child_process.${name}`, process(2)] as const),
]);
