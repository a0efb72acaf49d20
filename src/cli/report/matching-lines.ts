/** Part of the old lines and part of the new ones, which are to be matched with each other. */
interface Part {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
  readonly depth: number;
}

/** Each time the parts between what has been matched are smaller; what is left then is told as replaced. */
const DEEPEST = 12;

/**
 * For each old line the new line that it stays, -1 for none; both in the order of the text. Lines that stand once in
 * both are matched first, because they say most about what has become what. Time and memory grow with the lines only.
 */
export function matchingLines(old: readonly string[], now: readonly string[]): Int32Array {
  const partners = new Int32Array(old.length).fill(-1);
  const open: Part[] = [{ oldStart: 0, oldEnd: old.length, newStart: 0, newEnd: now.length, depth: 0 }];
  for (let part = open.pop(); part; part = open.pop()) {
    let { oldStart, oldEnd, newStart, newEnd } = part;
    while (oldStart < oldEnd && newStart < newEnd && old[oldStart] === now[newStart]) partners[oldStart++] = newStart++;
    while (oldStart < oldEnd && newStart < newEnd && old[oldEnd - 1] === now[newEnd - 1]) partners[--oldEnd] = --newEnd;
    if (oldStart === oldEnd || newStart === newEnd || part.depth === DEEPEST) continue;
    const pairs = inOrder(pairsIn(old, now, { oldStart, oldEnd, newStart, newEnd }));
    for (const [index, { from, to }] of pairs.entries()) {
      partners[from] = to;
      const next = pairs[index + 1];
      open.push({ oldStart: from + 1, oldEnd: next?.from ?? oldEnd, newStart: to + 1, newEnd: next?.to ?? newEnd, depth: part.depth + 1 });
    }
    const [first] = pairs;
    if (first) open.push({ oldStart, oldEnd: first.from, newStart, newEnd: first.to, depth: part.depth + 1 });
  }
  return partners;
}

interface Pair {
  readonly from: number;
  readonly to: number;
}

/** Equal lines, in the order of the old text; where none stands only once, the first with the first and so on. */
function pairsIn(old: readonly string[], now: readonly string[], { oldStart, oldEnd, newStart, newEnd }: Omit<Part, 'depth'>): Pair[] {
  const places = new Map<string, number[]>();
  for (let index = newStart; index < newEnd; index++) {
    const line = now[index] ?? '';
    const known = places.get(line);
    if (known) known.push(index);
    else places.set(line, [index]);
  }
  const seen = new Map<string, number>();
  const pairs: Pair[] = [];
  for (let from = oldStart; from < oldEnd; from++) {
    const line = old[from] ?? '';
    const count = seen.get(line) ?? 0;
    seen.set(line, count + 1);
    const to = places.get(line)?.[count];
    if (to !== undefined) pairs.push({ from, to });
  }
  const single = pairs.filter(({ from }) => seen.get(old[from] ?? '') === 1 && places.get(old[from] ?? '')?.length === 1);
  return single.length > 0 ? single : pairs;
}

/** The most pairs that follow each other in the new text too: the longest rising sequence. */
function inOrder(pairs: readonly Pair[]): Pair[] {
  /** Of all sequences of one length the pair that the lowest ends with, by its index. */
  const ends: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  for (const [index, { to }] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.to ?? 0) < to) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  }
  const chosen: Pair[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) chosen.push(pairs[index] as Pair); // Every index is one of a pair.
  return chosen.reverse();
}
