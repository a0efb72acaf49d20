import { calleeName, lastName, methodName, receiver } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, memberName, stringOf, unwrap, type AnyFunction } from './expressions.ts';
import { roleOf } from './handlers.ts';
import { blockingCalls, immediateCallers, sqliteMakers, sqliteMethods } from './knowledge/blocking-calls.ts';
import { instanceOf } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { callsUnder, enclosingClass, enclosingFunction, readsOf } from './scopes.ts';

/** Does a call hold up the whole process until it is done? Asked by its last word before anything else. */
export function holdsUp(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  const last = lastName(call) ?? '';
  if (!/Sync$|^(?:wait|request|fetch|sync)$/u.test(last) && unwrap(call.callee).type !== Kind.Identifier) return false;
  return blockingCalls.has(calleeName(call, source) ?? '');
}

/** The same of a database in a file: `db.prepare('...').get(id)`, `db.exec(...)`. */
export function runsSqlite(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  const object = receiver(call);
  if (!object || !sqliteMethods.has(methodName(call) ?? '')) return false;
  const owner = object.type === Kind.CallExpression && methodName(object) === 'prepare' ? receiver(object) : object;
  return owner !== undefined && sqliteMakers.has((instanceOf(owner, source) ?? '').replace(/\(\)$/u, ''));
}

/** The function whose run is held up: the innermost one, or the one around a callback that is called on the spot. */
export function runnerOf(node: JavaScript.Node): AnyFunction | undefined {
  let found = enclosingFunction(node);
  for (let hops = 0; found && hops < MOST_CALLBACKS; hops++) {
    const { parent }: { parent: JavaScript.Node } = found;
    if (parent.type !== Kind.CallExpression || !immediateCallers.has(methodName(parent) ?? '')) return found;
    found = enclosingFunction(parent);
  }
  return found;
}

const MOST_CALLBACKS = 5;

/** Do requests, or messages of clients, wait for this function? */
export function answersClients(node: AnyFunction, source: JavaScriptSource, path: string): boolean {
  return isServerCallback(node) || roleOf(node, source, path) !== undefined;
}

/** `http.createServer((req, res) => ...)`, `server.on('request', ...)`, `socket.on('message', ...)` */
function isServerCallback(node: AnyFunction): boolean {
  const { parent } = node;
  if (parent.type !== Kind.CallExpression) return false;
  const name = lastName(parent);
  if (name === 'createServer') return node.params.length > 0;
  const event = name === 'on' && parent.arguments[1] === node ? stringOf(parent.arguments[0]) : undefined;
  // A program that listens to one server answers nobody.
  return event === 'request' || (event === 'message' && isInConnection(parent));
}

/** Does code run for each client: `server.on('connection', (socket) => ...)`? */
function isInConnection(node: JavaScript.Node): boolean {
  for (let outer = enclosingFunction(node); outer; outer = enclosingFunction(outer)) {
    const { parent } = outer;
    if (parent.type === Kind.CallExpression && /^connect(?:ion)?$/u.test(stringOf(parent.arguments[0]) ?? '')) return true;
  }
  return false;
}

/** Where a file calls one of its functions: by its name, or as a method of its own class. */
export function localCallsOf(node: AnyFunction, source: JavaScriptSource): JavaScript.CallExpression[] {
  const { parent } = node;
  if (parent.type === Kind.MethodDefinition || parent.type === Kind.PropertyDefinition) {
    const name = keyOf(parent);
    const owner = enclosingClass(node);
    if (!owner || name === undefined) return [];
    return callsUnder(owner.body, source).filter(({ callee }) => {
      const member = unwrap(callee);
      return member.type === Kind.MemberExpression && member.object.type === Kind.ThisExpression && memberName(member) === name;
    });
  }
  const holder = node.type === Kind.FunctionDeclaration ? node : parent.type === Kind.VariableDeclarator ? parent : undefined;
  const [variable] = holder ? source.getDeclaredVariables(holder) : [];
  if (!variable?.defs.some((definition) => (definition.node as JavaScript.Node) === holder)) return [];
  return readsOf(variable).flatMap((read) =>
    read.parent?.type === Kind.CallExpression && read.parent.callee === read ? [read.parent] : [],
  );
}

/** `if (!page) page = readFileSync(...)`, `page ??= readFileSync(...)`: only the first request waits. */
export function isOnlyOnce(call: JavaScript.Node): boolean {
  let child = call;
  for (let { parent } = call; parent && !isFunction(child); child = parent, { parent } = parent) {
    if (parent.type === Kind.AssignmentExpression && (parent.operator === '??=' || parent.operator === '||=')) return true;
    if (
      parent.type === Kind.LogicalExpression &&
      parent.operator !== '&&' &&
      parent.right === child &&
      child.type === Kind.AssignmentExpression
    )
      return true;
    if (parent.type === Kind.IfStatement && parent.consequent === child && asksForNothing(parent.test)) return true;
  }
  return false;
}

/** `!cache`, `cache === null`, `!cache.has(key)` */
function asksForNothing(test: JavaScript.Node): boolean {
  const node = unwrap(test);
  if (node.type === Kind.UnaryExpression && node.operator === '!') {
    const asked = unwrap(node.argument);
    if (asked.type === Kind.CallExpression) return methodName(asked) === 'has';
    return asked.type === Kind.Identifier || asked.type === Kind.MemberExpression;
  }
  if (node.type !== Kind.BinaryExpression || !/^===?$/u.test(node.operator)) return false;
  const right = unwrap(node.right);
  return (right.type === Kind.Literal && right.value === null) || (right.type === Kind.Identifier && right.name === 'undefined');
}
