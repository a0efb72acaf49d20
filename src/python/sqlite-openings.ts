import { argument, methodName, receiver } from './calls.ts';
import { constantText } from './constants.ts';
import { isDeferrable, sqliteOpeners } from './knowledge/sqlite.ts';
import { mayMean } from './named-calls.ts';
import { calleeName, instanceOf, starCandidates } from './names.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/**
 * What a call hands to SQLite as the file to open: `sqlite3.connect(path)`, `SqliteDatabase(path)`, `database.init(path)`;
 * `unknown` where it opens one that cannot be seen, null where it opens none.
 */
export function openedPath(call: Python.Call): Python.Node | 'unknown' | null {
  const opener = sqliteOpeners[openerName(call) ?? ''];
  if (!opener) return null;
  if (opener.engine) {
    const engine = argument(call, opener.engine);
    if (engine === null || engine === 'unknown' || constantText(engine)?.startsWith('sqlite') !== true) return null;
  }
  return argument(call, opener) ?? 'unknown';
}

/** Could a call open an SQLite file, by the last word of what is called? */
export function mayOpenSqlite(tree: PythonTree): (name: string) => boolean {
  return (name) => name === 'init' || mayBeOpener(tree, name);
}

function openerName(call: Python.Call): string | null {
  const name = calleeName(call);
  if (name !== null && name in sqliteOpeners) return name;
  if (call.function.type === 'identifier') {
    // `from peewee import *`
    return mayBeOpener(call.tree, call.function.text)
      ? (starCandidates(call.function).find((candidate) => candidate in sqliteOpeners) ?? null)
      : null;
  }
  if (methodName(call) !== 'init') return null;
  const made = instanceOf(receiver(call) ?? call);
  return made !== null && isDeferrable(made) ? made : null;
}

const mayBeOpener = mayMean(Object.keys(sqliteOpeners));
