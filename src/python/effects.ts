import { argumentsOf } from './calls.ts';
import { CarriedError } from './carried-error.ts';
import { eachOwnRow, maskOf, nodeAt } from './columns.ts';
import { parts, unwrap } from './expressions.ts';
import { isExit, keepsTrace, logCall } from './logging.ts';
import { marksFailure, answerOf } from './answers.ts';
import { raisingFunctions } from './knowledge/http-errors.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve } from './scopes.ts';
import type { Effects, Substitute } from '../language/disposition.ts';
import { clearsUp } from '../vocabulary/cleanup-names.ts';

export interface OwnEffects extends Effects {
  /** Does it leave by itself: return, continue, break? */
  readonly leaves: boolean;
  /** Does it end the loop or the function it stands in? */
  readonly stops: boolean;
  /** Does all that it logs go to the terminal? */
  readonly prints: boolean;
}

/** What may tell something about what a handler does. */
const TELLING = [
  'call',
  'yield',
  'attribute',
  'except_clause',
  'expression_statement',
  'return_statement',
  'raise_statement',
  'delete_statement',
  'assert_statement',
  'print_statement',
  'continue_statement',
  'break_statement',
];

/** What do the statements of a handler do? Those of handlers inside of it belong to other errors. */
export function effectsOf(clause: Python.Node, body: Python.Node | null, error: Python.Identifier | null): OwnEffects {
  return new Reading(clause, error).read(body);
}

class Reading {
  readonly #clause: Python.Node;
  readonly #carried: CarriedError;
  #raisesAgain = false;
  #raisesAnother = false;
  #keepsTrace = false;
  #tells = false;
  #acts = false;
  #cleansUp = false;
  #logs = false;
  #leaves = false;
  #stops = false;
  #logsOnlyPrint = true;
  #substitute: Substitute | null = null;

  constructor(clause: Python.Node, error: Python.Identifier | null) {
    this.#clause = clause;
    this.#carried = new CarriedError(clause, error);
  }

  read(body: Python.Node | null): OwnEffects {
    if (body) {
      const { tree } = body;
      const end = tree.rows.next[body.row] ?? 0;
      let inner = -1;
      eachOwnRow(tree, body.row + 1, end, maskOf(tree.grammar, TELLING), false, (row) => {
        if (row < inner) return;
        const node = nodeAt(tree, row);
        if (node.type === 'except_clause') inner = tree.rows.next[row] ?? 0;
        else this.#visit(node);
      });
    }
    return {
      raisesAgain: this.#raisesAgain,
      raisesAnother: this.#raisesAnother,
      keepsTrace: this.#keepsTrace,
      tells: this.#tells,
      acts: this.#acts,
      cleansUp: this.#cleansUp,
      logs: this.#logs,
      leaves: this.#leaves,
      stops: this.#stops,
      prints: this.#logs && this.#logsOnlyPrint,
      substitute: this.#substitute,
    };
  }

  #visit(node: Python.Node): void {
    switch (node.type) {
      case 'expression_statement':
        for (const part of parts(node)) this.#expression(part);
        break;
      case 'return_statement':
        this.#leaves = true;
        this.#stops = true;
        this.#returned(parts(node)[0] ?? null);
        break;
      case 'raise_statement':
        this.#raised(node);
        break;
      case 'assert_statement':
        this.#raisesAnother = true;
        break;
      case 'print_statement':
        this.#logs = true;
        break;
      case 'continue_statement':
        this.#leaves = true;
        break;
      case 'break_statement':
        this.#leaves = true;
        this.#stops = true;
        break;
      case 'delete_statement':
        // `del cache[key]` undoes something; `del e` does not.
        if (node.descendants('subscript', 'attribute').length > 0) this.#cleansUp = true;
        break;
      case 'yield':
        this.#tells ||= this.#carried.isIn(node);
        this.#acts = true;
        break;
      case 'attribute':
        if (node.attribute.text === '__traceback__') this.#keepsTrace = true;
        break;
      case 'call':
        this.#called(node);
        break;
    }
  }

  /** Calls anywhere in the handler, in arguments of log calls too: only what is true of them wherever they stand. */
  #called(call: Python.Call): void {
    if (keepsTrace(call) || logCall(call)?.keepsTrace === true) this.#keepsTrace = true;
    else if (isExit(call)) this.#raisesAgain = true;
    else if (raisingFunctions.has(calleeName(call) ?? '')) this.#raisesAnother = true;
    // Asking about the error (`is_retryable(e)`) is doing something about it; `str(e)` is not.
    else if (this.#isHandedTheError(call)) this.#tells = true;
  }

  #isHandedTheError(call: Python.Call): boolean {
    if (!this.#carried.isNamed || logCall(call) !== null || isInLog(call, this.#clause) || LOOKS.has(lastName(call.function) ?? ''))
      return false;
    return argumentsOf(call).some(({ value }) => this.#carried.isIn(value)) && !this.#carried.isAsked(call);
  }

  #expression(expression: Python.Node): void {
    const node = unwrap(expression);
    switch (node.type) {
      case 'await':
        this.#expression(parts(node)[0] ?? node);
        break;
      case 'call':
        this.#statementCall(node);
        break;
      case 'assignment':
        this.#assigned(node);
        break;
      case 'augmented_assignment':
        // A counter or a text that somebody reads later; `delay *= 2` prepares another try.
        this.#tells = true;
        break;
      case 'boolean_operator':
      case 'conditional_expression':
        for (const part of parts(node)) if (unwrap(part).type === 'call' || unwrap(part).type === 'await') this.#expression(part);
        break;
    }
  }

  #statementCall(call: Python.Call): void {
    const log = logCall(call);
    if (log) {
      this.#logs = true;
      this.#logsOnlyPrint &&= log.method === null;
    } else if (clearsUp(lastName(call.function) ?? '')) this.#cleansUp = true;
    else this.#acts = true;
  }

  #raised({ children }: Python.RaiseStatement): void {
    const [raised] = children;
    if (!raised) this.#raisesAgain = true;
    else if (this.#carried.is(raised)) this.#raisesAgain = true;
    else this.#raisesAnother = true;
  }

  #returned(value: Python.Node | null): void {
    if (!value) return;
    const node = unwrap(value);
    if (node.type === 'call' && logCall(node)) {
      this.#logs = true;
      this.#substitute ??= { kind: 'empty', text: 'None', isReturned: true };
      return;
    }
    this.#given(value, true);
  }

  #assigned(assignment: Python.Assignment): void {
    const targets: Python.Node[] = [];
    let value: Python.Node | null = assignment;
    for (; value?.type === 'assignment'; value = value.right) targets.push(value.left);
    if (!value) return;
    const source = value;
    const carries = this.#carried.isIn(source);
    for (const target of targets) {
      if (this.#carried.isLocal(target)) {
        if (carries) this.#carried.add(target.text);
      } else if (carries || marksFailure(target, source) || this.#isTurned(target, source)) this.#tells = true;
      else this.#given(source, false);
    }
  }

  /** `lit = False` after `lit = True`: a flag that is turned when something failed. */
  #isTurned(target: Python.Node, value: Python.Node): boolean {
    const turned = unwrap(value).type;
    if (target.type !== 'identifier' || (turned !== 'true' && turned !== 'false')) return false;
    const [first, ...others] = resolve(target)?.definitions ?? [];
    if (first?.value == null || first.node.row > this.#clause.row) return false;
    const kinds = [first, ...others].map((definition) => (definition.value ? unwrap(definition.value).type : ''));
    return kinds.every((kind) => kind === 'true' || kind === 'false') && kinds[0] !== turned;
  }

  /** A value that leaves the handler. */
  #given(value: Python.Node, isReturned: boolean): void {
    if (this.#carried.isIn(value)) {
      this.#tells = true;
      return;
    }
    const answer = answerOf(value);
    if (answer === 'failure') this.#tells = true;
    else if (answer === 'other') this.#acts ||= !this.#isEmptySoFar(value);
    if (answer === 'empty' || answer === 'constant') this.#substitute = { kind: answer, text: value.text, isReturned };
    else if (answer === 'other' && this.#isEmptySoFar(value)) this.#substitute = { kind: 'empty', text: value.text, isReturned };
  }

  /** `results` after `results = []`: what was collected before the error, or nothing. */
  #isEmptySoFar(value: Python.Node): boolean {
    const node = unwrap(value);
    if (node.type !== 'identifier') return false;
    const binding = resolve(node);
    // A module's constant is an answer with a name.
    if (binding?.scope.kind !== 'function') return false;
    const definitions = binding.definitions.filter(({ kind }) => kind === 'assignment');
    const [first] = definitions;
    return first?.value != null && first.node.row < this.#clause.row && answerOf(first.value) === 'empty';
  }
}

/** Questions about an error that hand it to nobody. */
const LOOKS = new Set(
  `str repr isinstance issubclass type getattr hasattr len print format unicode int bool any all list tuple dict set join sorted
  id hash vars dir ascii bytes min max`.split(/\s+/u),
);

const DEEPEST = 100;

/** Is the call an argument of a log call? Then what it is handed goes no further than the log line. */
function isInLog(call: Python.Call, clause: Python.Node): boolean {
  let left = DEEPEST;
  for (let up = call.parent; up && up !== clause; up = up.parent) {
    // Each call asks all around it: what nobody writes must not cost the square of its depth.
    if (--left < 0) return true;
    if (up.type === 'call' && logCall(up)) return true;
    if (up.type === 'block') return false;
  }
  return false;
}
