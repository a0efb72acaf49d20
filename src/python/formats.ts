/** A stretch of a format: plain text, or the place of a value. */
export type FormatPiece = { readonly text: string } | FormatHole;

export interface FormatHole {
  /** The value's name, or its index. */
  readonly key: string | number;
  /** Does the value enter as `str()` shows it, with no width, precision or other conversion? */
  readonly isPlain: boolean;
  /** Does the conversion let nothing but a number through (`%d`, `{:.2f}`)? */
  readonly isNumber: boolean;
}

const PERCENT = /%(?:\((\w{1,80})\))?([#0\- +]{0,8}(?:\d{1,5}|\*)?(?:\.(?:\d{1,5}|\*))?)[hlL]?([diouxXeEfFgGcrsab%])/gu;

/** The pieces of a `%` format; null when it is not one that Python accepts. */
export function percentPieces(format: string): FormatPiece[] | null {
  const pieces: FormatPiece[] = [];
  let end = 0;
  let index = 0;
  for (const match of format.matchAll(PERCENT)) {
    const text = format.slice(end, match.index);
    if (text.includes('%')) return null;
    if (text !== '') pieces.push({ text });
    end = match.index + match[0].length;
    const [, name, flags = '', conversion = ''] = match;
    if (conversion === '%') pieces.push({ text: '%' });
    else if (flags.includes('*')) return null;
    else pieces.push({ key: name ?? index++, isPlain: flags === '' && /[sdi]/u.test(conversion), isNumber: /[^srabc]/u.test(conversion) });
  }
  const rest = format.slice(end);
  if (rest.includes('%')) return null;
  if (rest !== '') pieces.push({ text: rest });
  return pieces;
}

const BRACES = /\{\{|\}\}|\{([\w.[\]]{0,80})(![rsa])?(:[^{}]{0,80}(?:\{[^{}]{0,80}\}[^{}]{0,80})?)?\}/gu;

/** The pieces of a `str.format` format; null when it is not one that Python accepts. */
export function bracePieces(format: string): FormatPiece[] | null {
  const pieces: FormatPiece[] = [];
  let end = 0;
  let index = 0;
  for (const match of format.matchAll(BRACES)) {
    const text = format.slice(end, match.index);
    if (/[{}]/u.test(text)) return null;
    if (text !== '') pieces.push({ text });
    end = match.index + match[0].length;
    const [whole, field = '', conversion = '!s', spec = ''] = match;
    if (whole === '{{' || whole === '}}') {
      pieces.push({ text: whole.charAt(0) });
      continue;
    }
    const name = /^\w*/u.exec(field)?.[0] ?? '';
    const key = name === '' ? index++ : /^\d+$/u.test(name) ? Number(name) : name;
    pieces.push({ key, isPlain: name === field && conversion === '!s' && spec.length <= 1, isNumber: isNumberFormat(spec) });
  }
  const rest = format.slice(end);
  if (/[{}]/u.test(rest)) return null;
  if (rest !== '') pieces.push({ text: rest });
  return pieces;
}

/** Does a format such as `:04d` or `:.2f` let nothing but a number through? A date's (`:%Y-%m-%d`) lets through what a date is. */
export function isNumberFormat(spec: string): boolean {
  return /[bdeEfFgGnoxX%]$/u.test(spec) || spec.startsWith(':%');
}
