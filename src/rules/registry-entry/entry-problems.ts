import { flag, list, type OptionsOf } from '../../options.ts';
import { TEMPLATE } from '../../team-registry/entries.ts';

export const options = {
  fields: list(TEMPLATE, 'What an entry in the form of a list has to say.'),
  files: flag(true, 'Whether the files that entries name are still there.'),
  unchecked: flag(false, 'Also entries that neither a detector nor a rule checks.'),
};

export type Options = OptionsOf<typeof options>;

export type Message =
  | 'repeated'
  | 'missingField'
  | 'placeholder'
  | 'wrongDate'
  | 'missingFile'
  | 'unclosedBlock'
  | 'unknownLanguage'
  | 'unreadSelector'
  | 'unknownKind'
  | 'unknownLevel'
  | 'silentOnBad'
  | 'reportedGood'
  | 'unreadExample'
  | 'unknownRule'
  | 'tooMany'
  | 'unchecked'
  | 'nextNumber'
  | 'addField'
  | 'nearestRule';

/** What an entry in the form of a research paper has to say. */
export const RESEARCH_FIELDS: readonly string[] = ['What goes wrong', 'How to avoid'];

export const LEVELS: readonly string[] = ['certain', 'likely', 'hint'];

/** Does a text only hold the place of one that nobody has written yet? */
export function isPlaceholder(value: string): boolean {
  return /^(?:\[[^\][]{0,200}\]|<[^<>]{0,200}>|TBD|TODO|FIXME|X{2,9}|\?{1,9}|\.{3}|…|YYYY-MM-DD|Y{4}.M{2}.D{2})\.?$/iu.test(value);
}

/** Is this a day of the calendar? Words behind it are no part of it. */
export function isDate(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/u.exec(value) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  }
  // People write dates in other ways too, and a computer may read them.
  return /\d/u.test(value) && /[a-z]{3}|[./]/iu.test(value) && !Number.isNaN(Date.parse(value));
}

const ENDINGS =
  'bash|c|cfg|cjs|conf|cpp|cs|css|dart|env|go|gradle|h|html|ini|java|js|json|jsx|kt|lock|md|mjs|php|ps1|py|pyi|rb|rs|scss|sh|sql|svelte|swift|tf|toml|ts|tsx|txt|vue|xml|yaml|yml';
const FILE = new RegExp(`^(?:[\\w@-][\\w.@-]*/|\\.[\\w-]+/)*(?:[\\w.@*-]+\\.(?:${ENDINGS})|Dockerfile|Makefile|\\.\\w+ignore)$`, 'u');

/** Does a piece of code name a file of a repository, and no address, command or module? */
export function namesFile(code: string): boolean {
  return code.length <= LONGEST_PATH && FILE.test(code);
}

const LONGEST_PATH = 200;
