import type { Orm } from '../../language/model.ts';

/** Decorators that make a class a model, by their last word. */
export const modelDecorators: Readonly<Record<string, Orm>> = {
  Entity: 'typeorm',
  ChildEntity: 'typeorm',
  Table: 'sequelize',
  Schema: 'mongoose',
};

/** Decorators that make a member of such a class a column. */
export const columnDecorators: ReadonlySet<string> = new Set([
  'Column',
  'PrimaryColumn',
  'PrimaryGeneratedColumn',
  'PrimaryKey',
  'Property',
  'Prop',
]);

export const primaryDecorators: ReadonlySet<string> = new Set(['PrimaryColumn', 'PrimaryGeneratedColumn', 'PrimaryKey']);

/** Decorators that leave a member out of what is serialised. */
export const hidingDecorators: ReadonlySet<string> = new Set(['Exclude', 'HideField']);

/** Functions of Drizzle that make a table; those that a project makes for itself are known by their columns. */
export const drizzleTables: ReadonlySet<string> = new Set(['pgTable', 'mysqlTable', 'sqliteTable', 'singlestoreTable', 'createTable']);

/** Drizzle's columns, at the bottom of a chain such as `varchar('email').notNull().unique()`. */
export const drizzleColumns: ReadonlySet<string> = new Set(
  (
    'text varchar char citext integer int serial bigserial smallserial bigint smallint tinyint mediumint boolean timestamp timestamptz date datetime ' +
    'time uuid json jsonb numeric decimal real double doublePrecision float blob binary varbinary cuid2 tinytext mediumtext longtext mysqlEnum bytea'
  ).split(' '),
);
