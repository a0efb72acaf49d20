import type * as Python from './nodes.ts';

/** A stretch of a string literal: its decoded text, or a `{...}` of an f-string. */
export type Piece = { readonly text: string } | { readonly interpolation: Python.Interpolation };

/** The letters before a string's quotes, in lower case: `''`, `'r'`, `'f'`, `'rb'`... */
export function prefixOf(string: Python.String): string {
  const start = string.children[0];
  return start?.type === 'string_start' ? start.text.replace(/["'`].*$/su, '').toLowerCase() : '';
}

/** A string literal's pieces, with its escapes decoded; a `\N{...}` stays as it is written. */
export function piecesOf(string: Python.String): Piece[] {
  const plain = plainText(string.text);
  if (plain !== null) return plain === '' ? [] : [{ text: plain }];
  const prefix = prefixOf(string);
  return string.children.flatMap((child): Piece[] => {
    if (child.type === 'string_content') return [{ text: decode(child.text, prefix) }];
    return child.type === 'interpolation' ? [{ interpolation: child }] : [];
  });
}

/** What stands between the quotes of a string without prefix and escapes: most are, and then no node inside is looked at. */
function plainText(source: string): string | null {
  const quote = source.charAt(0);
  if ((quote !== '"' && quote !== "'") || source.includes('\\') || source.includes('\r')) return null;
  const width = source.startsWith(quote.repeat(3)) ? 3 : 1;
  const isClosed = source.length >= 2 * width && source.endsWith(quote.repeat(width));
  return isClosed ? source.slice(width, -width) : null;
}

function decode(source: string, prefix: string): string {
  // Python reads every line end of a source file as \n.
  let text = source.includes('\r') ? source.replace(/\r\n?/gu, '\n') : source;
  if (/[ft]/u.test(prefix)) text = text.replace(/\{\{|\}\}/gu, (pair) => pair.charAt(0));
  if (prefix.includes('r') || !text.includes('\\')) return text;
  const isBytes = prefix.includes('b');
  return text.replace(ESCAPE, (escape: string, body: string) => {
    const simple = SIMPLE[body];
    if (simple !== undefined) return simple;
    if (/^[0-7]/u.test(body)) return String.fromCharCode(parseInt(body, 8));
    if (body.startsWith('x') && body.length === 3) return String.fromCharCode(parseInt(body.slice(1), 16));
    if (isBytes || !/^[uU]./u.test(body)) return escape;
    const code = parseInt(body.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
  });
}

const ESCAPE = /\\([0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^])/gu;

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
