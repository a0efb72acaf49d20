import { calleeName, lastName, methodName, type Call } from '../../javascript/calls.ts';
import { sideOf } from '../../javascript/check-sides.ts';
import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { memberName, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { knowsCaller } from '../../javascript/known-caller.ts';
import { verbs } from '../../javascript/knowledge/frameworks.ts';
import { logCall } from '../../javascript/loggers.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { hasLimiter, isLimited, isLimitedElsewhere, limitsAll } from '../../javascript/request-limits.ts';
import { routeHandlers } from '../../javascript/route-handlers.ts';
import type { Route } from '../../javascript/routes.ts';
import { enclosingClass, enclosingFunction, functionOf, nodesUnder, singleValue, variableOf } from '../../javascript/scopes.ts';
import { Search } from '../../project/search.ts';
import { COUNTING_WORDS, countsTries, recordsFailure } from '../../vocabulary/counted-tries.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { namesLogin, typedCredential, type TypedCredential } from '../../vocabulary/typed-credentials.ts';
import {
  isAnswer,
  isCountedElsewhere,
  isKnownPerson,
  isMetric,
  isUnguessable,
  keepsSomething,
  type Message,
  namesChange,
  type Options,
} from './failed-login.ts';

const lockouts = new Search('javascript', COUNTING_WORDS);

interface OpenLogin {
  readonly login: AnyFunction;
  readonly isRoute: boolean;
  readonly name: string;
  readonly check: JavaScript.CallExpression;
  readonly credential: TypedCredential;
}

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: [
    /bcrypt/i,
    /argon2/i,
    /scrypt/i,
    /checkPassword/i,
    /verifyPassword/i,
    /comparePassword/i,
    /matchPassword/i,
    /validPassword/i,
    /correctPassword/i,
    /validatePassword/i,
    /passwordMatch/i,
    /isPassword/i,
    /hasher/i,
    /otp/i,
    'authenticator',
    '2fa',
    /TwoFactor/i,
  ],
  visit: ({ source, options, path, project, report }) => {
    if (options.lockedElsewhere || isTestFile(path)) return {};
    const checks: JavaScript.CallExpression[] = [];
    const calls: JavaScript.CallExpression[] = [];
    const methods: JavaScript.MethodDefinition[] = [];

    return {
      CallExpression(node) {
        const name = lastName(node);
        if (name === undefined) return;
        if (MAY_CHECK.has(name) || typedCredential(name) !== null || name === 'validatePassword') checks.push(node);
        else if (verbs[name] || name === 'route' || name === 'on') calls.push(node);
      },
      MethodDefinition(node) {
        methods.push(node);
      },
      'Program:exit'() {
        const judged = checks.flatMap((check) => {
          const credential = credentialOf(check, source);
          return credential === null || isOfKnownPerson(check, source) ? [] : [{ check, credential }];
        });
        if (judged.length === 0) return;
        const routes = routeHandlers(calls, methods, source, path);
        const told = new Set<string>();
        const open = judged.flatMap(({ check, credential }): OpenLogin[] => {
          const around = loginAround(check, routes, source);
          const key = around && `${String(around.login.range[0])} ${credential}`;
          if (!around || key === undefined || told.has(key)) return [];
          told.add(key);
          return isVerdict(check) || isAboutChange(around.login, source) || counts(around.login, check, source)
            ? []
            : [{ ...around, check, credential }];
        });
        if (open.length === 0 || limitsAll(source.text) || isLimitedElsewhere(project, path)) return;
        // The failures of what a route of another file calls may be counted there.
        const isCounted = open.some(({ isRoute }) => !isRoute) && isCountedElsewhere(project, lockouts);
        for (const { isRoute, name, check, credential } of open) {
          if (!isRoute && isCounted) continue;
          const callee = unwrap(check.callee);
          report({ node: callee.type === Kind.MemberExpression ? callee.property : callee, message: credential, data: { function: name } });
        }
      },
    };
  },
};

const MAY_CHECK: ReadonlySet<string> = new Set([
  'compare',
  'compareSync',
  'compareHash',
  'verify',
  'verifySync',
  'check',
  'verifyDelta',
  'validate',
]);

function credentialOf(check: JavaScript.CallExpression, source: JavaScriptSource): TypedCredential | null {
  const written = typedCredential((dottedText(check.callee) ?? lastName(check) ?? '').replace(/^this\./u, ''));
  const credential = written ?? typedCredential((calleeName(check, source) ?? '').replaceAll('#', '.'));
  const isUnguessed = check.arguments.some((given) => isUnguessable(dottedText(unwrap(given))?.split('.').at(-1) ?? ''));
  return credential === 'password' && isUnguessed ? null : credential;
}

/** `bcrypt.compare(req.body.password, req.user.password)`: who is logged in proves it once more. */
function isOfKnownPerson(check: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  if (isKnownPerson(source.getText(check))) return true;
  return source.getTokens(check).some((token) => {
    if (kindOf(token) !== 'Identifier') return false;
    const node = source.getNodeByRangeIndex(token.range[0]);
    const variable = node?.type === Kind.Identifier ? variableOf(node, source) : undefined;
    const value = variable && singleValue(variable);
    return value !== undefined && isKnownPerson(source.getText(value.expression));
  });
}

/** The function around a check that lets somebody in: a route for strangers, or by its name, or what a library calls for it. */
function loginAround(
  check: JavaScript.Node,
  routes: ReadonlyMap<JavaScript.Node, Route>,
  source: JavaScriptSource,
): { login: AnyFunction; isRoute: boolean; name: string } | undefined {
  for (let at = enclosingFunction(check); at; at = enclosingFunction(at)) {
    const route = routes.get(at);
    const name = functionName(at);
    if (route) {
      const before = route.handlers.slice(0, -1);
      if (before.some((link) => knowsCaller(link, source)) || isLimited(before, source)) return undefined;
      return { login: at, isRoute: true, name: name ?? route.path ?? 'login' };
    }
    const owner = enclosingClass(at);
    const ofClass = owner?.id?.name ?? '';
    if (name !== undefined && (namesLogin(name) || (VAGUE.test(name) && (namesLogin(ofClass) || ofClass.includes('LocalStrategy')))))
      return { login: at, isRoute: false, name };
    if (isGivenCredentials(at, name, source)) return { login: at, isRoute: false, name: name ?? 'Strategy' };
  }
  return undefined;
}

/** What says nothing of its own, so that its class does. */
const VAGUE = /^(?:execute|handle\w{0,10}|validate|run|call|invoke|post|perform|process)$/u;

/** What Passport's strategies and the providers of Auth.js ask: `new LocalStrategy((name, password, done) => ...)`, `Credentials({ authorize })`. */
function isGivenCredentials(node: AnyFunction, name: string | undefined, source: JavaScriptSource): boolean {
  const { parent } = node;
  if (parent.type === Kind.NewExpression)
    return (
      /(?:Local|Basic)\w{0,10}Strategy$/u.test(lastName(parent) ?? '') ||
      /^passport-(?:local|http)\b/u.test(calleeName(parent, source) ?? '')
    );
  if (name !== 'authorize') return false;
  const call = parent.parent?.parent;
  return call?.type === Kind.CallExpression && (lastName(call) ?? '').includes('Credentials');
}

/** `return bcrypt.compare(...)`: what follows a failure, the caller decides. */
function isVerdict(check: JavaScript.CallExpression): boolean {
  let outer: JavaScript.Node = check.parent;
  if (outer.type === Kind.AwaitExpression) outer = outer.parent;
  return outer.type === Kind.ReturnStatement || (outer.type === Kind.ArrowFunctionExpression && outer.expression);
}

function isAboutChange(login: AnyFunction, source: JavaScriptSource): boolean {
  return (
    namesChange(functionName(login) ?? '') ||
    source.getTokens(login).some((token) => kindOf(token) === 'Identifier' && namesChange(token.value))
  );
}

/** Is a failed check counted in the login, in a helper of the file that it calls, or by a decorator around it? */
function counts(login: AnyFunction, check: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  if (marksTries(login, source)) return true;
  const around = [
    ...(login.parent.type === Kind.MethodDefinition ? decoratorsOf(login.parent) : []),
    ...decoratorsOf(enclosingClass(login) ?? login),
  ];
  if (around.some(({ node }) => hasLimiter(source.getText(node)))) return true;
  const inside = nodesUnder(login.body, source);
  if (inside.some((node) => mayRecord(node, check, source))) return true;
  return inside.some((node) => {
    const helper = node.type === Kind.CallExpression ? helperOf(node, source) : undefined;
    return helper !== undefined && helper !== login && marksTries(helper, source);
  });
}

/** Is something in it named for tries, or a key under which they are counted? */
function marksTries(code: AnyFunction, source: JavaScriptSource): boolean {
  const own = functionName(code);
  return source.getTokens(code).some((token) => {
    const { value } = token;
    const type = kindOf(token);
    if (type === 'Numeric') return value === '429' || value === '423';
    if (type === 'Identifier' || type === 'PrivateIdentifier') return value !== own && countsTries(value);
    return (type === 'String' || type === 'Template') && value.length < LONGEST_KEY && !/\s/u.test(value) && countsTries(value);
  });
}

const LONGEST_KEY = 100;

/** Parsers write the same words for it, and type them differently. */
function kindOf({ type }: { readonly type: string }): string {
  return type;
}

/** A function of the file, or a method of the same class, that is called. */
function helperOf(call: JavaScript.CallExpression, source: JavaScriptSource): AnyFunction | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === Kind.Identifier) return functionOf(callee, source);
  if (callee.type !== Kind.MemberExpression || unwrap(callee.object).type !== Kind.ThisExpression) return undefined;
  const name = memberName(callee);
  const member = enclosingClass(call)?.body.body.find(
    (each) => each.type === Kind.MethodDefinition && each.key.type === Kind.Identifier && each.key.name === name,
  );
  return member?.type === Kind.MethodDefinition && member.value.type === Kind.FunctionExpression ? member.value : undefined;
}

function mayRecord(node: JavaScript.Node, check: Call, source: JavaScriptSource): boolean {
  const name = recordingName(node, check, source);
  if (name === undefined || isAnswer(name) || isMetric(name)) return false;
  const isCounting = recordsFailure(name);
  if (!isCounting && node.type === Kind.CallExpression && !keepsSomething(methodName(node) ?? name)) return false;
  const side = sideOf(node, check, source);
  return side === 'failure' || (side === null && isCounting);
}

/** The name of what is called or written to, where that may keep something. */
function recordingName(node: JavaScript.Node, check: Call, source: JavaScriptSource): string | undefined {
  if (node.type === Kind.UpdateExpression) return dottedText(node.argument);
  if (node.type === Kind.AssignmentExpression)
    return node.left.type === Kind.MemberExpression || node.operator !== '=' ? dottedText(node.left) : undefined;
  if (node.type !== Kind.CallExpression || node === check || logCall(node, source)) return undefined;
  const name = dottedText(node.callee) ?? lastName(node) ?? '';
  // `Result.failure('wrong')` and `res.status(401).send(...)` say so, and keep nothing.
  if (
    /^[A-Z]\w{0,40}\.(?:fail\w{0,4}|error|left)$/u.test(name) ||
    /^(?:res|response|reply|ctx|c|h|NextResponse|Response)\b/u.test(source.getText(node).slice(0, 20))
  )
    return undefined;
  return name;
}
