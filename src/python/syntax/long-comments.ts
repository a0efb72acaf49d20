/** So many lines of comments in a row are nothing that a rule reads, but code that somebody put aside. */
const LONG = 200;

/**
 * The text with long runs of comment lines blanked, every character still in its place. At each comment line tree-sitter's
 * scanner looks through all that follow it for the next line of code, so that a run of 8,000 costs a quarter of a minute.
 * Lines that speak to ESLint stay.
 */
export function withoutLongComments(text: string): string {
  if (!hasMany(text) || !hasLongRun(text)) return text;
  const lines = text.split('\n');
  let start = 0;
  for (let end = 0; end <= lines.length; end++) {
    if (end < lines.length && COMMENT.test(lines[end] ?? '')) continue;
    if (end - start >= LONG) for (let at = start; at < end; at++) lines[at] = blanked(lines[at] ?? '');
    start = end + 1;
  }
  return lines.join('\n');
}

/** Not one that ends a text of several lines. */
const COMMENT = /^[ \t]*(?:#(?!.*(?:"""|'''))|\r?$)/u;

function blanked(line: string): string {
  // Characters that take two UTF-16 units are two blanks, so that no offset moves.
  return line.includes('eslint') ? line : line.replace(/[^\r]/gu, (character) => ' '.repeat(character.length));
}

/** Are there so many `#` at all? Asked of every file, so it looks at no line. */
function hasMany(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf('#'); at >= 0 && count < LONG; at = text.indexOf('#', at + 1)) count++;
  return count >= LONG;
}

/** Do so many lines in a row begin with a `#`, or hold nothing? Asked without making strings of the lines. */
function hasLongRun(text: string): boolean {
  let run = 0;
  for (let start = 0; start >= 0 && run < LONG;) {
    let at = start;
    while (BLANKS.has(text.charCodeAt(at))) at++;
    const first = text[at];
    run = first === '#' || first === '\n' ? run + 1 : 0;
    const end = text.indexOf('\n', at);
    start = end < 0 ? -1 : end + 1;
  }
  return run >= LONG;
}

const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d]);
