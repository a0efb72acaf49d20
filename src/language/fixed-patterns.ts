/** What of a text a regular expression leaves no choice about: all of it, or how it begins. */
export interface FixedPart {
  readonly text: string;
  readonly extent: 'whole' | 'edge';
}

/** What is longer is no pattern for one word. */
const LONGEST_PATTERN = 200;
const LITERAL = /^(?:[\p{L}\p{N} _:@=-]|\\[^\p{L}\p{N}])+/u;
/** `^Bearer\s+`: the scheme is no part of the credential. */
const SCHEME = /^(?:\(\?i\))?\^(?:\(?\??:?(?:bearer|basic|token|apikey)\)?(?:\\s[+*]?| +))?/iu;

/** The words a pattern asks for, when it is bound to the text's beginning: `demo-` of `^demo-\d+$`. */
export function fixedPartOf(pattern: string, { isAnchored = false } = {}): FixedPart | null {
  if (pattern.length > LONGEST_PATTERN) return null;
  const source = isAnchored && !pattern.startsWith('^') ? `^${pattern}` : pattern;
  if (!source.startsWith('^') && !source.startsWith('(?i)^')) return null;
  const rest = source.replace(SCHEME, '');
  const found = LITERAL.exec(rest)?.[0] ?? '';
  const after = rest.slice(found.length);
  if (found === '' || /^[?*{]/u.test(after)) return null;
  // Of several words, one by one.
  if (after.startsWith('|')) return null;
  return { text: found.replaceAll('\\', ''), extent: after === '$' || after === '\\Z' ? 'whole' : 'edge' };
}
