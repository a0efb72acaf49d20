/** Calls in browser code that may fail for the browser's own reasons, and whose failure nobody needs to see. */
export const benignCalls: ReadonlySet<string> = new Set(
  `
  focus blur select play pause fit scroll scrollTo scrollBy scrollIntoView setSelectionRange showPicker vibrate
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
  'URL.canParse',
  'require.resolve',
  'node:fs.promises.access',
  'node:fs/promises.access',
  'node:fs.promises.stat',
  'node:fs/promises.stat',
]);

/** The same by the name of the method alone, as several packages wrap Node's own. */
export const parsingMethods: ReadonlySet<string> = new Set(['accessSync', 'statSync', 'lstatSync', 'readlinkSync', 'parseJSON']);
