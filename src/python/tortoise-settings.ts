import { constantText } from './constants.ts';
import { parts } from './expressions.ts';
import { calleeName } from './names.ts';
import type * as Python from './nodes.ts';

/** How Tortoise names its backend for SQLite in a `credentials` block. */
export const tortoiseEngine = 'tortoise.backends.sqlite';

/**
 * Is a URL written for Tortoise ORM, which reads `sqlite://a.db` as a relative and `sqlite:///srv/a.db` as an absolute path?
 * `Tortoise.init(db_url=...)`, `register_tortoise(...)`, or the `connections` beside the `apps` of its settings.
 */
export function isTortoiseUrl(url: Python.Node): boolean {
  for (let node: Python.Node | null = url.parent; node; node = node.parent) {
    if (node.type === 'call' && calleeName(node)?.startsWith('tortoise.') === true) return true;
    if (node.type === 'pair' && constantText(node.key) === 'connections' && sibling(node, 'apps')) return true;
    if (node.type === 'block' || node.type === 'expression_statement') return false;
  }
  return false;
}

/** The file of `{'engine': 'tortoise.backends.sqlite', 'credentials': {'file_path': ...}}`, by the engine's name. */
export function tortoiseFile(engine: Python.String): Python.Node | null {
  const pair = engine.parent;
  const credentials = pair?.type === 'pair' && pair.value === engine ? sibling(pair, 'credentials') : null;
  return credentials?.type === 'dictionary' ? valueUnder(credentials, 'file_path') : null;
}

function sibling(pair: Python.Pair, key: string): Python.Node | null {
  return pair.parent?.type === 'dictionary' ? valueUnder(pair.parent, key) : null;
}

function valueUnder(dictionary: Python.Dictionary, key: string): Python.Node | null {
  const found = parts(dictionary).find((part) => part.type === 'pair' && constantText(part.key) === key);
  return found?.type === 'pair' ? found.value : null;
}
