import type { Test } from '../language/guarded-flow.ts';
import { isVerification } from '../vocabulary/guard-names.ts';
import type { Guard } from './auth-guards.ts';
import { argumentsOf } from './calls.ts';
import { fixedText } from './comparisons.ts';
import { credentialIn } from './credentials.ts';
import { developmentTest } from './development-switches.ts';
import { parts, unwrap } from './expressions.ts';
import { takesCredential } from './guard-answers.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { booleanOf, isFalsy, isNone } from './numbers.ts';
import { resolve, singleDefinition } from './scopes.ts';

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
        if (isVerification(dottedText(node.function) ?? called ?? '')) return { kind: 'check', id: idOf(node), strength: 'strictly' };
        return takesCredential(node) ? { kind: 'check', id: idOf(node), strength: 'softly' } : unknown(node);
      }
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
    const [a, b] = [credentialIn(left) !== null, credentialIn(right) !== null];
    // A credential beside something that is no fixed text: whatever that is, it was stored or configured.
    const isMembership = operator === 'in' || operator === 'not in';
    // `token in sessions`: the collection may be empty now and filled later.
    const isFixed = (side: Python.Node) => fixedText(side) !== null || isNone(side) || (!isMembership && isFalsy(side));
    const isCheck = (a || b) && !isFixed(left) && !isFixed(right);
    const test: Test = isCheck
      ? { kind: 'check', id: idOf(node), strength: 'strictly' }
      : { kind: 'unknown', id: idOf(node).replace('!=', '==').replace('not in', 'in') };
    return isNegated ? { kind: 'not', part: test } : test;
  }
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
