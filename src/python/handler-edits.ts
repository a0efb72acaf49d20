import { handlerBody, typeExpression } from './handlers.ts';
import { parts } from './expressions.ts';
import type * as Python from './nodes.ts';
import type { Edit, Fixer } from '../language/detector.ts';

/** The handler with other exceptions: `except X` for `except Exception` and for a bare `except`. */
export function catchInstead(clause: Python.ExceptClause, types: string, fixer: Fixer): Edit | null {
  const { value } = clause;
  const [keyword, star] = clause.tokens;
  // `except*:` is no Python, whatever is put there.
  if (!value) return keyword && star?.type !== '*' ? fixer.insertTextAfterRange(keyword.range, ` ${types}`) : null;
  const written = value.type === 'as_pattern' ? (parts(value)[0] ?? null) : value;
  return written ? fixer.replaceTextRange(written.range, types) : null;
}

/** A handler before this one that lets one type pass. */
export function letPassBefore(clause: Python.ExceptClause, type: string, fixer: Fixer): Edit {
  const outer = indentOf(clause);
  return fixer.insertTextBeforeRange(clause.range, `except ${type}:\n${innerIndent(clause)}raise\n${outer}`);
}

/** A statement at the start of the handler's body. */
export function beginWith(clause: Python.ExceptClause, statement: string, fixer: Fixer): Edit | null {
  const body = handlerBody(clause);
  const [first] = body ? parts(body) : [];
  if (!first || first.loc.start.line === clause.loc.start.line) return null;
  return first.type === 'pass_statement'
    ? fixer.replaceTextRange(first.range, statement)
    : fixer.insertTextBeforeRange(first.range, `${statement}\n${indentOf(first)}`);
}

/** Is a comment in the way of replacing what the handler catches? */
export function hasCommentInTypes(clause: Python.ExceptClause): boolean {
  return (typeExpression(clause)?.descendants('comment').length ?? 0) > 0;
}

function innerIndent(clause: Python.ExceptClause): string {
  const body = handlerBody(clause);
  const [first] = body ? parts(body) : [];
  return first && first.loc.start.line !== clause.loc.start.line ? indentOf(first) : `${indentOf(clause)}    `;
}

/** The blanks before a node that begins its line. */
function indentOf(node: Python.Node): string {
  const { text } = node.tree;
  const [start] = node.range;
  return /^[ \t]*/u.exec(text.slice(start - node.loc.start.column, start))?.[0] ?? '';
}
