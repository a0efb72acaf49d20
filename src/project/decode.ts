import { isUtf8 } from 'node:buffer';
import type { FileKind } from '../language/kind.ts';

/** A file's text, or the reason why its bytes are none. */
export type Decoded = { readonly text: string } | { readonly refusal: string };

/** Reads bytes strictly as UTF-8 (a BOM stays), or as the encoding that a Python file declares. Never guesses. */
export function decode(bytes: Buffer, kind: FileKind): Decoded {
  const mark = byteOrderMark(bytes);
  if (mark !== undefined) return { refusal: `is saved as ${mark}; save it as UTF-8 to have it checked` };
  if (bytes.includes(0)) return { refusal: zeroBytes(bytes) };
  const declared = kind === 'python' ? declaredEncoding(bytes) : undefined;
  if (declared !== undefined && !UTF_8.test(declared)) return decodeAs(declared, bytes);
  if (isUtf8(bytes)) return { text: bytes.toString() };
  return { refusal: `is not UTF-8 from line ${String(brokenLine(bytes))} on; save it as UTF-8 to have it checked` };
}

const UTF_8 = /^(?:utf-?8(?:-sig)?|ascii|us-ascii)$/u;

function byteOrderMark(bytes: Buffer): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32LE' : 'UTF-16LE';
  if (a === 0xfe && b === 0xff) return 'UTF-16BE';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'UTF-32BE' : undefined;
}

/** Text in Latin letters, saved as UTF-16 without a mark, has a zero in every other byte. */
function zeroBytes(bytes: Buffer): string {
  const start = bytes.subarray(0, 200);
  const pairs = start.length >> 1;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < pairs * 2; index++) {
    if (start[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  const order = odd > pairs * 0.8 && even === 0 ? 'LE' : even > pairs * 0.8 && odd === 0 ? 'BE' : undefined;
  return order ? `is saved as UTF-16${order}; save it as UTF-8 to have it checked` : 'is a binary file in spite of its name';
}

const COOKIE = /^[ \t\f]*#[^\n\r]*?coding[:=][ \t]*([-\w.]+)/u;
const BLANK = /^[ \t\f]*(?:#|$)/u;

/** PEP 263: a comment in the first two lines may name the encoding. */
function declaredEncoding(bytes: Buffer): string | undefined {
  const [first = '', second = ''] = bytes
    .subarray(0, 400)
    .toString('latin1')
    .split(/\r\n|\r|\n/u, 2);
  const found = COOKIE.exec(first) ?? (BLANK.test(first) ? COOKIE.exec(second) : null);
  return found?.[1]?.toLowerCase().replaceAll('_', '-');
}

const LATIN_1 = /^(?:latin-?1|l1|iso-?8859-?1|iso-latin-1|cp819)$/u;
const WINDOWS_1252 = /^(?:cp|windows-)1252$/u;
/** What windows-1252 has from 0x80 to 0x9f, where Latin-1 has control characters. */
const WINDOWS_CHARACTERS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function decodeAs(declared: string, bytes: Buffer): Decoded {
  // TextDecoder takes the two for one encoding, and before Node 24 for the wrong one.
  if (LATIN_1.test(declared)) return { text: bytes.toString('latin1') };
  if (WINDOWS_1252.test(declared)) return { text: bytes.toString('latin1').replace(/[\x80-\x9f]/gu, windowsCharacter) };
  try {
    const decoder = new TextDecoder(declared.replace(/^cp(?=\d{4}$)/u, 'windows-'), { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(bytes) };
  } catch (error) {
    if (error instanceof RangeError) return { refusal: `declares an encoding that is not known here ('${declared}')` };
    return { refusal: `is not the ${declared} that it declares` };
  }
}

function windowsCharacter(latin1: string): string {
  return WINDOWS_CHARACTERS[latin1.charCodeAt(0) - 0x80] ?? latin1;
}

/** The first line that is not UTF-8; a line's end is one byte in it, whatever stands before. */
function brokenLine(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
    line++;
  }
  return line;
}
