import { credentialNoun } from '../vocabulary/credential-names.ts';
import { isAdmission, isAnswerOfRefusal, isIdentityName, isLoginName, isRefusal } from '../vocabulary/guard-names.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { lastName, methodName, receiver, type Call } from './calls.ts';
import { credentialIn } from './credentials.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf, memberName, stringOf, unwrap } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { childrenOf } from './scopes.ts';

/** Is the value known to count as no: `false`, `null`, `undefined`, `0`, `''`? */
export function isFalsy(node: JavaScript.Node | null | undefined): boolean {
  if (!node) return true;
  const inner = unwrap(node);
  if (inner.type === Kind.Literal) return inner.value === null || inner.value === false || inner.value === 0 || inner.value === '';
  if (inner.type === Kind.Identifier) return inner.name === 'undefined';
  return inner.type === Kind.UnaryExpression && (inner.operator === 'void' || (inner.operator === '!' && isTruthy(inner.argument)));
}

function isTruthy(node: JavaScript.Node): boolean {
  return node.type === Kind.Literal && Boolean(node.value);
}

// --- refusals

/** How many calls of a chain (`res.status(401).json(...)`) are looked at. */
const MOST_CHAINED = 10;
const STATUS_METHODS = new Set([
  'status',
  'code',
  'sendStatus',
  'writeHead',
  'throw',
  'setStatus',
  'error',
  'fail',
  'setStatusCode',
  'createError',
  'abort',
]);

/** Does a call, or one that it is chained to, answer that the caller must stay outside? */
export function isRefusalCall(call: Call, isReturned: boolean): boolean {
  let at: JavaScript.Node = call;
  for (let hops = 0; hops < MOST_CHAINED && (at.type === Kind.CallExpression || at.type === Kind.NewExpression); hops++) {
    const name = dottedText(at.callee) ?? lastName(at) ?? '';
    const method = lastName(at) ?? '';
    if (STATUS_METHODS.has(method) && at.arguments.some(isErrorStatus)) return true;
    if (isRefusal(name) || (isReturned && isAnswerOfRefusal(name) && !isLog(name))) return true;
    if (/redirect|replace|push|navigate|rewrite/iu.test(method) && at.arguments.some(mentionsLogin)) return true;
    if (at.arguments.some(saysError)) return true;
    // A policy of a cloud's gateway: `policy('user', 'Deny', event)`.
    if (at.arguments.some((given) => given.type === Kind.Literal && typeof given.value === 'string' && /^deny$/iu.test(given.value)))
      return true;
    if (method === 'close' && /^(?:ws|websocket|socket|connection)\.close$/u.test(name)) return true;
    // `c.json({...}, 401)`.
    if (/^(?:json|text|html|body|send|Response|sendError)$/u.test(method) && at.arguments.slice(1).some(isErrorStatus)) return true;
    at = receiver(at) ?? at.callee;
  }
  return false;
}

function isLog(name: string): boolean {
  return /^(?:console|log|logger|this\.logger|winston|pino)\b/u.test(name);
}

/** `401`, `HttpStatus.UNAUTHORIZED`, `{ status: 403 }`. */
function isErrorStatus(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === Kind.Literal) return typeof inner.value === 'number' && inner.value >= 400 && inner.value < 600;
  return inner.type === Kind.MemberExpression && /UNAUTHORIZED|FORBIDDEN|BAD_REQUEST|NOT_FOUND/iu.test(memberName(inner) ?? '');
}

/** `{ error: 'no' }`, `{ success: false }`, `{ status: 401 }`. */
export function saysError(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  if (inner.type !== Kind.ObjectExpression) return false;
  return inner.properties.some((property) => {
    if (property.type !== Kind.Property) return false;
    const key = keyOf(property) ?? '';
    if (/^(?:errors?|err)$/iu.test(key)) return !isFalsy(property.value);
    if (/^(?:success|ok|valid|isvalid|authenticated|isauthenticated|authorized|isauthorized|allowed)$/iu.test(key))
      return isFalsy(property.value);
    // What a page of Next answers instead of its properties.
    if (key === 'notFound') return !isFalsy(property.value);
    if (key === 'redirect') return mentionsLogin(property.value);
    return /^status(?:Code)?$|^code$/u.test(key) && isErrorStatus(property.value);
  });
}

function mentionsLogin(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === Kind.NewExpression) return inner.arguments.some(mentionsLogin);
  if (inner.type === Kind.TemplateLiteral) return inner.quasis.some(({ value }) => isLoginName(value.raw));
  if (inner.type === Kind.ObjectExpression)
    return inner.properties.some((property) => property.type === Kind.Property && mentionsLogin(property.value));
  return isLoginName(stringOf(inner) ?? '') || /unauth|forbidden/iu.test(stringOf(inner) ?? '');
}

// --- admissions

const HOLDERS =
  /(?:^|\.)(?:req|request|_req|session|ctx|context|state|locals|socket|data|user|auth|c|event|ws|connection|store|user[sS]ession)$/u;

/** Does an assignment to this target say who is calling? `isLoose`: also to a name or attribute of anything, as in a browser. */
export function isIdentityTarget(target: JavaScript.Node, isLoose: boolean): boolean {
  const node = unwrap(target);
  if (node.type === Kind.Identifier) return isLoose && isIdentityName(node.name);
  if (node.type !== Kind.MemberExpression) return false;
  const name = memberName(node);
  const holder = dottedText(node.object);
  if (name === undefined || holder === undefined) return false;
  if (isLoose && name === 'value') return isIdentityName(holder);
  return (isLoose || HOLDERS.test(holder)) && isIdentityName(name);
}

/** Does the browser move, show or store something with this assignment that only comes after a login? */
export function opensByAssignment({ left, right }: JavaScript.AssignmentExpression, source: JavaScriptSource): boolean {
  // `document.getElementById('inside').style.display` is no dotted name, and its text says as much.
  const target = dottedText(left) ?? source.getText(left).slice(0, LONGEST_TARGET);
  if (/(?:^|\.)location(?:\.href|\.pathname|\.hash)?$/u.test(target)) return !mentionsLogin(right);
  if (target.endsWith('.style.display')) return stringOf(right) !== 'none' && !isAboutError(target);
  if (target.endsWith('.hidden')) return isFalsy(right) && !isAboutError(target);
  if (/^(?:window\.)?(?:localStorage|sessionStorage)\.\w+$/u.test(target))
    return isAccessKey(memberName(unwrap(left) as JavaScript.MemberExpression) ?? '');
  return target === 'document.cookie' && !/=\s*(?:;|$)|max-age=0|1970/iu.test(stringOf(right) ?? '=x');
}

const LONGEST_TARGET = 120;

function isAboutError(text: string): boolean {
  return wordsOf(text).some((word) => ABOUT_ERRORS.has(word));
}

const ABOUT_ERRORS = new Set(
  [
    'error errors err warning warn fail failed failure invalid wrong incorrect loading busy shake touched attempts',
    'message msg alert toast dirty submitting submitted pending open visible focus focused show',
  ]
    .join(' ')
    .split(' '),
);

/** Does a call let somebody in: open a session, hand out a token, store one, lead inside? */
export function isOpeningCall(call: Call): boolean {
  const name = dottedText(call.callee) ?? chainedName(call);
  const method = lastName(call) ?? '';
  const [first, second] = call.arguments;
  if (isAdmission(name)) return !first || !isFalsy(first);
  // `setUnlocked(true)`.
  if (/^set[A-Z]/u.test(method) && first?.type === Kind.Literal && first.value === true) return !isAboutError(method);
  // `setView('admin')`.
  if (/^set[A-Z]/u.test(name) && first?.type === Kind.Literal && typeof first.value === 'string')
    return !isAboutError(method) && INSIDE.test(first.value);
  if (method === 'dispatch' && first?.type === Kind.ObjectExpression)
    return first.properties.some(
      (property) => property.type === Kind.Property && keyOf(property) === 'type' && isAdmission(stringOf(property.value) ?? ''),
    );
  // `this.setState({ unlocked: true })`, a store's `set({ isAuthenticated: true })`.
  if (/^(?:setState|set|patchState)$/u.test(method) && first?.type === Kind.ObjectExpression) return first.properties.some(opensByProperty);
  if (name === 'window.open') return !call.arguments.some(mentionsLogin);
  if (method === 'setItem' || method === 'set') return isStore(name) && isAccessKey(stringOf(first) ?? '') && !isFalsy(second);
  if (method === 'cookie' || method === 'setCookie') return !isFalsy(second);
  if (/^(?:push|replace|navigate|navigateTo|assign|redirect|goto|open)$/u.test(method)) return leadsInside(name, call);
  if (/^(?:show|fadeIn|slideDown)$/u.test(method)) return isFound(receiver(call));
  return (method === 'remove' || method === 'removeClass') && !isAboutError(name) && /hid|lock|blur|d-none/u.test(stringOf(first) ?? '');
}

const INSIDE = /admin|dashboard|inside|unlocked|member|authenticated|loggedin|logged-in|granted|success/iu;

/** `cookies.set` of `cookies().set(...)`. */
function chainedName(call: Call): string {
  const object = receiver(call);
  const owner =
    object?.type === Kind.CallExpression || object?.type === Kind.AwaitExpression
      ? (lastName((object.type === Kind.AwaitExpression ? object.argument : object) as Call) ?? '')
      : '';
  return `${owner}.${lastName(call) ?? ''}`;
}

function isStore(name: string): boolean {
  return /(?:storage|cookies?|session|store|cache|^c)\b[^.]*\.(?:setItem|set)$/iu.test(name);
}

/** `$('#inside')`, and no place for errors. */
function isFound(node: JavaScript.Node | undefined): boolean {
  return (
    node?.type === Kind.CallExpression &&
    /^(?:\$|jQuery)$/u.test(lastName(node) ?? '') &&
    !isAboutError(stringOf(node.arguments[0]) ?? 'error')
  );
}

function opensByProperty(property: JavaScript.Node): boolean {
  if (property.type !== Kind.Property) return false;
  const key = keyOf(property) ?? '';
  return !isFalsy(property.value) && !isAboutError(key) && (isIdentityName(key) || ACCESS.test(key));
}

const ACCESS = /logged|auth|unlock|access|role|admin/iu;

function isAccessKey(key: string): boolean {
  return credentialNoun(key, { inRequest: true }) !== null || isIdentityName(key) || ACCESS.test(key);
}

function leadsInside(name: string, call: Call): boolean {
  if (!/rout|navig|location|history|redirect|goto/iu.test(name)) return false;
  return call.arguments.length > 0 && !call.arguments.some(mentionsLogin);
}

const TOKEN_KEY = /^(?:.*token|jwt|authenticated|authorized|access|success|ok|role|user|userId|valid|loggedIn|session)$/iu;

/** Does what a login answers let the caller in: a token, a user, yes? */
export function admitsByValue(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === Kind.Literal) return inner.value === true;
  if (inner.type === Kind.Identifier) return isIdentityName(inner.name) || credentialNoun(inner.name) !== null;
  if (inner.type === Kind.CallExpression || inner.type === Kind.NewExpression)
    return isOpeningCall(inner) || inner.arguments.some((given) => given.type !== Kind.SpreadElement && admitsByValue(given));
  if (inner.type !== Kind.ObjectExpression) return false;
  return inner.properties.some(
    (property) => property.type === Kind.Property && TOKEN_KEY.test(keyOf(property) ?? '') && !isFalsy(property.value),
  );
}

/** Does what a login answers to the request itself let the caller in? */
export function admitsByAnswer(call: Call): boolean {
  if (lastName(call) === 'redirect' || lastName(call) === 'render')
    return !call.arguments.some((given) => /log-?in|sign-?in|error|auth/iu.test(given.type === Kind.Literal ? String(given.value) : ''));
  return call.arguments.some((given) => given.type !== Kind.SpreadElement && admitsByValue(given));
}

/** Does a component show what lies inside, `<Dashboard />`, and not the way in itself? */
export function showsInside(node: JavaScript.Node): boolean {
  if (node.type !== Kind.JSXElement || node.openingElement.name.type !== Kind.JSXIdentifier) return false;
  const { name } = node.openingElement.name;
  return /^[A-Z]/u.test(name) && !/Log|Sign|Auth|Form|Gate|Prompt|Error|Modal|Page$|Redirect|Navigate|Layout|Container|View$/u.test(name);
}

/** Which property of an answer says whether the caller may come in: `x` of `{ isValid: x, credentials }`. */
export function verdictIn({ properties }: JavaScript.ObjectExpression): JavaScript.Node | undefined {
  const found = properties.find(
    (property) =>
      property.type === Kind.Property &&
      /^(?:isValid|valid|isAuthorized|authorized|authenticated|isAuthenticated|ok|success|allowed)$/u.test(keyOf(property) ?? ''),
  );
  return found?.type === Kind.Property ? found.value : undefined;
}

const RESPONSES = new Set([
  'json',
  'send',
  'render',
  'end',
  'redirect',
  'sendFile',
  'download',
  'text',
  'html',
  'body',
  'view',
  'pipe',
  'jsonp',
  'write',
]);
const RESPONDERS = /^(?:res|response|reply|ctx|c|h|_res|NextResponse|Response)$/u;

/** Is this the answer to a request, `res.json(...)`, `reply.code(200).send(...)`? */
export function isResponse(call: Call): boolean {
  if (!RESPONSES.has(methodName(call) ?? '')) return false;
  let at: JavaScript.Node | undefined = receiver(call);
  for (let hops = 0; at?.type === Kind.CallExpression && hops < MOST_CHAINED; hops++) at = receiver(at);
  return at?.type === Kind.Identifier && RESPONDERS.test(at.name);
}

const HARMLESS_CALLS = new Set(
  [
    'log info debug warn error trace String Boolean Number parseInt isString isArray includes startsWith endsWith has indexOf trim',
    'split replace slice substring toLowerCase toString stringify test match alert setPassword setToken push',
  ]
    .join(' ')
    .split(' '),
);

/** Is the credential handed to a function, to be looked up or checked there? */
export function takesCredential(call: Call, source: JavaScriptSource): boolean {
  if (HARMLESS_CALLS.has(lastName(call) ?? '')) return false;
  return call.arguments.some((given) => isCredentialArgument(given, source));
}

/** `token`, `{ where: { token } }`, `{ headers: { Authorization: `Bearer ${token}` } }`. */
function isCredentialArgument(given: JavaScript.Node, source: JavaScriptSource): boolean {
  const waiting: JavaScript.Node[] = [given];
  let looked = 0;
  for (let node = waiting.pop(); node && looked < MOST_LOOKED; node = waiting.pop(), looked++) {
    const inner = unwrap(node);
    if (isVariable(inner)) {
      if (credentialIn(inner, source) !== undefined) return true;
    } else if (inner.type === Kind.Property) waiting.push(inner.value);
    else if (inner.type === Kind.ObjectExpression || inner.type === Kind.TemplateLiteral || inner.type === Kind.SpreadElement)
      waiting.push(...childrenOf(inner, source));
  }
  return false;
}

const MOST_LOOKED = 60;

function isVariable(node: JavaScript.Node): boolean {
  return node.type === Kind.Identifier || node.type === Kind.MemberExpression;
}
