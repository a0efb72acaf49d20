import { argument } from './calls.ts';
import { identifiersOf } from './identifiers.ts';
import { nodeAt } from './columns.ts';
import { unwrap } from './expressions.ts';
import { callsNamed, mayMean } from './named-calls.ts';
import { dottedText, lastName, qualifiedName, rootName, starCandidates } from './names.ts';
import type * as Python from './nodes.ts';
import { isNone } from './numbers.ts';
import type { PythonTree } from './syntax/tree.ts';

/** Which time a datetime without a zone shows: that of UTC, or that of the machine. */
export type Clock = 'utc' | 'local';

/** Where a program makes a datetime that has no zone. */
export interface Moment {
  readonly clock: Clock;
  /** `utcnow` of `dt.datetime.utcnow()`. */
  readonly method: string;
  /** The call, or what is handed over to be called later. */
  readonly node: Python.Call | Python.Attribute;
}

interface Reading {
  readonly clock: Clock;
  /** Where a zone may be passed; null where none can. */
  readonly zone: number | null;
}

const CLASS = 'datetime.datetime';
const readings: Readonly<Record<string, Reading>> = {
  utcnow: { clock: 'utc', zone: null },
  utcfromtimestamp: { clock: 'utc', zone: null },
  now: { clock: 'local', zone: 0 },
  today: { clock: 'local', zone: null },
  fromtimestamp: { clock: 'local', zone: 1 },
};
const mayRead = mayMean(Object.keys(readings));

/** The calls of a file that make a datetime without a zone, in the order of the text. */
export function naiveMoments(tree: PythonTree): Moment[] {
  return callsNamed(tree, (name) => mayRead(tree, name)).flatMap((node) => momentOf(node) ?? []);
}

/** Does this call make a datetime without a zone? */
export function momentOf(node: Python.Call): Moment | null {
  const reading = readingMeant(node.function);
  if (!reading || !lacksZone(node, reading.zone)) return null;
  return { clock: reading.clock, method: reading.method, node };
}

function lacksZone(call: Python.Call, position: number | null): boolean {
  if (position === null) return true;
  const zone = argument(call, { position, keyword: 'tz' });
  return zone === null || (zone !== 'unknown' && isNone(zone));
}

function readingMeant(callee: Python.Node): (Reading & { method: string }) | null {
  const method = lastName(callee) ?? '';
  const reading = readings[method];
  const inner = unwrap(callee);
  if (!reading || inner.type !== 'attribute' || !Object.hasOwn(readings, method)) return null;
  return isDatetimeClass(inner.object) ? { ...reading, method } : null;
}

/** Does an expression mean `datetime.datetime`? */
export function isDatetimeClass(expression: Python.Node): boolean {
  if (qualifiedName(expression) === CLASS) return true;
  const root = rootName(expression);
  // `from datetime import *`
  return root !== null && dottedText(expression) === 'datetime' && starCandidates(root).includes(CLASS);
}

const FACTORIES = new Set('default default_factory factory onupdate insert_default load_default dump_default missing'.split(' '));

/** The clocks that a file hands over uncalled as the default of a field: `default=datetime.utcnow`. */
export function naiveFactories(tree: PythonTree): Moment[] {
  const found: Moment[] = [];
  for (const method of ['utcnow', 'now', 'today']) {
    for (const row of identifiersOf(tree).rows(method)) {
      const node = nodeAt(tree, row).parent;
      if (node?.type !== 'attribute' || node.attribute.row !== row) continue;
      const reading = node.parent?.type === 'keyword_argument' && FACTORIES.has(node.parent.name.text) ? readingMeant(node) : null;
      if (reading) found.push({ clock: reading.clock, method, node });
    }
  }
  return found;
}

/** Does an expression stand for UTC: `timezone.utc`, `datetime.UTC`, `pytz.utc`, `ZoneInfo('UTC')`? */
export function isUtcZone(expression: Python.Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'call') {
    const name = lastName(node.function) ?? '';
    return (
      name === 'tzutc' ||
      (/^(?:ZoneInfo|timezone|gettz|get_timezone)$/u.test(name) && /^\(\s*['"](?:Etc\/)?(?:UTC|Z)['"]\s*\)$/u.test(node.arguments.text))
    );
  }
  return /^(?:utc|UTC)$/u.test(lastName(node) ?? '');
}
