import { property } from './calls.ts';
import { constantText } from './constants.ts';
import { decoratorsOf, type DecoratorUse } from './decorators.ts';
import type { JavaScriptSource } from './detector.ts';
import { nestVerbs } from './knowledge/frameworks.ts';
import { Kind, type JavaScript } from './nodes.ts';
import type { Route } from './routes.ts';
import { enclosingClass } from './scopes.ts';

/** A route of Nest: a decorated method of a controller. */
export interface NestRoute extends Route {
  readonly node: JavaScript.MethodDefinition;
  /** In the order they are written. */
  readonly methodDecorators: readonly DecoratorUse[];
  readonly classDecorators: readonly DecoratorUse[];
  /** What all `@UseGuards` around it name, in the order Nest runs them. */
  readonly guards: readonly JavaScript.Node[];
}

/** The route a method of a controller is. */
export function nestRouteOf(method: JavaScript.MethodDefinition, source: JavaScriptSource): NestRoute | undefined {
  const owner = enclosingClass(method);
  const classDecorators = owner ? decoratorsOf(owner) : [];
  const controller = classDecorators.find(({ name }) => name === 'Controller');
  const methodDecorators = decoratorsOf(method);
  const verb = methodDecorators.find(({ name }) => nestVerbs[name] !== undefined);
  const methods = verb && nestVerbs[verb.name];
  if (!controller || !verb || !methods || method.value.type !== Kind.FunctionExpression) return undefined;
  const guards = [...guardsIn(classDecorators), ...guardsIn(methodDecorators)];
  return {
    framework: 'nest',
    node: method,
    path: joinPaths(controllerPath(controller, source), firstPath(verb, source)),
    methods,
    router: undefined,
    handlers: [...guards, method.value],
    methodDecorators,
    classDecorators,
    guards,
  };
}

/** One `@UseGuards(A, B)` runs from left to right; of two that are stacked the lower one is evaluated, and so runs, first. */
function guardsIn(decorators: readonly DecoratorUse[]): JavaScript.Node[] {
  return decorators
    .filter(({ name }) => name === 'UseGuards')
    .reverse()
    .flatMap((guards) => guards.arguments);
}

function controllerPath(controller: DecoratorUse, source: JavaScriptSource): string | undefined {
  const [first] = controller.arguments;
  if (first?.type !== Kind.ObjectExpression) return firstPath(controller, source);
  const path = property(first, 'path');
  return path ? constantText(path, source) : '';
}

function firstPath({ arguments: [first] }: DecoratorUse, source: JavaScriptSource): string | undefined {
  return first ? constantText(first, source) : '';
}

function joinPaths(...paths: (string | undefined)[]): string | undefined {
  if (paths.includes(undefined)) return undefined;
  const segments = paths.flatMap((path) => (path ?? '').split('/')).filter((segment) => segment !== '');
  return `/${segments.join('/')}`;
}
