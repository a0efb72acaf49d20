import { outermostText, isOnlyShown, isTextCall, nameAddedTo, nameOfText } from '../../python/built-texts.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { unwrap } from '../../python/expressions.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { sourcesOf, type Frame } from '../../python/origins.ts';
import { reachingDefinitions } from '../../python/reaching.ts';
import { resolve } from '../../python/scopes.ts';
import { sqlUses, type SqlUse } from '../../python/sql-sinks.ts';
import { builtText, type TextPart } from '../../python/texts.ts';
import { builtSql } from '../../sql/built-sql.ts';
import { holesIn, type HolePosition } from '../../sql/holes.ts';
import { namesPlaceholders, namesSqlPiece, namesStatement } from '../../sql/piece-names.ts';
import { holdsSql, statementIn } from '../../sql/statements.ts';
import { HOLE } from '../../sql/tokens.ts';
import { originInWords, quoted, verdictOn, worse, type Injection, type MessageId, type Options } from './injection.ts';

type Found = Injection<Python.Node> | null;

const MOST_NESTED = 6;

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
      const verdict = verdictOn(isPiece ? 'clause' : 'statement', only.origin, options);
      if (verdict && (isPiece || only.origin === 'request') && certainty !== 'maybe') tell(expression, { verdict, origin: only.origin, expression });
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
      const found = worstHole(text, within, 0);
      if (found) tell(node, found);
    }

    function worstHole(text: readonly TextPart[], within: HolePosition, depth: number, frames: readonly Frame[] = []): Found {
      const { text: sql, holes } = builtSql(text);
      const positions = holesIn(sql, within);
      const parts = text.filter((part) => 'expression' in part);
      const names = new Set(positions.flatMap(({ position }, index) => (position === 'name' || position === 'clause' ? [holes[index]?.text ?? ''] : [])));
      let worst: Found = null;
      for (const [index, hole] of parts.entries()) {
        const position = positions[index]?.position;
        if (position === undefined || hole.isNumber) continue;
        worst = worse(worst, inHole(hole.expression, positionFor(hole.expression, position, names), depth, frames));
      }
      return worst;
    }

    /** What is also pasted as a name is one where a value could stand (`SET {c} = {c} + 1`), and so is what is called a clause. */
    function positionFor(expression: Python.Node, position: HolePosition, names: ReadonlySet<string>): HolePosition {
      if (position !== 'value') return position;
      const node = unwrap(expression);
      const name = lastName(node.type === 'call' ? node.function : node) ?? '';
      if (namesPlaceholders(name)) return 'placeholder';
      return namesSqlPiece(name) || names.has(expression.text) ? 'clause' : 'value';
    }

    function inHole(expression: Python.Node, position: HolePosition, depth: number, outer: readonly Frame[]): Found {
      let worst: Found = null;
      const lookInside = (node: Python.Node, text: readonly TextPart[], frames: readonly Frame[]): boolean => {
        const { text: sql, holes } = builtSql(text);
        if (holes.length === 0 || depth > MOST_NESTED) return holes.length > 0;
        // A whole statement inside of this one is reported where it is written.
        if (statementIn(sql)?.strength === 'strong') return true;
        const inside = worstHole(text, position, depth + 1, frames);
        const isFar = enclosingFunction(node) !== enclosingFunction(expression);
        worst = worse(worst, inside && isFar ? { ...inside, expression } : inside);
        return true;
      };
      for (const { node, origin } of sourcesOf(expression, options, lookInside, outer)) {
        // `db.timestamp_placeholder('now')`
        if (node.type === 'call' && namesPlaceholders(lastName(node.function) ?? '')) continue;
        const verdict = verdictOn(position, origin, options);
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
