import type { Deed, Flow, Step, Test } from '../language/guarded-flow.ts';
import { isAdmission, isRefusal, isVerification } from '../vocabulary/guard-names.ts';
import { isIdentityTarget, type Guard } from './auth-guards.ts';
import { argumentsOf } from './calls.ts';
import { fixedText } from './comparisons.ts';
import { credentialIn } from './credentials.ts';
import { developmentTest } from './development-switches.ts';
import { parts, unwrap } from './expressions.ts';
import { ownNodes } from './functions.ts';
import { admitsByReturn, isCookieOfIdentity, isErrorStatusSet, isRefusedBy, isRefusingCall, takesCredential } from './guard-answers.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { booleanOf, isFalsy, isNone } from './numbers.ts';
import { resolve, singleDefinition } from './scopes.ts';

/** The comparison with a fixed credential that an expression or a `case` makes, if it makes one; only the asker knows. */
export type MatchOf = (expression: Python.Node) => { readonly match: object; readonly isNegated: boolean } | null;

/** What a guard does with a caller, step by step. */
export function flowOf(guard: Guard, matchOf: MatchOf): Flow {
  const reader = new FlowReader(guard, matchOf);
  return { steps: reader.block(guard.function.body, 0), endGrants: endGrants(guard) };
}

function endGrants({ admission, function: definition }: Guard): boolean {
  if (admission === 'returns' || admission === 'answers') return true;
  // A check that returns nothing refuses by raising, so that coming back at all is a yes.
  return (
    admission === 'value' &&
    ownNodes(definition, 'raise_statement').length > 0 &&
    !ownNodes(definition, 'return_statement').some((statement) => parts(statement).length > 0)
  );
}

const DEEPEST = 40;
const DENIED: Deed = { kind: 'deed', denies: true, ends: true };
const GRANTED: Deed = { kind: 'deed', grants: true, ends: true };
const ENDED: Deed = { kind: 'deed', ends: true };
const LOOKED_UP: readonly Deed[] = [{ kind: 'deed', verifies: 'softly' }];
/** A returned value longer than this is a page, and is not searched for calls. */
const LONGEST_VALUE = 2000;

class FlowReader {
  readonly #guard: Guard;
  readonly #matchOf: MatchOf;
  /** Is noting who is calling how this guard lets in? Others have still to pass the caller on. */
  readonly #notesIdentity: boolean;
  #aliases = 0;

  constructor(guard: Guard, matchOf: MatchOf) {
    this.#notesIdentity = guard.admission === 'login' || guard.admission === 'answers';
    this.#guard = guard;
    this.#matchOf = matchOf;
  }

  block(block: Python.Node, depth: number): Step[] {
    if (depth > DEEPEST) return [];
    return parts(block).flatMap((statement) => this.#statement(statement, depth + 1));
  }

  #statement(node: Python.Node, depth: number): Step[] {
    switch (node.type) {
      case 'if_statement':
        return this.#if(node, depth);
      case 'match_statement':
        return this.#match(node, depth);
      case 'return_statement':
        return this.#return(parts(node)[0] ?? null, depth);
      case 'raise_statement':
        return [DENIED];
      case 'assert_statement': {
        const [condition] = parts(node);
        return condition ? [{ kind: 'fork', test: this.#test(condition, depth), then: [], otherwise: [DENIED] }] : [];
      }
      case 'expression_statement':
        return parts(node).flatMap((expression) => this.#expression(expression, depth));
      case 'try_statement':
        return this.#try(node, depth);
      case 'with_statement':
      case 'for_statement':
      case 'while_statement': {
        const body = this.block(node.body, depth);
        // A loop may run no time at all.
        return node.type === 'with_statement' ? body : [{ kind: 'fork', test: unknown(node, 'runs'), then: body, otherwise: [] }];
      }
      default:
        return [];
    }
  }

  #if(node: Python.IfStatement, depth: number): Step[] {
    // From the last `else` up to the first `if`.
    let otherwise: Step[] = [];
    for (const alternative of [...node.all('alternative')].reverse()) {
      if (alternative.type === 'else_clause') otherwise = this.block(alternative.body, depth);
      else otherwise = [{ kind: 'fork', test: this.#test(alternative.condition, depth), then: this.block(alternative.consequence, depth), otherwise }];
    }
    return [{ kind: 'fork', test: this.#test(node.condition, depth), then: this.block(node.consequence, depth), otherwise }];
  }

  #match(node: Python.MatchStatement, depth: number): Step[] {
    let otherwise: Step[] = [];
    for (const clause of parts(node.body).reverse()) {
      if (clause.type !== 'case_clause') continue;
      const found = this.#matchOf(clause);
      const pattern = parts(clause).find(({ type }) => type === 'case_pattern');
      const then = this.block(clause.consequence, depth);
      const isDefault = pattern?.text === '_' && clause.guard === null;
      const test: Test = found ? { kind: 'match', match: found.match, id: `case ${String(clause.row)}` } : isDefault ? { kind: 'fixed', value: true } : unknown(pattern ?? clause, 'case');
      const guardTest = clause.guard && parts(clause.guard)[0];
      otherwise = [{ kind: 'fork', test: guardTest ? { kind: 'all', parts: [test, this.#test(guardTest, depth)] } : test, then, otherwise }];
    }
    return otherwise;
  }

  #try(node: Python.TryStatement, depth: number): Step[] {
    const after = parts(node).flatMap((part) => (part.type === 'finally_clause' ? parts(part).flatMap((block) => this.block(block, depth)) : []));
    const orElse = parts(node).flatMap((part) => (part.type === 'else_clause' ? this.block(part.body, depth) : []));
    const handlers = parts(node).filter(({ type }) => type === 'except_clause');
    let steps: Step[] = [...this.block(node.body, depth), ...orElse];
    for (const handler of handlers) {
      const block = parts(handler).find(({ type }) => type === 'block');
      steps = [{ kind: 'fork', test: unknown(handler, 'raises'), then: block ? this.block(block, depth) : [], otherwise: steps }];
    }
    return [...steps, ...after];
  }

  // --- what a returned value says

  #return(value: Python.Node | null, depth: number): Step[] {
    const { admission, passesOn } = this.#guard;
    if (!value || (value.type === 'none' && admission !== 'value')) return [admission === 'returns' || (admission === 'value' && endGrants(this.#guard)) ? GRANTED : ENDED];
    let node = unwrap(value);
    if (node.type === 'await') node = unwrap(parts(node)[0] ?? node);
    if (depth > DEEPEST) return [ENDED];
    if (node.type === 'conditional_expression') {
      const [yes, condition, no] = parts(node);
      if (yes && condition && no) return [{ kind: 'fork', test: this.#test(condition, depth), then: this.#return(yes, depth + 1), otherwise: this.#return(no, depth + 1) }];
    }
    if (admission === 'passes on') {
      const isPassed = (node.type === 'call' && passesOn(node)) || node.descendants('call').some(passesOn);
      if (isPassed) return [GRANTED];
    }
    if (admission !== 'passes on' && admission !== 'returns' && (BOOLEAN.has(node.type) || this.#matchOf(node) || (node.type === 'identifier' && this.#variable(node, depth)))) {
      return [{ kind: 'fork', test: this.#test(node, depth), then: [admission === 'login' && !admitsByReturn(node) ? ENDED : GRANTED], otherwise: [DENIED] }];
    }
    if (isRefusedBy(node, admission === 'value')) return [DENIED];
    if (node.type === 'call' && isVerification(dottedText(node.function) ?? '')) {
      return [{ kind: 'fork', test: { kind: 'check', id: idOf(node), strength: 'strictly' }, then: [GRANTED], otherwise: [DENIED] }];
    }
    const checked: Step[] = [...this.#inside(node), ...(node.type === 'call' && takesCredential(node) ? LOOKED_UP : [])];
    switch (admission) {
      case 'value':
      case 'answers':
        // What a call answers may be no, or nobody; what a class makes is somebody.
        if (admission === 'value' && node.type === 'call' && !isMade(node)) return [...checked, { kind: 'fork', test: unknown(node), then: [GRANTED], otherwise: [DENIED] }];
        return [...checked, GRANTED];
      case 'returns':
        // A hook that answers by itself keeps the handlers from running.
        return [DENIED];
      case 'login':
        return [...checked, admitsByReturn(node) ? GRANTED : ENDED];
      case 'passes on':
        return [ENDED];
    }
  }

  /** What the calls inside of a returned value do: `User(**decode_token(token))`. */
  #inside(node: Python.Node): Step[] {
    return node.range[1] - node.range[0] > LONGEST_VALUE ? [] : node.descendants('call').flatMap((call) => this.#evaluated(call));
  }

  // --- what a statement does

  #expression(expression: Python.Node, depth: number): Step[] {
    let node = unwrap(expression);
    if (node.type === 'await') node = unwrap(parts(node)[0] ?? node);
    if (node.type === 'assignment' || node.type === 'named_expression') return this.#assignment(node, depth);
    return node.type === 'call' ? this.#call(node) : [];
  }

  #call(call: Python.Call): Step[] {
    if (this.#guard.passesOn(call)) return [{ kind: 'deed', grants: true }];
    const name = dottedText(call.function) ?? lastName(call.function) ?? '';
    if (ENDING_CALLS.has(name.slice(name.lastIndexOf('.') + 1)) || isRefusal(name)) return [DENIED];
    if (isRefusingCall(call)) return [{ kind: 'deed', denies: true }];
    if (isVerification(name)) return [{ kind: 'deed', verifies: 'strictly' }];
    return isAdmission(name) || isCookieOfIdentity(call) ? [{ kind: 'deed', grants: true }] : [];
  }

  #assignment(node: Python.Assignment | Python.NamedExpression, depth: number): Step[] {
    let value: Python.Node | null = node.type === 'assignment' ? node.right : node.value;
    while (value?.type === 'assignment') value = value.right;
    const target = node.type === 'assignment' ? node.left : node.name;
    if (!value) return [];
    if (isErrorStatusSet(target, value)) return [{ kind: 'deed', denies: true }];
    const noted: Step[] = this.#notesIdentity && isIdentityTarget(target) && !isFalsy(value) ? [{ kind: 'deed', grants: true }] : [];
    return [...this.#valued(target, value, depth), ...noted];
  }

  /** What comes with a value that a name is given, and whether the name counts as true then. */
  #valued(target: Python.Node, value: Python.Node, depth: number): Step[] {
    let node = unwrap(value);
    if (node.type === 'await') node = unwrap(parts(node)[0] ?? node);
    if (node.type === 'conditional_expression' && depth < DEEPEST) {
      const [yes, condition, no] = parts(node);
      if (!yes || !condition || !no) return [];
      return [{ kind: 'fork', test: this.#test(condition, depth), then: this.#valued(target, yes, depth + 1), otherwise: this.#valued(target, no, depth + 1) }];
    }
    return [...this.#evaluated(node), ...(target.type === 'identifier' ? [this.#set(target, node, depth)] : [])];
  }

  #set(name: Python.Identifier, value: Python.Node, depth: number): Step {
    const isTruthy = TRUTHY.has(value.type) || (value.type === 'call' && isMade(value));
    const isAsked = BOOLEAN.has(value.type) || this.#matchOf(value) !== null;
    const truth: Test = isAsked
      ? this.#test(value, depth)
      : isFalsy(value)
        ? { kind: 'fixed', value: false }
        : isTruthy
          ? { kind: 'fixed', value: true }
          : { kind: 'unknown', id: `${name.text} set ${String(name.row)}` };
    return { kind: 'deed', sets: { variable: name.text, truth } };
  }

  #evaluated(node: Python.Node): Step[] {
    if (node.type !== 'call') return [];
    // The wrapper's answer is kept for a moment: `response = f(*args)`.
    if (this.#guard.passesOn(node)) return [{ kind: 'deed', grants: true }];
    if (this.#matchOf(node)) return [];
    if (isVerification(dottedText(node.function) ?? lastName(node.function) ?? '')) return [{ kind: 'deed', verifies: 'strictly' }];
    const admits: Step[] = this.#guard.admission === 'login' && isAdmission(dottedText(node.function) ?? '') ? [{ kind: 'deed', grants: true }] : [];
    return takesCredential(node) ? [...LOOKED_UP, ...admits] : admits;
  }

  // --- tests

  #test(expression: Python.Node, depth: number): Test {
    const node = unwrap(expression);
    if (depth > DEEPEST) return unknown(node);
    const found = this.#matchOf(node);
    if (found) {
      const match: Test = { kind: 'match', match: found.match, id: idOf(node) };
      return found.isNegated ? { kind: 'not', part: match } : match;
    }
    // Before its name is judged: `is_demo` may be the very comparison that is asked about.
    const known = node.type === 'identifier' ? this.#variable(node, depth) : null;
    if (known) return known;
    const development = developmentTest(node);
    if (development) {
      const test: Test = { kind: 'development', name: development.name };
      return development.isNegated ? { kind: 'not', part: test } : test;
    }
    switch (node.type) {
      case 'not_operator':
        return { kind: 'not', part: this.#test(node.argument, depth + 1) };
      case 'boolean_operator': {
        const operands = [this.#test(node.left, depth + 1), this.#test(node.right, depth + 1)];
        return { kind: node.operator.type === 'and' ? 'all' : 'any', parts: operands };
      }
      case 'comparison_operator':
        return this.#comparison(node, depth);
      case 'call': {
        const called = lastName(node.function);
        const [only] = argumentsOf(node);
        if (called === 'bool' && only) return this.#test(only.value, depth + 1);
        if (isVerification(dottedText(node.function) ?? called ?? '')) return { kind: 'check', id: idOf(node), strength: 'strictly' };
        return takesCredential(node) ? { kind: 'check', id: idOf(node), strength: 'softly' } : unknown(node);
      }
      case 'await': {
        const [awaited] = parts(node);
        return awaited ? this.#test(awaited, depth + 1) : unknown(node);
      }
      case 'named_expression':
        return this.#test(node.value, depth + 1);
      case 'true':
      case 'false':
        return { kind: 'fixed', value: node.type === 'true' };
      default:
        return unknown(node);
    }
  }

  /** A variable that the guard itself sets, or a constant of the module that is true or false. */
  #variable(identifier: Python.Identifier, depth: number): Test | null {
    const binding = resolve(identifier);
    if (!binding) return null;
    if (binding.scope.node === this.#guard.function && binding.definitions.some(({ kind }) => kind === 'assignment' || kind === 'walrus')) return { kind: 'variable', name: identifier.text };
    const value = singleDefinition(binding)?.value;
    if (!value || !BOOLEAN.has(unwrap(value).type) || this.#aliases > DEEPEST) return null;
    this.#aliases++;
    return this.#test(value, depth + 1);
  }

  #comparison(node: Python.ComparisonOperator, depth: number): Test {
    const [left, right, ...more] = parts(node);
    const operator = node.tokens.find((token) => OPERATORS.has(token.type))?.type;
    if (!left || !right || more.length > 0 || operator === undefined) return unknown(node);
    const isNegated = operator === '!=' || operator === 'is not' || operator === 'not in';
    const truth = operator === 'in' || operator === 'not in' ? null : (booleanOf(right) ?? (isNone(right) ? false : null));
    // `x is not None` and `x == False` ask for x's truth.
    if (truth !== null) {
      const test = this.#test(left, depth + 1);
      return truth === isNegated ? { kind: 'not', part: test } : test;
    }
    const [a, b] = [credentialIn(left) !== null, credentialIn(right) !== null];
    // A credential beside something that is no fixed text: whatever that is, it was stored or configured.
    const isMembership = operator === 'in' || operator === 'not in';
    // `token in sessions`: the collection may be empty now and filled later.
    const isFixed = (side: Python.Node) => fixedText(side) !== null || isNone(side) || (!isMembership && isFalsy(side));
    const isCheck = (a || b) && !isFixed(left) && !isFixed(right);
    const test: Test = isCheck ? { kind: 'check', id: idOf(node), strength: 'strictly' } : { kind: 'unknown', id: idOf(node).replace('!=', '==').replace('not in', 'in') };
    return isNegated ? { kind: 'not', part: test } : test;
  }
}

const BOOLEAN = new Set(['boolean_operator', 'comparison_operator', 'not_operator']);
/** Values that count as true, whatever is in them. */
const TRUTHY = new Set(['true', 'string', 'dictionary', 'list', 'tuple', 'lambda', 'set', 'expression_list', 'integer']);
const OPERATORS = new Set(['==', '!=', 'in', 'not in', 'is', 'is not', '<', '>', '<=', '>=', '<>']);
const ENDING_CALLS = new Set(['abort', 'exit', '_exit', 'send_error', 'halt']);

/** `DemoUser()`: by its name the call of a class. */
function isMade(call: Python.Call): boolean {
  return /^_*[A-Z]/u.test(lastName(call.function) ?? '');
}

function unknown(node: Python.Node, about = 'is'): Test {
  return { kind: 'unknown', id: about === 'is' ? idOf(node) : `${about} ${String(node.row)}` };
}

/** Two tests of one text have one answer; a long one stands for itself. */
function idOf(node: Python.Node): string {
  const [start, end] = node.range;
  return end - start > LONGEST_ID ? `row ${String(node.row)}` : node.text.replace(/\s+/gu, ' ');
}

const LONGEST_ID = 300;
