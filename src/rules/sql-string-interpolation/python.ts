import { additionOf, buildsText, isOnlyShown, nameOfText, outermostText } from '../../python/built-texts.ts';
import { argumentsOf, methodName, receiver } from '../../python/calls.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { unwrap } from '../../python/expressions.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { keepingMethods } from '../../python/knowledge/conversions.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { sourcesOf, type Frame } from '../../python/origins.ts';
import { reachingDefinitions } from '../../python/reaching.ts';
import { resolve } from '../../python/scopes.ts';
import { bindingEdits, checkEdit } from '../../python/sql-edits.ts';
import { sqlUsesIn } from '../../python/sql-sinks.ts';
import { builtText, namedText } from '../../python/texts.ts';
import { firstLineOf } from '../../language/first-line.ts';
import { originInWords, quoted, type MessageId, type Options } from './injection.ts';
import { mayHoldStatement } from '../../sql/statements.ts';
import { SqlSearch, suggestionsFor, type Before, type SqlReader } from './sql-search.ts';

export const python: PythonDetector<MessageId, Options> = {
  mentions: [
    'SELECT',
    'select ',
    'INSERT',
    'insert into',
    'UPDATE',
    'DELETE',
    'delete from',
    'CREATE',
    'DROP',
    'ALTER',
    'execute',
    'sqlalchemy',
    'cursor',
    'sql(',
    'raw(',
    '.extra(',
  ],

  visit({ source, options, report }) {
    const noted = new Set<Python.Node>();
    const texts = new Set<Python.Node>();
    const search = new SqlSearch(readerFor(options), options, (finding) => {
      const { node, worst } = finding;
      const data = { expression: quoted(worst.expression.text), origin: originInWords(worst.origin) };
      report({
        loc: firstLineOf(node.loc, source.lines),
        message: worst.verdict,
        data,
        suggest: suggestionsFor(finding, (expression) => expression.text, bindingEdits, checkEdit),
      });
    });

    return {
      interpolation(node) {
        if (node.parent) note(node.parent);
      },
      binary_operator(node) {
        const { type } = node.operator;
        const isInner = node.parent?.type === 'binary_operator' && node.parent.operator.type === type;
        if ((type === '+' || type === '%') && !isInner) note(node);
      },
      'module:exit'() {
        for (const call of callsNamed(source.tree, buildsText)) note(call);
        for (const use of sqlUsesIn(source.tree, options.sinks)) search.judgeUse(use);
        for (const text of texts) search.judgeAlone(text);
      },
    };

    function note(node: Python.Node): void {
      if (noted.has(node)) return;
      noted.add(node);
      // Putting texts together costs more than looking for a verb where they stand, and few texts are SQL.
      const [start, end] = node.range;
      const text = mayHoldStatement(source.text.slice(Math.max(0, start - NEAR), end)) || isAdded(node) ? outermostText(node) : null;
      if (text) texts.add(text);
    }
  },
};

/** How far in front of a piece its text may begin. */
const NEAR = 600;

/** Is this a piece of what is added to a name? */
function isAdded(node: Python.Node): boolean {
  let outer = node;
  while (
    outer.parent?.type === 'parenthesized_expression' ||
    outer.parent?.type === 'binary_operator' ||
    outer.parent?.type === 'concatenated_string'
  )
    outer = outer.parent;
  return outer.parent?.type === 'augmented_assignment';
}

function readerFor(options: Options): SqlReader<Python.Node, Frame> {
  return {
    builtText,
    sourcesOf: (expression, onText, frames) => sourcesOf(expression, options, onText, frames),
    textsOf: (expression, onText) => sourcesOf(expression, { textsOnly: true }, onText),
    nameOf,
    textOf: ({ text }) => text,
    functionAround: enclosingFunction,
    isRunWithValues,
    additionOf: (text) => {
      const addition = additionOf(text);
      return addition && { name: addition.name.text, before: heldBefore(addition.name, text), isRepeated: addition.isRepeated };
    },
    isOnlyShown,
    nameOfText,
  };
}

/** `execute(sql, values)`, and not `execute(sql)` or `execute(sql, ())`. */
function isRunWithValues(expression: Python.Node): boolean {
  const list = expression.parent;
  const call = list?.type === 'argument_list' ? list.parent : null;
  if (call?.type !== 'call') return false;
  const [first, second] = argumentsOf(call);
  if (first?.value !== expression || !second) return false;
  const { type, text } = unwrap(second.value);
  return VALUES.has(type) && !EMPTY.test(text);
}

const EMPTY = /^[([{]\s*[)\]}]$/u;

/** What values are given in; a plain flag or a number is none. */
const VALUES: ReadonlySet<string> = new Set(['tuple', 'list', 'dictionary', 'identifier', 'attribute', 'binary_operator', 'call']);

/** What a name is given above a text that is added to it. */
function heldBefore(name: Python.Identifier, text: Python.Node): Before<Python.Node>[] {
  const binding = resolve(name);
  return (binding ? reachingDefinitions(name, binding) : []).flatMap(({ kind, value, source }): Before<Python.Node>[] => {
    const isAdded = kind === 'augmented';
    const given = isAdded ? source : value;
    return given && given.row < text.row ? [{ text: builtText(given) ?? namedText(given), isAdded }] : [];
  });
}

/** What a reader takes a hole for: `column` in `column`, `self.column`, `get_column()`, `column.strip()` and `', '.join(column)`. */
function nameOf(expression: Python.Node): string {
  let node = unwrap(expression);
  while (node.type === 'call') {
    const method = methodName(node) ?? '';
    const inner = method === 'join' ? argumentsOf(node)[0]?.value : keepingMethods.has(method) ? receiver(node) : null;
    if (!inner) return lastName(node.function) ?? '';
    node = unwrap(inner);
  }
  return lastName(node) ?? '';
}
