import type { JavaScriptSource } from './detector.ts';
import { unwrap } from './expressions.ts';
import { nextVerbs } from './knowledge/frameworks.ts';
import { Kind, type JavaScript } from './nodes.ts';
import type { Route } from './routes.ts';
import { functionOf } from './scopes.ts';

/** The routes that Next makes of a file by its place: `app/**` + `/route.ts` by its exports' names, `pages/api/**` by its default. */
export function nextRoutes(source: JavaScriptSource, path: string): Route[] {
  const app = /(?:^|\/)app\/(.*?)\/?route\.[jt]sx?$/u.exec(path);
  if (app)
    return exportsOf(source).flatMap(([name, node]) =>
      nextVerbs.includes(name) ? [routeAt(urlOf(app[1] ?? ''), [name], node, source)] : [],
    );
  const page = /(?:^|\/)pages\/(api\/.*?)(?:\/?index)?\.[jt]sx?$/u.exec(path);
  if (!page) return [];
  return exportsOf(source).flatMap(([name, node]) => (name === 'default' ? [routeAt(urlOf(page[1] ?? ''), ['ALL'], node, source)] : []));
}

function routeAt(path: string, methods: readonly string[], node: JavaScript.Node, source: JavaScriptSource): Route {
  return { framework: 'next', node, path, methods, router: undefined, handlers: [functionOf(unwrap(node), source) ?? unwrap(node)] };
}

/** Groups in parentheses and slots behind `@` are folders only. */
function urlOf(folder: string): string {
  const segments = folder.split('/').filter((segment) => segment !== '' && !/^(?:\(.*\)|@.*)$/u.test(segment));
  return `/${segments.join('/')}`;
}

/** What a module exports: the name, and the function or expression behind it. */
function exportsOf({ ast }: JavaScriptSource): (readonly [name: string, node: JavaScript.Node])[] {
  return ast.body.flatMap((statement): (readonly [string, JavaScript.Node])[] => {
    if (statement.type === Kind.ExportDefaultDeclaration) return [['default', statement.declaration]];
    if (statement.type !== Kind.ExportNamedDeclaration) return [];
    const { declaration } = statement;
    if (declaration?.type === Kind.FunctionDeclaration) return [[declaration.id?.name ?? '', declaration]];
    if (declaration?.type === Kind.VariableDeclaration) {
      return declaration.declarations.flatMap(({ id, init }): (readonly [string, JavaScript.Node])[] =>
        id.type === Kind.Identifier && init ? [[id.name, init]] : [],
      );
    }
    return statement.specifiers.flatMap(({ exported, local }): (readonly [string, JavaScript.Node])[] =>
      exported.type === Kind.Identifier ? [[exported.name, local]] : [],
    );
  });
}
