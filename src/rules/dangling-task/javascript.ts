import { speaksToBrowser } from '../../javascript/browser-code.ts';
import { lastName, methodName, receiver } from '../../javascript/calls.ts';
import type { JavaScriptContext, JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { asyncCallee, mayReject, unhandledCall } from '../../javascript/floating-promises.ts';
import { functionName } from '../../javascript/function-names.ts';
import { importedModules } from '../../javascript/modules.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { definitionOf, enclosingFunction, variableOf } from '../../javascript/scopes.ts';
import { sideOf } from '../../javascript/server-or-client.ts';
import { isInterface } from '../../javascript/user-interface.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { eventVerb, type MessageId, type Options, type SuggestionId } from './keeping.ts';

type Ids = MessageId | SuggestionId;
type Context = JavaScriptContext<Ids, Options>;

export const javascript: JavaScriptDetector<Ids, Options> = {
  mentions: ['async', 'void '],
  alsoMentions: ['unhandledRejection'],
  visit: (context) => {
    const { path, mentions } = context;
    // A browser only writes an unhandled rejection to its console, and a test fails by it.
    if (isTestFile(path) || /\.[jt]sx$/u.test(path)) return {};
    // Whoever listens for it has decided what becomes of such errors.
    if (mentions('unhandledRejection')) return {};
    let isPage: boolean | undefined;
    return {
      ExpressionStatement({ expression }) {
        const found = lost(expression, context);
        if (!found) return;
        isPage ??= runsInPage(context);
        if (!isPage) found();
      },
    };
  },
};

/** A page, or a window of Electron, goes on after an unhandled rejection. */
function runsInPage({ source, path, file }: Context): boolean {
  if (isInterface(source) || sideOf(source, file) === 'client' || speaksToBrowser(source, path)) return true;
  return (
    /(?:^|\/)(?:[\w-]+-)?browser\//u.test(path) || importedModules(source.ast).some((module) => /^(?:@\S+\/)?electron\b/u.test(module))
  );
}

/** What to say about a statement that loses a promise. */
function lost(expression: JavaScript.Expression, context: Context): (() => void) | undefined {
  const { source } = context;
  const inner = unwrap(expression);
  if (inner.type === Kind.UnaryExpression && inner.operator === 'void') return lostByEmitter(inner, context);
  if (inner.type !== Kind.CallExpression) return undefined;
  const definition = enclosingFunction(expression);
  // `main()` of a script: an error that ends the process with its stack is what one wants there. Likewise in a signal's handler.
  if (definition && isForProcess(definition)) return undefined;
  // Nobody can wait any more where the process goes down.
  if (definition && LAST.test(functionName(definition) ?? '')) return undefined;
  const callback = inner.arguments.find((argument) => isFunction(argument));
  if (callback && isFunction(callback)) {
    const told = lostInCallback(inner, callback, context);
    if (told) return told;
  }
  const call = definition && unhandledCall(inner);
  const callee = call && asyncCallee(call, source);
  if (!callee || !mayReject(callee, source)) return undefined;
  const isAwaitable = definition.async && call === inner;
  return () => {
    context.report({
      node: call.callee,
      message: 'floating',
      data: { call: nameOf(call, source) },
      suggest: isAwaitable ? [{ message: 'awaitIt', fix: (fixer) => fixer.insertTextBeforeRange(inner.range, 'await ') }] : [],
    });
  };
}

const LAST = /^(?:on|handle|before)?_?(?:stop|exit|shut_?down|dispose|destroy|terminate|process(?:Exit|Stop))/iu;

function isForProcess({ parent }: AnyFunction): boolean {
  return parent.type === Kind.CallExpression && /^process\.(?:on|once)$/u.test(dottedText(parent.callee) ?? '');
}

const LATER: ReadonlySet<string> = new Set(['setImmediate', 'setTimeout', 'setInterval', 'queueMicrotask', 'nextTick']);

function lostInCallback(
  call: JavaScript.CallExpression,
  callback: AnyFunction,
  { source, options, report }: Context,
): (() => void) | undefined {
  const method = methodName(call) ?? lastName(call) ?? '';
  if ((method === 'forEach' || method === 'map') && callback.async && receiver(call) && call.arguments[0] === callback) {
    if (!mayReject(callback, source)) return undefined;
    const word = call.callee.type === Kind.MemberExpression ? call.callee.property : call.callee;
    return () => {
      report({ node: word, message: 'forEachAsync', data: { method } });
    };
  }
  if (LATER.has(method)) {
    const body = callback.async ? undefined : unwrap(callback.body);
    const started = body?.type === Kind.CallExpression ? unhandledCall(body) : undefined;
    const callee = callback.async ? callback : started && asyncCallee(started, source);
    if (!callee || !mayReject(callee, source)) return undefined;
    const name = started ? nameOf(started, source) : method;
    const isEvent = started !== undefined && method === 'setImmediate' && eventVerb(lastName(started) ?? '') !== null;
    return () => {
      report({ node: started?.callee ?? call.callee, message: isEvent ? 'eventFloating' : 'floating', data: { call: name } });
    };
  }
  if (!options.listeners || !callback.async || !/^(?:on|once|addListener)$/u.test(method) || isForProcess(callback)) return undefined;
  if (!mayReject(callback, source)) return undefined;
  return () => {
    report({ node: call.callee, message: 'listener', data: { call: nameOf(call, source) } });
  };
}

/** `void handler(event)` in the loop of an emitter: each handler's error is nobody's. */
function lostByEmitter(statement: JavaScript.UnaryExpression, { source, report }: Context): (() => void) | undefined {
  const call = unhandledCall(statement.argument);
  const callee = call && unwrap(call.callee);
  const definition = enclosingFunction(statement);
  const emitter =
    definition && (eventVerb(functionName(definition) ?? '') ?? eventVerb(functionName(enclosingFunction(definition) ?? definition) ?? ''));
  if (!call || callee?.type !== Kind.Identifier || emitter == null) return undefined;
  const variable = variableOf(callee, source);
  const place = variable && definitionOf(variable)?.node;
  const isOfLoop = place?.type === Kind.VariableDeclarator && place.parent.parent.type === Kind.ForOfStatement;
  const isOfEach = isFunction(place) && place.parent.type === Kind.CallExpression && methodName(place.parent) === 'forEach';
  if (!isOfLoop && !isOfEach) return undefined;
  return () => {
    report({ node: callee, message: 'eventFloating', data: { call: callee.name } });
  };
}

function nameOf(call: JavaScript.CallExpression, source: JavaScriptSource): string {
  const callee = unwrap(call.callee);
  if (isFunction(callee)) return 'async';
  const text = source.getText(callee);
  return text.length <= LONGEST ? text : (lastName(call) ?? 'async');
}

const LONGEST = 40;
