import type { CallerUse } from '../language/caller-use.ts';
import { isCallerName, isCallerProperty, isCredentialKey, looksCallerUp } from '../vocabulary/caller-names.ts';
import { isVerification } from '../vocabulary/guard-names.ts';
import { guardRole } from '../vocabulary/guard-roles.ts';
import { argument, lastName } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { memberName, stringOf, unwrap } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { childrenOf, functionOf } from './scopes.ts';

/** How many functions of the file are followed, one after another, and how many nodes are looked at. */
const MOST_HOPS = 2;
const MOST_NODES = 4000;

const answers = new WeakMap<JavaScript.Node, CallerUse>();

/** What does the code of a middleware or guard do with who is calling? */
export function callerUse(definition: JavaScript.Node, source: JavaScriptSource): CallerUse {
  const known = answers.get(definition);
  if (known) return known;
  const use = { notes: false, findsOut: false, relies: false, refuses: false };
  const seen = new Set<JavaScript.Node>([definition]);
  const stack = [{ node: definition, hops: 0 }];
  for (let entry = stack.pop(); entry && seen.size < MOST_NODES; entry = stack.pop()) {
    const { node, hops } = entry;
    look(node, use, source);
    const called = node.type === Kind.CallExpression && hops < MOST_HOPS ? functionOf(unwrap(node.callee), source) : undefined;
    if (called && !seen.has(called)) {
      seen.add(called);
      stack.push({ node: called, hops: hops + 1 });
    }
    for (const child of childrenOf(node, source)) {
      if (seen.has(child)) continue;
      seen.add(child);
      stack.push({ node: child, hops });
    }
  }
  answers.set(definition, use);
  return use;
}

function look(node: JavaScript.Node, use: { -readonly [Key in keyof CallerUse]: CallerUse[Key] }, source: JavaScriptSource): void {
  switch (node.type) {
    case Kind.NewExpression:
      use.refuses ||= refusesCaller(node);
      break;
    case Kind.AssignmentExpression:
      use.notes ||= isCallersPlace(unwrap(node.left), isCallerName);
      break;
    case Kind.CallExpression:
      use.findsOut ||= isOwnLookUp(node, source);
      use.refuses ||= refusesCaller(node);
      // `c.set('user', user)`, `c.get('user')` of Hono.
      if (isContextCall(node, 'set')) use.notes = true;
      if (isContextCall(node, 'get')) use.relies = true;
      break;
    case Kind.MemberExpression:
      if (isTakenForGranted(node)) use.relies = true;
      else use.findsOut ||= isSessionOrCredential(node);
      use.relies ||= isCallersPlace(node, isCallerProperty) && !isAssigned(node);
      break;
    case Kind.VariableDeclarator:
      // `const { user } = req;`
      if (node.id.type === Kind.ObjectPattern && node.init && isHolder(unwrap(node.init))) {
        for (const property of node.id.properties) {
          const key: JavaScript.Node | undefined = property.type === Kind.Property ? property.key : undefined;
          if (key?.type === Kind.Identifier && isCallerProperty(key.name)) use.relies = true;
          if (key?.type === Kind.Identifier && CREDENTIAL_PLACES.has(key.name)) use.findsOut = true;
        }
      }
      break;
    default:
  }
}

const HOLDERS = new Set('req request ctx context state locals res c socket client data handshake event auth'.split(' '));
const CREDENTIAL_PLACES = new Set('session cookies signedCookies'.split(' '));

function isHolder(node: JavaScript.Node): boolean {
  if (node.type === Kind.CallExpression) return lastName(node) === 'getRequest' || lastName(node) === 'getContext';
  const name = dottedText(node)?.split('.').at(-1);
  return name !== undefined && HOLDERS.has(name);
}

/** `req.user`, `res.locals.account`, `ctx.state.userId`. */
function isCallersPlace(node: JavaScript.Node, isNamed: (name: string) => boolean): boolean {
  if (node.type !== Kind.MemberExpression) return false;
  const name = memberName(node);
  return name !== undefined && name !== 'headers' && isNamed(name) && isHolder(unwrap(node.object));
}

function isAssigned(node: JavaScript.MemberExpression): boolean {
  return node.parent.type === Kind.AssignmentExpression && node.parent.left === node;
}

function isContextCall(call: JavaScript.CallExpression, method: 'get' | 'set'): boolean {
  const name = dottedText(call.callee);
  const key = stringOf(argument(call, 0));
  return (name === `c.${method}` || name === `ctx.${method}`) && key !== undefined && isCallerName(key);
}

/** `req.session`, `req.cookies.token`, `req.headers.authorization`, `req.headers['x-api-key']`. */
function isSessionOrCredential(node: JavaScript.MemberExpression): boolean {
  const name = memberName(node);
  if (name === undefined) return false;
  const object = unwrap(node.object);
  if (CREDENTIAL_PLACES.has(name)) return isHolder(object);
  return isCredentialKey(name) && object.type === Kind.MemberExpression && memberName(object) === 'headers';
}

/** `req.session.user.role` is an error where nobody has logged in; `req.session.user?.role` and `req.session.role` ask. */
function isTakenForGranted(node: JavaScript.MemberExpression): boolean {
  if (memberName(node) !== 'session' || !isHolder(unwrap(node.object))) return false;
  const user = node.parent;
  if (user.type !== Kind.MemberExpression || user.object !== node || !isCallerProperty(memberName(user) ?? '')) return false;
  return user.parent.type === Kind.MemberExpression && user.parent.object === user && !user.parent.optional;
}

const STRANGER_PROOF = new Set(
  'isAuthenticated isUnauthenticated getServerSession getSession getToken currentUser auth getAuth'.split(' '),
);

/** `jwt.verify(token, key)`, `req.isAuthenticated()`, `passport.authenticate('jwt')(req, res, next)`, `req.get('Authorization')`. */
function isOwnLookUp(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  const name = dottedText(call.callee);
  if (name === undefined) return false;
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (STRANGER_PROOF.has(last)) return true;
  const key = stringOf(argument(call, 0));
  if ((last === 'get' || last === 'header') && key !== undefined && isCredentialKey(key)) return true;
  // A local function is followed, and says itself what it does.
  if (functionOf(unwrap(call.callee), source)) return false;
  const role = guardRole(name);
  if (role === 'authenticator' || role === 'both') return true;
  // `getUserById(req.user.id)` and `verifyUserPlan(req.user)` only go on from what is known.
  return (isVerification(name) || looksCallerUp(last)) && !call.arguments.some((given) => holdsCaller(unwrap(given)));
}

function holdsCaller(node: JavaScript.Node): boolean {
  if (node.type !== Kind.MemberExpression) return false;
  return isCallersPlace(node, isCallerProperty) || isCallersPlace(unwrap(node.object), isCallerProperty);
}

/** `res.status(403)`, `ctx.throw(401)`, `throw new ForbiddenException()`, but no `res.status(429)`. */
function refusesCaller(node: JavaScript.CallExpression | JavaScript.NewExpression): boolean {
  const last = lastName(node) ?? '';
  if (isRefusalName(last)) return true;
  const code = argument(node, 0);
  return code?.type === Kind.Literal && (code.value === 401 || code.value === 403);
}

function isRefusalName(name: string): boolean {
  return /unauthori[sz]ed|forbidden|accessdenied|notauthori[sz]ed|permissiondenied/iu.test(name) || name === 'redirect';
}
