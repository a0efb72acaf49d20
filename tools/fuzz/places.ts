import type { LintedFile } from '../../src/cli/lint.ts';
import type { FileKind } from '../../src/language/kind.ts';
import type { Failure } from './examine.ts';

interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Does every finding and notice stand inside of the text, and end behind its start? */
export function placeProblem({ findings, notices }: LintedFile, text: string, kind: FileKind): Failure | null {
  if (findings.length === 0 && notices.length === 0) return null;
  // ESLint takes the byte order mark off; to JavaScript alone the two separators end a line too.
  const lines = text.replace(/^\ufeff/u, '').split(kind === 'javascript' ? /\r\n|[\r\n\u2028\u2029]/u : /\r\n|\r|\n/u);
  for (const { rule, line, column, endLine, endColumn } of findings) {
    const span = { line, column, endLine, endColumn };
    if (!isInside(span, lines)) return { what: `${rule} reports outside of the text`, detail: JSON.stringify(span) };
  }
  const lost = notices.find(({ line }) => line !== null && (line < 1 || line > lines.length));
  return lost ? { what: 'a notice stands outside of the text', detail: JSON.stringify(lost) } : null;
}

function isInside({ line, column, endLine, endColumn }: Span, lines: readonly string[]): boolean {
  const isPlace = (at: number, from: number): boolean => {
    const content = lines[at - 1];
    return content !== undefined && Number.isInteger(from) && from >= 1 && from <= content.length + 1;
  };
  return isPlace(line, column) && isPlace(endLine, endColumn) && (endLine > line || (endLine === line && endColumn >= column));
}
