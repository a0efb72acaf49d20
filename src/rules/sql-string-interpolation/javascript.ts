import { additionOf, isOnlyShown, nameOfText, outermostText } from '../../javascript/built-texts.ts';
import { lastName, methodName, receiver } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { memberName, unwrapAwaited } from '../../javascript/expressions.ts';
import { keepingMethods } from '../../javascript/knowledge/conversions.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { sourcesOf, type Frame } from '../../javascript/origins.ts';
import { enclosingFunction } from '../../javascript/scopes.ts';
import { bindingEdits, checkEdit } from '../../javascript/sql-edits.ts';
import { sqlUsesOf } from '../../javascript/sql-uses.ts';
import { builtText, namedText } from '../../javascript/texts.ts';
import { firstLineOf } from '../../language/first-line.ts';
import { originInWords, quoted, type MessageId, type Options } from './injection.ts';
import { mayHoldStatement } from '../../sql/statements.ts';
import { SqlSearch, suggestionsFor, type SqlReader, type SqlUse } from './sql-search.ts';

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: [
    'SELECT',
    'select ',
    'INSERT',
    'insert ',
    'UPDATE',
    'update ',
    'DELETE',
    'delete ',
    'CREATE ',
    'DROP ',
    'ALTER ',
    'query(',
    'query<',
    'Raw',
    'raw(',
    'execute(',
    'exec(',
    'unsafe(',
    'Unsafe(',
    'literal(',
    'where(',
    'Where(',
  ],

  visit({ source, options, report }) {
    const texts = new Set<JavaScript.Node>();
    const uses: SqlUse<JavaScript.Node>[] = [];
    const textOf = (node: JavaScript.Node): string => source.getText(node);
    const search = new SqlSearch(readerFor(source, options), options, (finding) => {
      const { node, worst } = finding;
      const data = { expression: quoted(textOf(worst.expression)), origin: originInWords(worst.origin) };
      const suggest = suggestionsFor(
        finding,
        textOf,
        (text) => bindingEdits(text, source) ?? null,
        (name) => checkEdit(name, source) ?? null,
      );
      report({ loc: firstLineOf(node.loc, source.lines), message: worst.verdict, data, suggest });
    });

    return {
      TemplateLiteral(node) {
        if (node.expressions.length > 0) note(node);
      },
      BinaryExpression(node) {
        if (node.operator === '+' && !(node.parent.type === Kind.BinaryExpression && node.parent.operator === '+')) note(node);
      },
      CallExpression(node) {
        const method = methodName(node);
        if (method === 'concat' || method === 'join') note(node);
        uses.push(...sqlUsesOf(node, source, options.sinks));
      },
      'Program:exit'() {
        for (const use of uses) search.judgeUse(use);
        for (const text of texts) search.judgeAlone(text);
      },
    };

    function note(node: JavaScript.Node): void {
      // Putting texts together costs more than looking for a verb where they stand, and few texts are SQL.
      const [start, end] = node.range;
      const text =
        mayHoldStatement(source.text.slice(Math.max(0, start - NEAR), end)) || isAdded(node) ? outermostText(node, source) : undefined;
      if (text) texts.add(text);
    }
  },
};

/** How far in front of a piece its text may begin. */
const NEAR = 600;

/** Is this a piece of what is added to a name? */
function isAdded(node: JavaScript.Node): boolean {
  let outer = node;
  while (outer.parent?.type === Kind.BinaryExpression) outer = outer.parent;
  return outer.parent?.type === Kind.AssignmentExpression && outer.parent.operator === '+=';
}

function readerFor(source: JavaScriptSource, options: Options): SqlReader<JavaScript.Node, Frame> {
  const built: SqlReader<JavaScript.Node, Frame>['builtText'] = (node) => builtText(node, source) ?? null;
  return {
    builtText: built,
    sourcesOf: (expression, onText, frames) => sourcesOf(expression, source, options, onText, frames),
    textsOf: (expression, onText) => sourcesOf(expression, source, { textsOnly: true }, onText),
    nameOf,
    textOf: (node) => source.getText(node),
    functionAround,
    isRunWithValues,
    additionOf: (text) => {
      const addition = additionOf(text, source);
      return addition
        ? {
            name: addition.name,
            isRepeated: addition.isRepeated,
            before: addition.before.map(({ expression, isAdded }) => ({
              text: built(expression) ?? namedText(expression, source) ?? null,
              isAdded,
            })),
          }
        : null;
    },
    isOnlyShown: (text) => isOnlyShown(text, source),
    nameOfText: (text) => nameOfText(text) ?? null,
  };
}

/** `query(sql, values)`, and not `query(sql)` or `query(sql, done)`. */
function isRunWithValues(expression: JavaScript.Node): boolean {
  const call = expression.parent;
  if (call?.type !== Kind.CallExpression || call.arguments[0] !== expression) return false;
  const second = call.arguments[1];
  return second !== undefined && (second.type === Kind.ArrayExpression ? second.elements.length > 0 : VALUES.has(second.type));
}

/** What values may be given in; a callback is none, and a name may be one. */
const VALUES: ReadonlySet<string> = new Set([Kind.MemberExpression, Kind.ArrayExpression]);

/** The function that a person sees a node in: callbacks of `map` and its kin are parts of it. */
function functionAround(node: JavaScript.Node): JavaScript.Node | undefined {
  let around = enclosingFunction(node);
  while (around?.parent.type === Kind.CallExpression && around.parent.callee !== around) around = enclosingFunction(around);
  return around;
}

/** What a reader takes a hole for: `column` in `column`, `row.column`, `getColumn()`, `column.trim()` and `columns.join()`. */
function nameOf(expression: JavaScript.Node): string {
  let node = unwrapAwaited(expression);
  while (node.type === Kind.CallExpression) {
    const object = receiver(node);
    const method = methodName(node) ?? '';
    if (!object || (method !== 'join' && method !== 'map' && !keepingMethods.has(method))) return lastName(node) ?? '';
    node = unwrapAwaited(object);
  }
  if (node.type === Kind.MemberExpression) return memberName(node) ?? '';
  return node.type === Kind.Identifier ? node.name : '';
}
