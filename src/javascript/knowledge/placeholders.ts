import type { PlaceholderStyle } from '../../sql/placeholders.ts';

/** The placeholders of database packages, by the module that is loaded. */
export const placeholderStyles: Readonly<Record<string, PlaceholderStyle>> = {
  pg: 'dollar',
  'pg-pool': 'dollar',
  '@neondatabase/serverless': 'dollar',
  '@vercel/postgres': 'dollar',
  mysql: 'question',
  mysql2: 'question',
  'mysql2/promise': 'question',
  mariadb: 'question',
  'promise-mysql': 'question',
  'better-sqlite3': 'question',
  'node:sqlite': 'question',
  'bun:sqlite': 'question',
  sqlite3: 'question',
  sqlite: 'question',
  knex: 'question',
};
