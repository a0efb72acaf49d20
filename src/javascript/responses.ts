import { methodName, receiver } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { memberName, stringOf, unwrapAwaited, type AnyFunction } from './expressions.ts';
import { roleOf } from './handlers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingFunction, readsOf, variableOf } from './scopes.ts';

const MOST_HOPS = 60;
const DEEPEST = 4;

/** What a framework's response, or the class of responses, is called. */
const RESPONSES = /^(?:res|response|resp|reply|rep|h|c|ctx|context|Response|NextResponse|HttpResponse)$/u;
const SENDING: ReadonlySet<string> = new Set(['json', 'send', 'jsonp', 'end', 'response']);
/** Calls whose result holds what their functions return, or what they are given. */
const MAPPING: ReadonlySet<string> = new Set(['map', 'flatMap']);
const CARRYING: ReadonlySet<string> = new Set(['stringify', 'assign', 'all', 'resolve', 'freeze']);
/** Frameworks that send what a handler returns. */
const RETURNING: ReadonlySet<string> = new Set(['nest', 'fastify', 'hapi']);

/** Where the value of an expression leaves the server for whoever asked: the call that sends it, or what is returned; undefined if it does not. */
export function sentAt(expression: JavaScript.Node, source: JavaScriptSource, path: string): JavaScript.Node | undefined {
  return follow(expression, source, path, 0);
}

/** Is this call one that sends its argument: `res.status(201).json(x)`, `NextResponse.json(x)`, `c.json(x)`? */
export function sends(call: JavaScript.CallExpression): boolean {
  if (!SENDING.has(methodName(call) ?? '')) return false;
  let node: JavaScript.Node | undefined = receiver(call);
  for (let hops = 0; node && hops < MOST_HOPS; hops += 1) {
    const inner = unwrapAwaited(node);
    if (inner.type === Kind.CallExpression) node = receiver(inner) ?? inner.callee;
    else if (inner.type === Kind.MemberExpression && !RESPONSES.test(memberName(inner) ?? '')) node = inner.object;
    else return RESPONSES.test(dottedText(inner)?.split('.').at(-1) ?? '');
  }
  return false;
}

function follow(expression: JavaScript.Node, source: JavaScriptSource, path: string, depth: number): JavaScript.Node | undefined {
  let node = expression;
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    const { parent } = node;
    if (!parent) return undefined;
    switch (parent.type) {
      case Kind.Property:
        if (parent.value !== node) return undefined;
        break;
      case Kind.ObjectExpression:
      case Kind.ArrayExpression:
      case Kind.SpreadElement:
      case Kind.AwaitExpression:
      case Kind.ChainExpression:
      case Kind.TSAsExpression:
      case Kind.TSSatisfiesExpression:
      case Kind.TSNonNullExpression:
        break;
      case Kind.LogicalExpression:
        if (parent.left === node && parent.operator === '&&') return undefined;
        break;
      case Kind.ConditionalExpression:
        if (parent.test === node) return undefined;
        break;
      case Kind.CallExpression:
        if (parent.callee === node) return undefined;
        if (sends(parent)) return parent;
        if (!CARRYING.has(methodName(parent) ?? '')) return undefined;
        break;
      case Kind.NewExpression:
        return (dottedText(parent.callee) ?? '').endsWith('Response') ? parent : undefined;
      case Kind.AssignmentExpression:
        return parent.right === node && isBodyOfKoa(dottedText(parent.left) ?? '') ? parent : undefined;
      case Kind.VariableDeclarator:
        return parent.init === node && parent.id.type === Kind.Identifier ? followName(parent.id, source, path, depth) : undefined;
      case Kind.ArrowFunctionExpression:
      case Kind.ReturnStatement: {
        const around = parent.type === Kind.ReturnStatement ? enclosingFunction(parent) : parent;
        if (!around || (parent.type === Kind.ArrowFunctionExpression && parent.body !== node)) return undefined;
        const mapped = mappingCall(around);
        if (!mapped) return isAnswer(around, source, path) ? parent : undefined;
        node = mapped;
        continue;
      }
      default:
        return undefined;
    }
    node = parent;
  }
  return undefined;
}

/** The `rows.map(...)` that a function is given to. */
function mappingCall(node: AnyFunction): JavaScript.CallExpression | undefined {
  const { parent } = node;
  return parent.type === Kind.CallExpression && parent.callee !== node && MAPPING.has(methodName(parent) ?? '') ? parent : undefined;
}

function isAnswer(node: AnyFunction, source: JavaScriptSource, path: string): boolean {
  const role = roleOf(node, source, path);
  return role?.role === 'handler' && role.evidence !== 'signature' && RETURNING.has(role.framework);
}

function followName(name: JavaScript.Identifier, source: JavaScriptSource, path: string, depth: number): JavaScript.Node | undefined {
  const variable = variableOf(name, source);
  if (!variable || depth >= DEEPEST) return undefined;
  for (const read of readsOf(variable)) {
    const found = follow(read, source, path, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The paths of the routes that a node stands in: `/register` of `router.post('/register', async (req, res) => ...)`. */
export function pathsAround(node: JavaScript.Node): string[] {
  const paths: string[] = [];
  for (let around = enclosingFunction(node); around; around = enclosingFunction(around)) {
    const { parent } = around;
    const first = parent.type === Kind.CallExpression ? stringOf(parent.arguments[0]) : undefined;
    if (first?.startsWith('/') === true) paths.push(first);
  }
  return paths;
}

/** The function or class member around a node that people know by a name, and its name. */
export function nameAround(node: JavaScript.Node): string | undefined {
  for (let around = enclosingFunction(node); around; around = enclosingFunction(around)) {
    const { parent } = around;
    if ('id' in around && around.id) return around.id.name;
    if (parent.type === Kind.VariableDeclarator && parent.id.type === Kind.Identifier) return parent.id.name;
    if ((parent.type === Kind.MethodDefinition || parent.type === Kind.Property) && parent.key.type === Kind.Identifier)
      return parent.key.name;
    if (parent.type === Kind.AssignmentExpression && parent.left.type === Kind.MemberExpression) return memberName(parent.left);
  }
  return undefined;
}

/** `ctx.body`, which Koa sends when the handler is done. */
export function isBodyOfKoa(written: string): boolean {
  return /^(?:ctx|context|this)(?:\.response)?\.body$/u.test(written);
}
