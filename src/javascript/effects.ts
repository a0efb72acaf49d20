import type { JavaScriptSource } from './detector.ts';
import { answerOf, marksFailure, sentBy } from './answers.ts';
import { calleeName, lastName, methodName, type Call } from './calls.ts';
import { CarriedError } from './carried-error.ts';
import { unwrap, unwrapAwaited } from './expressions.ts';
import { namesIn } from './error-uses.ts';
import { isErrorReport, logCall } from './loggers.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { ownNodes, variableOf } from './scopes.ts';
import type { Effects, Substitute } from '../language/disposition.ts';
import { clearsUp } from '../vocabulary/cleanup-names.ts';

export interface OwnEffects extends Effects {
  /** Does it leave by itself: return, continue, break? */
  readonly leaves: boolean;
  /** Does it end the loop or the function it stands in? */
  readonly stops: boolean;
  /** Does it write to the console? */
  readonly console: boolean;
  /** Does it send an answer through the response of a request? */
  readonly sends: boolean;
}

/** What do the statements of a handler do? Those of handlers inside of it belong to other errors. */
export function effectsOf(
  handler: JavaScript.Node,
  body: JavaScript.Node,
  error: JavaScript.Node | null,
  source: JavaScriptSource,
  isConsoleRead: boolean,
): OwnEffects {
  return new Reading(handler, error, source, isConsoleRead).read(body);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

class Reading {
  readonly #handler: JavaScript.Node;
  readonly #source: JavaScriptSource;
  readonly #isConsoleRead: boolean;
  readonly #carried: CarriedError;
  readonly #effects: Writable<OwnEffects> = {
    raisesAgain: false,
    raisesAnother: false,
    keepsTrace: false,
    tells: false,
    acts: false,
    cleansUp: false,
    logs: false,
    substitute: null,
    leaves: false,
    stops: false,
    console: false,
    sends: false,
  };

  constructor(handler: JavaScript.Node, error: JavaScript.Node | null, source: JavaScriptSource, isConsoleRead: boolean) {
    this.#handler = handler;
    this.#source = source;
    this.#isConsoleRead = isConsoleRead;
    this.#carried = new CarriedError(handler, error, source);
  }

  read(body: JavaScript.Node): OwnEffects {
    if (body.type !== Kind.BlockStatement) {
      this.#returned(body as JavaScript.Expression);
      for (const node of [body, ...ownNodes(body, this.#source)]) if (isCall(node)) this.#called(node);
      return this.#effects;
    }
    let inner = -1;
    for (const node of ownNodes(body, this.#source)) {
      if (node.range[0] < inner) continue;
      if (node.type === Kind.CatchClause) [, inner] = node.range;
      else this.#visit(node);
    }
    return this.#effects;
  }

  #visit(node: JavaScript.Node): void {
    const effects = this.#effects;
    switch (node.type) {
      case Kind.ExpressionStatement:
        this.#expression(node.expression);
        break;
      case Kind.VariableDeclarator:
        this.#declared(node);
        break;
      case Kind.ReturnStatement:
        effects.leaves = true;
        effects.stops = true;
        if (node.argument) this.#returned(node.argument);
        break;
      case Kind.ThrowStatement:
        if (this.#carried.is(node.argument)) effects.raisesAgain = true;
        else effects.raisesAnother = true;
        break;
      case Kind.ContinueStatement:
        effects.leaves = true;
        break;
      case Kind.BreakStatement:
        effects.leaves = true;
        effects.stops = true;
        break;
      case Kind.YieldExpression:
        effects.acts = true;
        break;
      case Kind.CallExpression:
      case Kind.NewExpression:
        this.#called(node);
        break;
    }
  }

  /** Calls anywhere in the handler: only what is true of them wherever they stand. */
  #called(call: Call): void {
    const effects = this.#effects;
    if (EXITS.has(calleeName(call, this.#source) ?? '')) effects.raisesAgain = true;
    else if (isErrorReport(call, this.#source)) effects.keepsTrace = true;
    const log = logCall(call, this.#source);
    if (log) {
      const isRead = !log.isConsole || this.#isConsoleRead;
      if (isRead && call.arguments.some((given) => this.#carried.isKeptIn(given))) effects.keepsTrace = true;
    } else if (this.#isHandedTheError(call)) effects.tells = true;
  }

  #isHandedTheError(call: Call): boolean {
    if (LOOKS.has(lastName(call) ?? '') || this.#carried.isAsked(call)) return false;
    if (!call.arguments.some((given) => this.#carried.isIn(given))) return false;
    for (
      let up: JavaScript.Node | undefined = call.parent, child: JavaScript.Node = call;
      up && up !== this.#handler;
      child = up, up = up.parent
    ) {
      if (isCall(up) && logCall(up, this.#source)) return false;
      // A question about the error (`if (isCancel(err))`) tells nobody of it.
      if ((up.type === Kind.IfStatement || up.type === Kind.ConditionalExpression) && up.test === child) return false;
      if (up.type === Kind.BlockStatement) return true;
    }
    return true;
  }

  #expression(expression: JavaScript.Node): void {
    const effects = this.#effects;
    const node = unwrapAwaited(expression);
    switch (node.type) {
      case Kind.CallExpression:
      case Kind.NewExpression:
        this.#statementCall(node);
        break;
      case Kind.AssignmentExpression:
        this.#assigned(node);
        break;
      case Kind.UpdateExpression:
        // A counter that somebody reads later.
        effects.tells = true;
        break;
      case Kind.UnaryExpression:
        if (node.operator === 'delete') effects.cleansUp = true;
        else if (node.operator === 'void') this.#expression(node.argument);
        break;
      case Kind.LogicalExpression:
        this.#expression(node.right);
        break;
      case Kind.ConditionalExpression:
        this.#expression(node.consequent);
        this.#expression(node.alternate);
        break;
      case Kind.SequenceExpression:
        for (const part of node.expressions) this.#expression(part);
        break;
    }
  }

  #statementCall(call: Call): void {
    const effects = this.#effects;
    const log = logCall(call, this.#source);
    if (log) {
      effects.console ||= log.isConsole;
      // Nobody reads the console of somebody else's browser.
      effects.logs ||= !log.isConsole || this.#isConsoleRead;
      return;
    }
    const name = lastName(call) ?? '';
    const sent = sentBy(call, this.#source);
    if (sent) {
      effects.sends = true;
      if (sent.answer === 'empty') effects.substitute = { kind: 'empty', text: textOf(call, this.#source), isReturned: true };
      else effects.tells = true;
    } else if (name === 'resolve' && methodName(call) === undefined && call.arguments.length <= 1) {
      // `new Promise((resolve) => ...)`: what is resolved is what the caller gets.
      const [value] = call.arguments;
      if (value) this.#given(value, true);
      else effects.substitute = { kind: 'empty', text: 'undefined', isReturned: true };
    } else if (clearsUp(name) || endsWaiting(call)) effects.cleansUp = true;
    else effects.acts = true;
  }

  #declared({ id, init }: JavaScript.VariableDeclarator): void {
    if (!init) return;
    if (this.#carried.isIn(init)) for (const name of namesIn(id, this.#source)) this.#carried.add(name);
    else if (unwrap(init).type === Kind.AwaitExpression) this.#effects.acts = true;
  }

  #assigned({ left, right, operator }: JavaScript.AssignmentExpression): void {
    if (operator !== '=' && operator !== '??=' && operator !== '||=') this.#effects.tells = true;
    else if (this.#carried.isLocal(left)) {
      if (this.#carried.isIn(right)) this.#carried.add((left as JavaScript.Identifier).name);
    } else if (this.#carried.isIn(right) || marksFailure(left, right, this.#source) || this.#isTurned(left, right))
      this.#effects.tells = true;
    else this.#given(right, false);
  }

  /** `lit = false` after `let lit = true`: a flag that is turned when something failed. */
  #isTurned(target: JavaScript.Node, value: JavaScript.Node): boolean {
    const turned = unwrap(value);
    if (target.type !== Kind.Identifier || turned.type !== Kind.Literal || typeof turned.value !== 'boolean') return false;
    const [definition] = variableOf(target, this.#source)?.defs ?? [];
    const init = definition?.node.type === Kind.VariableDeclarator ? definition.node.init : null;
    return init?.type === Kind.Literal && init.value === !turned.value;
  }

  #returned(value: JavaScript.Expression): void {
    const node = unwrapAwaited(value);
    if (isCall(node)) {
      const name = lastName(node) ?? '';
      if ((name === 'reject' && methodName(node) !== undefined) || name === 'throwError') {
        this.#effects.raisesAgain = true;
        return;
      }
      if (logCall(node, this.#source) || sentBy(node, this.#source) || name === 'resolve') {
        if (methodName(node) !== 'resolve') {
          this.#statementCall(node);
          if (logCall(node, this.#source)) this.#effects.substitute ??= null;
          return;
        }
      }
    }
    if (node.type === Kind.AssignmentExpression) this.#assigned(node);
    else this.#given(value, true);
  }

  /** A value that leaves the handler. */
  #given(value: JavaScript.Node, isReturned: boolean): void {
    const effects = this.#effects;
    if (this.#carried.isIn(value)) {
      effects.tells = true;
      return;
    }
    const answer = answerOf(value, this.#source);
    if (answer === 'failure') effects.tells = true;
    else if (answer !== 'other') effects.substitute = this.#substitute(answer, value, isReturned);
    else if (this.#isEmptySoFar(value)) effects.substitute = this.#substitute('empty', value, isReturned);
    else effects.acts = true;
  }

  #substitute(kind: Substitute['kind'], value: JavaScript.Node, isReturned: boolean): Substitute {
    return { kind, text: textOf(value, this.#source), isReturned };
  }

  /** `results` after `const results = []`: what was collected before the error, or nothing. */
  #isEmptySoFar(value: JavaScript.Node): boolean {
    const node = unwrap(value);
    if (node.type !== Kind.Identifier) return false;
    const [definition] = variableOf(node, this.#source)?.defs ?? [];
    const init = definition?.node.type === Kind.VariableDeclarator ? definition.node.init : null;
    // `const BLOCKED = false` is an answer with a name.
    if (definition?.node.type === Kind.VariableDeclarator && definition.node.parent.kind === 'const' && init?.type === Kind.Literal)
      return false;
    return init != null && init.range[0] < this.#handler.range[0] && answerOf(init, this.#source) === 'empty';
  }
}

const EXITS = new Set(['process.exit', 'process.abort', 'Deno.exit', 'node:process.exit']);
/** Questions about an error that hand it to nobody. */
const LOOKS = new Set(['String', 'Number', 'Boolean', 'stringify', 'isArray', 'isError', 'keys', 'Error']);

function isCall(node: JavaScript.Node): node is Call {
  return node.type === Kind.CallExpression || node.type === Kind.NewExpression;
}

function textOf(node: JavaScript.Node, source: JavaScriptSource): string {
  return source.getText(node);
}

/** `setLoading(false)`: the page stops waiting, and says nothing. */
function endsWaiting(call: Call): boolean {
  const [value] = call.arguments;
  return value?.type === Kind.Literal && value.value === false && WAITING.test(lastName(call) ?? '');
}

const WAITING = /^set\w*(?:Loading|Busy|Pending|Waiting|Running|[a-z]ing)$/u;
