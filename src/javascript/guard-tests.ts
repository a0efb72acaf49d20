import type { Test } from '../language/guarded-flow.ts';
import { namesFailure } from '../vocabulary/failure-words.ts';
import type { AuthGuard } from './auth-guards.ts';
import { lastName, methodName, receiver, type Call } from './calls.ts';
import { fixedText, followed } from './fixed-values.ts';
import { credentialIn } from './credentials.ts';
import type { JavaScriptSource } from './detector.ts';
import { developmentTest } from './development-switches.ts';
import { isFunction, memberName, unwrapAwaited } from './expressions.ts';
import { localFunction, predicateOf } from './guard-predicates.ts';
import { isFalsy, isNothing } from './guard-refusals.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { singleValue, variableOf } from './scopes.ts';
import { proofBy } from './verifications.ts';

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
        const parts = [this.test(node.left, depth + 1), this.test(node.right, depth + 1)];
        return { kind: node.operator === '&&' ? 'all' : 'any', parts };
      }
      case Kind.BinaryExpression:
        // `safeCompare(name, 'a') & safeCompare(password, 'b')`.
        if (node.operator === '&' || node.operator === '|')
          return {
            kind: node.operator === '&' ? 'all' : 'any',
            parts: [this.test(node.left, depth + 1), this.test(node.right, depth + 1)],
          };
        return this.#comparison(node, depth);
      case Kind.CallExpression: {
        const [only] = node.arguments;
        if (lastName(node) === 'Boolean' && only) return this.test(only, depth + 1);
        const inner = this.#ofAll(node, depth) ?? this.#ofPredicate(node, depth);
        if (inner) return inner;
        const strength = proofBy(node, this.#source);
        return strength ? { kind: 'check', id: this.id(node), strength } : unknown(this.id(node));
      }
      case Kind.MemberExpression:
        // `result.valid` of what a check gave back.
        return (
          this.#counted(node, depth) ??
          (node.object.type === Kind.Identifier && !namesFailure(memberName(node) ?? '') && this.#isProof(node.object)
            ? this.variable(node.object, depth)
            : undefined) ??
          unknown(this.id(node))
        );
      case Kind.AssignmentExpression:
        return this.test(node.right, depth + 1);
      case Kind.Literal:
        return typeof node.value === 'boolean' ? { kind: 'fixed', value: node.value } : unknown(this.id(node));
      default:
        return unknown(this.id(node));
    }
  }

  /** `[a, b].every(Boolean)`. */
  #ofAll(call: JavaScript.CallExpression, depth: number): Test | undefined {
    const method = methodName(call);
    const [by] = call.arguments;
    if ((method !== 'every' && method !== 'some') || by?.type !== Kind.Identifier || by.name !== 'Boolean') return undefined;
    const list = followed(receiver(call) ?? call, this.#source);
    if (list.type !== Kind.ArrayExpression) return undefined;
    const parts = list.elements.flatMap((element) => (element ? [this.test(element, depth + 1)] : []));
    return { kind: method === 'every' ? 'all' : 'any', parts };
  }

  /** `isDemo(token)`: what a function of this file asks whose answer is all that it gives back. */
  #ofPredicate(call: JavaScript.CallExpression, depth: number): Test | undefined {
    const callee = this.#aliases > DEEPEST ? undefined : localFunction(call, this.#source);
    const question = callee && callee !== this.#guard.function ? predicateOf(callee) : undefined;
    if (!question) return undefined;
    this.#aliases++;
    return this.test(question, depth + 1);
  }

  #isProof(identifier: JavaScript.Identifier): boolean {
    const variable = variableOf(identifier, this.#source);
    const value = variable && singleValue(variable);
    const call = value && unwrapAwaited(value.expression);
    return call?.type === Kind.CallExpression && proofBy(call, this.#source) === 'strictly';
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
    const counted = this.#counted(left, depth);
    if (counted) {
      const says = `${operator} ${this.#source.getText(right)}`;
      if (FOUND.test(says)) return counted;
      if (NOT_FOUND.test(says)) return negated(counted, true);
    }
    if (!/^[!=]==?$/u.test(operator)) return unknown(this.id(node));
    const isNegated = operator.startsWith('!');
    const truth = right.type === Kind.Literal && typeof right.value === 'boolean' ? right.value : isNothing(right) ? false : undefined;
    // `x !== null` and `x === false` ask for x's truth.
    if (truth !== undefined) return negated(this.test(left, depth + 1), truth === isNegated);
    const isFixed = (side: JavaScript.Node) =>
      fixedText(side, this.#source) !== undefined || isFalsy(side) || side.type === Kind.UnaryExpression;
    const [a, b] = [credentialIn(left, this.#source), credentialIn(right, this.#source)];
    // `password === body.repeat`: whoever asks wrote both.
    const isShown = (a !== undefined || b !== undefined) && !(a?.isFromRequest === true && b?.isFromRequest === true);
    // A credential beside something that is no fixed text: whatever that is, it was stored or configured.
    if (isShown && !isFixed(left) && !isFixed(right)) return negated({ kind: 'check', id: this.id(node), strength: 'strictly' }, isNegated);
    return negated(unknown(this.id(node).replace(/[!=]==?/u, '===')), isNegated);
  }

  /** The search whose hits are counted: `USERS.filter(...).length`, `USERS.findIndex(...)`. */
  #counted(expression: JavaScript.Node, depth: number): Test | undefined {
    const node = unwrapAwaited(expression);
    const search = node.type === Kind.MemberExpression && memberName(node) === 'length' ? unwrapAwaited(node.object) : node;
    const isCounted = search !== node || (node.type === Kind.CallExpression && methodName(node) === 'findIndex');
    return isCounted && this.#matchOf(search) ? this.test(search, depth + 1) : undefined;
  }

  /** Two tests of one text have one answer; a long one stands for itself. */
  id(node: JavaScript.Node): string {
    return node.range[1] - node.range[0] > LONGEST_ID ? place(node) : this.#source.getText(node).replace(/\s+/gu, ' ');
  }
}

const FOUND = /^(?:> 0|> -1|>= [01]|!==? (?:0|-1)|===? 1)$/u;
const NOT_FOUND = /^(?:< [01]|===? (?:0|-1))$/u;
const LONGEST_ID = 300;

/** Is this an expression that is true or false? */
export function isQuestion(node: JavaScript.Node): boolean {
  if (node.type === Kind.LogicalExpression) return true;
  if (node.type === Kind.UnaryExpression) return node.operator === '!';
  return node.type === Kind.BinaryExpression && /^(?:[!=]==?|[<>]=?|in|[&|])$/u.test(node.operator);
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
