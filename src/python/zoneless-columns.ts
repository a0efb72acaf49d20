import type { Edit } from '../language/detector.ts';
import { argument, argumentsOf } from './calls.ts';
import { constantText } from './constants.ts';
import { unwrap } from './expressions.ts';
import { functionMeantBy, ownNodes } from './functions.ts';
import { isDatetimeClass } from './moments.ts';
import { callsNamed } from './named-calls.ts';
import { lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { isNone } from './numbers.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A column of SQLAlchemy for date and time that keeps no zone. */
export interface ZonelessColumn {
  readonly name: string;
  /** Its type. */
  readonly node: Python.Node;
  /** Does a default fill it with a time that has a zone? */
  readonly getsAware: boolean;
  /** What declares the zone. */
  readonly edit: Edit | null;
}

const COLUMNS = new Set(['Column', 'mapped_column']);
const TYPES = /^(?:DateTime|TIMESTAMP|DATETIME)$/u;
const DEFAULTS = new Set(['default', 'onupdate', 'insert_default', 'default_factory']);

/** The columns of a file that keep no zone: `Column(DateTime)`, in models and migrations. */
export function zonelessColumns(tree: PythonTree): ZonelessColumn[] {
  return callsNamed(tree, (name) => COLUMNS.has(name)).flatMap((call) => {
    const given = argumentsOf(call);
    const type = given.find(({ kind, name, value }) => (kind === 'positional' || name === 'type_') && isZonelessType(value))?.value;
    if (!type) return [];
    const getsAware = given.some(({ name, value }) => name !== null && DEFAULTS.has(name) && isAware(value));
    return [{ name: columnName(call), node: type, getsAware, edit: editFor(type) }];
  });
}

function isZonelessType(value: Python.Node): boolean {
  const node = unwrap(value);
  const type = node.type === 'call' ? unwrap(node.function) : node;
  if (!TYPES.test(lastName(type) ?? '')) return false;
  if (
    type.type === 'attribute'
      ? !/(?:^|\.)(?:db|sa|sqlalchemy|types|sqltypes|postgresql)$/u.test(type.object.text)
      : !/^sqlalchemy\b/u.test(qualifiedName(type) ?? '')
  )
    return false;
  if (node.type !== 'call') return true;
  const zone = argument(node, { position: 0, keyword: 'timezone' });
  return zone === null || (zone !== 'unknown' && (unwrap(zone).type === 'false' || isNone(zone)));
}

/** Does a default give a time with a zone: `lambda: datetime.now(timezone.utc)`, a function of this file that returns one? */
function isAware(value: Python.Node): boolean {
  const node = unwrap(value);
  if (node.type === 'lambda') return isAwareReading(node.body);
  const made = functionMeantBy(node);
  return made !== null && ownNodes(made, 'return_statement').some((statement) => isAwareReading(statement.children[0] ?? statement));
}

function isAwareReading(expression: Python.Node): boolean {
  const call = unwrap(expression);
  if (call.type !== 'call') return false;
  const callee = unwrap(call.function);
  if (callee.type !== 'attribute' || callee.attribute.text !== 'now' || !isDatetimeClass(callee.object)) return false;
  const zone = argument(call, { position: 0, keyword: 'tz' });
  return zone !== null && zone !== 'unknown' && !isNone(zone);
}

function columnName(call: Python.Call): string {
  const first = argumentsOf(call)[0];
  const own = first?.kind === 'positional' ? constantText(first.value) : null;
  if (own !== null) return own;
  const { parent } = call;
  return (parent?.type === 'assignment' ? lastName(parent.left) : null) ?? 'column';
}

function editFor(type: Python.Node): Edit | null {
  if (type.type !== 'call') return { range: [type.range[1], type.range[1]], text: '(timezone=True)' };
  if (argumentsOf(type).length > 0) return null;
  return { range: type.arguments.range, text: '(timezone=True)' };
}
