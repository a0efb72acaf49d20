/** The library that a model belongs to; `sql` for a table that a `CREATE TABLE` makes. */
export type Orm = 'sqlalchemy' | 'sqlmodel' | 'django' | 'tortoise' | 'peewee' | 'typeorm' | 'sequelize' | 'mongoose' | 'drizzle' | 'sql';

/** A stored field of a model, in whatever language it is declared. */
export interface ModelField<Node> {
  /** As the program calls it. */
  readonly name: string;
  /** As the database calls it. */
  readonly column: string;
  /** The name, key or column that a finding points at. */
  readonly node: Node;
  /** What declares it: the call, the object with its options, the decorator; null where only a type does. */
  readonly value: Node | null;
  /** The last word of its type as it is written: `String`, `EmailField`, `varchar`. */
  readonly type: string | null;
  /** How many characters fit into it, where that is said. */
  readonly length: number | null;
  /** Is it unique by itself? Null where that cannot be seen. */
  readonly isUnique: boolean | null;
  readonly isPrimary: boolean;
  /** Has a row without it a value all the same? */
  readonly hasDefault: boolean;
  /** Is it left out of what queries load, or of what is serialised? */
  readonly isHidden: boolean;
}

/** A class, table or schema whose rows are stored. */
export interface Model<Node> {
  readonly name: string;
  /** What the database calls it; null where the library makes that up. */
  readonly table: string | null;
  readonly orm: Orm;
  /** The name that a finding points at. */
  readonly node: Node;
  readonly fields: readonly ModelField<Node>[];
  /** Fields that a constraint or index beside them makes unique, alone or together with others. */
  readonly constrained: ReadonlySet<string>;
  /** Does it stand for no table of its own? */
  readonly isAbstract: boolean;
}
