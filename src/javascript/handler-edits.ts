import type { JavaScriptSource } from './detector.ts';
import type { Handler } from './error-handlers.ts';
import { isFunction, unwrap } from './expressions.ts';
import { logCall } from './loggers.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { ownNodes } from './scopes.ts';
import type { Edit, Fixer, Suggestion } from '../language/detector.ts';

/** `next(error)` as the last thing the handler does. */
export function callNext(handler: Handler, next: string, source: JavaScriptSource, fixer: Fixer): readonly Edit[] | null {
  return endWith(handler, (error) => `${next}(${error});`, source, fixer);
}

/** The error shown through a state's setter, as the last thing the handler does. */
export function showError(handler: Handler, setter: string, source: JavaScriptSource, fixer: Fixer): readonly Edit[] | null {
  return endWith(handler, (error) => `${setter}(${error} instanceof Error ? ${error}.message : String(${error}));`, source, fixer);
}

/** `console.error(error)` as the first thing the handler does. */
export function logFirst({ node, body, error }: Handler, source: JavaScriptSource, fixer: Fixer): readonly Edit[] | null {
  if (body?.type !== Kind.BlockStatement || (error !== null && error.type !== Kind.Identifier)) return null;
  const binding = error ? [] : bindError(node, source, fixer);
  if (!binding) return null;
  const text = `console.error(${error?.name ?? 'error'});`;
  const [first] = body.body;
  const outer = indentAt(body.range[1] - 1, source);
  if (!first) {
    const inside = source.text.slice(body.range[0] + 1, body.range[1] - 1).trimEnd();
    return [...binding, fixer.replaceTextRange([body.range[0] + 1, body.range[1] - 1], `${inside}\n${outer}  ${text}\n${outer}`)];
  }
  const isOnOneLine = first.loc.start.line === body.loc.start.line;
  return [...binding, fixer.insertTextBeforeRange(first.range, isOnOneLine ? `${text} ` : `${text}\n${indentAt(first.range[0], source)}`)];
}

function endWith(
  { node, body, error }: Handler,
  statement: (error: string) => string,
  source: JavaScriptSource,
  fixer: Fixer,
): readonly Edit[] | null {
  if (body?.type !== Kind.BlockStatement || (error !== null && error.type !== Kind.Identifier)) return null;
  const name = error?.name ?? 'error';
  const binding = error ? [] : bindError(node, source, fixer);
  if (!binding) return null;
  const last = body.body.at(-1);
  const text = statement(name);
  const outer = indentAt(body.range[1] - 1, source);
  if (last) return [...binding, fixer.insertTextAfterRange(last.range, `\n${indentAt(last.range[0], source)}${text}`)];
  // An empty block may hold a comment, which stays.
  const inside = source.text.slice(body.range[0] + 1, body.range[1] - 1).trimEnd();
  return [...binding, fixer.replaceTextRange([body.range[0] + 1, body.range[1] - 1], `${inside}\n${outer}  ${text}\n${outer}`)];
}

/** `catch (error) {` for `catch {`, `(error) =>` for `() =>`. */
function bindError(node: JavaScript.Node, source: JavaScriptSource, fixer: Fixer): readonly Edit[] | null {
  if (node.type === Kind.CatchClause) {
    const keyword = source.getFirstToken(node);
    return keyword ? [fixer.insertTextAfterRange(keyword.range, ' (error)')] : null;
  }
  const open = isFunction(node) ? source.getFirstToken(node, (token) => token.value === '(') : null;
  return open ? [fixer.insertTextAfterRange(open.range, 'error')] : null;
}

/** The only log call of a handler, with the error itself in place of, or behind, its text. */
export function logWhole({ body, error }: Handler, source: JavaScriptSource): Suggestion<'logError'>[] {
  if (!body || error?.type !== Kind.Identifier) return [];
  const logs = [body, ...ownNodes(body, source)].filter(
    (node): node is JavaScript.CallExpression => node.type === Kind.CallExpression && logCall(node, source) !== undefined,
  );
  const [log] = logs;
  const last = log?.arguments.at(-1);
  if (!log || !last || logs.length > 1) return [];
  const inner = unwrap(last);
  const object = inner.type === Kind.MemberExpression ? unwrap(inner.object) : undefined;
  const isText = object?.type === Kind.Identifier && object.name === error.name;
  // The console prints whatever it is given; a logger's second argument means something else in each of them.
  const takesMore = logCall(log, source)?.isConsole === true;
  if (!takesMore && !(isText && log.arguments.length === 1)) return [];
  return [
    {
      message: 'logError',
      fix: (fixer) => (isText ? fixer.replaceTextRange(last.range, error.name) : fixer.insertTextAfterRange(last.range, `, ${error.name}`)),
    },
  ];
}

/** The blanks at the start of the line that holds this place. */
function indentAt(index: number, { text }: JavaScriptSource): string {
  const line = text.lastIndexOf('\n', index - 1) + 1;
  return /^[ \t]*/u.exec(text.slice(line, index))?.[0] ?? '';
}
