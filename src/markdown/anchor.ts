import type { Anchor } from '../language/anchor.ts';
import type * as Markdown from './nodes.ts';

/** A heading, and the greater one it stands under. */
interface Section {
  readonly text: string;
  readonly level: number;
  readonly above: Section | null;
}

const known = new WeakMap<Markdown.Document, readonly (Section | null)[]>();

/** How is a place in a file recognised? By the headings above it, and by its own block. */
export function anchorAt(document: Markdown.Document, place: number): Anchor {
  const { children } = document;
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((children[middle]?.range[0] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  const own = children[low - 1];
  const within: string[] = [];
  for (let section = sectionsOf(document)[low - 1]; section; section = section.above) within.unshift(section.text);
  return { within, range: own && place <= own.range[1] ? own.range : [place, place] };
}

/** For each block the heading that it stands under, or that it is. */
function sectionsOf(document: Markdown.Document): readonly (Section | null)[] {
  let sections = known.get(document);
  if (sections) return sections;
  let last: Section | null = null;
  sections = document.children.map((block): Section | null => {
    if (block.type !== 'heading') return last;
    let above = last;
    while (above && above.level >= block.level) ({ above } = above);
    last = { text: block.text, level: block.level, above };
    return last;
  });
  known.set(document, sections);
  return sections;
}
