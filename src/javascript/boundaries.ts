import type { JavaScriptSource } from './detector.ts';
import { lastName, receiver, type Call } from './calls.ts';
import type { OwnEffects } from './effects.ts';
import type { Handler } from './error-handlers.ts';
import { isFunction, keyOf, memberName, unwrap, unwrapAwaited, type AnyFunction } from './expressions.ts';
import { enclosingLoop } from './guards.ts';
import { benignCalls } from './knowledge/benign-calls.ts';
import { logCall } from './loggers.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { callsIn } from './questions.ts';
import { enclosingFunction, ownNodes, variableOf } from './scopes.ts';
import { namesCallback, namesHandingOver, namesRecipient, namesSending } from '../vocabulary/callback-names.ts';
import { clearsUp } from '../vocabulary/cleanup-names.ts';
import { namesProbe } from '../vocabulary/probe-names.ts';

/**
 * Does a handler that catches everything belong here: around code of strangers, around one of many recipients, in a loop
 * that outlives its turns, in a function that asks whether something is there?
 */
export function isPlaceForAll(handler: Handler, effects: OwnEffects, source: JavaScriptSource): boolean {
  const calls = callsIn(handler.tried, source);
  // One that is gone must not keep the message from the others; its own loss shows at its own end.
  if (calls.some((call) => sendsToOneOfMany(call, source))) return true;
  // Isolation is no excuse for silence: somebody has to find the bad subscriber.
  const isNoted = effects.logs || effects.keepsTrace || effects.tells;
  if (isNoted && calls.some((call) => callsBack(call, source))) return true;
  if (isNoted && !effects.stops && isSupervised(handler.whole)) return true;
  const definition = enclosingFunction(handler.whole);
  // To every failure "no" is the honest answer of a probe.
  return definition !== undefined && namesProbe(functionName(definition) ?? '');
}

function callsBack(call: Call, source: JavaScriptSource): boolean {
  if (call.type === Kind.NewExpression) return false;
  const callee = unwrap(call.callee);
  if (callee.type === Kind.Identifier) return namesCallback(callee.name) || isOneOf(callee, source, namesCallback);
  if (callee.type !== Kind.MemberExpression) return false;
  // `handlers[name](event)`
  if (callee.computed) return namesCallback(lastWord(callee.object));
  const object = unwrap(callee.object);
  const method = memberName(callee) ?? '';
  if (method === 'call' || method === 'apply')
    return namesCallback(lastWord(object)) || (object.type === Kind.Identifier && isOneOf(object, source, namesCallback));
  return namesCallback(method) || (object.type === Kind.Identifier && isOneOf(object, source, namesCallback));
}

function sendsToOneOfMany(call: Call, source: JavaScriptSource): boolean {
  const method = lastName(call) ?? '';
  if (!namesSending(method) && !namesHandingOver(method)) return false;
  const root = rootOf(receiver(call));
  if (root && isOneOf(root, source, namesSending(method) ? () => true : namesRecipient)) return true;
  return call.arguments.some((given) => {
    const name = rootOf(given);
    return name !== undefined && isOneOf(name, source, namesRecipient);
  });
}

/** Is the name the variable of a loop, or the parameter of a `forEach`, over something (or as something) of such a name? */
function isOneOf(name: JavaScript.Identifier, source: JavaScriptSource, fits: (name: string) => boolean): boolean {
  const [definition] = variableOf(name, source)?.defs ?? [];
  if (!definition) return false;
  const node = definition.node as JavaScript.Node;
  const declaration = node.type === Kind.VariableDeclarator ? node.parent : undefined;
  const loop = declaration?.parent;
  if (loop?.type === Kind.ForOfStatement || loop?.type === Kind.ForInStatement) return fits(name.name) || fits(lastWord(loop.right));
  if (!isFunction(node)) return false;
  const call = node.parent;
  if (call.type !== Kind.CallExpression || call.arguments[0] !== node) return false;
  const isLoop = /^(?:forEach|map|some|every|filter|each|flatMap)$/u.test(lastName(call) ?? '');
  return isLoop && (fits(name.name) || fits(lastWord(receiver(call))));
}

/** `handlers` of `this.handlers`, `[...this.handlers]`, `this.handlers.values()`, `Object.values(this.handlers)`, `handlers[name]`. */
function lastWord(node: JavaScript.Node | undefined): string {
  let inner = node && unwrapAwaited(node);
  for (let hops = 0; inner && hops < MOST_HOPS; hops += 1) {
    switch (inner.type) {
      case Kind.Identifier:
        return inner.name;
      case Kind.MemberExpression:
        if (!inner.computed) return memberName(inner) ?? '';
        inner = unwrapAwaited(inner.object);
        break;
      case Kind.CallExpression: {
        const [first] = inner.arguments;
        const owner = receiver(inner);
        inner = owner && lastWordIsPlain(owner) ? owner : (first ?? owner);
        break;
      }
      case Kind.ArrayExpression:
        inner = inner.elements[0] ?? undefined;
        break;
      case Kind.SpreadElement:
        inner = unwrapAwaited(inner.argument);
        break;
      default:
        return '';
    }
  }
  return '';
}

/** `Object` of `Object.values(x)` says nothing. */
function lastWordIsPlain(owner: JavaScript.Node): boolean {
  return owner.type !== Kind.Identifier || (owner.name !== 'Object' && owner.name !== 'Array');
}

const MOST_HOPS = 10;

function rootOf(node: JavaScript.Node | undefined): JavaScript.Identifier | undefined {
  let inner = node && unwrapAwaited(node);
  for (let hops = 0; inner && hops < MOST_HOPS; hops += 1) {
    if (inner.type === Kind.Identifier) return inner;
    if (inner.type === Kind.MemberExpression) inner = unwrapAwaited(inner.object);
    else return undefined;
  }
  return undefined;
}

/** Does it stand right in a `while` (or `for (;;)`) that is meant to outlive the failure of one turn? */
function isSupervised(node: JavaScript.Node): boolean {
  const loop = enclosingLoop(node);
  return loop?.type === Kind.WhileStatement || loop?.type === Kind.DoWhileStatement || (loop?.type === Kind.ForStatement && !loop.test);
}

/** What a function is called: by itself, by its variable, by its key. */
export function functionName(node: AnyFunction): string | undefined {
  if (node.id) return node.id.name;
  const { parent } = node;
  if (parent.type === Kind.VariableDeclarator && parent.id.type === Kind.Identifier) return parent.id.name;
  if (parent.type === Kind.MethodDefinition || parent.type === Kind.PropertyDefinition || parent.type === Kind.Property)
    return keyOf(parent);
  if (parent.type === Kind.AssignmentExpression && parent.left.type === Kind.MemberExpression) return memberName(parent.left);
  return undefined;
}

/** Does the `try` (or promise) do nothing but put things away, or make a gesture of the page's own, such as `focus()`? */
export function onlyClearsUp(tried: JavaScript.Node, source: JavaScriptSource, moreBenign: readonly string[]): boolean {
  const statements = tried.type === Kind.BlockStatement ? statementsIn(tried, source) : [tried];
  // `log.debug('Closing')` puts nothing away, and does nothing else either.
  const done = statements.filter((statement) => !isLogLine(statement, source));
  const acts = done.filter((statement) => !isFeedback(statement));
  if (acts.length === 0 || !acts.every((statement) => isClearing(statement, moreBenign))) return false;
  // `setCopied(true)` belongs to the gesture; after `api.remove(id)` it says that somebody waited for it.
  return acts.length === done.length || acts.every((statement) => isGesture(statement, moreBenign));
}

function isLogLine(statement: JavaScript.Node, source: JavaScriptSource): boolean {
  const call = statement.type === Kind.ExpressionStatement ? unwrap(statement.expression) : statement;
  return call.type === Kind.CallExpression && logCall(call, source) !== undefined;
}

/** Does it only say that a gesture was made: `setCopied(true)`, `toast.success('Copied')`, `copied.value = true`, `return`? */
function isFeedback(statement: JavaScript.Node): boolean {
  if (statement.type === Kind.ReturnStatement) return statement.argument === null;
  const node = statement.type === Kind.ExpressionStatement ? unwrap(statement.expression) : statement;
  if (node.type === Kind.AssignmentExpression) return node.right.type === Kind.Literal && node.right.value === true;
  if (node.type !== Kind.CallExpression) return false;
  const name = lastName(node) ?? '';
  const owner = lastWord(receiver(node));
  if (owner === '') return /^(?:set[A-Z]\w*|toast)$/u.test(name);
  return /^(?:toast|message|notification|snackbar)s?$/iu.test(owner) && /^(?:success|info|open|show|add)$/u.test(name);
}

function statementsIn(block: JavaScript.BlockStatement, source: JavaScriptSource): JavaScript.Node[] {
  return ownNodes(block, source).filter(
    ({ type }) => /Statement$|Declaration$/u.test(type) && type !== Kind.BlockStatement && type !== Kind.IfStatement,
  );
}

function isClearing(statement: JavaScript.Node, moreBenign: readonly string[]): boolean {
  const expression = statement.type === Kind.ExpressionStatement ? statement.expression : statement;
  let node = unwrapAwaited(expression);
  if (node.type === Kind.UnaryExpression && node.operator === 'delete') return true;
  if (node.type === Kind.LogicalExpression) node = unwrapAwaited(node.right);
  // `socket === null ? undefined : socket.close()`
  if (node.type === Kind.ConditionalExpression) node = unwrapAwaited(node.alternate);
  if (node.type === Kind.UnaryExpression && node.operator === 'void') node = unwrapAwaited(node.argument);
  // `this.socket = null`
  if (node.type === Kind.AssignmentExpression) return node.right.type === Kind.Literal && node.right.value === null;
  if (node.type !== Kind.CallExpression) return false;
  return clearsUp(lastName(node) ?? '') || isGesture(node, moreBenign);
}

function isGesture(statement: JavaScript.Node, moreBenign: readonly string[]): boolean {
  const node = unwrapAwaited(statement.type === Kind.ExpressionStatement ? statement.expression : statement);
  if (node.type !== Kind.CallExpression) return false;
  const name = lastName(node) ?? '';
  return benignCalls.has(name) || moreBenign.includes(name) || /\bclipboard\b/u.test(lastWord(receiver(node)));
}
