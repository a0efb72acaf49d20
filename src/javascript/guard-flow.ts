import type { Deed, Flow, Step, Test } from '../language/guarded-flow.ts';
import { isVerification } from '../vocabulary/guard-names.ts';
import type { AuthGuard } from './auth-guards.ts';
import { lastName, type Call } from './calls.ts';
import { fixedText } from './comparisons.ts';
import { constantText } from './constants.ts';
import { credentialIn } from './credentials.ts';
import type { JavaScriptSource } from './detector.ts';
import { developmentTest } from './development-switches.ts';
import { isFunction, keyOf, unwrap, unwrapAwaited } from './expressions.ts';
import { admitsByValue, isFalsy, isIdentityTarget, isOpeningCall, isRefusalCall, isResponse, opensByAssignment, saysError, takesCredential } from './guard-answers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { functionOf, ownNodes, singleValue, variableOf } from './scopes.ts';

/** The comparison with a fixed credential that an expression or a `case` makes, if it makes one; only the asker knows. */
export type MatchOf = (node: JavaScript.Node) => { readonly match: object; readonly isNegated: boolean } | undefined;

/** What a guard does with a caller, step by step. */
export function flowOf(guard: AuthGuard, source: JavaScriptSource, matchOf: MatchOf): Flow {
  const reader = new FlowReader(guard, source, matchOf);
  const { function: node } = guard;
  return { steps: isFunction(node) ? reader.body(node.body) : reader.statements([node]), endGrants: endGrants(guard, source) };
}

function endGrants({ admission, function: node }: AuthGuard, source: JavaScriptSource): boolean {
  if (admission === 'returns') return true;
  if (!isFunction(node)) return false;
  const { body } = node;
  // A check that returns nothing refuses by throwing, so that coming back at all is a yes.
  if (admission !== 'value' || body.type !== Kind.BlockStatement) return false;
  const inner = ownNodes(body, source);
  return inner.some(({ type }) => type === Kind.ThrowStatement) && !inner.some((statement) => statement.type === Kind.ReturnStatement && statement.argument !== null);
}

const DEEPEST = 40;
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
  #aliases = 0;

  constructor(guard: AuthGuard, source: JavaScriptSource, matchOf: MatchOf) {
    this.#guard = guard;
    this.#source = source;
    this.#matchOf = matchOf;
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
        return [{ kind: 'fork', test: this.#test(node.test, depth), then: this.statements([node.consequent], depth), otherwise }];
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
        const steps: Step[] = node.handler ? [{ kind: 'fork', test: unknown(`raises ${place(node)}`), then: this.statements(node.handler.body.body, depth), otherwise: body }] : body;
        return [...steps, ...(node.finalizer ? this.statements(node.finalizer.body, depth) : [])];
      }
      case Kind.ForStatement:
      case Kind.ForOfStatement:
      case Kind.ForInStatement:
      case Kind.WhileStatement:
        // A loop may run no time at all.
        return [{ kind: 'fork', test: unknown(`runs ${place(node)}`), then: this.statements([node.body], depth), otherwise: [] }];
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
      const test: Test = found ? { kind: 'match', match: found.match, id: `case ${place(node)}` } : isTrue ? this.#test(node.test, depth) : unknown(`${text} case ${place(node)}`);
      otherwise = [{ kind: 'fork', test, then: this.#caseBody(cases, index, depth), otherwise }];
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
    if (!value) return [admission === 'returns' || (admission === 'value' && endGrants(this.#guard, this.#source)) ? GRANTED : ENDED];
    const node = settled(value);
    if (node.type === Kind.ConditionalExpression) {
      return [{ kind: 'fork', test: this.#test(node.test, depth), then: this.#return(node.consequent, depth + 1), otherwise: this.#return(node.alternate, depth + 1) }];
    }
    if (node.type === Kind.SequenceExpression) {
      const last = node.expressions.at(-1);
      return [...node.expressions.slice(0, -1).flatMap((expression) => this.#expression(expression, depth)), ...(last ? this.#return(last, depth + 1) : [])];
    }
    if (node.type === Kind.CallExpression || node.type === Kind.NewExpression) return this.#returnedCall(node, depth);
    if (admission === 'passes on') return [...this.#expression(node, depth), ENDED];
    if (admission !== 'returns' && (isQuestion(node) || this.#matchOf(node) || (node.type === Kind.Identifier && this.#variable(node, depth)))) {
      return [{ kind: 'fork', test: this.#test(node, depth), then: [admission === 'login' && node.type === Kind.Identifier && !admitsByValue(node) ? ENDED : GRANTED], otherwise: [DENIED] }];
    }
    const verdict = node.type === Kind.ObjectExpression ? verdictIn(node) : undefined;
    if (verdict && admission !== 'returns') return [{ kind: 'fork', test: this.#test(verdict, depth), then: [GRANTED], otherwise: [DENIED] }];
    if (admission !== 'login' && isFalsy(node)) return [admission === 'returns' && node.type !== Kind.Literal ? GRANTED : DENIED];
    if (saysError(node)) return [DENIED];
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
    if (this.#matchOf(call)) return [{ kind: 'fork', test: this.#test(call, depth), then: [GRANTED], otherwise: [DENIED] }];
    if (isRefusalCall(call, true)) return [DENIED];
    if (call.type === Kind.CallExpression && isVerification(nameOf(call))) {
      return [{ kind: 'fork', test: { kind: 'check', id: this.#id(call), strength: 'strictly' }, then: [GRANTED], otherwise: [DENIED] }];
    }
    const looked: Step[] = [...this.#inside(call), ...(takesCredential(call, this.#source) ? [LOOKED_UP] : [])];
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
        if (admission === 'value' && (call.type === Kind.CallExpression || dottedText(call.callee) === 'Promise')) return [...looked, { kind: 'fork', test: unknown(this.#id(call)), then: [GRANTED], otherwise: [DENIED] }];
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
          : [this.#either(this.#test(node.left, depth), this.#expression(node.right, depth + 1), node.operator === '&&')];
      case Kind.ConditionalExpression:
        return [{ kind: 'fork', test: this.#test(node.test, depth), then: this.#expression(node.consequent, depth + 1), otherwise: this.#expression(node.alternate, depth + 1) }];
      case Kind.SequenceExpression:
        return node.expressions.flatMap((inner) => this.#expression(inner, depth + 1));
      case Kind.UnaryExpression:
        return this.#expression(node.argument, depth + 1);
      default:
        return [];
    }
  }

  #either(test: Test, steps: Step[], isThen: boolean): Step {
    return { kind: 'fork', test, then: isThen ? steps : [], otherwise: isThen ? [] : steps };
  }

  #call(call: Call, depth: number): Step[] {
    if (depth > DEEPEST) return [];
    const passed = this.#guard.passesOn(call);
    if (passed) return [passed === 'yes' ? OPENED : REFUSED];
    const { admission } = this.#guard;
    if (isRefusalCall(call, false)) return [REFUSED];
    if (isVerification(nameOf(call))) return [CHECKED];
    if (isResponse(call)) {
      if (admission === 'answers') return [OPENED];
      return admission === 'login' && admitsByAnswer(call) ? [OPENED] : [];
    }
    if (isOpeningCall(call)) return [OPENED];
    const [first] = call.arguments;
    // `dispatch(login())`, and a timer that opens the door a moment later.
    if (lastName(call) === 'dispatch' && first?.type === Kind.CallExpression) return this.#call(first, depth + 1);
    if (lastName(call) === 'setTimeout' && first && isFunction(first)) return first.body.type === Kind.BlockStatement ? this.statements(first.body.body, depth + 1) : this.#expression(first.body, depth + 1);
    return admission === 'login' ? this.#localCall(call, depth) : [];
  }

  /** `enableDemoMode()`: what the function of this file does that is called. */
  #localCall(call: Call, depth: number): Step[] {
    const callee = functionOf(unwrap(call.callee), this.#source);
    if (!callee || callee === this.#guard.function || depth + CALL_DEPTH > DEEPEST || callee.body.type !== Kind.BlockStatement) return [];
    // Its returns end it, and not the caller.
    return this.statements(callee.body.body, depth + CALL_DEPTH).map((step) => (step.kind === 'deed' && step.ends === true ? { ...step, ends: false } : step));
  }

  #assignment(node: JavaScript.AssignmentExpression, depth: number): Step[] {
    const noted: Step[] = [];
    const { admission } = this.#guard;
    const target = unwrap(node.left);
    const isStatus = target.type === Kind.MemberExpression && /^(?:ctx|context|res|response|set|reply|event)\b.*\.(?:status|statusCode)$/u.test(dottedText(target) ?? '');
    if (isStatus) return Number(constantText(node.right, this.#source)) >= 400 ? [REFUSED] : [];
    const isBody = target.type === Kind.MemberExpression && /^(?:ctx|context)\.(?:response\.)?body$/u.test(dottedText(target) ?? '');
    if (isBody) return saysError(node.right) ? [] : admission === 'answers' || (admission === 'login' && admitsByValue(node.right)) ? [OPENED] : [];
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
      return [{ kind: 'fork', test: this.#test(node.test, depth), then: this.#value(node.consequent, depth + 1, target), otherwise: this.#value(node.alternate, depth + 1, target) }];
    }
    return [...this.#evaluated(node), ...(target.type === Kind.Identifier ? [this.#set(target, node, depth)] : [])];
  }

  #set({ name, range }: JavaScript.Identifier, value: JavaScript.Node, depth: number): Step {
    const isAsked = isQuestion(value) || this.#matchOf(value) !== undefined;
    const truth: Test = isAsked
      ? this.#test(value, depth)
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
    if (isVerification(nameOf(node))) return [CHECKED];
    return takesCredential(node, this.#source) ? [LOOKED_UP] : [];
  }

  // --- tests

  #test(expression: JavaScript.Node, depth: number): Test {
    const node = unwrapAwaited(expression);
    if (depth > DEEPEST) return unknown(place(node));
    const found = this.#matchOf(node);
    if (found) return negated({ kind: 'match', match: found.match, id: this.#id(node) }, found.isNegated);
    // Before its name is judged: `isDemo` may be the very comparison that is asked about.
    const known = node.type === Kind.Identifier ? this.#variable(node, depth) : undefined;
    if (known) return known;
    const development = developmentTest(node, this.#source);
    if (development) return negated({ kind: 'development', name: development.name }, development.isNegated);
    switch (node.type) {
      case Kind.UnaryExpression:
        return node.operator === '!' ? { kind: 'not', part: this.#test(node.argument, depth + 1) } : unknown(this.#id(node));
      case Kind.LogicalExpression: {
        if (node.operator === '??') return unknown(this.#id(node));
        const parts = [this.#test(node.left, depth + 1), this.#test(node.right, depth + 1)];
        return { kind: node.operator === '&&' ? 'all' : 'any', parts };
      }
      case Kind.BinaryExpression:
        return this.#comparison(node, depth);
      case Kind.CallExpression: {
        const [only] = node.arguments;
        if (lastName(node) === 'Boolean' && only) return this.#test(only, depth + 1);
        if (isVerification(nameOf(node))) return { kind: 'check', id: this.#id(node), strength: 'strictly' };
        return takesCredential(node, this.#source) ? { kind: 'check', id: this.#id(node), strength: 'softly' } : unknown(this.#id(node));
      }
      case Kind.AssignmentExpression:
        return this.#test(node.right, depth + 1);
      case Kind.Literal:
        return typeof node.value === 'boolean' ? { kind: 'fixed', value: node.value } : unknown(this.#id(node));
      default:
        return unknown(this.#id(node));
    }
  }

  /** A variable that the guard itself sets, or a constant around it that is true or false. */
  #variable(identifier: JavaScript.Identifier, depth: number): Test | undefined {
    const variable = variableOf(identifier, this.#source);
    if (!variable) return undefined;
    const isOwn = variable.scope.block === this.#guard.function || this.#isWithin(variable.scope.block);
    if (isOwn && variable.references.some(({ writeExpr }) => writeExpr)) return { kind: 'variable', name: identifier.name };
    const value = singleValue(variable);
    if (!value || value.path.length > 0 || this.#aliases > DEEPEST) return undefined;
    const inner = unwrapAwaited(value.expression);
    if (!isQuestion(inner) && !this.#matchOf(inner)) return undefined;
    this.#aliases++;
    return this.#test(inner, depth + 1);
  }

  #isWithin({ range: [from, to] }: { readonly range: readonly [number, number] }): boolean {
    const [start, end] = this.#guard.function.range;
    return start <= from && to <= end && isFunction(this.#guard.function);
  }

  #comparison(node: JavaScript.BinaryExpression, depth: number): Test {
    const { operator, left, right } = node;
    if (!/^[!=]==?$/u.test(operator)) return unknown(this.#id(node));
    const isNegated = operator.startsWith('!');
    const truth = right.type === Kind.Literal && typeof right.value === 'boolean' ? right.value : isNothing(right) ? false : undefined;
    // `x !== null` and `x === false` ask for x's truth.
    if (truth !== undefined) return negated(this.#test(left, depth + 1), truth === isNegated);
    const isFixed = (side: JavaScript.Node) => fixedText(side, this.#source) !== undefined || isFalsy(side) || side.type === Kind.UnaryExpression;
    const isShown = credentialIn(left, this.#source) !== undefined || credentialIn(right, this.#source) !== undefined;
    // A credential beside something that is no fixed text: whatever that is, it was stored or configured.
    if (isShown && !isFixed(left) && !isFixed(right)) return negated({ kind: 'check', id: this.#id(node), strength: 'strictly' }, isNegated);
    return negated(unknown(this.#id(node).replace(/[!=]==?/u, '===')), isNegated);
  }

  /** Two tests of one text have one answer; a long one stands for itself. */
  #id(node: JavaScript.Node): string {
    return node.range[1] - node.range[0] > LONGEST_ID ? place(node) : this.#source.getText(node).replace(/\s+/gu, ' ');
  }
}

/** Values that count as true, whatever is in them. */
const TRUTHY: ReadonlySet<string> = new Set([Kind.ObjectExpression, Kind.ArrayExpression, Kind.NewExpression, Kind.ArrowFunctionExpression, Kind.FunctionExpression]);
const CALL_DEPTH = 15;
const LONGEST_ID = 300;
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

/** What a login answers to the request itself. */
function admitsByAnswer(call: Call): boolean {
  if (lastName(call) === 'redirect' || lastName(call) === 'render') return !call.arguments.some((given) => /log-?in|sign-?in|error|auth/iu.test(given.type === Kind.Literal ? String(given.value) : ''));
  return call.arguments.some((given) => given.type !== Kind.SpreadElement && admitsByValue(given));
}

/** `<Dashboard />`: what a component shows, unless it is the way in itself. */
function showsInside(node: JavaScript.Node): boolean {
  if (node.type !== Kind.JSXElement || node.openingElement.name.type !== Kind.JSXIdentifier) return false;
  const { name } = node.openingElement.name;
  return /^[A-Z]/u.test(name) && !/Log|Sign|Auth|Form|Gate|Prompt|Error|Modal|Page$|Redirect|Navigate|Layout|Container|View$/u.test(name);
}

/** `x` of `{ isValid: x, credentials }`. */
function verdictIn({ properties }: JavaScript.ObjectExpression): JavaScript.Node | undefined {
  const found = properties.find((property) => property.type === Kind.Property && /^(?:isValid|valid|isAuthorized|authorized|authenticated|isAuthenticated|ok|success|allowed)$/u.test(keyOf(property) ?? ''));
  return found?.type === Kind.Property ? found.value : undefined;
}

/** Is this an expression that is true or false? */
function isQuestion(node: JavaScript.Node): boolean {
  if (node.type === Kind.LogicalExpression) return node.operator !== '??';
  if (node.type === Kind.UnaryExpression) return node.operator === '!';
  return node.type === Kind.BinaryExpression && /^(?:[!=]==?|[<>]=?|in)$/u.test(node.operator);
}

function isNothing(node: JavaScript.Node): boolean {
  return (node.type === Kind.Literal && node.value === null) || (node.type === Kind.Identifier && node.name === 'undefined');
}

function nameOf(call: Call): string {
  return dottedText(call.callee) ?? lastName(call) ?? '';
}

function negated(test: Test, isNegated: boolean): Test {
  return isNegated ? { kind: 'not', part: test } : test;
}

function unknown(id: string): Test {
  return { kind: 'unknown', id };
}

function place(node: JavaScript.Node): string {
  return `at ${String(node.range[0])}`;
}
