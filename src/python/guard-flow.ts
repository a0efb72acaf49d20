import { fork, type Deed, type Flow, type Step, type Test } from '../language/guarded-flow.ts';
import { isAdmission, isIdentityName, isLoginName, isRefusal } from '../vocabulary/guard-names.ts';
import { askedNames, conditionsOf } from './asked-names.ts';
import type { Guard } from './auth-guards.ts';
import { endGrants } from './guard-ends.ts';
import { isIdentityTarget } from './identity-notes.ts';
import { parts, unwrap } from './expressions.ts';
import { admitsByReturn, isCookieOfIdentity, isErrorStatusSet, isRefusedBy, isRefusingCall } from './guard-answers.ts';
import { DEEPEST, idOf, isQuestion, TestReader, unknown, type MatchOf } from './guard-tests.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { isFalsy } from './numbers.ts';
import { resolve } from './scopes.ts';
import { proofBy } from './verifications.ts';

/** What a guard does with a caller, step by step. */
export function flowOf(guard: Guard, matchOf: MatchOf): Flow {
  const reader = new FlowReader(guard, matchOf);
  return { steps: reader.block(guard.function.type === 'module' ? guard.function : guard.function.body, 0), endGrants: endGrants(guard) };
}

const DENIED: Deed = { kind: 'deed', denies: true, ends: true };
const GRANTED: Deed = { kind: 'deed', grants: true, ends: true };
const ENDED: Deed = { kind: 'deed', ends: true };
const LOOKED_UP: readonly Deed[] = [{ kind: 'deed', verifies: 'softly' }];
/** A returned value longer than this is a page, and is not searched for calls. */
const LONGEST_VALUE = 2000;

class FlowReader {
  readonly #guard: Guard;
  readonly #matchOf: MatchOf;
  readonly #tests: TestReader;
  /** Is noting who is calling how this guard lets in? Others have still to pass the caller on. */
  readonly #notesIdentity: boolean;
  #asked: ReadonlySet<string> | undefined;

  constructor(guard: Guard, matchOf: MatchOf) {
    this.#notesIdentity = guard.admission === 'login' || guard.admission === 'answers';
    this.#guard = guard;
    this.#matchOf = matchOf;
    this.#tests = new TestReader(guard, matchOf);
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
        return [this.#guard.admission === 'login' && leadsInside(parts(node)[0] ?? null) ? GRANTED : DENIED];
      case 'assert_statement': {
        const [condition] = parts(node);
        return condition ? [fork(this.#tests.test(condition, depth), [], [DENIED])] : [];
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
        return node.type === 'with_statement' ? body : [fork(unknown(node, 'runs'), body, [])];
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
      else otherwise = [fork(this.#tests.test(alternative.condition, depth), this.block(alternative.consequence, depth), otherwise)];
    }
    return [fork(this.#tests.test(node.condition, depth), this.block(node.consequence, depth), otherwise)];
  }

  #match(node: Python.MatchStatement, depth: number): Step[] {
    let otherwise: Step[] = [];
    for (const clause of parts(node.body).toReversed()) {
      if (clause.type !== 'case_clause') continue;
      const found = this.#matchOf(clause);
      const pattern = parts(clause).find(({ type }) => type === 'case_pattern');
      const then = this.block(clause.consequence, depth);
      const isDefault = pattern?.text === '_' && clause.guard === null;
      const test: Test = found
        ? { kind: 'match', match: found.match, id: `case ${String(clause.row)}` }
        : isDefault
          ? { kind: 'fixed', value: true }
          : unknown(pattern ?? clause, 'case');
      const guardTest = clause.guard && parts(clause.guard)[0];
      otherwise = [fork(guardTest ? { kind: 'all', parts: [test, this.#tests.test(guardTest, depth)] } : test, then, otherwise)];
    }
    return otherwise;
  }

  #try(node: Python.TryStatement, depth: number): Step[] {
    const after = parts(node).flatMap((part) =>
      part.type === 'finally_clause' ? parts(part).flatMap((block) => this.block(block, depth)) : [],
    );
    const orElse = parts(node).flatMap((part) => (part.type === 'else_clause' ? this.block(part.body, depth) : []));
    const handlers = parts(node).filter(({ type }) => type === 'except_clause');
    let steps: Step[] = [...this.block(node.body, depth), ...orElse];
    // `USERS[token]`, where a missing key is caught.
    const lookup = handlers.length > 0 ? node.body.descendants('subscript').find((inner) => this.#matchOf(inner) !== null) : undefined;
    const found = lookup && this.#matchOf(lookup);
    for (const handler of handlers) {
      const block = parts(handler).find(({ type }) => type === 'block');
      const raises: Test = found
        ? { kind: 'not', part: { kind: 'match', match: found.match, id: idOf(lookup) } }
        : unknown(handler, 'raises');
      steps = [fork(raises, block ? this.block(block, depth) : [], steps)];
    }
    return [...steps, ...after];
  }

  // --- what a returned value says

  #return(value: Python.Node | null, depth: number): Step[] {
    const { admission, passesOn } = this.#guard;
    if (!value || (value.type === 'none' && (admission !== 'value' || endGrants(this.#guard))))
      return [admission === 'returns' || (admission === 'value' && endGrants(this.#guard)) ? GRANTED : ENDED];
    let node = unwrap(value);
    if (node.type === 'await') node = unwrap(parts(node)[0] ?? node);
    if (depth > DEEPEST) return [ENDED];
    if (node.type === 'conditional_expression') {
      const [yes, condition, no] = parts(node);
      if (yes && condition && no)
        return [fork(this.#tests.test(condition, depth), this.#return(yes, depth + 1), this.#return(no, depth + 1))];
    }
    if (admission === 'passes on') {
      const isPassed = (node.type === 'call' && passesOn(node)) || node.descendants('call').some(passesOn);
      if (isPassed) return [GRANTED];
    }
    if (
      admission !== 'passes on' &&
      admission !== 'returns' &&
      (isQuestion(node) ||
        this.#matchOf(node) ||
        this.#tests.isSearch(node) ||
        (node.type === 'identifier' && this.#tests.variable(node, depth)))
    ) {
      return [fork(this.#tests.test(node, depth), [admission === 'login' && !admitsByReturn(node) ? ENDED : GRANTED], [DENIED])];
    }
    if (isRefusedBy(node, admission === 'value')) return [DENIED];
    // A number is how good something is, or how many there are, and nobody who is let in.
    if (admission === 'value' && node.type === 'integer') return [ENDED];
    const proof = node.type === 'call' ? proofBy(node) : null;
    if (proof === 'strictly') {
      return [fork({ kind: 'check', id: idOf(node), strength: 'strictly' }, [GRANTED], [DENIED])];
    }
    // `return service.login(form)`: somebody else asks the question.
    if (admission !== 'returns' && node.type === 'call' && isLoginName(lastName(node.function) ?? '')) {
      return [fork({ kind: 'check', id: idOf(node), strength: 'softly' }, [GRANTED], [DENIED])];
    }
    const verdict = node.type === 'dictionary' && admission !== 'returns' && admission !== 'passes on' ? this.#verdictIn(node) : null;
    if (verdict) return this.#return(verdict, depth + 1);
    const checked: Step[] = [...this.#inside(node), ...(proof ? LOOKED_UP : [])];
    switch (admission) {
      case 'value':
      case 'answers':
        // What a call answers may be no, or nobody; what a class makes is somebody.
        if (admission === 'value' && node.type === 'call' && !isMade(node)) return [...checked, fork(unknown(node), [GRANTED], [DENIED])];
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
    if (name === 'st.stop' || ENDING_CALLS.has(name.slice(name.lastIndexOf('.') + 1)) || isRefusal(name)) return [DENIED];
    if (isRefusingCall(call)) return [{ kind: 'deed', denies: true }];
    if (proofBy(call) === 'strictly') return [{ kind: 'deed', verifies: 'strictly' }];
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
      return [fork(this.#tests.test(condition, depth), this.#valued(target, yes, depth + 1), this.#valued(target, no, depth + 1))];
    }
    // Whose answer is asked for later proves nothing before that.
    const isProof = node.type === 'call' && !this.#matchOf(node) && proofBy(node) === 'strictly';
    if (isProof && target.type === 'identifier' && this.#isAskedLater(target.text))
      return [{ kind: 'deed', sets: { variable: target.text, truth: { kind: 'check', id: idOf(node), strength: 'strictly' } } }];
    return [...this.#evaluated(node), ...(target.type === 'identifier' ? [this.#set(target, node, depth)] : [])];
  }

  /** Does a condition of this guard ask whether a variable (or something that it holds) is there or true? */
  #isAskedLater(name: string): boolean {
    this.#asked ??= new Set(conditionsOf(this.#guard.function).flatMap(askedNames));
    return this.#asked.has(name);
  }

  /** Who is in, where that depends: `x` of `{"user": DEMO if x else None}`. */
  #verdictIn(node: Python.Dictionary): Python.Node | null {
    const found = parts(node).find(
      (pair) =>
        pair.type === 'pair' && isIdentityName(pair.key.text) && DEPENDING.has(unwrap(pair.value).type) && this.#holdsMatch(pair.value),
    );
    return found?.type === 'pair' ? found.value : null;
  }

  #holdsMatch(value: Python.Node): boolean {
    return value.descendants('comparison_operator', 'call').some((inner) => this.#matchOf(inner) !== null);
  }

  #set(name: Python.Identifier, value: Python.Node, depth: number): Step {
    const isTruthy = TRUTHY.has(value.type) || (value.type === 'call' && isMade(value));
    const isAsked = isQuestion(value) || this.#matchOf(value) !== null || this.#tests.isSearch(value);
    const truth: Test = isAsked
      ? this.#tests.test(value, depth)
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
    const proof = proofBy(node);
    if (proof === 'strictly') return [{ kind: 'deed', verifies: 'strictly' }];
    const admits: Step[] =
      this.#guard.admission === 'login' && isAdmission(dottedText(node.function) ?? '') ? [{ kind: 'deed', grants: true }] : [];
    return proof ? [...LOOKED_UP, ...admits] : admits;
  }
}

/** `raise web.HTTPFound('/')`, and of a name that was given one. */
function leadsInside(raised: Python.Node | null): boolean {
  const values = raised?.type === 'identifier' ? (resolve(raised)?.definitions ?? []).map(({ value }) => value) : [raised];
  return (
    values.length > 0 &&
    values.every((made) => made?.type === 'call' && MOVES.test(lastName(made.function) ?? '') && !isRefusedBy(made, false))
  );
}

const MOVES = /^(?:HTTP)?(?:Found|SeeOther|TemporaryRedirect|MovedPermanently|Redirect)$|redirect/iu;

const DEPENDING = new Set(['conditional_expression', 'boolean_operator']);

/** Values that count as true, whatever is in them. */
const TRUTHY = new Set(['true', 'string', 'dictionary', 'list', 'tuple', 'lambda', 'set', 'expression_list', 'integer']);
const ENDING_CALLS = new Set(['abort', 'exit', '_exit', 'send_error', 'halt']);

/** `DemoUser()`: by its name the call of a class. */
function isMade(call: Python.Call): boolean {
  return /^_*[A-Z]/u.test(lastName(call.function) ?? '');
}
