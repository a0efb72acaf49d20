import { elementsOf, stepOf, stepsTo, type Path } from './access-paths.ts';
import { traceAttribute } from './attribute-origins.ts';
import { traceCall } from './call-origins.ts';
import { classInfo } from './classes.ts';
import type { Definition } from './definitions.ts';
import { environmentRead } from './environment.ts';
import { parts, unwrap } from './expressions.ts';
import { additionsTo } from './additions.ts';
import { traceOperator } from './operator-origins.ts';
import { traceParameter } from './parameter-origins.ts';
import type * as Python from './nodes.ts';
import { reachingDefinitions } from './reaching.ts';
import { resolve, type Binding } from './scopes.ts';
import { builtText, type TextPart } from './texts.ts';
import { originOfType } from './type-origins.ts';
import { isTerminalInput, isUserInput } from './user-input.ts';
import { ceilingOf } from './validations.ts';
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
  readonly definition: Python.FunctionDefinition;
  readonly call: Python.Call;
}

const MOST_STEPS = 600;
const DEEPEST = 60;
const MOST_CALLS = 4;

/** One search for the places that a value comes from. */
export class Trace {
  readonly settings: OriginSettings;
  readonly #onSource: (node: Python.Node, origin: Origin) => void;
  readonly #onText: (node: Python.Node, text: readonly TextPart[], frames: readonly Frame[], joined: Python.Node | null) => boolean;
  readonly #active = new Set<string>();
  #ceiling: Origin = 'request';
  #frames: readonly Frame[] = [];
  #joined: Python.Node | null = null;
  #steps = 0;
  #depth = 0;

  constructor(
    onSource: (node: Python.Node, origin: Origin) => void,
    settings: OriginSettings,
    onText: (node: Python.Node, text: readonly TextPart[], frames: readonly Frame[], joined: Python.Node | null) => boolean = () => false,
  ) {
    this.#onSource = onSource;
    this.settings = settings;
    this.#onText = onText;
  }

  get frames(): readonly Frame[] {
    return this.#frames;
  }

  /** Notes a place where the search ends. */
  source(node: Python.Node, origin: Origin): void {
    this.#onSource(node, atMost(origin, this.#ceiling));
  }

  /** Searches on while nothing found can be worse than `ceiling`. */
  below(ceiling: Origin | null, search: () => void): void {
    const outer = this.#ceiling;
    if (ceiling !== null) this.#ceiling = atMost(outer, ceiling);
    search();
    this.#ceiling = outer;
  }

  /** Searches on among the elements that a `join` puts together; the outermost join is the text they become. */
  joined(join: Python.Node, search: () => void): void {
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
  once(node: Python.Node, path: Path, search: () => void): void {
    const key = `${String(node.row)} ${JSON.stringify(path)} ${String(this.#frames.length)}`;
    if (this.#active.has(key)) return;
    this.#active.add(key);
    search();
    this.#active.delete(key);
  }

  /** Where do elements of a collection come from? A question of its own: nothing is noted. */
  elementOrigin = (collection: Python.Node): Origin => this.originAt(collection, ['element']);

  originAt(expression: Python.Node, path: Path): Origin {
    if (this.settings.textsOnly === true) return 'unknown';
    const found: Origin[] = [];
    const inner = new Trace((_, origin) => found.push(origin), this.settings);
    inner.#frames = this.#frames;
    inner.#steps = this.#steps + 1;
    inner.#depth = this.#depth + 1;
    inner.walk(expression, path);
    this.#steps = inner.#steps;
    return worstOrigin(found);
  }

  /** Finds where what a path leads to inside of an expression's value comes from. */
  walk(expression: Python.Node, path: Path): void {
    const node = unwrap(expression);
    if (this.#steps++ > MOST_STEPS || this.#depth > DEEPEST) {
      this.source(node, 'unknown');
      return;
    }
    this.#depth += 1;
    this.#search(node, path);
    this.#depth -= 1;
  }

  #search(node: Python.Node, path: Path): void {
    switch (node.type) {
      case 'integer':
      case 'float':
      case 'true':
      case 'false':
      case 'none':
      case 'ellipsis':
        this.source(node, 'constant');
        break;
      case 'string':
      case 'concatenated_string':
        this.#text(node, builtText(node) ?? []);
        break;
      case 'identifier':
        this.#name(node, path);
        break;
      case 'attribute':
        this.#checked(node, path, () => {
          traceAttribute(this, node, path);
        });
        break;
      case 'subscript':
        this.#checked(node, path, () => {
          this.#subscript(node, path);
        });
        break;
      case 'await':
      case 'list_splat':
      case 'dictionary_splat':
        this.walk(parts(node)[0] ?? node, path);
        break;
      case 'call':
        this.#call(node, path);
        break;
      case 'binary_operator':
        this.#operator(node, path);
        break;
      case 'boolean_operator':
        this.walk(node.left, path);
        this.walk(node.right, path);
        break;
      case 'conditional_expression': {
        const [yes, , no] = parts(node);
        if (yes) this.walk(yes, path);
        if (no) this.walk(no, path);
        break;
      }
      case 'named_expression':
        this.walk(node.value, path);
        break;
      case 'not_operator':
      case 'comparison_operator':
      case 'unary_operator':
        this.source(node, 'numeric');
        break;
      default:
        if (!this.#collection(node, path)) this.source(node, 'unknown');
    }
  }

  #text(node: Python.Node, text: readonly TextPart[]): void {
    if (this.#ceiling === 'request' && this.#onText(node, text, this.#frames, this.#joined)) return;
    let hasHoles = false;
    for (const part of text) {
      if ('text' in part) continue;
      hasHoles = true;
      if (part.isNumber) this.source(part.expression, 'numeric');
      else this.walk(part.expression, []);
    }
    if (!hasHoles) this.source(node, 'constant');
  }

  #collection(node: Python.Node, path: Path): boolean {
    const found = elementsOf(node, path);
    if (!found) return false;
    for (const { expression, rest } of found) this.walk(expression, rest);
    if (found.length === 0) this.source(node, 'constant');
    return true;
  }

  #call(node: Python.Call, path: Path): void {
    const text = builtText(node);
    if (text) this.#text(node, text);
    else if (isUserInput(node)) this.source(node, 'request');
    else if (isTerminalInput(node)) this.source(node, 'parameter');
    else traceCall(this, node, path);
  }

  #operator(node: Python.BinaryOperator, path: Path): void {
    const text = builtText(node);
    if (text) this.#text(node, text);
    else traceOperator(this, node, path);
  }

  #subscript(node: Python.Subscript, path: Path): void {
    if (isUserInput(node.value)) {
      this.source(node, 'request');
      return;
    }
    if (environmentRead(node)) {
      this.source(node, 'declared');
      return;
    }
    const index = node.subscript;
    if (index.type === 'slice') this.walk(node.value, path);
    else this.walk(node.value, [stepOf(index), ...path]);
  }

  /** Checks of `args.sort` and `row['x']` are found like those of a plain name. */
  #checked(node: Python.Attribute | Python.Subscript, path: Path, search: () => void): void {
    const ceiling =
      path.length > 1 || this.settings.textsOnly === true
        ? null
        : ceilingOf({ node, settled: -1, elements: path.length > 0, elementOrigin: this.elementOrigin });
    if (ceiling !== null && !isAtLeast(ceiling, 'unknown')) this.source(node, ceiling);
    else this.below(ceiling, search);
  }

  #name(identifier: Python.Identifier, path: Path): void {
    const binding = resolve(identifier);
    if (!binding) {
      this.source(identifier, isConstantName(identifier.text) ? 'declared' : 'unknown');
      return;
    }
    this.once(identifier, path, () => {
      const definitions = reachingDefinitions(identifier, binding);
      const settled = Math.max(
        -1,
        ...definitions.map(({ kind, node }) => (kind === 'parameter' || node.row > identifier.row ? -1 : node.row)),
      );
      const ceiling =
        path.length > 1 || this.settings.textsOnly === true
          ? null
          : ceilingOf({ node: identifier, settled, elements: path.length > 0, elementOrigin: this.elementOrigin });
      if (ceiling !== null && !isAtLeast(ceiling, 'unknown')) this.source(identifier, ceiling);
      else
        // What a module keeps under a name in capitals, it set up itself.
        this.below(binding.scope.kind === 'module' && isConstantName(binding.name) ? 'declared' : ceiling, () => {
          this.#definitions(identifier, binding, definitions, path);
        });
    });
  }

  #definitions(identifier: Python.Identifier, binding: Binding, definitions: readonly Definition[], path: Path): void {
    for (const definition of definitions) {
      this.once(definition.node, path, () => {
        this.#definition(definition, binding, path);
      });
    }
    for (const { expression, rest } of additionsTo(binding, path)) this.walk(expression, rest);
  }

  #definition(definition: Definition, binding: Binding, path: Path): void {
    const { kind, node, value, source, annotation } = definition;
    const declared = annotation && originOfType(annotation, path);
    if (declared !== null && kind !== 'parameter' && declared !== 'unknown') {
      this.source(node, declared);
      return;
    }
    switch (kind) {
      case 'import':
        // A loop over an imported class goes through the members of an enum.
        this.source(node, isConstantName(binding.name) || (path[0] === 'element' && /^[A-Z]/u.test(binding.name)) ? 'declared' : 'unknown');
        break;
      case 'parameter':
        traceParameter(this, definition, binding, path);
        break;
      case 'assignment':
      case 'walrus':
      case 'augmented':
        if (value) this.walk(value, path);
        else if (source) this.walk(source, kind === 'assignment' ? [...stepsTo(definition), ...path] : path);
        break;
      case 'for':
      case 'comprehension':
        if (source) this.walk(source, ['element', ...stepsTo(definition), ...path]);
        break;
      case 'match':
        if (source) this.walk(source, path);
        break;
      case 'class':
        this.source(
          node,
          definition.owner.type === 'class_definition' && classInfo(definition.owner).inheritsFrom('enum.Enum', 'enum.StrEnum', 'Enum')
            ? 'constant'
            : 'declared',
        );
        break;
      case 'declaration':
      case 'del':
        break;
      default:
        this.source(node, 'unknown');
    }
  }
}
