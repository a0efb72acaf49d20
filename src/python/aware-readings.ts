import type { Edit } from '../language/detector.ts';
import { argumentsOf } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import { importEdit } from './import-edits.ts';
import { imports } from './imports.ts';
import type { Moment } from './moments.ts';
import { qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { moduleScope } from './scopes.ts';
import type { Range } from '../language/position.ts';
import type { PythonTree } from './syntax/tree.ts';

/** What to write so that a datetime carries its zone. */
export interface AwareReading {
  readonly range: Range;
  readonly text: string;
  /** The import that it needs; null when all is there. */
  readonly imported: Edit | null;
  readonly isDjango: boolean;
}

/** How to read the same clock with its zone: `datetime.now(timezone.utc)`; null where the names needed mean something else. */
export function awareReading({ node, method }: Moment): AwareReading | null {
  const callee = unwrap(node.type === 'call' ? node.function : node);
  if (callee.type !== 'attribute' || /\s/u.test(callee.text)) return null;
  const { tree } = node;
  const owner = callee.object.text;
  const range = node.range;
  const isNow = method === 'utcnow' || method === 'now' || method === 'today';
  const made = (text: string, imported: Edit | null, isDjango = false): AwareReading => ({
    range,
    text: node.type === 'call' ? text : isDjango ? 'timezone.now' : `lambda: ${text}`,
    imported,
    isDjango,
  });
  // In Django's files `timezone` is Django's own module.
  if (isNow && importedName('timezone', tree) === 'django.utils.timezone') return made('timezone.now()', null, true);
  const zone = utcZone(callee.object, tree);
  if (!zone) return null;
  if (isNow) return made(`${owner}.now(${zone.text})`, zone.imported);
  const given = node.type === 'call' ? argumentsOf(node) : [];
  const [moment] = given;
  if (given.length === 0 || moment?.kind !== 'positional' || moment.node.type === 'generator_expression') return null;
  return made(`${owner}.fromtimestamp(${moment.node.text}, ${zone.text})`, zone.imported);
}

/** The name that UTC has, or can be given, beside a way to write the class `datetime`. */
function utcZone(datetime: Python.Node, tree: PythonTree): { text: string; imported: Edit | null } | null {
  const inner = unwrap(datetime);
  // `dt.datetime` of `import datetime as dt`
  if (inner.type === 'attribute')
    return qualifiedName(inner.object) === 'datetime' ? { text: `${inner.object.text}.timezone.utc`, imported: null } : null;
  if (importedName('UTC', tree) === 'datetime.UTC') return { text: 'UTC', imported: null };
  const imported = importBeside(tree) ?? importEdit(tree, 'datetime', 'timezone');
  if (imported === null) return null;
  return { text: 'timezone.utc', imported: imported === 'there' ? null : imported };
}

/** `from datetime import datetime` takes one name more. */
function importBeside(tree: PythonTree): Edit | null {
  if (moduleScope(tree).binding('timezone')) return null;
  const found = imports(tree).find(
    ({ module, name, node }) => module === 'datetime' && name === 'datetime' && node.parent?.type === 'module',
  );
  const last = found && parts(found.node).at(-1);
  if (!last || last.type === 'wildcard_import') return null;
  return { range: [last.range[1], last.range[1]], text: ', timezone' };
}

function importedName(name: string, tree: PythonTree): string | null {
  const [first] = moduleScope(tree).binding(name)?.definitions ?? [];
  return first?.kind === 'import' ? qualifiedName(first.node) : null;
}
