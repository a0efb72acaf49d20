import type { Test } from '../language/guarded-flow.ts';
import { namesFailure } from '../vocabulary/failure-words.ts';
import type { Guard } from './auth-guards.ts';
import { argumentsOf } from './calls.ts';
import { credentialIn } from './credentials.ts';
import { developmentTest } from './development-switches.ts';
import { parts, unwrap } from './expressions.ts';
import { fixedText } from './fixed-values.ts';
import { localFunction } from './functions.ts';
import { predicateOf } from './guard-predicates.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { booleanOf, isFalsy, isNone } from './numbers.ts';
import { resolve, singleDefinition } from './scopes.ts';
import { followed } from './values.ts';
import { proofBy } from './verifications.ts';

/** The comparison with a fixed credential that an expression or a `case` makes, if it makes one; only the asker knows. */
export type MatchOf = (expression: Python.Node) => { readonly match: object; readonly isNegated: boolean } | null;

/** How deep conditions and statements are followed. */
export const DEEPEST = 40;

/** Is this an expression that is true or false? */
export function isQuestion({ type }: Python.Node): boolean {
  return BOOLEAN.has(type);
}

/** What the conditions of a guard ask. */
export class TestReader {
  readonly #guard: Guard;
  readonly #matchOf: MatchOf;
  #aliases = 0;

  constructor(guard: Guard, matchOf: MatchOf) {
    this.#guard = guard;
    this.#matchOf = matchOf;
  }

  test(expression: Python.Node, depth: number): Test {
    const node = unwrap(expression);
    if (depth > DEEPEST) return unknown(node);
    const found = this.#matchOf(node);
    if (found) {
      const match: Test = { kind: 'match', match: found.match, id: idOf(node) };
      return found.isNegated ? { kind: 'not', part: match } : match;
    }
    // Before its name is judged: `is_demo` may be the very comparison that is asked about.
    const known = node.type === 'identifier' ? this.variable(node, depth) : null;
    if (known) return known;
    const development = developmentTest(node);
    if (development) {
      const test: Test = { kind: 'development', name: development.name };
      return development.isNegated ? { kind: 'not', part: test } : test;
    }
    switch (node.type) {
      case 'not_operator':
        return { kind: 'not', part: this.test(node.argument, depth + 1) };
      case 'boolean_operator': {
        const operands = [this.test(node.left, depth + 1), this.test(node.right, depth + 1)];
        return { kind: node.operator.type === 'and' ? 'all' : 'any', parts: operands };
      }
      case 'comparison_operator':
        return this.#comparison(node, depth);
      case 'call': {
        const called = lastName(node.function);
        const [only] = argumentsOf(node);
        if (called === 'bool' && only) return this.test(only.value, depth + 1);
        const asked = called !== null && only ? this.#ofAll(called, only.value, depth) : null;
        if (asked) return asked;
        const inner = this.#ofPredicate(node, depth);
        if (inner) return inner;
        const strength = proofBy(node);
        return strength ? { kind: 'check', id: idOf(node), strength } : unknown(node);
      }
      case 'attribute':
        // `result.valid` of what a check gave back.
        return (
          (node.object.type === 'identifier' && !namesFailure(node.attribute.text) && this.#isProof(node.object)
            ? this.variable(node.object, depth)
            : null) ?? unknown(node)
        );
      case 'list_comprehension':
      case 'set_comprehension':
        return this.#ofComprehension(node, depth) ?? unknown(node);
      case 'await': {
        const [awaited] = parts(node);
        return awaited ? this.test(awaited, depth + 1) : unknown(node);
      }
      case 'named_expression':
        return this.test(node.value, depth + 1);
      case 'true':
      case 'false':
        return { kind: 'fixed', value: node.type === 'true' };
      default:
        return unknown(node);
    }
  }

  /** Is this a search through what is written out, or a question of several at once, in which something known is asked? */
  isSearch(node: Python.Node): boolean {
    if (node.type === 'list_comprehension') return this.#asksMatch(node);
    if (node.type !== 'call' || !AGGREGATES.has(lastName(node.function) ?? '')) return false;
    return argumentsOf(node).some(({ value }) => this.#asksMatch(followed(value)));
  }

  #asksMatch(node: Python.Node): boolean {
    return SEARCHED.has(node.type) && node.descendants('comparison_operator', 'call').some((inner) => this.#matchOf(inner) !== null);
  }

  /** `all([a, b])`, `any(k == token for k in KEYS)`, `next((u for u in USERS if u.token == token), None)`. */
  #ofAll(called: string, given: Python.Node, depth: number): Test | null {
    if (!AGGREGATES.has(called)) return null;
    if (given.type === 'generator_expression' || given.type === 'list_comprehension') return this.#ofComprehension(given, depth, called);
    if (called === 'next') return null;
    const list = followed(given);
    if (list.type !== 'list' && list.type !== 'tuple') return null;
    return { kind: called === 'all' ? 'all' : 'any', parts: parts(list).map((part) => this.test(part, depth + 1)) };
  }

  /** What has to be true of an element for a comprehension to give it, as far as something is asked that this reader knows. */
  #ofComprehension(node: Python.Node, depth: number, called = 'list'): Test | null {
    const [element, ...clauses] = parts(node);
    const conditions = clauses.flatMap((clause) => (clause.type === 'if_clause' ? parts(clause) : []));
    const asked = element && (called === 'any' || called === 'all') && isAnswer(element) ? [...conditions, element] : conditions;
    return asked.length > 0 ? { kind: 'all', parts: asked.map((condition) => this.test(condition, depth + 1)) } : null;
  }

  /** `is_demo(token)`: what a function of this file asks whose answer is all that it gives back. */
  #ofPredicate(call: Python.Call, depth: number): Test | null {
    const definition = this.#aliases > DEEPEST ? null : localFunction(call);
    const question = definition && definition !== this.#guard.function ? predicateOf(definition) : null;
    if (!question) return null;
    this.#aliases++;
    return this.test(question, depth + 1);
  }

  #isProof(identifier: Python.Identifier): boolean {
    return (resolve(identifier)?.definitions ?? []).some(({ value }) => value?.type === 'call' && proofBy(value) === 'strictly');
  }

  /** The test of a variable that the guard itself sets, or of a constant of the module that is true or false. */
  variable(identifier: Python.Identifier, depth: number): Test | null {
    const binding = resolve(identifier);
    if (!binding) return null;
    if (binding.scope.node === this.#guard.function && binding.definitions.some(({ kind }) => kind === 'assignment' || kind === 'walrus'))
      return { kind: 'variable', name: identifier.text };
    const value = singleDefinition(binding)?.value;
    if (!value || !isQuestion(unwrap(value)) || this.#aliases > DEEPEST) return null;
    this.#aliases++;
    return this.test(value, depth + 1);
  }

  #comparison(node: Python.ComparisonOperator, depth: number): Test {
    const [left, right, ...more] = parts(node);
    const operator = node.tokens.find((token) => OPERATORS.has(token.type))?.type;
    if (!left || !right || more.length > 0 || operator === undefined) return unknown(node);
    const isNegated = operator === '!=' || operator === 'is not' || operator === 'not in';
    const truth = operator === 'in' || operator === 'not in' ? null : (booleanOf(right) ?? (isNone(right) ? false : null));
    // `x is not None` and `x == False` ask for x's truth.
    if (truth !== null) {
      const test = this.test(left, depth + 1);
      return truth === isNegated ? { kind: 'not', part: test } : test;
    }
    const [a, b] = [credentialIn(left), credentialIn(right)];
    // `password == form['repeat']`: whoever asks wrote both.
    const isRepeated = a?.isFromRequest === true && b?.isFromRequest === true;
    // A credential beside something that is no fixed text: whatever that is, it was stored or configured.
    const isMembership = operator === 'in' || operator === 'not in';
    // `token in sessions`: the collection may be empty now and filled later.
    const isFixed = (side: Python.Node) => fixedText(side) !== null || isNone(side) || (!isMembership && isFalsy(side));
    const isCheck = (a !== null || b !== null) && !isRepeated && !isFixed(left) && !isFixed(right);
    const test: Test = isCheck
      ? { kind: 'check', id: idOf(node), strength: 'strictly' }
      : { kind: 'unknown', id: idOf(node).replace('!=', '==').replace('not in', 'in') };
    return isNegated ? { kind: 'not', part: test } : test;
  }
}

const SEARCHED = new Set(['generator_expression', 'list_comprehension', 'list', 'tuple']);
const AGGREGATES = new Set(['all', 'any', 'next']);

function isAnswer(node: Python.Node): boolean {
  return isQuestion(node) || node.type === 'call';
}

const BOOLEAN = new Set(['boolean_operator', 'comparison_operator', 'not_operator']);
const OPERATORS = new Set(['==', '!=', 'in', 'not in', 'is', 'is not', '<', '>', '<=', '>=', '<>']);

/** A test that nothing decides. */
export function unknown(node: Python.Node, about = 'is'): Test {
  return { kind: 'unknown', id: about === 'is' ? idOf(node) : `${about} ${String(node.row)}` };
}

/** Two tests of one text have one answer; a long one stands for itself. */
export function idOf(node: Python.Node): string {
  const [start, end] = node.range;
  return end - start > LONGEST_ID ? `row ${String(node.row)}` : node.text.replace(/\s+/gu, ' ');
}

const LONGEST_ID = 300;
