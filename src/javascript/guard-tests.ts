import type { Test } from '../language/guarded-flow.ts';
import { isVerification } from '../vocabulary/guard-names.ts';
import type { AuthGuard } from './auth-guards.ts';
import { lastName, type Call } from './calls.ts';
import { fixedText } from './comparisons.ts';
import { credentialIn } from './credentials.ts';
import type { JavaScriptSource } from './detector.ts';
import { developmentTest } from './development-switches.ts';
import { isFunction, unwrapAwaited } from './expressions.ts';
import { isFalsy, takesCredential } from './guard-answers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { singleValue, variableOf } from './scopes.ts';

/** The comparison with a fixed credential that an expression or a `case` makes, if it makes one; only the asker knows. */
export type MatchOf = (node: JavaScript.Node) => { readonly match: object; readonly isNegated: boolean } | undefined;

/** How deep conditions and statements are followed. */
export const DEEPEST = 40;

/** What the conditions of a guard ask. */
export class TestReader {
  readonly #guard: AuthGuard;
  readonly #source: JavaScriptSource;
  readonly #matchOf: MatchOf;
  #aliases = 0;

  constructor(guard: AuthGuard, source: JavaScriptSource, matchOf: MatchOf) {
    this.#guard = guard;
    this.#source = source;
    this.#matchOf = matchOf;
  }

  test(expression: JavaScript.Node, depth: number): Test {
    const node = unwrapAwaited(expression);
    if (depth > DEEPEST) return unknown(place(node));
    const found = this.#matchOf(node);
    if (found) return negated({ kind: 'match', match: found.match, id: this.id(node) }, found.isNegated);
    // Before its name is judged: `isDemo` may be the very comparison that is asked about.
    const known = node.type === Kind.Identifier ? this.variable(node, depth) : undefined;
    if (known) return known;
    const development = developmentTest(node, this.#source);
    if (development) return negated({ kind: 'development', name: development.name }, development.isNegated);
    switch (node.type) {
      case Kind.UnaryExpression:
        return node.operator === '!' ? { kind: 'not', part: this.test(node.argument, depth + 1) } : unknown(this.id(node));
      case Kind.LogicalExpression: {
        if (node.operator === '??') return unknown(this.id(node));
        const parts = [this.test(node.left, depth + 1), this.test(node.right, depth + 1)];
        return { kind: node.operator === '&&' ? 'all' : 'any', parts };
      }
      case Kind.BinaryExpression:
        return this.#comparison(node, depth);
      case Kind.CallExpression: {
        const [only] = node.arguments;
        if (lastName(node) === 'Boolean' && only) return this.test(only, depth + 1);
        if (isVerification(nameOf(node))) return { kind: 'check', id: this.id(node), strength: 'strictly' };
        return takesCredential(node, this.#source) ? { kind: 'check', id: this.id(node), strength: 'softly' } : unknown(this.id(node));
      }
      case Kind.AssignmentExpression:
        return this.test(node.right, depth + 1);
      case Kind.Literal:
        return typeof node.value === 'boolean' ? { kind: 'fixed', value: node.value } : unknown(this.id(node));
      default:
        return unknown(this.id(node));
    }
  }

  /** The test of a variable that the guard itself sets, or of a constant around it that is true or false. */
  variable(identifier: JavaScript.Identifier, depth: number): Test | undefined {
    const variable = variableOf(identifier, this.#source);
    if (!variable) return undefined;
    const isOwn = variable.scope.block === this.#guard.function || this.#isWithin(variable.scope.block);
    if (isOwn && variable.references.some(({ writeExpr }) => writeExpr)) return { kind: 'variable', name: identifier.name };
    const value = singleValue(variable);
    if (!value || value.path.length > 0 || this.#aliases > DEEPEST) return undefined;
    const inner = unwrapAwaited(value.expression);
    if (!isQuestion(inner) && !this.#matchOf(inner)) return undefined;
    this.#aliases++;
    return this.test(inner, depth + 1);
  }

  #isWithin({ range: [from, to] }: { readonly range: readonly [number, number] }): boolean {
    const [start, end] = this.#guard.function.range;
    return start <= from && to <= end && isFunction(this.#guard.function);
  }

  #comparison(node: JavaScript.BinaryExpression, depth: number): Test {
    const { operator, left, right } = node;
    if (!/^[!=]==?$/u.test(operator)) return unknown(this.id(node));
    const isNegated = operator.startsWith('!');
    const truth = right.type === Kind.Literal && typeof right.value === 'boolean' ? right.value : isNothing(right) ? false : undefined;
    // `x !== null` and `x === false` ask for x's truth.
    if (truth !== undefined) return negated(this.test(left, depth + 1), truth === isNegated);
    const isFixed = (side: JavaScript.Node) =>
      fixedText(side, this.#source) !== undefined || isFalsy(side) || side.type === Kind.UnaryExpression;
    const isShown = credentialIn(left, this.#source) !== undefined || credentialIn(right, this.#source) !== undefined;
    // A credential beside something that is no fixed text: whatever that is, it was stored or configured.
    if (isShown && !isFixed(left) && !isFixed(right)) return negated({ kind: 'check', id: this.id(node), strength: 'strictly' }, isNegated);
    return negated(unknown(this.id(node).replace(/[!=]==?/u, '===')), isNegated);
  }

  /** Two tests of one text have one answer; a long one stands for itself. */
  id(node: JavaScript.Node): string {
    return node.range[1] - node.range[0] > LONGEST_ID ? place(node) : this.#source.getText(node).replace(/\s+/gu, ' ');
  }
}

const LONGEST_ID = 300;

/** Is this an expression that is true or false? */
export function isQuestion(node: JavaScript.Node): boolean {
  if (node.type === Kind.LogicalExpression) return node.operator !== '??';
  if (node.type === Kind.UnaryExpression) return node.operator === '!';
  return node.type === Kind.BinaryExpression && /^(?:[!=]==?|[<>]=?|in)$/u.test(node.operator);
}

function isNothing(node: JavaScript.Node): boolean {
  return (node.type === Kind.Literal && node.value === null) || (node.type === Kind.Identifier && node.name === 'undefined');
}

/** What is called, as far as it is written in names. */
export function nameOf(call: Call): string {
  return dottedText(call.callee) ?? lastName(call) ?? '';
}

function negated(test: Test, isNegated: boolean): Test {
  return isNegated ? { kind: 'not', part: test } : test;
}

/** A test that nothing decides. */
export function unknown(id: string): Test {
  return { kind: 'unknown', id };
}

/** Where a node stands, for tests whose text says nothing. */
export function place(node: JavaScript.Node): string {
  return `at ${String(node.range[0])}`;
}
