import { builtSql, type SqlPart } from '../../sql/built-sql.ts';
import { holesIn, type Hole, type HolePosition } from '../../sql/holes.ts';
import { namesPlaceholders, namesStatement } from '../../sql/piece-names.ts';
import { holdsSql, statementIn } from '../../sql/statements.ts';
import { HOLE, sqlTokens } from '../../sql/tokens.ts';
import type { Origin } from '../../vocabulary/origin.ts';
import { placeOf, quoted, verdictOn, worse, type Injection, type MessageId, type Options } from './injection.ts';
import type { Edit, Suggestion } from '../../language/detector.ts';

export type Part<Node> = { readonly text: string } | { readonly expression: Node; readonly isNumber?: boolean };
export type BuiltText<Node> = readonly Part<Node>[];

/** What a language's reader is asked about the expressions of a file. */
export interface SqlReader<Node, Frame> {
  readonly builtText: (expression: Node) => BuiltText<Node> | null;
  /** All places that a value comes from; texts put together on the way are given to `onText` first. */
  readonly sourcesOf: (
    expression: Node,
    onText: (node: Node, text: BuiltText<Node>, frames: readonly Frame[], joined: Node | null) => boolean,
    frames: readonly Frame[],
  ) => readonly { readonly node: Node; readonly origin: Origin }[];
  /** The last word of what is pasted: `column` for `row.column`. */
  /** Gives `onText` all texts that an expression may be, without asking where their parts come from. */
  readonly textsOf: (
    expression: Node,
    onText: (node: Node, text: BuiltText<Node>, frames: readonly Frame[], joined: Node | null) => boolean,
  ) => void;
  readonly nameOf: (expression: Node) => string;
  readonly textOf: (expression: Node) => string;
  readonly functionAround: (node: Node) => unknown;
  /** Is the call that runs this text given values to bind as well? */
  readonly isRunWithValues: (expression: Node) => boolean;
  readonly additionOf: (text: Node) => Addition<Node> | null;
  readonly isOnlyShown: (text: Node) => boolean;
  /** The name that a text is given, which may say what it is for. */
  readonly nameOfText: (text: Node) => string | null;
}

/** A text that is added to a name (`sql += text`), and all that the name may have held before. */
export interface Addition<Node> {
  readonly name: string;
  readonly before: readonly Before<Node>[];
  /** Does the text itself begin with the name (`sql = sql + text`)? */
  readonly isRepeated: boolean;
}

/** What a name held: a text (null when it is not known), set or added to what was there. */
export interface Before<Node> {
  readonly text: BuiltText<Node> | null;
  readonly isAdded: boolean;
}

/** An expression whose text a database is given. */
export interface SqlUse<Node> {
  readonly expression: Node;
  /** `sure`: a database's own function; `likely`: the words say so; `maybe`: other things have such a method too. */
  readonly certainty: 'sure' | 'likely' | 'maybe';
  /** Is it a piece of a statement that a library puts together, and no whole one? */
  readonly isPiece: boolean;
  /** Is that piece a column, or several, by which the result is sorted or grouped? */
  readonly isSorting?: boolean;
}

/** What is wrong with one text. */
export interface SqlFinding<Node> {
  readonly node: Node;
  readonly worst: Injection<Node>;
  readonly text: BuiltText<Node>;
  /** Where each expression of the text is pasted, and what is wrong with it. */
  readonly holes: readonly JudgedHole<Node>[];
}

export interface JudgedHole<Node> {
  readonly hole: Hole;
  readonly expression: Node;
  readonly injection: Injection<Node> | null;
}

const MOST_NESTED = 6;
/** How many texts inside of others are read for one text that is judged. */
const MOST_LOOKS = 150;
const NAME_PLACES: ReadonlySet<HolePosition> = new Set(['name', 'clause', 'column']);

/** Where a text itself is pasted. */
type Place = Pick<Hole, 'position' | 'isUnbound'>;
const AT_START: Place = { position: 'statement', isUnbound: false };

interface Nesting<Frame> {
  /** Through how many other texts, and through which calls, this one was reached. */
  readonly depth: number;
  readonly frames: readonly Frame[];
}

/** Looks for the texts of one file that are SQL, and for the worst hole in each. */
export class SqlSearch<Node extends object, Frame> {
  readonly #reader: SqlReader<Node, Frame>;
  readonly #options: Options;
  readonly #tell: (finding: SqlFinding<Node>) => void;
  readonly #judged = new Set<Node>();
  /** The texts that are being looked into: one that leads back to itself adds nothing. */
  readonly #open = new Set<Node>();
  #looks = 0;

  constructor(reader: SqlReader<Node, Frame>, options: Options, tell: (finding: SqlFinding<Node>) => void) {
    this.#reader = reader;
    this.#options = options;
    this.#tell = tell;
  }

  /** Judges a text that a database is given, in place or through names. */
  judgeUse({ expression, certainty, isPiece, isSorting = false }: SqlUse<Node>): void {
    // Most statements are written out in their place, whole.
    if (this.#reader.builtText(expression)?.every((part) => 'text' in part) === true) return;
    const within: HolePosition = isSorting ? 'column' : isPiece ? 'clause' : 'statement';
    this.#looks = 0;
    const bindsValues = this.#reader.isRunWithValues(expression);
    const built = new Set<Node>();
    const joins = new Map<Node, Injection<Node> | null>();
    const onText = (node: Node, text: BuiltText<Node>, frames: readonly Frame[], joined: Node | null): boolean => {
      built.add(node);
      const { text: sql } = builtSql(text);
      const statement = statementIn(sql);
      if (joined && !statement) {
        // An element of the list that a text is joined of: the text is what is reported.
        const worst = worstOf(this.#judgedHoles(text, { depth: 1, frames }, holesIn(sql, 'clause')));
        if (certainty !== 'maybe') joins.set(joined, worse(joins.get(joined) ?? null, worst));
        return true;
      }
      // What another function makes is judged there, and only when its own words say that it is SQL.
      if (!statement && this.#reader.functionAround(node) !== this.#reader.functionAround(expression)) return true;
      const addition = this.#reader.additionOf(node);
      const isSql =
        statement !== null ||
        certainty === 'sure' ||
        (certainty === 'likely' && (isPiece || holdsSql(sql))) ||
        addition?.before.some(isAnyStatement) === true;
      if (isSql && !this.#judged.has(node))
        this.#judgeAddition(node, text, addition, statement ? AT_START : { position: within, isUnbound: false }, bindsValues);
      return true;
    };
    this.#reader.textsOf(expression, onText);
    for (const [joined, worst] of joins) {
      if (worst && !this.#judged.has(joined)) this.#tell({ node: joined, worst, text: [], holes: [] });
      this.#judged.add(joined);
    }
    if (built.size > 0) return;
    if (isPiece ? certainty === 'sure' : certainty !== 'maybe' && this.#options.reportPassthrough) this.#judgeBare(expression, within);
  }

  /** Judges what a user sends and the database is given as it is. */
  #judgeBare(expression: Node, within: HolePosition): void {
    const sources = this.#reader.sourcesOf(expression, () => false, []);
    const [only] = sources;
    const verdict = sources.length === 1 && only?.origin === 'request' ? verdictOn(within, only.origin, this.#options) : null;
    if (only && verdict) this.#tell({ node: expression, worst: { verdict, origin: only.origin, expression }, text: [], holes: [] });
  }

  /** Judges a text that may be SQL by its own words. */
  judgeAlone(node: Node): void {
    if (this.#judged.has(node)) return;
    this.#looks = 0;
    const text = this.#reader.builtText(node);
    if (!text?.some((part) => 'expression' in part) || this.#reader.isOnlyShown(node)) return;
    const statement = statementIn(builtSql(text).text);
    if (statement) {
      const isNamed = namesStatement(this.#reader.nameOfText(node) ?? '');
      const isSql = statement.strength === 'strong' ? statement.isNoProse || isNamed : statement.isNoProse && isNamed;
      if (isSql) this.#judge(node, text, AT_START);
      return;
    }
    const addition = this.#reader.additionOf(node);
    if (addition?.before.some((before) => isStatement(before, addition.name))) this.#judgeAddition(node, text, addition, AT_START);
  }

  #judgeAddition(node: Node, text: BuiltText<Node>, addition: Addition<Node> | null, otherwise: Place, bindsValues = false): void {
    if (addition) this.#judge(node, addition.isRepeated ? text.slice(1) : text, placeBehind(addition.before));
    else this.#judge(node, text, otherwise, bindsValues);
  }

  #judge(node: Node, text: BuiltText<Node>, { position, isUnbound }: Place, bindsValues = false): void {
    this.#judged.add(node);
    const sql = builtSql(text).text;
    const judged = this.#judgedHoles(text, { depth: 0, frames: [] }, holesIn(sql, position, isUnbound));
    // Values are bound, and no placeholder is written: the holes are those (`where id = {self.mark}`).
    const holes = bindsValues && lacksPlaceholders(sql, judged) ? judged.map(withoutUnknownValue) : judged;
    const worst = worstOf(holes);
    if (worst) this.#tell({ node, worst, text, holes });
  }

  #judgedHoles(text: BuiltText<Node>, at: Nesting<Frame>, holes: readonly Hole[]): JudgedHole<Node>[] {
    const pasted = text.filter((part) => 'expression' in part);
    const written = (expression: Node): string => this.#reader.textOf(expression);
    const names = new Set(
      pasted.flatMap(({ expression }, index) => (NAME_PLACES.has(holes[index]?.position ?? 'comment') ? [written(expression)] : [])),
    );
    return pasted.flatMap(({ expression, isNumber }, index) => {
      const hole = holes[index];
      if (!hole) return [];
      return [
        { hole, expression, injection: isNumber === true ? null : this.#inHole(expression, hole, names.has(written(expression)), at) },
      ];
    });
  }

  #inHole(expression: Node, hole: Hole, isAlsoAName: boolean, at: Nesting<Frame>): Injection<Node> | null {
    const { sourcesOf, nameOf, functionAround } = this.#reader;
    let worst: Injection<Node> | null = null;
    const lookInside = (node: Node, text: BuiltText<Node>, frames: readonly Frame[]): boolean => {
      const { text: sql, holes } = builtSql(text);
      if (holes.length === 0 || at.depth > MOST_NESTED) return holes.length > 0;
      // Texts that are put together in a loop, out of each other, could be followed in more ways than there is time for.
      if (this.#open.has(node) || this.#looks++ > MOST_LOOKS) return true;
      // A whole statement inside of this one is reported where it is written, and so is what is added to one.
      if (statementIn(sql)?.strength === 'strong') {
        if (!this.#judged.has(node)) this.#judge(node, text, AT_START);
        return true;
      }
      if (hole.position === 'statement') return true;
      this.#open.add(node);
      const inside = worstOf(this.#judgedHoles(text, { depth: at.depth + 1, frames }, holesIn(sql, hole.position, hole.isUnbound)));
      this.#open.delete(node);
      const isFar = functionAround(node) !== functionAround(expression);
      worst = worse(worst, inside && isFar ? { ...inside, expression } : inside);
      return true;
    };
    const place = placeOf(hole, nameOf(expression), isAlsoAName);
    for (const { node, origin } of sourcesOf(expression, lookInside, at.frames)) {
      // `db.timestamp_placeholder('now')`
      const verdict = namesPlaceholders(nameOf(node)) ? null : verdictOn(place, origin, this.#options);
      if (verdict) worst = worse(worst, { verdict, origin, expression });
    }
    return worst;
  }
}

/** What a text looks like to those who would edit it. */
interface PastedText<Node> {
  readonly node: Node;
  readonly parts: readonly SqlPart<Node>[];
  readonly holes: readonly Hole[];
  readonly values: readonly number[];
}

/** What a click in the editor would do about a finding: bind its values, or check its column. */
export function suggestionsFor<Node>(
  { node, worst, text, holes }: SqlFinding<Node>,
  textOf: (node: Node) => string,
  bind: (text: PastedText<Node>) => readonly Edit[] | null,
  check: (name: Node) => Edit | null,
): Suggestion<MessageId>[] {
  const data = { expression: quoted(textOf(worst.expression)) };
  if (worst.verdict === 'identifier') {
    const edit = check(worst.expression);
    return edit ? [{ message: 'allowlist', data, fix: () => edit }] : [];
  }
  // A hole whose text is put together elsewhere cannot be bound here.
  const values = holes.flatMap(({ injection, expression }, index) =>
    injection?.verdict === 'value' && injection.expression === expression ? [index] : [],
  );
  const isHere = holes.every(({ injection, expression }) => injection?.verdict !== 'value' || injection.expression === expression);
  const edits = isHere ? bind({ node, parts: text, holes: holes.map(({ hole }) => hole), values }) : null;
  return edits ? [{ message: 'bind', data, fix: () => edits }] : [];
}

function worstOf<Node>(holes: readonly JudgedHole<Node>[]): Injection<Node> | null {
  let worst: Injection<Node> | null = null;
  for (const { injection } of holes) worst = worse(worst, injection);
  return worst;
}

/** Has a text no placeholder of its own, and no hole that could bring one among other things? */
function lacksPlaceholders<Node>(sql: string, holes: readonly JudgedHole<Node>[]): boolean {
  const tokens = sqlTokens(sql);
  if (tokens.some(({ kind }) => kind === 'placeholder')) return false;
  // What is selected brings none.
  const selected = tokens.find(({ text }) => text === 'FROM')?.firstHole ?? 0;
  return holes.every(({ hole: { position } }, index) => (position === 'clause' ? index < selected : !BRINGING.has(position)));
}

const BRINGING: ReadonlySet<HolePosition> = new Set(['statement', 'placeholder']);

function withoutUnknownValue<Node>(judged: JudgedHole<Node>): JudgedHole<Node> {
  const { hole, injection } = judged;
  return hole.position === 'value' && injection?.origin === 'unknown' ? { ...judged, injection: null } : judged;
}

/** Where is a piece pasted that is added to a name: right behind what the name held before. */
function placeBehind<Node>(held: readonly Before<Node>[]): Place {
  let before = '';
  for (const { text, isAdded } of held) before = (isAdded ? before : '') + (text ? builtSql(text as readonly SqlPart<Node>[]).text : HOLE);
  const last = holesIn(before + HOLE).at(-1);
  return last && last.position !== 'statement' ? last : { position: 'clause', isUnbound: last?.isUnbound ?? false };
}

function isAnyStatement<Node>({ text, isAdded }: Before<Node>): boolean {
  return text !== null && !isAdded && statementIn(builtSql(text as readonly SqlPart<Node>[]).text) !== null;
}

function isStatement<Node>({ text, isAdded }: Before<Node>, name: string): boolean {
  const statement = text && !isAdded ? statementIn(builtSql(text as readonly SqlPart<Node>[]).text) : null;
  return statement?.strength === 'strong' && (statement.isNoProse || namesStatement(name));
}
