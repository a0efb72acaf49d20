/** Functions that ask somebody else and give their answer. Names as in axios 1.21, got 14.6, node-fetch 3.3 and undici 7.30. */
export const fetchers: ReadonlySet<string> = new Set([
  'fetch',
  'node-fetch',
  'cross-fetch',
  'undici.fetch',
  'undici.request',
  'axios',
  'got',
  'ky',
  'ofetch',
  'ofetch.ofetch',
  '$fetch',
  'needle',
  'globalThis.fetch',
  'window.fetch',
]);

/** Packages whose methods named like HTTP's verbs ask somebody else. */
export const fetchingModules: ReadonlySet<string> = new Set([
  'axios',
  'got',
  'ky',
  'superagent',
  'needle',
  'axios.create()',
  'axios.create()#',
]);
