import { argumentsOf, methodName, receiver } from '../../python/calls.ts';
import { outermostText, isOnlyShown, isTextCall, nameAddedTo, nameOfText } from '../../python/built-texts.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { unwrap } from '../../python/expressions.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { keepingMethods } from '../../python/knowledge/conversions.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { sourcesOf, type Frame } from '../../python/origins.ts';
import { reachingDefinitions } from '../../python/reaching.ts';
import { resolve } from '../../python/scopes.ts';
import { sqlUses, type SqlUse } from '../../python/sql-sinks.ts';
import { builtText, type TextPart } from '../../python/texts.ts';
import { builtSql } from '../../sql/built-sql.ts';
import { holesIn, type Hole, type HolePosition } from '../../sql/holes.ts';
import { namesPlaceholders, namesStatement } from '../../sql/piece-names.ts';
import { holdsSql, statementIn } from '../../sql/statements.ts';
import { HOLE } from '../../sql/tokens.ts';
import { originInWords, placeOf, quoted, verdictOn, worse, type Injection, type MessageId, type Options } from './injection.ts';

type Found = Injection<Python.Node> | null;

const MOST_NESTED = 6;
const NAME_PLACES: ReadonlySet<string> = new Set(['name', 'clause', 'column']);

/** How a piece of text was reached: through how many others, and through which calls. */
interface Nesting {
  readonly depth: number;
  readonly frames: readonly Frame[];
}

export const python: PythonDetector<MessageId, Options> = {
  mentions: ['SELECT', 'select ', 'INSERT', 'insert ', 'UPDATE', 'update ', 'DELETE', 'delete ', 'CREATE', 'DROP', 'ALTER', 'execute', 'text(', 'raw(', '.extra('],

  visit({ options, report }) {
    const texts = new Set<Python.Node>();
    const uses: SqlUse[] = [];
    const judged = new Set<Python.Node>();

    return {
      interpolation(node) {
        if (node.parent) note(node.parent);
      },
      binary_operator(node) {
        if (node.operator.type === '+' || node.operator.type === '%') note(node);
      },
      call(node) {
        if (isTextCall(node)) note(node);
        uses.push(...sqlUses(node, options.sinks));
      },
      'module:exit'() {
        for (const use of uses) judgeUse(use);
        for (const text of texts) judgeAlone(text);
      },
    };

    function note(node: Python.Node): void {
      if (node.parent?.type === 'binary_operator' && node.type === 'binary_operator' && node.operator.type === node.parent.operator.type) return;
      const text = outermostText(node);
      if (text) texts.add(text);
    }

    /** A text that a database is given, in place or through names. */
    function judgeUse({ expression, certainty, isPiece }: SqlUse): void {
      const within: HolePosition = isPiece ? 'clause' : 'statement';
      const sources = sourcesOf(expression, options, (node, text) => {
        const addedTo = nameAddedTo(node);
        const start = addedTo ? placeBehind(addedTo, node) : within;
        const { text: sql } = builtSql(text);
        // What another function makes is judged there, and only when its own words say that it is SQL.
        if (enclosingFunction(node) !== enclosingFunction(expression) && !statementIn(sql)) return true;
        const isSql = certainty === 'sure' || statementIn(sql) !== null || (certainty === 'likely' && (start !== 'statement' || holdsSql(sql))) || addedTo !== null;
        if (isSql && !judged.has(node)) judge(node, text, start);
        return true;
      });
      const [only] = sources;
      if (sources.length !== 1 || !only || unwrap(expression).type === 'string') return;
      const verdict = verdictOn(within, only.origin, options);
      if (verdict && only.origin === 'request' && certainty !== 'maybe') tell(expression, { verdict, origin: only.origin, expression });
    }

    /** A text that is SQL by its own words. */
    function judgeAlone(node: Python.Node): void {
      if (judged.has(node)) return;
      const text = builtText(node);
      if (!text || isOnlyShown(node)) return;
      const { text: sql, holes } = builtSql(text);
      if (holes.length === 0) return;
      const statement = statementIn(sql);
      const isNamed = namesStatement(nameOfText(node) ?? '');
      if (statement) {
        const isSql = statement.strength === 'strong' ? statement.capitals || isNamed : statement.capitals && isNamed;
        if (isSql) judge(node, text, 'statement');
        return;
      }
      const addedTo = nameAddedTo(node);
      if (addedTo && startsStatement(addedTo)) judge(node, text, placeBehind(addedTo, node));
    }

    function judge(node: Python.Node, text: readonly TextPart[], within: HolePosition): void {
      judged.add(node);
      const found = worstHole(text, { depth: 0, frames: [] }, holesIn(builtSql(text).text, within));
      if (found) tell(node, found);
    }

    function worstHole(text: readonly TextPart[], at: Nesting, holes: readonly Hole[]): Found {
      const pasted = text.filter((part) => 'expression' in part);
      const names = new Set(pasted.flatMap(({ expression }, index) => (NAME_PLACES.has(holes[index]?.position ?? '') ? [expression.text] : [])));
      let worst: Found = null;
      for (const [index, { expression, isNumber }] of pasted.entries()) {
        const hole = holes[index];
        if (hole && !isNumber) worst = worse(worst, inHole(expression, hole, names.has(expression.text), at));
      }
      return worst;
    }

    function inHole(expression: Python.Node, hole: Hole, isAlsoAName: boolean, at: Nesting): Found {
      let worst: Found = null;
      const lookInside = (node: Python.Node, text: readonly TextPart[], frames: readonly Frame[]): boolean => {
        const { text: sql, holes } = builtSql(text);
        if (holes.length === 0 || at.depth > MOST_NESTED) return holes.length > 0;
        // A whole statement inside of this one is reported where it is written.
        if (statementIn(sql)?.strength === 'strong') return true;
        const inside = worstHole(text, { depth: at.depth + 1, frames }, holesIn(sql, hole.position, hole.isUnbound));
        const isFar = enclosingFunction(node) !== enclosingFunction(expression);
        worst = worse(worst, inside && isFar ? { ...inside, expression } : inside);
        return true;
      };
      const place = placeOf(hole, nameOf(expression), isAlsoAName);
      for (const { node, origin } of sourcesOf(expression, options, lookInside, at.frames)) {
        // `db.timestamp_placeholder('now')`
        if (node.type === 'call' && namesPlaceholders(nameOf(node))) continue;
        const verdict = verdictOn(place, origin, options);
        if (verdict) worst = worse(worst, { verdict, origin, expression });
      }
      return worst;
    }

    /** Where is a piece pasted that is added to a name: right behind what the name held before. */
    function placeBehind(name: Python.Identifier, piece: Python.Node): HolePosition {
      const binding = resolve(name);
      let before = '';
      for (const { kind, value, source } of binding ? reachingDefinitions(name, binding) : []) {
        const given = kind === 'augmented' ? source : value;
        if (!given || given.row >= piece.row) continue;
        const text = builtText(given);
        before = (kind === 'augmented' ? before : '') + (text ? builtSql(text).text : HOLE);
      }
      const position = holesIn(before + HOLE).at(-1)?.position;
      return position === undefined || position === 'statement' ? 'clause' : position;
    }

    function startsStatement(name: Python.Identifier): boolean {
      const binding = resolve(name);
      return (binding ? reachingDefinitions(name, binding) : []).some(({ value }) => {
        const text = value && builtText(value);
        const statement = text && statementIn(builtSql(text).text);
        return statement?.strength === 'strong' && (statement.capitals || namesStatement(name.text));
      });
    }

    function tell(node: Python.Node, { verdict, origin, expression }: Injection<Python.Node>): void {
      report({ node, message: verdict, data: { expression: quoted(expression.text), origin: originInWords(origin) } });
    }
  },
};

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
