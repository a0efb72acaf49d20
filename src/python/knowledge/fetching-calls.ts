/**
 * Functions that ask somebody else and give their answer. Names as in requests 2.34, httpx 0.28, aiohttp 3.13, CPython 3.14,
 * boto3 1.42 and stripe 14.
 */
export const fetchers: ReadonlySet<string> = new Set([
  'urllib.request.urlopen',
  'urllib2.urlopen',
  'urllib.urlopen',
  'urllib.request.urlretrieve',
  'socket.create_connection',
  'feedparser.parse',
  'aiohttp.request',
  'httpx.stream',
]);

const VERB = /^(?:get|post|put|patch|delete|head|options|request)$/u;

/** Packages whose functions of these names ask somebody else. */
export const fetchingModules: ReadonlyMap<string, RegExp> = new Map([
  ['requests', VERB],
  ['httpx', VERB],
  ['niquests', VERB],
  ['curl_cffi', VERB],
  ['cloudscraper', VERB],
  ['stripe', /^(?:retrieve|list|create|modify|search|auto_paging_iter|capture|confirm|cancel|refund)$/u],
]);
