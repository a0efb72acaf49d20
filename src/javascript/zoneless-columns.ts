import { argument, lastName, objectLiteral, property, type Call } from './calls.ts';
import { constantText } from './constants.ts';
import { decoratorsOf } from './decorators.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf, unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** A column for date and time that keeps no zone. */
export interface ZonelessColumn {
  readonly name: string;
  /** What says so. */
  readonly node: JavaScript.Node;
}

/** `table.timestamp('created_at', { useTz: false })` of Knex: somebody wrote down that the zone is to be dropped. */
export function untimedColumn(call: Call, source: JavaScriptSource): ZonelessColumn | undefined {
  if (!/^(?:timestamp|datetime)$/u.test(lastName(call) ?? '')) return undefined;
  const zone = property(objectLiteral(argument(call, 1), source), 'useTz');
  const first = argument(call, 0);
  if (!zone || !first || unwrap(zone).type !== Kind.Literal || source.getText(zone) !== 'false') return undefined;
  return { name: constantText(first, source) ?? source.getText(first), node: zone };
}

/** `@Column('timestamp')` and `@Column({ type: 'timestamp' })` of TypeORM. */
export function timestampField(member: JavaScript.PropertyDefinition, source: JavaScriptSource): ZonelessColumn | undefined {
  for (const { name, arguments: given } of decoratorsOf(member)) {
    if (!/^(?:Column|CreateDateColumn|UpdateDateColumn|DeleteDateColumn)$/u.test(name)) continue;
    for (const option of given) {
      const type = property(option, 'type') ?? (unwrap(option).type === Kind.Literal ? option : undefined);
      if (type && /^timestamp(?: without time zone)?$/u.test(constantText(type, source) ?? ''))
        return { name: keyOf(member) ?? 'column', node: type };
    }
  }
  return undefined;
}
