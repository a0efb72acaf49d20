import { isDevelopmentName, isEnvironmentName, isProductionName } from '../vocabulary/guard-names.ts';
import { argument, lastName, receiver } from './calls.ts';
import { fixedText } from './fixed-values.ts';
import { constantText } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { environmentRead } from './environment.ts';
import { isFunction, memberName, unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { singleValue, variableOf } from './scopes.ts';

/** A test of whether the program runs for development, tests or a demonstration. */
export interface DevelopmentTest {
  /** The switch or variable that is asked. */
  readonly name: string;
  /** Is the test true in production instead? */
  readonly isNegated: boolean;
}

/** Does an expression ask whether this is development: `isDev`, `config.demoMode`, `process.env.NODE_ENV !== 'production'`? */
export function developmentTest(expression: JavaScript.Node, source: JavaScriptSource): DevelopmentTest | undefined {
  const node = unwrap(expression);
  if (node.type === Kind.BinaryExpression) return comparisonWithStage(node, source);
  const name = switchName(node, source);
  if (name === undefined) return undefined;
  if (isProductionName(name)) return { name, isNegated: true };
  return isDevelopmentName(name) ? { name, isNegated: false } : undefined;
}

/** Does a node run only where a condition around it, inside of its function, says that this is development? */
export function runsInDevelopmentOnly(node: JavaScript.Node, source: JavaScriptSource): boolean {
  for (let child = node, { parent } = node; parent && !isFunction(parent); child = parent, { parent } = parent) {
    if (parent.type === Kind.IfStatement || parent.type === Kind.ConditionalExpression) {
      if (child !== parent.test && impliesDevelopment(parent.test, child === parent.consequent, source)) return true;
    } else if (parent.type === Kind.LogicalExpression && child === parent.right && parent.operator !== '??') {
      if (impliesDevelopment(parent.left, parent.operator === '&&', source)) return true;
    }
  }
  return false;
}

/** Is this development, if a condition holds (or does not)? Of `!key && isDev` one half is enough. */
export function impliesDevelopment(condition: JavaScript.Node, holds: boolean, source: JavaScriptSource): boolean {
  const waiting = [{ expression: condition, holds }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = unwrap(next.expression);
    if (node.type === Kind.UnaryExpression && node.operator === '!') waiting.push({ expression: node.argument, holds: !next.holds });
    else if (node.type === Kind.LogicalExpression) {
      // Of `a || b` that holds nobody knows which does.
      if ((node.operator === '&&') !== next.holds) continue;
      waiting.push({ expression: node.left, holds: next.holds }, { expression: node.right, holds: next.holds });
    } else {
      const test = developmentTest(node, source);
      if (test && test.isNegated !== next.holds) return true;
    }
  }
  return false;
}

function comparisonWithStage(node: JavaScript.BinaryExpression, source: JavaScriptSource): DevelopmentTest | undefined {
  if (!/^[!=]==?$/u.test(node.operator)) return undefined;
  const [subject, value] = fixedText(node.left, source) === undefined ? [node.left, node.right] : [node.right, node.left];
  const name = switchName(subject, source);
  if (name === undefined) return undefined;
  const text = (constantText(value, source) ?? source.getText(value)).toLowerCase();
  // `NODE_ENV === 'test'` names a stage, `DEMO_MODE === '1'` turns a switch.
  const isStage = isEnvironmentName(name) && (/prod|live/u.test(text) || isDevelopmentName(text));
  if (!isStage && !isDevelopmentName(name)) return undefined;
  const saysProduction = isStage ? /prod|live/u.test(text) : /^(?:0|false|no|off|null|undefined)?$/u.test(text);
  return { name, isNegated: saysProduction !== node.operator.startsWith('!') };
}

/** The name that a test speaks of. */
function switchName(expression: JavaScript.Node, source: JavaScriptSource): string | undefined {
  const node = unwrap(expression);
  const read = environmentRead(node, source);
  if (read) return read.name;
  switch (node.type) {
    case Kind.Identifier:
      return variableBehind(node, source) ?? node.name;
    case Kind.MemberExpression:
      return memberName(node);
    case Kind.LogicalExpression:
      // `process.env.DEMO_MODE ?? 'false'`.
      return environmentRead(node.left, source)?.name;
    case Kind.CallExpression: {
      const called = lastName(node);
      const object = receiver(node);
      if (called === 'toLowerCase' || called === 'trim') return object && environmentRead(object, source)?.name;
      const first = argument(node, 0);
      if (called === 'get' && first) return constantText(first, source);
      if (called === 'Boolean' || called === 'String') return first && environmentRead(first, source)?.name;
      return first ? undefined : called;
    }
    default:
      return undefined;
  }
}

/** The environment variable that a constant is made from: `const DEMO = process.env.DEMO_MODE ?? 'false'`. */
function variableBehind(identifier: JavaScript.Identifier, source: JavaScriptSource): string | undefined {
  const variable = variableOf(identifier, source);
  const value = variable && singleValue(variable);
  if (!value || value.path.length > 0) return undefined;
  const node = unwrap(value.expression);
  return (
    environmentRead(node, source)?.name ?? (node.type === Kind.LogicalExpression ? environmentRead(node.left, source)?.name : undefined)
  );
}

/** The switches that a file turns on by itself (`process.env.DEMO_MODE ??= 'true'`, `process.env.DEMO_MODE ?? 'true'`), and where. */
export function switchesOn(
  defaults: readonly (JavaScript.AssignmentExpression | JavaScript.LogicalExpression)[],
  isOn: (text: string) => boolean,
  source: JavaScriptSource,
): ReadonlyMap<string, JavaScript.Node> {
  const found = new Map<string, JavaScript.Node>();
  for (const { left, operator, right } of defaults) {
    // With a plain `=` it is the `??` on the right that holds the default.
    const name = operator === '=' ? undefined : environmentRead(left, source)?.name;
    if (name !== undefined && isTruthy(right, isOn, source)) found.set(name, right);
  }
  return found;
}

function isTruthy(node: JavaScript.Node, isOn: (text: string) => boolean, source: JavaScriptSource): boolean {
  const inner = unwrap(node);
  return inner.type === Kind.Literal && typeof inner.value === 'boolean' ? inner.value : isOn(constantText(inner, source) ?? '');
}
