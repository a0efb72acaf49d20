import { fork, type Deed, type Flow, type Step, type Test } from '../language/guarded-flow.ts';
import { isIdentityName, isLoginName } from '../vocabulary/guard-names.ts';
import { askedNames } from './asked-names.ts';
import type { AuthGuard } from './auth-guards.ts';
import { lastName, type Call } from './calls.ts';
import { constantText } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, unwrap, unwrapAwaited } from './expressions.ts';
import {
  admitsByAnswer,
  admitsByValue,
  isIdentityTarget,
  isOpeningCall,
  opensByAssignment,
  showsInside,
  verdictIn,
} from './guard-answers.ts';
import { endGrants, isError } from './guard-ends.ts';
import { isFalsy, isNothing, isRefusalCall, isResponse, saysError, saysRefusal } from './guard-refusals.ts';
import { DEEPEST, isQuestion, place, TestReader, unknown, type MatchOf } from './guard-tests.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { functionOf, ownNodes } from './scopes.ts';
import { proofBy } from './verifications.ts';

/** What a guard does with a caller, step by step. */
export function flowOf(guard: AuthGuard, source: JavaScriptSource, matchOf: MatchOf): Flow {
  const reader = new FlowReader(guard, source, matchOf);
  const { function: node } = guard;
  return { steps: isFunction(node) ? reader.body(node.body) : reader.statements([node]), endGrants: endGrants(guard, source) };
}

const DENIED: Deed = { kind: 'deed', denies: true, ends: true };
const GRANTED: Deed = { kind: 'deed', grants: true, ends: true };
const ENDED: Deed = { kind: 'deed', ends: true };
const REFUSED: Deed = { kind: 'deed', denies: true };
const OPENED: Deed = { kind: 'deed', grants: true };
const CHECKED: Deed = { kind: 'deed', verifies: 'strictly' };
const LOOKED_UP: Deed = { kind: 'deed', verifies: 'softly' };

class FlowReader {
  readonly #guard: AuthGuard;
  readonly #source: JavaScriptSource;
  readonly #matchOf: MatchOf;
  readonly #tests: TestReader;
  #asked: ReadonlySet<string> | undefined;

  constructor(guard: AuthGuard, source: JavaScriptSource, matchOf: MatchOf) {
    this.#guard = guard;
    this.#source = source;
    this.#matchOf = matchOf;
    this.#tests = new TestReader(guard, source, matchOf);
  }

  body(body: JavaScript.Node): Step[] {
    return body.type === Kind.BlockStatement ? this.statements(body.body, 0) : this.#return(body, 0);
  }

  statements(statements: readonly JavaScript.Node[], depth = 0): Step[] {
    return depth > DEEPEST ? [] : statements.flatMap((statement) => this.#statement(statement, depth + 1));
  }

  #statement(node: JavaScript.Node, depth: number): Step[] {
    switch (node.type) {
      case Kind.BlockStatement:
        return this.statements(node.body, depth);
      case Kind.IfStatement: {
        const otherwise = node.alternate ? this.statements([node.alternate], depth) : [];
        return [fork(this.#tests.test(node.test, depth), this.statements([node.consequent], depth), otherwise)];
      }
      case Kind.SwitchStatement:
        return this.#switch(node, depth);
      case Kind.ReturnStatement:
        return this.#return(node.argument, depth);
      case Kind.ThrowStatement:
        return [DENIED];
      case Kind.ExpressionStatement:
        return this.#expression(node.expression, depth);
      case Kind.VariableDeclaration:
        return node.declarations.flatMap(({ id, init }) => (init ? this.#value(init, depth, id) : []));
      case Kind.TryStatement: {
        const body = this.statements(node.block.body, depth);
        const steps: Step[] = node.handler
          ? [fork(unknown(`raises ${place(node)}`), this.statements(node.handler.body.body, depth), body)]
          : body;
        return [...steps, ...(node.finalizer ? this.statements(node.finalizer.body, depth) : [])];
      }
      case Kind.ForStatement:
      case Kind.ForOfStatement:
      case Kind.ForInStatement:
      case Kind.WhileStatement:
        // A loop may run no time at all.
        return [fork(unknown(`runs ${place(node)}`), this.statements([node.body], depth), [])];
      case Kind.DoWhileStatement:
      case Kind.LabeledStatement:
        return this.statements([node.body], depth);
      default:
        return [];
    }
  }

  #switch({ cases, discriminant }: JavaScript.SwitchStatement, depth: number): Step[] {
    // Of the cases that share a body, and of those that run into the next one, each is a way to it.
    let otherwise: Step[] = cases.filter(({ test }) => !test).flatMap((node) => this.#caseBody(cases, cases.indexOf(node), depth));
    for (const [index, node] of [...cases.entries()].reverse()) {
      if (!node.test) continue;
      const found = this.#matchOf(node);
      const text = this.#source.getText(discriminant);
      const isTrue = discriminant.type === Kind.Literal && discriminant.value === true;
      const test: Test = found
        ? { kind: 'match', match: found.match, id: `case ${place(node)}` }
        : isTrue
          ? this.#tests.test(node.test, depth)
          : unknown(`${text} case ${place(node)}`);
      otherwise = [fork(test, this.#caseBody(cases, index, depth), otherwise)];
    }
    return otherwise;
  }

  #caseBody(cases: readonly JavaScript.SwitchCase[], from: number, depth: number): Step[] {
    const steps: Step[] = [];
    for (const { consequent } of cases.slice(from, from + MOST_CASES)) {
      steps.push(...this.statements(consequent, depth));
      const last = consequent.at(-1);
      const end = last?.type === Kind.BlockStatement ? last.body.at(-1) : last;
      if (end && LEAVING.has(end.type)) break;
    }
    return steps;
  }

  // --- what a returned value says

  #return(value: JavaScript.Node | null, depth: number): Step[] {
    const { admission } = this.#guard;
    if (depth > DEEPEST) return [ENDED];
    const isSilent = !value || (isNothing(value) && admission === 'value' && endGrants(this.#guard, this.#source));
    if (isSilent) return [admission === 'returns' || (admission === 'value' && endGrants(this.#guard, this.#source)) ? GRANTED : ENDED];
    const node = settled(value);
    if (node.type === Kind.ConditionalExpression) {
      return [fork(this.#tests.test(node.test, depth), this.#return(node.consequent, depth + 1), this.#return(node.alternate, depth + 1))];
    }
    if (node.type === Kind.SequenceExpression) {
      const last = node.expressions.at(-1);
      return [
        ...node.expressions.slice(0, -1).flatMap((expression) => this.#expression(expression, depth)),
        ...(last ? this.#return(last, depth + 1) : []),
      ];
    }
    if (node.type === Kind.CallExpression || node.type === Kind.NewExpression) return this.#returnedCall(node, depth);
    if (admission === 'passes on') return [...this.#expression(node, depth), ENDED];
    if (
      admission !== 'returns' &&
      (isQuestion(node) || this.#matchOf(node) || (node.type === Kind.Identifier && this.#tests.variable(node, depth)))
    ) {
      return [
        fork(
          this.#tests.test(node, depth),
          [admission === 'login' && node.type === Kind.Identifier && !admitsByValue(node) ? ENDED : GRANTED],
          [DENIED],
        ),
      ];
    }
    const user = node.type === Kind.ObjectExpression && admission !== 'returns' ? this.#dependingUser(node) : undefined;
    if (user) return this.#return(user, depth + 1);
    const verdict = node.type === Kind.ObjectExpression ? verdictIn(node) : undefined;
    if (verdict && admission !== 'returns') return [fork(this.#tests.test(verdict, depth), [GRANTED], [DENIED])];
    if (admission !== 'login' && isFalsy(node)) return [admission === 'returns' && node.type !== Kind.Literal ? GRANTED : DENIED];
    if (saysError(node) || (admission === 'value' && saysRefusal(node))) return [DENIED];
    // A number is how good something is, or how many there are, and nobody who is let in.
    if (admission === 'value' && node.type === Kind.Literal && typeof node.value === 'number') return [ENDED];
    if (admission === 'returns') return [DENIED];
    if (admission === 'login') return [...this.#inside(node), admitsByValue(node) || showsInside(node) ? GRANTED : ENDED];
    return [...this.#inside(node), GRANTED];
  }

  /** What the calls inside of a returned value do: `{ user: await verify(token) }`. */
  #inside(node: JavaScript.Node): Step[] {
    if (node.range[1] - node.range[0] > LONGEST_VALUE) return [];
    return ownNodes(node, this.#source).flatMap((inner) => (inner.type === Kind.CallExpression ? this.#evaluated(inner) : []));
  }

  #returnedCall(call: Call, depth: number): Step[] {
    const { admission } = this.#guard;
    const passed = this.#guard.passesOn(call);
    if (passed) return [passed === 'yes' ? GRANTED : DENIED];
    if (this.#matchOf(call)) return [fork(this.#tests.test(call, depth), [GRANTED], [DENIED])];
    if (isError(call) || isRefusalCall(call, true) || (admission === 'value' && saysRefusal(call))) return [DENIED];
    const proof = proofBy(call, this.#source);
    if (call.type === Kind.CallExpression && proof === 'strictly') {
      return [fork({ kind: 'check', id: this.#tests.id(call), strength: 'strictly' }, [GRANTED], [DENIED])];
    }
    // `return this.service.login(dto)`: somebody else asks the question.
    if (admission !== 'returns' && admission !== 'passes on' && isLoginName(lastName(call) ?? '') && !isFunctionOfBrowser(call)) {
      return [fork({ kind: 'check', id: this.#tests.id(call), strength: 'softly' }, [GRANTED], [DENIED])];
    }
    const looked: Step[] = [...this.#inside(call), ...(proof ? [LOOKED_UP] : [])];
    switch (admission) {
      case 'passes on':
        return [...this.#call(call, depth), ENDED];
      case 'returns':
        // A hook that answers by itself keeps the handlers from running.
        return [DENIED];
      case 'login':
        return [...looked, ...this.#call(call, depth), admitsByValue(call) ? GRANTED : ENDED];
      default:
        // What a call answers may be no, or nobody; what a class makes is somebody.
        if (admission === 'value' && (call.type === Kind.CallExpression || dottedText(call.callee) === 'Promise'))
          return [...looked, fork(unknown(this.#tests.id(call)), [GRANTED], [DENIED])];
        return [...looked, GRANTED];
    }
  }

  // --- what a statement does

  #expression(expression: JavaScript.Node, depth: number): Step[] {
    const node = unwrapAwaited(expression);
    if (depth > DEEPEST) return [];
    switch (node.type) {
      case Kind.CallExpression:
        return this.#call(node, depth);
      case Kind.AssignmentExpression:
        return this.#assignment(node, depth);
      case Kind.LogicalExpression:
        return node.operator === '??'
          ? []
          : [this.#either(this.#tests.test(node.left, depth), this.#expression(node.right, depth + 1), node.operator === '&&')];
      case Kind.ConditionalExpression:
        return [
          fork(
            this.#tests.test(node.test, depth),
            this.#expression(node.consequent, depth + 1),
            this.#expression(node.alternate, depth + 1),
          ),
        ];
      case Kind.SequenceExpression:
        return node.expressions.flatMap((inner) => this.#expression(inner, depth + 1));
      case Kind.UnaryExpression:
        return this.#expression(node.argument, depth + 1);
      default:
        return [];
    }
  }

  #either(test: Test, steps: Step[], isThen: boolean): Step {
    return fork(test, isThen ? steps : [], isThen ? [] : steps);
  }

  #call(call: Call, depth: number): Step[] {
    if (depth > DEEPEST) return [];
    const passed = this.#guard.passesOn(call);
    if (passed) return [passed === 'yes' ? OPENED : REFUSED];
    const { admission } = this.#guard;
    if (isRefusalCall(call, false)) return [REFUSED];
    // Next's own functions throw to get away.
    if (call.callee.type === Kind.Identifier && LEAVING_CALLS.has(call.callee.name)) return [isOpeningCall(call) ? GRANTED : DENIED];
    if (proofBy(call, this.#source) === 'strictly') return [CHECKED];
    if (isResponse(call)) {
      if (admission === 'answers') return [OPENED];
      return admission === 'login' && admitsByAnswer(call) ? [OPENED] : [];
    }
    if (isOpeningCall(call)) return [OPENED];
    const [first] = call.arguments;
    // `dispatch(login())`, and a timer that opens the door a moment later.
    if (lastName(call) === 'dispatch' && first?.type === Kind.CallExpression) return this.#call(first, depth + 1);
    if (lastName(call) === 'setTimeout' && first && isFunction(first))
      return first.body.type === Kind.BlockStatement
        ? this.statements(first.body.body, depth + 1)
        : this.#expression(first.body, depth + 1);
    return admission === 'login' ? this.#localCall(call, depth) : [];
  }

  /** `enableDemoMode()`: what the function of this file does that is called. */
  #localCall(call: Call, depth: number): Step[] {
    const callee = functionOf(unwrap(call.callee), this.#source);
    if (!callee || callee === this.#guard.function || depth + CALL_DEPTH > DEEPEST || callee.body.type !== Kind.BlockStatement) return [];
    // Its returns end it, and not the caller.
    return this.statements(callee.body.body, depth + CALL_DEPTH).map((step) =>
      step.kind === 'deed' && step.ends === true ? { ...step, ends: false } : step,
    );
  }

  #assignment(node: JavaScript.AssignmentExpression, depth: number): Step[] {
    const noted: Step[] = [];
    const { admission } = this.#guard;
    const target = unwrap(node.left);
    const isStatus =
      target.type === Kind.MemberExpression &&
      /^(?:ctx|context|res|response|set|reply|event)\b.*\.(?:status|statusCode)$/u.test(dottedText(target) ?? '');
    if (isStatus) return Number(constantText(node.right, this.#source)) >= 400 ? [REFUSED] : [];
    const isBody = target.type === Kind.MemberExpression && /^(?:ctx|context)\.(?:response\.)?body$/u.test(dottedText(target) ?? '');
    if (isBody)
      return saysError(node.right) ? [] : admission === 'answers' || (admission === 'login' && admitsByValue(node.right)) ? [OPENED] : [];
    // Who notes a user and is no login has still to pass the caller on.
    const isNoting = admission === 'login' || admission === 'answers';
    if (isNoting && !isFalsy(node.right) && isIdentityTarget(node.left, admission === 'login')) noted.push(OPENED);
    else if (admission === 'login' && opensByAssignment(node, this.#source)) noted.push(OPENED);
    return [...this.#value(node.right, depth, target), ...noted];
  }

  /** What comes with a value that a name is given, and whether the name counts as true then. */
  #value(value: JavaScript.Node, depth: number, target: JavaScript.Node): Step[] {
    const node = unwrapAwaited(value);
    if (node.type === Kind.ConditionalExpression && depth < DEEPEST) {
      return [
        fork(
          this.#tests.test(node.test, depth),
          this.#value(node.consequent, depth + 1, target),
          this.#value(node.alternate, depth + 1, target),
        ),
      ];
    }
    const isProof = node.type === Kind.CallExpression && !this.#matchOf(node) && proofBy(node, this.#source) === 'strictly';
    // Whose answer is asked for later proves nothing before that.
    if (isProof && target.type === Kind.Identifier && this.#isAskedLater(target.name))
      return [{ kind: 'deed', sets: { variable: target.name, truth: { kind: 'check', id: this.#tests.id(node), strength: 'strictly' } } }];
    return [...this.#evaluated(node), ...(target.type === Kind.Identifier ? [this.#set(target, node, depth)] : [])];
  }

  /** Does a condition of this guard ask whether a variable (or something that it holds) is there or true? */
  #isAskedLater(name: string): boolean {
    this.#asked ??= new Set(this.#conditions().flatMap(askedNames));
    return this.#asked.has(name);
  }

  #conditions(): JavaScript.Node[] {
    return ownNodes(this.#guard.function, this.#source).flatMap((node) =>
      node.type === Kind.IfStatement || node.type === Kind.ConditionalExpression ? [node.test] : [],
    );
  }

  /** Who is in, where that depends: `x` of `{ user: x ? DEMO : null }`. */
  #dependingUser({ properties }: JavaScript.ObjectExpression): JavaScript.Node | undefined {
    const found = properties.find((property) => {
      if (property.type !== Kind.Property || !isIdentityName(keyOf(property) ?? '')) return false;
      const value = unwrapAwaited(property.value);
      return (
        (value.type === Kind.ConditionalExpression || value.type === Kind.LogicalExpression) &&
        ownNodes(value, this.#source).some((inner) => this.#matchOf(inner) !== undefined)
      );
    });
    return found?.type === Kind.Property ? found.value : undefined;
  }

  #set({ name, range }: JavaScript.Identifier, value: JavaScript.Node, depth: number): Step {
    const isAsked = isQuestion(value) || this.#matchOf(value) !== undefined;
    const truth: Test = isAsked
      ? this.#tests.test(value, depth)
      : isFalsy(value)
        ? { kind: 'fixed', value: false }
        : TRUTHY.has(value.type) || (value.type === Kind.Literal && Boolean(value.value))
          ? { kind: 'fixed', value: true }
          : unknown(`${name} set at ${String(range[0])}`);
    return { kind: 'deed', sets: { variable: name, truth } };
  }

  #evaluated(node: JavaScript.Node): Step[] {
    if (node.type !== Kind.CallExpression || this.#matchOf(node)) return [];
    const passed = this.#guard.passesOn(node);
    if (passed) return [passed === 'yes' ? OPENED : REFUSED];
    const proof = proofBy(node, this.#source);
    return proof ? [proof === 'strictly' ? CHECKED : LOOKED_UP] : [];
  }
}

const LEAVING_CALLS: ReadonlySet<string> = new Set(['redirect', 'permanentRedirect', 'notFound']);
/** Values that count as true, whatever is in them. */
const TRUTHY: ReadonlySet<string> = new Set([
  Kind.ObjectExpression,
  Kind.ArrayExpression,
  Kind.NewExpression,
  Kind.ArrowFunctionExpression,
  Kind.FunctionExpression,
]);
const CALL_DEPTH = 15;
/** A returned value longer than this is a page, and is not searched for calls. */
const LONGEST_VALUE = 2000;
/** How many cases of a `switch` may run into each other. */
const MOST_CASES = 20;
const LEAVING: ReadonlySet<string> = new Set([Kind.BreakStatement, Kind.ReturnStatement, Kind.ThrowStatement, Kind.ContinueStatement]);

/** `Promise.resolve(x)` and RxJS's `of(x)` say what `x` says. */
function settled(value: JavaScript.Node): JavaScript.Node {
  const node = unwrapAwaited(value);
  if (node.type !== Kind.CallExpression) return node;
  const name = dottedText(node.callee);
  const [only] = node.arguments;
  return (name === 'Promise.resolve' || name === 'of') && only ? unwrapAwaited(only) : node;
}

/** `setLoggedIn(true)`, `onLogin()`. */
function isFunctionOfBrowser(call: Call): boolean {
  return /^(?:set|on)[A-Z]/u.test(lastName(call) ?? '');
}
