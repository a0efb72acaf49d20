import { flag, list, type OptionsOf } from '../../options.ts';
import type { Hole, HolePosition } from '../../sql/holes.ts';
import { namesAmount, namesFragment, namesPlaceholders, namesSchemaObject } from '../../sql/piece-names.ts';
import { isAtLeast, type Origin } from '../../vocabulary/origin.ts';

export const options = {
  strict: flag(
    false,
    'Report names of unknown origin too. Otherwise a column is reported when it comes from a parameter or a user, a table or a whole clause when it comes from a user.',
  ),
  reportPassthrough: flag(
    false,
    'Report texts that are run as a whole statement when they come from a parameter or from a user, as in a SQL console.',
  ),
  safeBuilders: list(
    ['safe_update_builder'],
    'Functions whose results are safe to paste, because they quote or check what they are given.',
  ),
  sinks: list([], 'Further functions and methods that run the SQL text in their first argument.'),
};

export type Options = OptionsOf<typeof options>;
export type MessageId = 'value' | 'identifier' | 'passthrough' | 'bind' | 'allowlist';
export type Verdict = 'value' | 'identifier' | 'passthrough';

/** `amount`: a number of rows, by its place and by its name. */
export type HolePlace = HolePosition | 'amount';

/**
 * What is a hole to its reader, given the last word of what is pasted there? The name tells placeholders, columns and
 * clauses from values; what is also pasted as a column (`SET {c} = {c} + 1`) is one.
 */
export function placeOf({ position, isAmount }: Hole, name: string, isAlsoAName: boolean): HolePlace {
  if (position === 'column') return namesFragment(name) ? 'clause' : position;
  if (position !== 'value' && position !== 'argument') return position;
  if (namesPlaceholders(name)) return 'placeholder';
  if (isAlsoAName || namesFragment(name) || namesSchemaObject(name)) return 'clause';
  if (!isAmount) return position;
  return namesAmount(name) ? 'amount' : 'argument';
}

/** Is it a defect that something of this origin is pasted at this place of an SQL text, and which one? */
export function verdictOn(place: HolePlace, origin: Origin, { strict, reportPassthrough }: Options): Verdict | null {
  switch (place) {
    case 'quoted':
    case 'value':
      return isAtLeast(origin, 'unknown') ? 'value' : null;
    case 'argument':
      // A number, or a column that the program names, unless somebody hands it in.
      return isAtLeast(origin, 'parameter') ? 'value' : null;
    case 'amount':
      return isAtLeast(origin, 'request') ? 'value' : null;
    case 'column':
      return isAtLeast(origin, strict ? 'unknown' : 'parameter') ? 'identifier' : null;
    case 'clause':
    case 'name':
      // A helper is told its table, or a whole clause, by the program that calls it; only what a user sends is surely not that.
      return isAtLeast(origin, strict ? 'unknown' : 'request') ? 'identifier' : null;
    case 'statement':
      return reportPassthrough && isAtLeast(origin, 'parameter') ? 'passthrough' : null;
    case 'placeholder':
    case 'comment':
      // What stands there is not run.
      return null;
  }
}

/** A hole that is a defect. */
export interface Injection<Node> {
  readonly verdict: Verdict;
  readonly origin: Origin;
  /** The expression in the hole. */
  readonly expression: Node;
}

/** Of two holes, the one to name: what a user sends comes before what a caller does, a value before a name. */
export function worse<Node>(a: Injection<Node> | null, b: Injection<Node> | null): Injection<Node> | null {
  if (!a || !b) return a ?? b;
  if (a.origin !== b.origin) return isAtLeast(b.origin, a.origin) ? b : a;
  return a.verdict !== 'value' && b.verdict === 'value' ? b : a;
}

/** How a message calls an origin. */
export function originInWords(origin: Origin): string {
  switch (origin) {
    case 'request':
      return 'user input';
    case 'parameter':
      return 'a parameter';
    default:
      return 'an unknown place';
  }
}

const LONGEST_QUOTE = 40;

/** The source of an expression as a message quotes it: on one line, and not too long. */
export function quoted(source: string): string {
  const line = source
    .slice(0, LONGEST_QUOTE * 4)
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE - 3)}...` : line;
}
