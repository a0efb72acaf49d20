import type { Model } from '../../language/model.ts';
import type { SqlTable } from '../../sql/create-table.ts';

/** A table that a text makes, seen as a model; all of its fields stand in the one text. */
export function modelOfTable<Node>({ name, columns, constrained }: SqlTable, node: Node): Model<Node> {
  const fields = columns.map((column) => ({
    name: column.name,
    column: column.name,
    node,
    value: null,
    type: column.isCaseless ? 'citext' : column.type,
    length: column.length,
    isUnique: column.isUnique,
    isPrimary: column.isPrimary,
    hasDefault: column.hasDefault,
    isHidden: false,
  }));
  return { name, table: name, orm: 'sql', node, fields, constrained, isAbstract: false };
}
