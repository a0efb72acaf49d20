import { argumentsOf, methodName, receiver } from './calls.ts';
import { constantText } from './constants.ts';
import { environmentRead } from './environment.ts';
import { parts, unwrap } from './expressions.ts';
import { dumpingFunctions, dumpingMethods, keepingFunctions, keepingMethods, keyReaders } from './knowledge/shown-values.ts';
import type { LogCall } from './logging.ts';
import { oncePerNode } from './memo.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { references, resolve, singleDefinition, type Binding } from './scopes.ts';
import { piecesOf } from './strings.ts';
import { isMaskName, isMaskText, isNameOfThing } from '../vocabulary/masked-names.ts';

/** A value that a log line shows as it is, or a part of it. */
export interface LoggedValue {
  /** The expression that gives it: a name, an attribute, an element, a call. */
  readonly node: Python.Node;
  /** `password` of `user.password`, `form['password']`, `form.get('password')` and `os.environ['password']`; of a call its function. */
  readonly name: string | null;
  /** `name`: it is read. `call`: a function gives it. `dump`: all that an object holds is shown. */
  readonly kind: 'name' | 'call' | 'dump';
  /** The keyword, or the key of a dict, that it is logged under. */
  readonly key: string | null;
  /** The text before it in the string that it is pasted into. */
  readonly label: string | null;
  /** How many characters are shown; null for all of them. */
  readonly shown: number | null;
  /** What stands in the log call: the value, or the variable that it was put into before. */
  readonly at: Python.Node;
}

/** What does a log call show, through f-strings, formats, dicts, variables and calls that keep what they are given? */
export function loggedValues({ call, method }: LogCall): readonly LoggedValue[] {
  // A function of the project's own gets data as well as text: `log_failure(credentials=..., batch=...)`.
  return method === null && !PRINTERS.has(lastName(call.function) ?? '') ? textsOf(call) : valuesOf(call);
}

const PRINTERS = new Set(['print', 'pprint', 'warn']);

const textsOf = oncePerNode((call: Python.Call) => {
  const walk = new Walk();
  for (const { kind, value } of argumentsOf(call)) if (kind === 'positional' && TEXTS.has(unwrap(value).type)) walk.add(value, null);
  return walk.run();
});

const TEXTS = new Set(['string', 'concatenated_string', 'binary_operator']);

const valuesOf = oncePerNode((call: Python.Call) => {
  const given = argumentsOf(call);
  // What is printed into a file of its own is no log.
  const file = given.find(({ name }) => name === 'file')?.value;
  if (file && !/^sys\.(?:__)?std(?:err|out)(?:__)?$/u.test(dottedText(file) ?? '')) return [];
  const walk = new Walk();
  for (const { name, value } of given) {
    if (name === null || name === 'extra' || !ABOUT_THE_LINE.has(name)) walk.add(value, name === 'extra' ? null : name);
  }
  return walk.run();
});

/** What does an expression show when it is printed? */
export function shownValues(expression: Python.Node): readonly LoggedValue[] {
  const walk = new Walk();
  walk.add(expression, null);
  return walk.run();
}

const ABOUT_THE_LINE = new Set('exc_info stack_info stacklevel file sep end flush level extra'.split(' '));

interface Step {
  readonly node: Python.Node;
  readonly key: string | null;
  readonly label: string | null;
  readonly at: Python.Node | null;
  readonly shown: number | null;
  /** How many variables were followed so far. */
  readonly hops: number;
}

const MOST_STEPS = 300;
const MOST_HOPS = 3;

class Walk {
  readonly #stack: Step[] = [];
  readonly #found: LoggedValue[] = [];

  add(node: Python.Node, key: string | null): void {
    this.#stack.unshift({ node, key, label: null, at: null, shown: null, hops: 0 });
  }

  run(): readonly LoggedValue[] {
    let steps = 0;
    for (let step = this.#stack.pop(); step && steps < MOST_STEPS; step = this.#stack.pop(), steps++) this.#step(step);
    return this.#found;
  }

  #push(from: Step, nodes: readonly (Python.Node | null | undefined)[], changes: Partial<Step> = {}): void {
    for (let index = nodes.length - 1; index >= 0; index--) {
      const node = nodes[index];
      if (node) this.#stack.push({ ...from, ...changes, node });
    }
  }

  #leaf({ key, label, at, shown }: Step, node: Python.Node, name: string | null, kind: LoggedValue['kind'] = 'name'): void {
    this.#found.push({ node, name, kind, key, label, shown, at: at ?? node });
  }

  #step(step: Step): void {
    const node = unwrap(step.node);
    switch (node.type) {
      case 'string':
        this.#string(step, node);
        break;
      case 'concatenated_string':
      case 'tuple':
      case 'list':
      case 'set':
      case 'expression_list':
        this.#push(step, parts(node));
        break;
      case 'binary_operator':
        if (node.operator.type === '+' || node.operator.type === '%') this.#push(step, [node.left, node.right]);
        break;
      case 'dictionary':
        for (const pair of [...parts(node)].reverse()) {
          if (pair.type === 'pair') this.#push(step, [pair.value], { key: constantText(pair.key) ?? lastName(pair.key) });
          else if (pair.type === 'dictionary_splat') this.#push(step, parts(pair));
        }
        break;
      case 'conditional_expression': {
        const [then, , otherwise] = parts(node);
        this.#push(step, [then, otherwise]);
        break;
      }
      case 'boolean_operator':
        this.#push(step, node.operator.type === 'and' ? [node.right] : [node.left, node.right]);
        break;
      case 'await':
      case 'list_splat':
        this.#push(step, parts(node).slice(0, 1));
        break;
      case 'named_expression':
        this.#push(step, [node.value]);
        break;
      case 'list_comprehension':
      case 'set_comprehension':
      case 'generator_expression':
        this.#push(step, [node.body]);
        break;
      case 'subscript':
        this.#subscript(step, node);
        break;
      case 'call':
        this.#call(step, node);
        break;
      case 'attribute':
        this.#leaf(step, node, node.attribute.text);
        break;
      case 'identifier':
        this.#identifier(step, node);
        break;
    }
  }

  #string(step: Step, node: Python.String): void {
    const pieces = piecesOf(node);
    for (let index = pieces.length - 1; index >= 0; index--) {
      const piece = pieces[index];
      if (!piece || 'text' in piece) continue;
      const before = pieces[index - 1];
      this.#push(step, [piece.interpolation.expression], { label: before && 'text' in before ? before.text : null });
    }
  }

  #subscript(step: Step, node: Python.Subscript): void {
    const [, index] = parts(node);
    if (index?.type === 'slice') {
      this.#push(step, [node.value], { shown: lengthOf(index) });
      return;
    }
    const name = constantText(node.subscript);
    if (name !== null) this.#leaf(step, node, name);
    // `keys[0]`
    else if (node.subscript.type === 'integer') this.#push(step, [node.value]);
  }

  #call(step: Step, call: Python.Call): void {
    const name = lastName(call.function) ?? '';
    const object = receiver(call);
    const [first, ...others] = argumentsOf(call);
    const reads = (keyReaders.has(name) && object !== null) || /^get_secret(?:s|_str|_value|_bool)?$/u.test(name);
    const read = environmentRead(call)?.variable ?? (reads ? first?.value : null);
    const key = read ? constantText(read) : null;
    if (key !== null) this.#leaf(step, call, key);
    else if (name === 'getattr' && others[0]) this.#leaf(step, call, constantText(others[0].value));
    else if (!object && dumpingFunctions.has(name) && first) this.#leaf(step, call, lastName(first.value), 'dump');
    else if (object && dumpingMethods.has(name) && !first) this.#leaf(step, call, lastName(object), 'dump');
    // A piece of an address or a token, and not the whole.
    else if (object && SPLITTING.has(name)) this.#push(step, [object], { shown: 0 });
    else if (isMaskName(name) && !keepingMethods.has(name)) return;
    else if (name === 'format' || name === 'join') this.#push(step, [object, ...argumentsOf(call).map(({ value }) => value)]);
    else if (object && keepingMethods.has(name)) this.#push(step, [object]);
    else if (keepingFunctions.has(name) && first) this.#push(step, [first.value]);
    else this.#leaf(step, call, name, 'call');
  }

  #identifier(step: Step, node: Python.Identifier): void {
    if (isMaskName(node.text)) return;
    const binding = resolve(node);
    if (binding?.definitions.some(({ value }) => value !== null && isMask(value)) === true) return;
    this.#leaf(step, node, node.text);
    const value = binding && step.hops < MOST_HOPS ? singleDefinition(binding)?.value : null;
    // A parameter's default is what it is without a value.
    if (!binding || !value || isNameOfThing(node.text) || singleDefinition(binding)?.kind !== 'assignment' || isRemade(binding)) return;
    this.#push(step, [value], { at: step.at ?? node, hops: step.hops + 1 });
  }
}

const SPLITTING = new Set(['split', 'rsplit', 'partition', 'rpartition']);

/** `[:8]` shows 8 characters, `[-4:]` shows 4; null when that is not written out. */
function lengthOf(slice: Python.Node): number | null {
  const text = slice.text.replaceAll(' ', '');
  const [, digits] = /^(?:0?:|-)(\d{1,6}):?$/u.exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** `'***'`, `mask(token)` */
function isMask(value: Python.Node): boolean {
  const node = unwrap(value);
  if (node.type === 'call')
    return (
      (isMaskName(lastName(node.function) ?? '') && !opensStore(lastName(node.function) ?? '')) ||
      /^(?:repr|str)\([\w.()]{1,80}\.url\)$/u.test(node.text.slice(0, 100))
    );
  // `'***' if token else None`
  if (node.type === 'conditional_expression') return parts(node).some((part) => part.type === 'string' && isMask(part));
  const text = node.type === 'string' ? constantText(node) : null;
  return text !== null && isMaskText(text);
}

/** `encrypted_json_get` gives what a store keeps encrypted, and gives it in the clear. */
function opensStore(name: string): boolean {
  return /^encrypted_(?:\w{1,40}_)?(?:get|read|load)$/u.test(name);
}

/** Is something taken out of the value, or written over, before it is shown: `del data['password']`, `data.pop('password')`? */
function isRemade(binding: Binding): boolean {
  return references(binding).some((reference) => {
    const { parent } = reference;
    if (parent?.type === 'subscript' && parent.value === reference) {
      const up = parent.parent;
      return up?.type === 'delete_statement' || (up?.type === 'assignment' && up.left === parent);
    }
    return (
      parent?.type === 'attribute' &&
      parent.object === reference &&
      parent.parent?.type === 'call' &&
      REMOVING.has(methodName(parent.parent) ?? '')
    );
  });
}

const REMOVING = new Set(['pop', 'update', 'clear', 'popitem']);
