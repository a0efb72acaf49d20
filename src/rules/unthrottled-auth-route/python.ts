import { classOfMethod } from '../../python/classes.ts';
import { moduleOf } from '../../python/columns.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { callsOf } from '../../python/functions.ts';
import { knowsCaller } from '../../python/known-caller.ts';
import { dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { isLimited, isLimitedSomewhere, LIMITS_ALL, limitsAsAWhole } from '../../python/request-limits.ts';
import { isDjangoView, routesOf, type Route } from '../../python/routes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { checksTypedCredential } from '../../vocabulary/typed-credentials.ts';
import { namesAuthRoute, type Message, type Options } from './auth-route.ts';

export const python: PythonDetector<Message, Options> = {
  mentions: [/login/i, /signin/i, /sign_in/i, /register/i, /signup/i, /sign_up/i, /password/i, /authenticate/i, /otp/i, /mfa/i],
  alsoMentions: LIMITS_ALL,
  visit: ({ source, options, path, project, mentions, report }) => ({
    'module:exit'() {
      if (options.gatewayLimits || isTestFile(path)) return;
      const open = moduleOf(source.tree)
        .descendants('function_definition')
        .flatMap((handler) => openRoute(handler, options) ?? []);
      if (open.length === 0) return;
      if (LIMITS_ALL.some((word) => mentions(word)) || limitsAsAWhole(source.tree.text)) return;
      if (isLimitedSomewhere(project)) return;
      for (const { handler, name, message } of open) report({ node: handler.name, message, data: { route: name } });
    },
  }),
};

interface OpenRoute {
  readonly handler: Python.FunctionDefinition;
  readonly name: string;
  readonly message: Message;
}

function openRoute(handler: Python.FunctionDefinition, { authRoutes }: Options): OpenRoute | null {
  const routes = routesOf(handler).filter(isPosted);
  const isView = routes.length === 0 && readsForm(handler);
  if (routes.length === 0 && !isView) return null;
  const path = routes.map((route) => route.path).find((text) => text !== null) ?? null;
  const checks = callsOf(handler).some((call) => checksTypedCredential(dottedText(call.function) ?? lastName(call.function) ?? ''));
  const owner = classOfMethod(handler);
  const ownName = owner ? owner.name.text : handler.name.text;
  if (!checks && !(namesAuthRoute(lastSegments(path), authRoutes) || (!isView && path === null && namesAuthRoute(ownName, authRoutes))))
    return null;
  if (/logout|sign_?out|webhook/iu.test(ownName)) return null;
  // Who is known already proves something once more; that is another question.
  if (knowsCaller(handler) || isLimited(handler)) return null;
  return { handler, name: path ?? handler.name.text, message: checks ? 'credential' : 'authRoute' };
}

function isPosted({ methods }: Route): boolean {
  return methods === null ? false : methods.includes('POST') || methods.includes('PUT');
}

/** A view that reads a form. */
function readsForm(handler: Python.FunctionDefinition): boolean {
  return isDjangoView(handler) && /\brequest\.(?:POST|data|body)\b/u.test(handler.text);
}

/** The last two segments of a path, which say what it does. */
function lastSegments(path: string | null): string {
  return (path ?? '')
    .split('/')
    .filter((segment) => segment !== '' && !/^[<{]/u.test(segment))
    .slice(-2)
    .join('/');
}
