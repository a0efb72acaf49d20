/** Is it the output of a minifier, which nobody reads or mends? Most of its text stands on very long lines. */
export function isMinified(path: string, text: string): boolean {
  if (/[.-]min\.[cm]?js$/u.test(path)) return true;
  let onLongLines = 0;
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (end - start > LONG_LINE) onLongLines += end - start;
    start = end + 1;
  }
  return onLongLines * 2 > text.length;
}

const LONG_LINE = 1000;
