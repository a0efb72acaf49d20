/** Calls in browser code that may fail for the browser's own reasons, and whose failure nobody needs to see. */
export const benignCalls: ReadonlySet<string> = new Set(
  `
  focus blur select play pause fit resize scroll scrollTo scrollBy scrollIntoView setSelectionRange showPicker vibrate
  setPointerCapture releasePointerCapture requestFullscreen exitFullscreen requestPictureInPicture exitPictureInPicture
  writeText readText revokeObjectURL sendBeacon animate lock
  `
    .trim()
    .split(/\s+/u),
);

/** Calls that only ask whether a text, a file or a module is what it should be; JavaScript cannot catch that one error alone. */
export const parsingCalls: ReadonlySet<string> = new Set([
  'JSON.parse',
  'URL',
  'RegExp',
  'BigInt',
  'decodeURIComponent',
  'decodeURI',
  'atob',
  'Intl.DateTimeFormat',
  'Intl.supportedValuesOf',
  'Buffer.from',
  'jsonwebtoken.verify',
  'jose.jwtVerify',
  'URL.canParse',
  'require.resolve',
  'node:fs.promises.access',
  'node:fs/promises.access',
  'node:fs.promises.stat',
  'node:fs/promises.stat',
]);

/** Where a page keeps what it can do without; closed to private windows and to foreign frames. */
export const storages: ReadonlySet<string> = new Set(['localStorage', 'sessionStorage']);

/** Built-in functions and classes, and objects of such, that do not fail on what they are usually given. */
export const harmlessCalls: ReadonlySet<string> = new Set(
  'JSON Number String Boolean parseInt parseFloat isNaN isFinite Date Math Object Array Set Map URLSearchParams TextDecoder Buffer path'.split(
    ' ',
  ),
);

/** Methods of texts, lists and paths. */
export const harmlessMethods: ReadonlySet<string> = new Set(
  `join resolve then trim split slice substring replace replaceAll toLowerCase toUpperCase toString startsWith endsWith includes indexOf
  charAt padStart padEnd has test exec isFile isDirectory isSymbolicLink`.split(/\s+/u),
);

/** The same by the name of the method alone, as several packages wrap Node's own. */
export const parsingMethods: ReadonlySet<string> = new Set([
  'accessSync',
  'statSync',
  'lstatSync',
  'readlinkSync',
  'statAsync',
  'lstatAsync',
  'accessAsync',
  'parseJSON',
]);
