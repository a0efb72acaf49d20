import { isDevelopmentName, isEnvironmentName, isProductionName } from '../vocabulary/guard-names.ts';
import { argumentsOf } from './calls.ts';
import { conditionsAround } from './conditions.ts';
import { constantText } from './constants.ts';
import { environmentRead } from './environment.ts';
import { parts, unwrap } from './expressions.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { followed } from './values.ts';

/** A test of whether the program runs for development, tests or a demonstration. */
export interface DevelopmentTest {
  /** The switch or variable that is asked. */
  readonly name: string;
  /** Is the test true in production instead? */
  readonly isNegated: boolean;
}

/** Does an expression ask whether this is development: `DEBUG`, `app.config['TESTING']`, `os.getenv('APP_ENV') != 'production'`? */
export function developmentTest(expression: Python.Node): DevelopmentTest | null {
  const node = unwrap(expression);
  if (node.type === 'comparison_operator') return comparisonWithStage(node);
  const name = switchName(node);
  if (name === null) return null;
  if (isProductionName(name)) return { name, isNegated: true };
  return isDevelopmentName(name) ? { name, isNegated: false } : null;
}

/** Does a node run only where a condition around it says that this is development? */
export function runsInDevelopmentOnly(node: Python.Node): boolean {
  return conditionsAround(node).some(({ expression, holds }) => impliesDevelopment(expression, holds));
}

/** Is this development, if a condition holds (or does not)? Of `not key and DEBUG` one half is enough. */
export function impliesDevelopment(condition: Python.Node, holds: boolean): boolean {
  const waiting = [{ expression: condition, holds }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = unwrap(next.expression);
    if (node.type === 'not_operator') waiting.push({ expression: node.argument, holds: !next.holds });
    else if (node.type === 'boolean_operator') {
      // Of `a or b` that holds nobody knows which does.
      if ((node.operator.type === 'and') !== next.holds) continue;
      waiting.push({ expression: node.left, holds: next.holds }, { expression: node.right, holds: next.holds });
    } else {
      const test = developmentTest(node);
      if (test && test.isNegated !== next.holds) return true;
    }
  }
  return false;
}

const OPERATORS = new Set(['==', '!=', 'in', 'not in', 'is', 'is not']);

/** `ENV == 'development'`, `os.getenv('APP_ENV') not in ('prod', 'live')`, `os.getenv('TESTING') == '1'`. */
function comparisonWithStage(node: Python.ComparisonOperator): DevelopmentTest | null {
  const [left, right, ...more] = parts(node);
  const operator = node.tokens.find((token) => OPERATORS.has(token.type))?.type;
  if (!left || !right || more.length > 0 || operator === undefined) return null;
  const name = switchName(left);
  if (name === null) return null;
  const values = COLLECTIONS.has(right.type) ? parts(right) : [right];
  const text = values
    .map((value) => constantText(value) ?? value.text)
    .join(' ')
    .toLowerCase();
  // `NODE_ENV == 'test'` names a stage, `DEMO_MODE == '1'` turns a switch.
  const isStage = isEnvironmentName(name) && (/prod|live/u.test(text) || isDevelopmentName(text));
  if (!isStage && !isDevelopmentName(name)) return null;
  const saysProduction = isStage ? /prod|live/u.test(text) : /^(?:0|false|no|off|none)?$/u.test(text);
  const isDifferent = operator === '!=' || operator === 'is not' || operator === 'not in';
  return { name, isNegated: saysProduction !== isDifferent };
}

const COLLECTIONS = new Set(['tuple', 'list', 'set']);
const SHAPING = new Set(['lower', 'upper', 'strip']);
const CASTS = new Set(['bool', 'int', 'str', 'strtobool']);

/** The name that a test speaks of. */
function switchName(expression: Python.Node): string | null {
  const node = unwrap(expression);
  const read = environmentRead(node);
  if (read) return read.variable && constantText(read.variable);
  switch (node.type) {
    case 'identifier': {
      const behind = followed(node);
      return (behind === node ? null : variableIn(behind)) ?? node.text;
    }
    case 'attribute':
      return node.attribute.text;
    case 'subscript':
      return constantText(node.subscript);
    case 'call': {
      const called = lastName(node.function);
      if (called === null) return null;
      const object = node.function.type === 'attribute' ? node.function.object : null;
      // One level of `.lower()` is enough; what is shaped again says nothing more.
      if (SHAPING.has(called)) return object && environmentRead(object) ? variableIn(object) : object && lastName(object);
      const [first] = argumentsOf(node);
      if (called === 'get' && first) return constantText(first.value);
      if (CASTS.has(called)) return first ? (variableIn(first.value) ?? lastName(first.value)) : null;
      return first ? null : called;
    }
    default:
      return null;
  }
}

/** The environment variable that a value is made from: `os.getenv('DEMO', '0') == '1'`. */
function variableIn(value: Python.Node): string | null {
  const read =
    environmentRead(value) ??
    value
      .descendants('call', 'subscript')
      .map(environmentRead)
      .find((inner) => inner !== null);
  return read?.variable ? constantText(read.variable) : null;
}
