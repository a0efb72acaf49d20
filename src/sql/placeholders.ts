import type { Hole } from './holes.ts';
import { HOLE, sqlTokens } from './tokens.ts';

/** How a driver writes placeholders: `%s`, `%(name)s`, `?`, `$1`, or `:name`. */
export type PlaceholderStyle = 'percent' | 'named' | 'question' | 'dollar' | 'colon';

/** A stretch of an SQL text that one placeholder replaces. */
export interface Binding {
  /** Where the stretch stands in the text, its quotes included. */
  readonly start: number;
  readonly end: number;
  /** The holes in it, by their number in the text. */
  readonly holes: readonly number[];
  /** Is there more than the one hole between the quotes, so that a text has to be put together? */
  readonly isMixed: boolean;
}

/** The stretches that placeholders would replace, given the holes that hold values; null when one of them cannot be replaced. */
export function bindingsFor(text: string, holes: readonly Hole[], values: readonly number[]): Binding[] | null {
  const bindings = new Map<number, Binding>();
  for (const index of values) {
    const hole = holes[index];
    if (!hole?.literal || hole.isUnbound) return null;
    const [start, end] = hole.literal;
    const inside = text.slice(start, end);
    const content = hole.position === 'quoted' ? inside.slice(1, -1) : inside;
    const known = bindings.get(start);
    bindings.set(start, { start, end, holes: [...(known?.holes ?? []), index], isMixed: content !== HOLE });
  }
  return [...bindings.values()].sort((a, b) => a.start - b.start);
}

/** Which placeholders stand in a text already? Null for none, or for several kinds. */
export function styleIn(text: string): PlaceholderStyle | null {
  const styles = new Set(placeholdersIn(text).map(({ style }) => style));
  const [only] = styles;
  return styles.size === 1 ? (only ?? null) : null;
}

/** The placeholders of a text that count by their place, and where they stand. */
export function placeholdersIn(text: string): { readonly style: PlaceholderStyle; readonly start: number }[] {
  return sqlTokens(text).flatMap(({ kind, text: written, start }) => {
    const style = kind !== 'placeholder' ? undefined : written.startsWith('%(') ? 'named' : STYLES[written.charAt(0)];
    return style ? [{ style, start }] : [];
  });
}

const STYLES: Readonly<Record<string, PlaceholderStyle>> = { '%': 'percent', '?': 'question', $: 'dollar', ':': 'colon' };

/** The text of a placeholder: the `number`th, for a value of this `name`. */
export function placeholder(style: PlaceholderStyle, number: number, name: string): string {
  switch (style) {
    case 'percent':
      return '%s';
    case 'named':
      return `%(${name})s`;
    case 'question':
      return '?';
    case 'dollar':
      return `$${String(number)}`;
    case 'colon':
      return `:${name}`;
  }
}
