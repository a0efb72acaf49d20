import { credentialNoun } from '../vocabulary/credential-names.ts';
import { isAdmission, isIdentityName, isKeepingName } from '../vocabulary/guard-names.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { lastName, receiver, type Call } from './calls.ts';
import { credentialIn } from './credentials.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf, memberName, stringOf, unwrap } from './expressions.ts';
import { isFalsy, mentionsLogin } from './guard-refusals.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { childrenOf } from './scopes.ts';

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
  return (isLoose || HOLDERS.test(holder)) && (isIdentityName(name) || (/(?:^|\.)session$/u.test(holder) && credentialNoun(name) !== null));
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
  const [method = '', owner = ''] = name.split('.').reverse();
  return /^set(?:Item)?$/iu.test(method) && /(?:storage|cookies?|session|store|cache|^c)\b/iu.test(owner);
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
  if (HARMLESS_CALLS.has(lastName(call) ?? '') || isKeepingName(lastName(call) ?? '')) return false;
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
