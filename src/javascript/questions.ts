import { calleeName, lastName, receiver, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { stringOf, unwrap } from './expressions.ts';
import { harmlessCalls, harmlessMethods, parsingCalls, parsingMethods, storages } from './knowledge/benign-calls.ts';
import { logCall } from './loggers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { functionOf, ownNodes } from './scopes.ts';

/** The calls that a `try` itself makes. */
export function callsIn(tried: JavaScript.Node, source: JavaScriptSource): Call[] {
  return [tried, ...ownNodes(tried, source)].filter(
    (node): node is Call => node.type === Kind.CallExpression || node.type === Kind.NewExpression,
  );
}

/**
 * Does the `try` only ask whether a text, a file, a module or the storage of the page is what it should be? JavaScript cannot
 * catch that one error alone, so that a handler with a value for "no" is the whole answer.
 */
export function onlyAsks(tried: JavaScript.Node, source: JavaScriptSource): boolean {
  const { questions, others } = sorted(tried, source);
  // `JSON.parse(await readFile(path))` may fail in many ways besides.
  return (questions.length > 0 || loadsPackage(tried, source)) && others.length <= 1 && !others.some((call) => isWaitedFor(call, tried));
}

/** `check().then(() => true)`, whose `.catch(() => false)` says that the check failed. */
export function asksWhetherItWorks(tried: JavaScript.Node, source: JavaScriptSource): boolean {
  const call = unwrap(tried);
  if (call.type !== Kind.CallExpression || lastName(call) !== 'then' || call.arguments.length !== 1) return false;
  const [given] = call.arguments;
  const answer = given && functionOf(unwrap(given), source)?.body;
  return answer?.type === Kind.Literal && answer.value === true;
}

/** May the handler of such a `try` be empty, as what was there before goes on: `x = JSON.parse(text)`, `localStorage.setItem(...)`? */
export function keepsWhatWas(tried: JavaScript.Node, source: JavaScriptSource): boolean {
  const { questions, others } = sorted(tried, source);
  if (others.length > 0) return false;
  if (questions.length === 0) return loadsPackage(tried, source);
  return questions.every((call) => isStorage(call) || isRequire(call) || EXISTENCE.test(lastName(call) ?? '')) || isConversion(tried);
}

/** Is this a plain function named like a question (`isEmbedded`, `hasTouch`, `validate`), of a call or two? Its answer to a failure may be no. */
export function asksOnTheSpot(name: string, definition: JavaScript.Node, tried: JavaScript.Node, source: JavaScriptSource): boolean {
  if (!('async' in definition) || definition.async || !/^(?:(?:is|has|can|supports)(?:[A-Z_]|$)|validat)/u.test(name)) return false;
  const { questions, others } = sorted(tried, source);
  return questions.length + others.length <= 2;
}

function sorted(tried: JavaScript.Node, source: JavaScriptSource): { readonly questions: Call[]; readonly others: Call[] } {
  const questions: Call[] = [];
  const others: Call[] = [];
  for (const call of callsIn(tried, source)) {
    const name = lastName(call) ?? '';
    if (isStorage(call) || isRequire(call) || parsingCalls.has(calleeName(call, source) ?? name) || parsingMethods.has(name))
      questions.push(call);
    else if (!isHarmless(call, name) && !logCall(call, source) && !(name === 'get' && !isWaitedFor(call, tried))) others.push(call);
  }
  return { questions, others };
}

/** `require('sharp')`, `import('sharp')`: a package that may not be installed, unlike a module of one's own. */
function isRequire(call: Call): boolean {
  return call.callee.type === Kind.Identifier && call.callee.name === 'require' && namesPackage(call.arguments[0]);
}

function loadsPackage(tried: JavaScript.Node, source: JavaScriptSource): boolean {
  return ownNodes(tried, source).some((node) => node.type === Kind.ImportExpression && namesPackage(node.source));
}

function namesPackage(node: JavaScript.Node | undefined): boolean {
  const name = stringOf(node);
  return name !== undefined && /^(?!\.|node:|\/)/u.test(name);
}

function isHarmless(call: Call, name: string): boolean {
  const owner = dottedText(call.callee)?.split('.')[0] ?? '';
  if (harmlessMethods.has(name) || harmlessCalls.has(owner)) return true;
  // React's `setPinned(true)` tells the page, and cannot fail.
  return unwrap(call.callee).type === Kind.Identifier && /^set[A-Z]/u.test(name);
}

function isWaitedFor(call: Call, tried: JavaScript.Node): boolean {
  if (call === unwrap(tried)) return true;
  let up: JavaScript.Node = call.parent;
  while (up.type === Kind.ChainExpression || up.type === Kind.TSAsExpression) up = up.parent;
  return up.type === Kind.AwaitExpression;
}

function isStorage(call: Call): boolean {
  const owner = receiver(call);
  return owner !== undefined && storages.has(dottedText(owner)?.split('.').at(-1) ?? '');
}

const EXISTENCE = /^(?:access|l?stat)(?:A?[Ss]ync)?$/u;

/** `x = JSON.parse(text)`: what cannot be converted leaves `x` as it was, as `catch { x = undefined; }` would. */
function isConversion(tried: JavaScript.Node): boolean {
  const [statement, ...others] = tried.type === Kind.BlockStatement ? tried.body : [];
  return (
    others.length === 0 && statement?.type === Kind.ExpressionStatement && unwrap(statement.expression).type === Kind.AssignmentExpression
  );
}
