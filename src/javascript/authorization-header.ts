import { calleeName, lastName, methodName, receiver } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, memberName, stringOf, unwrap, type AnyFunction } from './expressions.ts';
import { functionName } from './function-names.ts';
import { headerStrategies, tokenErrors, tokenReaders, tokenReadingMethods } from './knowledge/authorization.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingClass, enclosingFunction, functionOf, nodesUnder, readsOf, variableOf } from './scopes.ts';
import { namesMailedToken } from '../vocabulary/auth-names.ts';

/**
 * Does a function ask for what a request's header `Authorization` carries, by itself or one call away in the same file? A signed
 * token counts as well, unless the function looks into cookies.
 */
export function takesAuthorization(definition: AnyFunction, source: JavaScriptSource): boolean {
  return asksItself(definition, source) || isOfStrategy(definition, source) || asksNearby(definition, source);
}

interface Asked {
  /** Does it read the header, or only some token? */
  readonly isHeader: boolean;
  readonly isToken: boolean;
  readonly calls: readonly JavaScript.CallExpression[];
  readonly throws: boolean;
}

const known = new WeakMap<AnyFunction, Asked>();

/** What is asked for in a function and in those it holds. */
function askedIn(definition: AnyFunction, source: JavaScriptSource): Asked {
  const before = known.get(definition);
  if (before) return before;
  const found = { isHeader: false, isToken: false, throws: false };
  const calls: JavaScript.CallExpression[] = [];
  for (const node of nodesUnder(definition, source)) {
    if (readsHeader(node)) found.isHeader = true;
    else if (readsToken(node, source)) found.isToken = true;
    if (node.type === Kind.CallExpression) calls.push(node);
    if (node.type === Kind.ThrowStatement) found.throws = true;
  }
  const asked = { ...found, calls };
  known.set(definition, asked);
  return asked;
}

function asksItself(definition: AnyFunction, source: JavaScriptSource): boolean {
  const { isHeader, isToken } = askedIn(definition, source);
  return isHeader || (isToken && !/\bcookies?\b/iu.test(source.getText(definition)));
}

/** `req.headers.authorization`, `c.req.header('Authorization')`, `value.startsWith('Bearer ')`; what is sent to others is none. */
function readsHeader(node: JavaScript.Node): boolean {
  switch (node.type) {
    case Kind.MemberExpression:
      return /^(?:http_)?authorization$/iu.test(memberName(node) ?? '') && isOfRequest(node.object) && !isWritten(node);
    case Kind.Property:
      return node.parent.type === Kind.ObjectPattern && keyOf(node)?.toLowerCase() === 'authorization';
    case Kind.CallExpression:
      return readsByCall(node);
    case Kind.Decorator: {
      const { expression } = node;
      return expression.type === Kind.CallExpression && lastName(expression) === 'Headers' && isHeaderName(expression.arguments[0]);
    }
    case Kind.Literal:
      return 'regex' in node && /bearer/iu.test(node.regex.pattern);
    case Kind.BinaryExpression:
      return [node.left, node.right].some((side) => /^(?:bearer|basic)$/iu.test(stringOf(side) ?? ''));
    default:
      return false;
  }
}

function isHeaderName(node: JavaScript.Node | undefined): boolean {
  return /^authorization$/iu.test(stringOf(node) ?? '');
}

function isOfRequest(object: JavaScript.Node): boolean {
  const inner = unwrap(object);
  const text = dottedText(inner.type === Kind.CallExpression ? inner.callee : inner) ?? '';
  return (
    /(?:^|\.)(?:headers?|rawHeaders|metadata|getHeaders|handshake|auth)$|req/iu.test(text) &&
    !/axios|defaults|config|response|\bres\./iu.test(text)
  );
}

function isWritten(member: JavaScript.MemberExpression): boolean {
  const { parent } = member;
  return (
    (parent.type === Kind.AssignmentExpression && parent.left === member) ||
    (parent.type === Kind.UnaryExpression && parent.operator === 'delete')
  );
}

function readsByCall(call: JavaScript.CallExpression): boolean {
  const method = methodName(call) ?? lastName(call) ?? '';
  const [first] = call.arguments;
  if (READING.has(method)) {
    const owner = receiver(call);
    // `axios.get('authorization')` asks a server.
    return isHeaderName(first) && (owner === undefined || isOfRequest(owner) || /^(?:c|ctx|context)$/u.test(dottedText(owner) ?? ''));
  }
  return TAKING_APART.has(method) && /^(?:bearer|basic)\s?$/iu.test(stringOf(first) ?? '');
}

const READING = new Set(['get', 'header', 'getHeader', 'getRequestHeader']);
const TAKING_APART = new Set(['startsWith', 'split', 'replace', 'indexOf', 'includes', 'match', 'test', 'equals']);

/** `jwt.verify(token, key)`, `this.jwtService.verifyAsync(token)`, `err.name === 'TokenExpiredError'`, `passport.authenticate('jwt')`. */
function readsToken(node: JavaScript.Node, source: JavaScriptSource): boolean {
  if (node.type === Kind.Literal) return tokenErrors.has(stringOf(node) ?? '');
  if (node.type === Kind.BinaryExpression)
    return node.operator === 'instanceof' && tokenErrors.has(dottedText(node.right)?.split('.').at(-1) ?? '');
  if (node.type !== Kind.CallExpression) return false;
  const name = lastName(node) ?? '';
  if (name === 'authenticate') return headerStrategies.has(stringOf(node.arguments[0]) ?? '');
  const isReader =
    tokenReadingMethods.has(name) ||
    tokenReaders.has(calleeName(node, source) ?? '') ||
    (/^verify(?:Async)?$/u.test(name) &&
      /jwt_?(?:service)?$/iu.test(
        dottedText(receiver(node) ?? node)
          ?.split('.')
          .at(-1) ?? '',
      ));
  const [given] = node.arguments;
  return isReader && !namesMailedToken(given ? (dottedText(given) ?? '') : '');
}

/** A method of `class JwtGuard extends AuthGuard('jwt')` or of `class S extends PassportStrategy(JwtStrategy)`. */
function isOfStrategy(definition: AnyFunction, source: JavaScriptSource): boolean {
  const base = enclosingClass(definition)?.superClass;
  if (base?.type !== Kind.CallExpression) return false;
  const name = lastName(base);
  const [first] = base.arguments;
  if (name === 'AuthGuard') return headerStrategies.has(stringOf(first) ?? '');
  return (
    name === 'PassportStrategy' &&
    first !== undefined &&
    /jwt|bearer|basic/iu.test(source.getText(first)) &&
    isFromHeader(definition, source)
  );
}

/** Where the strategy says that it takes the token from a cookie, it does. */
function isFromHeader(definition: AnyFunction, source: JavaScriptSource): boolean {
  const owner = enclosingClass(definition);
  return owner !== undefined && !/cookie/iu.test(source.getText(owner));
}

/** A helper that says no for those who ask, and who leaves reading the header to a helper. */
function asksNearby(definition: AnyFunction, source: JavaScriptSource): boolean {
  const { calls } = askedIn(definition, source);
  if (calls.some((call) => leavesItTo(calledBy(call, source), definition, source))) return true;
  const callers = callersOf(definition, source);
  return (
    callers.length > 0 && callers.length <= MOST_CALLERS && callers.every((caller) => caller !== undefined && asksItself(caller, source))
  );
}

const MOST_CALLERS = 20;

function leavesItTo(helper: AnyFunction | undefined, caller: AnyFunction, source: JavaScriptSource): boolean {
  if (!helper || helper === caller) return false;
  const { isHeader, throws } = askedIn(helper, source);
  // One that refuses by itself has done so: what its caller refuses has another reason.
  return isHeader && !throws;
}

/** The function of this file that a call goes to: `f(x)`, and `this.m(x)` for a method of the class around. */
function calledBy(call: JavaScript.CallExpression, source: JavaScriptSource): AnyFunction | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === Kind.Identifier) return functionOf(callee, source);
  if (callee.type !== Kind.MemberExpression || callee.object.type !== Kind.ThisExpression) return undefined;
  const name = memberName(callee);
  for (const member of enclosingClass(call)?.body.body ?? []) {
    if (member.type === Kind.StaticBlock || member.type === Kind.TSIndexSignature || keyOf(member) !== name) continue;
    if ('value' in member && isFunction(member.value)) return member.value;
  }
  return undefined;
}

function callersOf(definition: AnyFunction, source: JavaScriptSource): (AnyFunction | undefined)[] {
  const holder =
    definition.type === Kind.FunctionDeclaration
      ? definition.id
      : definition.parent.type === Kind.VariableDeclarator
        ? definition.parent.id
        : null;
  const variable = holder?.type === Kind.Identifier && functionName(definition) === holder.name ? variableOf(holder, source) : undefined;
  return (variable ? readsOf(variable) : []).map((read) => {
    const { parent } = read;
    return parent?.type === Kind.CallExpression && parent.callee === read ? enclosingFunction(parent) : undefined;
  });
}
