import { HOLE } from '../../sql/tokens.ts';
import { misplacedPlaceholders, type MisplacedPlaceholder } from '../../sql/misplaced-placeholders.ts';
import { statementIn } from '../../sql/statements.ts';

export type Message = 'name' | 'sorting';

/** What stands before a placeholder that may be in the wrong place: without it the words are prose. */
export const SUSPICIOUS = /\b(?:FROM|JOIN|INTO|UPDATE|TABLE|SET|EXISTS|BY)\s{1,40}(?:\?|:[a-z]|\$\d)|,\s{0,20}(?:\?|\$\d)\s{0,4}=/giu;

export function isSuspicious(text: string): boolean {
  return text.search(SUSPICIOUS) >= 0;
}

/** Is a text a statement by its own words, so that it need not be seen being run? */
export function isSurelySql(text: string): boolean {
  const statement = statementIn(text);
  return statement?.strength === 'strong' && statement.isNoProse;
}

/** `%s` is also how Python and `util.format` paste texts, so who writes it must be seen running the text with values. */
export function isPasteMark({ placeholder }: MisplacedPlaceholder): boolean {
  return placeholder.startsWith('%');
}

/** The first placeholder in a text that stands for a name. */
export function firstMisplaced(text: string, fits: (place: MisplacedPlaceholder) => boolean = () => true): MisplacedPlaceholder | null {
  return misplacedPlaceholders(text).find(fits) ?? null;
}

/** What a message says of a place. */
export function wordsFor({ placeholder, behind }: MisplacedPlaceholder, written = placeholder) {
  return { placeholder: written.replaceAll(HOLE, '..'), behind };
}

/** The words of a file, one of which must stand in it: what a name follows, and a placeholder behind. */
export const mentions = ['FROM', 'JOIN', 'INTO', 'UPDATE', 'TABLE', 'SET', 'ORDER BY', 'GROUP BY', 'order by', 'group by'].flatMap((word) =>
  [word, word.toLowerCase()].flatMap((cased) => ['%s', '%(', '?', ':', '$'].map((sign) => `${cased} ${sign}`)),
);

/** `ORDER BY ? DESC` in capitals, as it is added to a statement: nobody writes that about anything else. */
export function isSurePiece(text: string): boolean {
  return /^\s{0,200}(?:ORDER|GROUP) BY (?:\?|:[A-Za-z]\w{0,60}|\$\d{1,3})(?:\s{1,9}(?:ASC|DESC|\?|:\w{1,60}|\$\d{1,3}))?\s{0,200}(?:$|LIMIT|;|,|\0)/u.test(
    text,
  );
}
