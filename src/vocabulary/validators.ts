import { wordsOf } from './words.ts';

const VERBS = new Set('validate check assert ensure verify require sanitize sanitise clean guard whitelist allow quote escape'.split(' '));
const ADJECTIVES = new Set('valid validated safe allowed permitted known'.split(' '));
const ALLOW_LIST_WORDS = new Set(
  'allow allowed whitelist whitelisted allowlist valid permitted known supported safe accepted legal columns fields choices options keys'.split(
    ' ',
  ),
);

/** Does a function of this name look at its argument and refuse some values (`validate_column`, `isSafeName`, `check_identifier`)? */
export function isValidatorName(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name);
  const [first = ''] = words;
  return VERBS.has(first) || words.some((word) => ADJECTIVES.has(word));
}

/** Does a collection of this name list what is allowed? */
export function namesAllowList(name: string): boolean {
  return name.length <= LONGEST_NAME && wordsOf(name).some((word) => ALLOW_LIST_WORDS.has(word));
}

const LONGEST_NAME = 200;
