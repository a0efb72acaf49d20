import type { Edit } from './detector.ts';
import type { HashComment } from './hash-comment-source.ts';
import type { Lines } from './lines.ts';

/** A file in which a `#` comment can accept a finding. */
export interface AcceptingFile {
  readonly text: string;
  readonly lineTable: Lines;
  readonly lines: readonly string[];
  readonly comments: readonly HashComment[];
  getDisableDirectives(): { readonly directives: readonly unknown[] };
  /** May a comment begin here, or would it become part of a text, or break the code before it? */
  takesCommentAt(index: number): boolean;
}

/** What the click in the editor is called; the editor adds the rule's name. */
export const ACCEPT = 'Accept this finding in a comment that says why.';

/** A question, so that a reason nobody gave is seen in review. */
const REASON = '-- why?';

/**
 * Which edit accepts a rule's findings of one line? A comment above the line, or behind it where none may stand above;
 * a directive that speaks of the line already gets the rule's name added. Null where no comment is possible.
 */
export function acceptingEdit(file: AcceptingFile, line: number, ruleId: string): Edit | null {
  const directives = file.getDisableDirectives().directives as readonly LineDirective[];
  const known = directives.find(
    ({ type, node }) => node.loc.end.line === (type === 'disable-next-line' ? line - 1 : type === 'disable-line' ? line : -1),
  );
  if (known) return extended(known, ruleId);
  const start = file.lineTable.starts[line - 1];
  const content = file.lines[line - 1];
  if (start === undefined || content === undefined) return null;
  if (file.takesCommentAt(start)) {
    const indentation = /^[ \t\f]*/u.exec(content)?.[0] ?? '';
    return insertion(start, `${indentation}# eslint-disable-next-line ${ruleId} ${REASON}${lineEndNear(file, line)}`);
  }
  const end = start + content.length;
  // Behind another comment this one would be read as its continuation.
  if (!file.takesCommentAt(end) || file.comments.some(({ loc }) => loc.end.line === line)) return null;
  return insertion(end, `  # eslint-disable-line ${ruleId} ${REASON}`);
}

interface LineDirective {
  readonly type: string;
  readonly node: HashComment;
  readonly value: string;
}

function extended({ node, value }: LineDirective, ruleId: string): Edit | null {
  const names = value.split(',').map((name) => name.trim());
  // A directive without names accepts everything already.
  if (value.trim() === '' || names.includes(ruleId)) return null;
  const reason = /\s-{2,}\s/u.exec(node.text);
  const header = node.text.slice(0, reason?.index).trimEnd();
  return insertion(node.range[0] + header.length, `${header.endsWith(',') ? '' : ','} ${ruleId}`);
}

function insertion(at: number, text: string): Edit {
  return { range: [at, at], text };
}

/** How the line ends, or else the one above it, because the last line of a file may have no end. */
function lineEndNear({ text, lineTable: { starts } }: AcceptingFile, line: number): string {
  for (const next of [starts[line], starts[line - 1]]) {
    const end = next === undefined ? null : /(?:\r\n|\r|\n)$/u.exec(text.slice(Math.max(0, next - 2), next));
    if (end) return end[0];
  }
  return '\n';
}
