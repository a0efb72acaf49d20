import { wordsOf } from '../vocabulary/words.ts';

const PLACEHOLDERS = new Set(
  'placeholder placeholders ph phs qmark qmarks questionmarks marker markers bind binds binding bindings paramstyle bindparam bindparams'.split(' '),
);
const PIECES = new Set(
  `subquery subselect subqueries query queries sql clause clauses condition conditions where predicate predicates select expr expression expressions
  column columns col cols field fields table tables alias schema cte join joins union fragment order operator op func function sequence seq type`
    .trim()
    .split(/\s+/u),
);

const LONGEST_NAME = 200;

/** Does this name say that it holds placeholders, such as `%s, %s`, and no values? */
export function namesPlaceholders(name: string): boolean {
  return name.length <= LONGEST_NAME && wordsOf(name).some((word) => PLACEHOLDERS.has(word));
}

/** Does this name say that it holds a piece of SQL or the name of something in the database, and no value? */
export function namesSqlPiece(name: string): boolean {
  return name.length <= LONGEST_NAME && PIECES.has(wordsOf(name).at(-1) ?? '');
}

/** Does this name say that it holds a whole statement (`sql`, `insert_query`, `stmt`)? */
export function namesStatement(name: string): boolean {
  return name.length <= LONGEST_NAME && /sql|query|stmt|statement|ddl/iu.test(name);
}
