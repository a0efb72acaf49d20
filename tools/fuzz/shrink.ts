/** The smallest text found that still fails: first without lines, then without characters (delta debugging). */
export function shrink(text: string, fails: (smaller: string) => boolean, seconds = 20): string {
  const deadline = performance.now() + seconds * 1000;
  const inTime = (units: readonly string[]): boolean => performance.now() < deadline && fails(units.join(''));
  const lines = withoutNeedless(text.split(/(?<=\n|\r(?!\n))/u), inTime);
  // Of a long text without line ends, pieces are tried before characters.
  const pieces = withoutNeedless(lines.join('').match(/[\p{L}\p{N}_]+|[^]/gu) ?? [], inTime);
  return withoutPairs(withoutNeedless(pieces.join('').split(''), inTime), inTime).join('');
}

/** Of two brackets neither can go alone. */
function withoutPairs(units: readonly string[], fails: (units: readonly string[]) => boolean): readonly string[] {
  if (units.length > LONGEST_PAIRED) return units;
  for (const [from] of units.entries()) {
    for (let to = from + 1; to < units.length; to++) {
      const rest = units.filter((_, at) => at !== from && at !== to);
      if (fails(rest)) return withoutPairs(withoutNeedless(rest, fails), fails);
    }
  }
  return units;
}

const LONGEST_PAIRED = 80;

/** Leaves out runs of units, half of them at first, in the end each alone, for as long as what is left still fails. */
function withoutNeedless(units: readonly string[], fails: (units: readonly string[]) => boolean): readonly string[] {
  let left = units;
  for (let size = Math.ceil(left.length / 2); size >= 1;) {
    let isSmaller = false;
    for (let from = 0; from < left.length;) {
      const rest = [...left.slice(0, from), ...left.slice(from + size)];
      if (fails(rest)) {
        left = rest;
        isSmaller = true;
      } else {
        from += size;
      }
    }
    if (size > 1) size = Math.ceil(size / 2);
    else if (!isSmaller) break;
  }
  return left;
}
