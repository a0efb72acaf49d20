import { partsOf, type Path } from './access-paths.ts';
import { additionsTo } from './additions.ts';
import { traceCall } from './call-origins.ts';
import { isSafeTag } from './database-calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { environmentRead } from './environment.ts';
import { unwrap, unwrapAwaited, type AnyFunction } from './expressions.ts';
import { declaredType } from './fields.ts';
import { traceMember } from './member-origins.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { traceParameter } from './parameter-origins.ts';
import { definitionOf, variableOf, type Variable } from './scopes.ts';
import { builtText, type TextPart } from './texts.ts';
import { originOfType } from './type-origins.ts';
import { isUserInput } from './user-input.ts';
import { ceilingOf } from './validations.ts';
import { reachingWritesTo, type VariableWrite } from './writes.ts';
import { isConstantName } from '../vocabulary/constant-names.ts';
import { atMost, isAtLeast, worstOrigin, type Origin } from '../vocabulary/origin.ts';

export interface OriginSettings {
  /** Functions whose results are safe to paste, besides those that the tables know. */
  readonly safeBuilders?: readonly string[];
  /** Is only asked which texts an expression is put together of, and not where anything comes from? */
  readonly textsOnly?: boolean;
}

/** A call that was followed into the function of this file that it goes to. */
export interface Frame {
  readonly function: AnyFunction;
  readonly call: JavaScript.CallExpression;
}

const MOST_STEPS = 600;
const DEEPEST = 60;
const MOST_CALLS = 4;

/** One search for the places that a value comes from. */
export class Trace {
  readonly source: JavaScriptSource;
  readonly settings: OriginSettings;
  readonly #onSource: (node: JavaScript.Node, origin: Origin) => void;
  readonly #onText: (node: JavaScript.Node, text: readonly TextPart[], frames: readonly Frame[], joined: JavaScript.Node | null) => boolean;
  readonly #active = new Set<string>();
  #ceiling: Origin = 'request';
  #frames: readonly Frame[] = [];
  #joined: JavaScript.Node | null = null;
  #steps = 0;
  #depth = 0;

  constructor(
    source: JavaScriptSource,
    onSource: (node: JavaScript.Node, origin: Origin) => void,
    settings: OriginSettings,
    onText: (node: JavaScript.Node, text: readonly TextPart[], frames: readonly Frame[], joined: JavaScript.Node | null) => boolean = () =>
      false,
  ) {
    this.source = source;
    this.#onSource = onSource;
    this.settings = settings;
    this.#onText = onText;
  }

  get frames(): readonly Frame[] {
    return this.#frames;
  }

  /** Notes a place where the search ends. */
  end(node: JavaScript.Node, origin: Origin): void {
    this.#onSource(node, atMost(origin, this.#ceiling));
  }

  /** Searches on while nothing found can be worse than `ceiling`. */
  below(ceiling: Origin | undefined, search: () => void): void {
    const outer = this.#ceiling;
    if (ceiling !== undefined) this.#ceiling = atMost(outer, ceiling);
    search();
    this.#ceiling = outer;
  }

  /** Searches on among the elements that a `join` puts together; the outermost join is the text they become. */
  joined(join: JavaScript.Node, search: () => void): void {
    const outer = this.#joined;
    this.#joined = outer ?? join;
    search();
    this.#joined = outer;
  }

  /** Searches on inside of a function that is called, or outside of it again. */
  inFrames(frames: readonly Frame[], search: () => void): void {
    if (frames.length > MOST_CALLS) return;
    const outer = this.#frames;
    this.#frames = frames;
    search();
    this.#frames = outer;
  }

  /** Searches on unless this question is being answered already: what leads back to itself adds nothing. */
  once(node: JavaScript.Node, path: Path, search: () => void): void {
    const key = `${String(node.range[0])}-${String(node.range[1])} ${JSON.stringify(path)} ${String(this.#frames.length)}`;
    if (this.#active.has(key)) return;
    this.#active.add(key);
    search();
    this.#active.delete(key);
  }

  /** Where does what a path leads to come from? A question of its own: nothing is noted. */
  originAt = (expression: JavaScript.Node, path: Path): Origin => {
    if (this.settings.textsOnly === true) return 'unknown';
    const found: Origin[] = [];
    const inner = new Trace(this.source, (_, origin) => found.push(origin), this.settings);
    inner.#frames = this.#frames;
    inner.#steps = this.#steps + 1;
    inner.#depth = this.#depth + 1;
    inner.walk(expression, path);
    this.#steps = inner.#steps;
    return worstOrigin(found);
  };

  /** Finds where what a path leads to inside of an expression's value comes from. */
  walk(expression: JavaScript.Node, path: Path): void {
    const node = unwrapAwaited(expression);
    if (this.#steps++ > MOST_STEPS || this.#depth > DEEPEST) {
      this.end(node, 'unknown');
      return;
    }
    this.#depth += 1;
    this.#search(node, path);
    this.#depth -= 1;
  }

  #search(node: JavaScript.Node, path: Path): void {
    switch (node.type) {
      case Kind.Literal:
        this.end(node, 'constant');
        break;
      case Kind.TemplateLiteral:
      case Kind.TaggedTemplateExpression:
        this.#template(node);
        break;
      case Kind.Identifier:
        this.#name(node, path);
        break;
      case Kind.MemberExpression:
        this.#member(node, path);
        break;
      case Kind.CallExpression:
      case Kind.NewExpression:
        this.#call(node, path);
        break;
      case Kind.BinaryExpression:
        this.#operator(node, path);
        break;
      case Kind.LogicalExpression:
        this.walk(node.left, path);
        this.walk(node.right, path);
        break;
      case Kind.ConditionalExpression:
        this.walk(node.consequent, path);
        this.walk(node.alternate, path);
        break;
      case Kind.AssignmentExpression:
        this.walk(node.right, path);
        break;
      case Kind.SequenceExpression:
        this.walk(node.expressions.at(-1) ?? node, path);
        break;
      case Kind.UnaryExpression:
      case Kind.UpdateExpression:
        this.end(node, 'numeric');
        break;
      case Kind.SpreadElement:
        this.walk(node.argument, path);
        break;
      default:
        if (!this.#collection(node, path)) this.end(node, 'unknown');
    }
  }

  #text(node: JavaScript.Node, text: readonly TextPart[]): void {
    if (this.#ceiling === 'request' && this.#onText(node, text, this.#frames, this.#joined)) return;
    const holes = text.filter((part) => 'expression' in part);
    for (const { expression } of holes) this.walk(expression, []);
    if (holes.length === 0) this.end(node, 'constant');
  }

  #template(node: JavaScript.TemplateLiteral | JavaScript.TaggedTemplateExpression): void {
    const text = builtText(node, this.source);
    if (text) this.#text(node, text);
    // What a library's tag makes binds its holes.
    else this.end(node, node.type === Kind.TaggedTemplateExpression && isSafeTag(node.tag, this.source) ? 'allow-listed' : 'unknown');
  }

  #collection(node: JavaScript.Node, path: Path): boolean {
    // A library binds what it is given in an object or an array.
    if (this.settings.textsOnly === true && path.length === 0) return true;
    const found = partsOf(node, path);
    if (!found) return false;
    for (const { expression, rest } of found) this.walk(expression, rest);
    if (found.length === 0) this.end(node, 'constant');
    return true;
  }

  #call(node: JavaScript.CallExpression | JavaScript.NewExpression, path: Path): void {
    const text = builtText(node, this.source);
    if (text) this.#text(node, text);
    else if (isUserInput(node, this.source)) this.end(node, 'request');
    else traceCall(this, node, path);
  }

  #operator(node: JavaScript.BinaryExpression, path: Path): void {
    const text = builtText(node, this.source);
    if (text) {
      this.#text(node, text);
      return;
    }
    if (node.operator !== '+') {
      this.end(node, 'numeric');
      return;
    }
    let left: JavaScript.Node = node;
    for (; left.type === Kind.BinaryExpression && left.operator === '+'; left = unwrap(left.left)) this.walk(left.right, path);
    this.walk(left, path);
  }

  /** Checks of `query.sort` are found like those of a plain name. */
  #member(node: JavaScript.MemberExpression, path: Path): void {
    const ceiling =
      path.length > 1 || this.settings.textsOnly === true
        ? undefined
        : ceilingOf({ node, settled: -1, elements: path.length > 0, originAt: this.originAt, source: this.source });
    if (ceiling !== undefined && !isAtLeast(ceiling, 'unknown')) this.end(node, ceiling);
    else {
      this.below(ceiling, () => {
        traceMember(this, node, path);
      });
    }
  }

  #name(identifier: JavaScript.Identifier, path: Path): void {
    const variable = variableOf(identifier, this.source);
    if (identifier.name === 'undefined' || identifier.name === 'NaN' || identifier.name === 'Infinity') {
      this.end(identifier, 'constant');
      return;
    }
    if (!variable || variable.defs.length === 0) {
      this.end(identifier, isConstantName(identifier.name) ? 'declared' : 'unknown');
      return;
    }
    // Whoever may set the environment may do all that the program may.
    if (environmentRead(identifier, this.source)) {
      this.end(identifier, 'declared');
      return;
    }
    this.once(identifier, path, () => {
      const writes = reachingWritesTo(identifier, variable);
      const [start] = identifier.range;
      const settled = Math.max(-1, ...writes.map(({ kind, node, from }) => (kind === 'parameter' || from > start ? -1 : node.range[0])));
      const ceiling =
        path.length > 1 || this.settings.textsOnly === true
          ? undefined
          : ceilingOf({ node: identifier, settled, elements: path.length > 0, originAt: this.originAt, source: this.source });
      if (ceiling !== undefined && !isAtLeast(ceiling, 'unknown')) this.end(identifier, ceiling);
      else {
        this.below(isModuleConstant(variable) ? 'declared' : ceiling, () => {
          this.#writes(variable, writes, path);
        });
      }
    });
  }

  #writes(variable: Variable, writes: readonly VariableWrite[], path: Path): void {
    for (const write of writes) {
      this.once(write.node, path, () => {
        this.#write(variable, write, path);
      });
    }
    for (const { expression, rest } of additionsTo(variable, path)) this.walk(expression, rest);
  }

  #write(variable: Variable, { kind, node, expression, path: own }: VariableWrite, path: Path): void {
    const type = kind === 'parameter' ? undefined : declaredType(node);
    const declared = type && originOfType(type, path, this.source);
    if (declared !== undefined && declared !== 'unknown') {
      this.end(node, declared);
      return;
    }
    switch (kind) {
      case 'import':
        this.end(node, isConstantName(variable.name) ? 'declared' : 'unknown');
        break;
      case 'parameter':
        traceParameter(this, node, path);
        break;
      case 'declaration':
        this.end(node, definitionOf(variable)?.node.type === Kind.TSEnumDeclaration ? 'constant' : 'unknown');
        break;
      default:
        if (expression) this.walk(expression, [...own, ...path]);
    }
  }
}

/** What a module keeps under a name in capitals, it set up itself. */
function isModuleConstant(variable: Variable): boolean {
  const { scope } = variable;
  return isConstantName(variable.name) && ((scope.type as string) === 'module' || (scope.type as string) === 'global');
}
