import { wordSet } from './keywords.ts';
import { wordsOf } from '../vocabulary/words.ts';

const PLACEHOLDERS = wordSet(
  'placeholder placeholders ph phs qmark qmarks questionmarks marker markers bind binds binding bindings paramstyle bindparam bindparams parameterized escaped quoted',
);
const FRAGMENTS = wordSet(
  'subquery subselect subqueries query queries sql clause clauses condition conditions where predicate predicates select expr expression expressions cte join joins union fragment fragments having statement',
);
const NAMES = wordSet(
  'column columns col cols field fields table tables alias schema operator op func function sequence type order attr attribute',
);
const VALUES = wordSet('value values val vals data id ids text content');
const BINDERS = wordSet('param parameter parameterize bind placeholder placeholders');
const GETTERS = wordSet('get read fetch query url route request path search take');
const AMOUNTS = wordSet('size count num max min n rows batch chunk total');

const NOW = wordSet('now utcnow today');
const MAKERS = wordSet('to format as parse http iso current fmt unix utc');
const DATES = wordSet('date datetime time timestamp epoch day now utc');

const LONGEST_NAME = 200;

/** Does this name say that it holds placeholders, such as `%s, %s`, and no values? */
export function namesPlaceholders(name: string): boolean {
  return name.length <= LONGEST_NAME && wordsOf(name).some((word) => PLACEHOLDERS.has(word));
}

/** Does a function of this name put a value among the parameters and give its placeholder back (`addParam`, `parameter`)? */
export function namesBinder(name: string): boolean {
  const words = name.length <= LONGEST_NAME ? wordsOf(name) : [];
  return BINDERS.has(words.at(-1) ?? '') && !GETTERS.has(words[0] ?? '');
}

/** Does this name say that it holds a clause or a whole query, which somebody else has put together? */
export function namesFragment(name: string): boolean {
  const words = name.length <= LONGEST_NAME ? wordsOf(name) : [];
  // `sqlHourOffset` is a piece of SQL about an offset.
  return FRAGMENTS.has(words.at(-1) ?? '') || (words.length > 1 && words[0] === 'sql');
}

/** Does a function of this name give a date or a time in some form (`to_unix_time`, `formatDate`, `now`)? */
export function makesDate(name: string): boolean {
  const words = name.length <= LONGEST_NAME ? wordsOf(name) : [];
  const [first = ''] = words;
  return NOW.has(first) || (MAKERS.has(first) && words.some((word) => DATES.has(word)));
}

/** Does this name say that it holds the name of a column or table, and no value? */
export function namesSchemaObject(name: string): boolean {
  const words = name.length <= LONGEST_NAME ? wordsOf(name) : [];
  return words.some((word) => NAMES.has(word)) && !words.some((word) => VALUES.has(word));
}

/** Does this name say that it holds a number of rows (`batch_size`, `max_rows`)? */
export function namesAmount(name: string): boolean {
  const words = name.length <= LONGEST_NAME ? wordsOf(name) : [];
  return words.length > 1 && (AMOUNTS.has(words.at(-1) ?? '') || AMOUNTS.has(words[0] ?? ''));
}

/** Does this name say that it holds a whole statement (`sql`, `insert_query`, `stmt`)? */
export function namesStatement(name: string): boolean {
  return name.length <= LONGEST_NAME && /sql|query|stmt|statement|ddl/iu.test(name);
}
