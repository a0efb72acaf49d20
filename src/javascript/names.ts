import type { JavaScriptSource } from './detector.ts';
import { memberName, unwrap } from './expressions.ts';
import { meaningOf } from './meanings.ts';
import { Kind, type JavaScript } from './nodes.ts';

/**
 * The full name of what an expression means, through imports, aliases and destructuring:
 * - `better-sqlite3` for a module and its default export alike, `pg.Pool` for an export, `node:fs.readFile` for Node's own
 *   modules, which always carry `node:`;
 * - `process.env` for a global that nothing shadows;
 * - `express()` for what a call returned, `express().get` for a member of that;
 * - `pg.Pool#query` for a member of an instance.
 * Undefined for what the file defines itself, for parameters without a type, and for names that stand for several things.
 */
export function qualifiedName(node: JavaScript.Node, source: JavaScriptSource): string | undefined {
  const meaning = meaningOf(node, source);
  return meaning?.isInstance === false ? meaning.name : undefined;
}

/**
 * What an expression is an instance of: the class it was made with by `new`, or the call that made it (`express()`), also
 * where it was kept in a variable or a field in between; else the type it is declared with (`pg.Pool` for `db: Pool`).
 */
export function instanceOf(node: JavaScript.Node, source: JavaScriptSource): string | undefined {
  const meaning = meaningOf(node, source);
  return meaning?.isInstance === true || meaning?.name.endsWith(')') === true ? meaning.name : undefined;
}

/** A name with dots as it is written, `this.db.query`; undefined for anything but names and members. */
export function dottedText(node: JavaScript.Node): string | undefined {
  const members: string[] = [];
  let inner = unwrap(node);
  for (;;) {
    switch (inner.type) {
      case Kind.MemberExpression: {
        const name = memberName(inner);
        if (name === undefined) return undefined;
        members.unshift(name);
        inner = unwrap(inner.object);
        break;
      }
      case Kind.Identifier:
        return [inner.name, ...members].join('.');
      case Kind.ThisExpression:
        return ['this', ...members].join('.');
      case Kind.Super:
        return ['super', ...members].join('.');
      case Kind.MetaProperty:
        return [`${inner.meta.name}.${inner.property.name}`, ...members].join('.');
      default:
        return undefined;
    }
  }
}
