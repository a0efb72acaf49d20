import type { Linter } from 'eslint';
import type { Edit } from '../language/detector.ts';

/** A change that would mend a finding, counted as findings are: lines and columns from 1. */
export interface Offer {
  readonly description: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

interface Source {
  getLocFromIndex(index: number): { readonly line: number; readonly column: number };
}

/** What do a finding's fix and its suggestions change? Each leaves code that parses; which one is meant, a person decides. */
export function offersOf({ fix, suggestions = [], ruleId }: Linter.LintMessage, source: Source): Offer[] {
  const proposals = suggestions.map(({ desc, fix: edit }) => offerOf(desc, edit, source));
  return fix ? [offerOf(`What --fix does for '${(ruleId ?? '').replace(/^.*\//u, '')}'`, fix, source), ...proposals] : proposals;
}

function offerOf(description: string, { range: [from, to], text }: Edit, source: Source): Offer {
  const start = source.getLocFromIndex(from);
  const end = source.getLocFromIndex(to);
  return { description, startLine: start.line, startColumn: start.column + 1, endLine: end.line, endColumn: end.column + 1, text };
}
