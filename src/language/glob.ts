type Fits = (part: string) => boolean;

/**
 * Does a path match a pattern? A pattern without a slash names files and folders at any depth, one with a slash is
 * read from the root; whatever lies in a matching folder matches too. `*`, `?` and `**` are special and nothing else,
 * so that a hostile pattern costs no more than the product of the two lengths.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const bare = pattern.replace(/^(?:\.?\/)/u, '');
  const isFolder = bare.endsWith('/');
  const segments = bare.split('/').filter((segment) => segment !== '');
  const isRooted = pattern.startsWith('/') || segments.length > 1;
  const wanted = (isRooted ? segments : ['**', ...segments]).map((segment) => (segment === '**' ? null : segmentMatcher(segment)));
  return (path) => {
    const parts = path.split('/');
    // Each folder above the file, then the file itself.
    for (let length = 1; length < parts.length; length++) {
      if (matches(wanted, parts.slice(0, length))) return true;
    }
    return !isFolder && matches(wanted, parts);
  };
}

function segmentMatcher(pattern: string): Fits {
  if (!/[*?]/u.test(pattern)) return (segment) => segment === pattern;
  const ending = pattern.slice(1);
  if (pattern.startsWith('*') && !/[*?]/u.test(ending)) return (segment) => segment.endsWith(ending);
  const wanted = Array.from(pattern, (wish) => (wish === '*' ? null : (character: string) => wish === '?' || wish === character));
  return (segment) => matches(wanted, Array.from(segment));
}

/** `null` takes any number of parts. Two pointers: on a mismatch the last `null` takes one part more. */
function matches(wanted: readonly (Fits | null)[], parts: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  let part = 0;
  while (part < parts.length) {
    const fits = wanted[at];
    if (fits === null) {
      star = at++;
      taken = part;
    } else if (fits?.(parts[part] ?? '') === true) {
      at++;
      part++;
    } else if (star >= 0) {
      at = star + 1;
      part = ++taken;
    } else {
      return false;
    }
  }
  while (wanted[at] === null) at++;
  return at === wanted.length;
}
