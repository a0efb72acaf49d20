import { argumentsOf } from '../../python/calls.ts';
import type { PythonDetector } from '../../python/detector.ts';
import type * as Python from '../../python/nodes.ts';
import { sourcesOf } from '../../python/origins.ts';
import { sqlUsesIn, type SqlUse } from '../../python/sql-sinks.ts';
import { stringsHolding } from '../../python/strings-found.ts';
import { builtText, type TextPart } from '../../python/texts.ts';
import { firstLineOf } from '../../language/first-line.ts';
import { HOLE } from '../../sql/tokens.ts';
import { holdsSql } from '../../sql/statements.ts';
import { firstMisplaced, isPasteMark, isSurelySql, isSurePiece, mentions, SUSPICIOUS, wordsFor, type Message } from './worst-place.ts';

export const python: PythonDetector<Message> = {
  mentions,
  visit: ({ source, report }) => {
    const told = new Set<Python.Node>();

    return {
      module() {
        // `AsIs(name)`, `SQL.identifier(name)`: what is bound there is pasted as a name after all.
        if (/\bAsIs\b|\bSQL\.identifier\b/u.test(source.text)) return;
        for (const use of sqlUsesIn(source.tree)) judgeUse(use);
        for (const string of stringsHolding(source.tree, SUSPICIOUS)) judgeAlone(string);
      },
    };

    /** A text that a database is given: with values it may hold `%s` too. */
    function judgeUse({ expression, certainty, isPiece }: SqlUse): void {
      const hasValues = certainty !== 'maybe' && isRunWithValues(expression);
      const judge = (node: Python.Node, parts: readonly TextPart[]): void => {
        const text = joined(parts);
        if (!(isPiece ? holdsSql(text) : isSurelySql(text) || (hasValues && holdsSql(text)))) return;
        tell(node, text, hasValues);
      };
      const direct = builtText(expression);
      if (direct) {
        judge(expression, direct);
        return;
      }
      sourcesOf(expression, { textsOnly: true }, (node, parts) => {
        judge(node, parts);
        return true;
      });
    }

    function judgeAlone(string: Python.String): void {
      const parts = builtText(string);
      const text = parts && joined(parts);
      if (text !== null && (isSurelySql(text) || isSurePiece(text))) tell(string, text, false);
    }

    function tell(node: Python.Node, text: string, hasValues: boolean): void {
      const place = firstMisplaced(text, (found) => hasValues || !isPasteMark(found));
      if (!place || isTold(node) || isFilledIn(node)) return;
      told.add(node);
      report({ loc: firstLineOf(node.loc, source.lines), message: place.place, data: wordsFor(place) });
    }

    /** Was this text reported, or one that it is a part of? */
    function isTold(node: Python.Node): boolean {
      for (let around: Python.Node | null = node; around; around = around.parent) if (told.has(around)) return true;
      return false;
    }
  },
};

function joined(parts: readonly TextPart[]): string {
  return parts.map((part) => ('text' in part ? part.text : HOLE)).join('');
}

/** `execute(sql, values)`, and not `execute(sql)`. */
function isRunWithValues(expression: Python.Node): boolean {
  const call = expression.parent?.parent;
  if (call?.type !== 'call') return false;
  return argumentsOf(call).some(({ value, kind, name }) => value !== expression && kind !== 'splat' && !NO_VALUES.has(name ?? ''));
}

const NO_VALUES = new Set(['fetch', 'commit', 'many', 'timeout', 'fetchall', 'fetchone', 'as_dict', 'auto_commit', 'execution_options']);

/** `'.. FROM ?'.replace('?', table)` and `'..' % x` are filled in before anybody runs them. */
function isFilledIn(text: Python.Node): boolean {
  let node = text;
  for (let { parent } = node; parent; { parent } = node) {
    if (parent.type === 'attribute') return true;
    if (parent.type === 'binary_operator' && parent.operator.type === '%') return true;
    if (parent.type !== 'concatenated_string' && parent.type !== 'parenthesized_expression' && parent.type !== 'binary_operator')
      return false;
    node = parent;
  }
  return false;
}
