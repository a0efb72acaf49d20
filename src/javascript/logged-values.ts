import type { JavaScriptSource } from './detector.ts';
import { lastName, methodName, receiver, type Call } from './calls.ts';
import { environmentRead, isEnvironment } from './environment.ts';
import { keyOf, memberName, stringOf, unwrap } from './expressions.ts';
import { keepingFunctions, keepingMethods, keyReaders, stylers } from './knowledge/shown-values.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, isMutated, singleValue, variableOf } from './scopes.ts';
import { isMaskName, isMaskText, isNameOfThing } from '../vocabulary/masked-names.ts';

/** A value that a log line shows as it is, or a part of it. */
export interface LoggedValue {
  /** The expression that gives it: a name, a member, a call. */
  readonly node: JavaScript.Node;
  /** `password` of `user.password`, `body['password']` and `headers.get('password')`; of a call its function. */
  readonly name: string | undefined;
  readonly kind: 'name' | 'call';
  /** The key of an object that it is logged under. */
  readonly key: string | undefined;
  /** How many characters are shown; undefined for all of them. */
  readonly shown: number | undefined;
  /** What stands in the log call: the value, or the variable that it was put into before. */
  readonly at: JavaScript.Node;
}

/** What does a log call show, through templates, objects, variables and calls that keep what they are given? */
export function loggedValues(call: Call, source: JavaScriptSource): readonly LoggedValue[] {
  let found = known.get(call);
  if (!found) known.set(call, (found = new Walk(source).run(call.arguments)));
  return found;
}

const known = new WeakMap<JavaScript.Node, readonly LoggedValue[]>();

/** What does an expression show when it is printed? */
export function shownValues(node: JavaScript.Node, source: JavaScriptSource): readonly LoggedValue[] {
  return new Walk(source).run([node]);
}

interface Step {
  readonly node: JavaScript.Node;
  readonly key: string | undefined;
  readonly at: JavaScript.Node | undefined;
  readonly shown: number | undefined;
  /** How many variables were followed so far. */
  readonly hops: number;
}

const MOST_STEPS = 300;
const MOST_HOPS = 3;

class Walk {
  readonly #source: JavaScriptSource;
  readonly #stack: Step[] = [];
  readonly #found: LoggedValue[] = [];

  constructor(source: JavaScriptSource) {
    this.#source = source;
  }

  run(nodes: readonly JavaScript.Node[]): readonly LoggedValue[] {
    const start: Step = { node: nodes[0] as JavaScript.Node, key: undefined, at: undefined, shown: undefined, hops: 0 };
    this.#push(start, nodes);
    let steps = 0;
    for (let step = this.#stack.pop(); step && steps < MOST_STEPS; step = this.#stack.pop(), steps++) this.#step(step);
    return this.#found;
  }

  #push(from: Step, nodes: readonly (JavaScript.Node | null | undefined)[], changes: Partial<Step> = {}): void {
    for (let index = nodes.length - 1; index >= 0; index--) {
      const node = nodes[index];
      if (node) this.#stack.push({ ...from, ...changes, node });
    }
  }

  #leaf({ key, at, shown }: Step, node: JavaScript.Node, name: string | undefined, kind: LoggedValue['kind'] = 'name'): void {
    this.#found.push({ node, name, kind, key, shown, at: at ?? node });
  }

  #step(step: Step): void {
    const node = unwrap(step.node);
    switch (node.type) {
      case Kind.TemplateLiteral:
        this.#push(step, node.expressions);
        break;
      case Kind.BinaryExpression:
        if (node.operator === '+') this.#push(step, [node.left, node.right]);
        break;
      case Kind.ConditionalExpression:
        this.#push(step, [node.consequent, node.alternate]);
        break;
      case Kind.LogicalExpression:
        this.#push(step, node.operator === '&&' ? [node.right] : [node.left, node.right]);
        break;
      case Kind.ArrayExpression:
        this.#push(step, node.elements);
        break;
      case Kind.SpreadElement:
      case Kind.AwaitExpression:
        this.#push(step, [node.argument]);
        break;
      case Kind.SequenceExpression:
        this.#push(step, node.expressions.slice(-1));
        break;
      case Kind.ObjectExpression:
        for (const property of [...node.properties].reverse()) {
          if (property.type === Kind.SpreadElement) this.#push(step, [property.argument]);
          else this.#push(step, [property.value], { key: keyOf(property) });
        }
        break;
      case Kind.CallExpression:
        this.#call(step, node);
        break;
      case Kind.MemberExpression: {
        const name = memberName(node);
        // `keys[0]`
        if (name !== undefined && /^\d+$/u.test(name)) this.#push(step, [node.object]);
        else this.#leaf(step, node, name);
        break;
      }
      case Kind.Identifier:
        this.#identifier(step, node);
        break;
    }
  }

  #call(step: Step, call: JavaScript.CallExpression): void {
    const name = lastName(call) ?? '';
    const object = methodName(call) === undefined ? undefined : receiver(call);
    const [first, second] = call.arguments;
    const read = environmentRead(call, this.#source)?.name ?? (keyReaders.has(name) && object ? stringOf(first) : undefined);
    if (read !== undefined) this.#leaf(step, call, read);
    else if (object && name === 'split') this.#push(step, [object], { shown: 0 });
    else if (object && SLICES.has(name)) this.#push(step, [object], { shown: lengthOf(call) });
    else if (name === 'stringify' && second && !isNothing(second)) return;
    else if (keepingFunctions.has(dottedText(call.callee) ?? name)) this.#push(step, call.arguments);
    else if (stylers.has(dottedText(call.callee)?.split('.')[0] ?? '')) this.#push(step, call.arguments);
    else if (isMaskName(name)) return;
    else if (object && keepingMethods.has(name)) this.#push(step, [object]);
    else if (name === 'concat' || name === 'join') this.#push(step, [object, ...call.arguments]);
    else this.#leaf(step, call, name, 'call');
  }

  #identifier(step: Step, node: JavaScript.Identifier): void {
    if (isMaskName(node.name)) return;
    const variable = variableOf(node, this.#source);
    const value = variable && singleValue(variable);
    if (value?.path.length === 0 && isMask(value.expression)) return;
    // `const { password: secret } = body`
    const definition = variable && definitionOf(variable);
    if (value && value.path.length > 0 && !isEnvironment(value.expression, this.#source))
      this.#leaf(step, node, value.path.at(-1) ?? node.name);
    else this.#leaf(step, node, environmentRead(node, this.#source)?.name ?? node.name);
    if (!variable || !value || value.path.length > 0 || step.hops >= MOST_HOPS || definition?.node.type !== Kind.VariableDeclarator) return;
    if (isMutated(variable) || isNameOfThing(node.name)) return;
    this.#push(step, [value.expression], { at: step.at ?? node, hops: step.hops + 1 });
  }
}

const SLICES = new Set(['slice', 'substring', 'substr']);

/** `.slice(0, 8)` shows 8 characters, `.slice(-4)` shows 4; where it is not written out, perhaps very few. */
function lengthOf({ arguments: given }: JavaScript.CallExpression): number {
  const [from, to] = given.map((argument) => numberOf(argument));
  if (given.length === 2 && from === 0 && to !== undefined) return Math.abs(to);
  return given.length === 1 && from !== undefined && from < 0 ? -from : 0;
}

function numberOf(node: JavaScript.Node): number | undefined {
  if (node.type === Kind.UnaryExpression && node.operator === '-') return -(numberOf(node.argument) ?? 0);
  return node.type === Kind.Literal && typeof node.value === 'number' ? node.value : undefined;
}

function isNothing(node: JavaScript.Node): boolean {
  return (node.type === Kind.Literal && node.value === null) || (node.type === Kind.Identifier && node.name === 'undefined');
}

/** `'***'`, `mask(token)` */
function isMask(value: JavaScript.Node): boolean {
  const node = unwrap(value);
  if (node.type === Kind.CallExpression) return isMaskName(lastName(node) ?? '');
  // `token ? '***' : undefined`
  if (node.type === Kind.ConditionalExpression)
    return [node.consequent, node.alternate].some((part) => part.type === Kind.Literal && isMask(part));
  const text = stringOf(node);
  return text !== undefined && isMaskText(text);
}
