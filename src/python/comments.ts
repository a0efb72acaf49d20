import { moduleOf } from './columns.ts';
import { constantText } from './constants.ts';
import { isTrivia } from './expressions.ts';
import { oncePerTree } from './memo.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A file's comments by the line they stand on. */
export const commentsByLine = oncePerTree((tree: PythonTree): ReadonlyMap<number, Python.Comment> => {
  const comments = moduleOf(tree).descendants('comment');
  return new Map(comments.map((comment) => [comment.loc.start.line, comment]));
});

/** The comments on the lines right above a node, from top to bottom, with no other code in between. */
export function commentsAbove(node: Python.Node): Python.Comment[] {
  const comments = commentsByLine(node.tree);
  const found: Python.Comment[] = [];
  for (let line = node.loc.start.line - 1; ; line--) {
    const comment = comments.get(line);
    if (!comment || !standsAlone(comment)) return found;
    found.unshift(comment);
  }
}

/** The comment at the end of the line that a node begins on, or of the one it ends on. */
export function commentBeside(node: Python.Node): Python.Comment | null {
  const comments = commentsByLine(node.tree);
  const { start, end } = node.loc;
  const beside = [comments.get(end.line), comments.get(start.line)];
  return beside.find((comment) => comment && !standsAlone(comment)) ?? null;
}

/** The comments inside a node, those of nested functions too. */
export function commentsInside(node: Python.Node): Python.Comment[] {
  return node.descendants('comment');
}

export type Documented = Python.Module | Python.ClassDefinition | Python.FunctionDefinition;

/** The docstring of a module, class or function: its node; the text is what `docstringText` says. */
export function docstring(definition: Documented): Python.String | Python.ConcatenatedString | null {
  const body = definition.type === 'module' ? definition : definition.body;
  const first = body.children.find((child) => !isTrivia(child));
  const expression = first?.type === 'expression_statement' ? first.children[0] : null;
  return expression?.type === 'string' || expression?.type === 'concatenated_string' ? expression : null;
}

/** The text of a docstring; null when there is none. */
export function docstringText(definition: Documented): string | null {
  const string = docstring(definition);
  return string && constantText(string);
}

/** Has the comment a line of its own? */
function standsAlone(comment: Python.Comment): boolean {
  const { text } = comment.tree;
  for (let at = comment.range[0] - 1; at >= 0; at--) {
    const character = text.charAt(at);
    if (character === '\n' || character === '\r') return true;
    if (!/\s|\uFEFF/u.test(character)) return false;
  }
  return true;
}
