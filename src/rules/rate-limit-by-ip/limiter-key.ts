import { flag, list, type OptionsOf } from '../../options.ts';

export const options = {
  shared: flag(true, 'Report limits that count by an address only; without it, only addresses that the client can choose are reported.'),
  keyFunctions: list([], 'Names of functions of other modules that tell callers apart by more than their address.'),
};

export type Options = OptionsOf<typeof options>;

export type Message = 'shared' | 'noKey' | 'spoofable' | 'trustsAll';

/** Headers in which the client, or whoever stands before the proxy, writes an address. */
export const ADDRESS_HEADER = /^(?:HTTP_)?X[-_](?:FORWARDED[-_]FOR|REAL[-_]IP|CLIENT[-_]IP|ORIGINAL[-_]FORWARDED[-_]FOR)$/iu;

/** Does code of this kind count hops, or ask who the proxy is, before it believes a header? */
export const CHECKS_PROXY =
  /trusted|trust_?proxy|num_?proxies|proxy_?(?:count|depth|hops|ips?|networks?)|ProxyHeadersMiddleware|ProxyFix/iu;
