import { argument, argumentsOf, receiver } from './calls.ts';
import { classMeantBy } from './classes.ts';
import { moduleOf } from './columns.ts';
import { constantText } from './constants.ts';
import { decorators } from './decorators.ts';
import { parts, unwrap } from './expressions.ts';
import { callSites, enclosingFunction, functionMeantBy, parameters } from './functions.ts';
import { oncePerTree } from './memo.ts';
import { callsNamed } from './named-calls.ts';
import { dottedText, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve, singleDefinition } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';
import { followed } from './values.ts';

/** One middleware of an application. */
export interface Middleware {
  /** What names it: the class, the string, the decorated function's decorator. */
  readonly node: Python.Node;
  /** Its last name, `CORSMiddleware`. */
  readonly name: string;
  /** Its full name; null for one of this file. */
  readonly qualified: string | null;
  /** Its code, when this file has it. */
  readonly definition: Python.ClassDefinition | Python.FunctionDefinition | null;
  /** `added` by a call, of which the last one runs first; `listed`, where the first one runs first. */
  readonly form: 'added' | 'listed';
  /** The statement, list element or definition that puts it there. */
  readonly holder: Python.Node;
}

/** The middleware of an application, in the order in which a request meets them. */
export interface MiddlewareStack {
  readonly framework: 'starlette' | 'django';
  readonly middleware: readonly Middleware[];
}

/** What the applications of a file have between the server and their handlers, as far as the file tells. */
export const middlewareStacks = oncePerTree((tree: PythonTree): readonly MiddlewareStack[] => [
  ...starletteStacks(tree),
  ...djangoStacks(tree),
]);

// --- Starlette and FastAPI

interface Added {
  readonly middleware: Middleware;
  /** The application, and the function it is put together in. */
  readonly app: string;
  readonly place: Python.Node | null;
  readonly at: readonly number[];
}

function starletteStacks(tree: PythonTree): MiddlewareStack[] {
  const added = [
    ...callsNamed(tree, (name) => name === 'add_middleware').flatMap(addedByCall),
    ...addedByDecorator(tree),
    ...callsNamed(tree, (name) => ADDING.test(name)).flatMap(addedElsewhere),
  ];
  const lists = callsNamed(tree, (name) => APPLICATIONS.has(name)).flatMap(listedAtOnce);
  const known = new Set(lists.map(({ list }) => list));
  const others = listsOfMiddleware(tree).filter((list) => !known.has(list));
  const stacks = [
    ...lists.map(({ app, place, list }) => ({ app, place, added: [] as Added[], listed: listedIn(list) })),
    ...others.map((list) => ({ app: '', place: list, added: [] as Added[], listed: listedIn(list) })),
  ];
  for (const each of added) {
    let stack = stacks.find(({ app, place }) => app === each.app && place === each.place);
    if (!stack) stacks.push((stack = { app: each.app, place: each.place, added: [], listed: [] }));
    stack.added.push(each);
  }
  return stacks.map(({ added: calls, listed }) => ({
    framework: 'starlette',
    middleware: [...calls.sort((a, b) => compare(b.at, a.at)).map(({ middleware }) => middleware), ...listed],
  }));
}

const APPLICATIONS = new Set(['FastAPI', 'Starlette']);

function compare(a: readonly number[], b: readonly number[]): number {
  return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0);
}

/** `app.add_middleware(X, ...)`; where a function does it for an application it is given, the calls of that function count. */
function addedByCall(call: Python.Call): Added[] {
  const app = receiver(call);
  const given = argument(call, { position: 0, keyword: 'middleware_class' });
  const name = app && dottedText(app);
  if (!app || name === null || given === null || given === 'unknown') return [];
  // `add_middleware(BaseHTTPMiddleware, dispatch=only_members)`
  const dispatch = argument(call, { keyword: 'dispatch' });
  const middleware = middlewareNamed(dispatch === null || dispatch === 'unknown' ? given : dispatch, 'added', statementOf(call));
  if (!middleware) return [];
  const inside = enclosingFunction(call);
  const index = inside ? parameters(inside).findIndex((parameter) => parameter.name === name) : -1;
  const sites = inside && index >= 0 ? callSites(inside).calls : [];
  if (sites.length === 0) return [{ middleware, app: name, place: inside, at: [call.row] }];
  return sites.flatMap((site) => {
    const passed = argument(site, { position: index, keyword: name });
    const outer = passed === null || passed === 'unknown' ? null : dottedText(passed);
    return outer === null ? [] : [{ middleware, app: outer, place: enclosingFunction(site), at: [site.row, call.row] }];
  });
}

const ADDING = /^(?:add|setup|set_up|configure|register|init|install)_\w+_middlewares?$/u;

/** `add_ratelimit_middleware(app)` of another module: all that is known of it is its name. */
function addedElsewhere(call: Python.Call): Added[] {
  const [first, ...more] = argumentsOf(call);
  const app = first ? dottedText(first.value) : null;
  if (app === null || more.length > 0 || functionMeantBy(call.function)) return [];
  const middleware = middlewareNamed(call.function, 'added', statementOf(call));
  return middleware ? [{ middleware, app, place: enclosingFunction(call), at: [call.row] }] : [];
}

/** `@app.middleware("http")` */
function addedByDecorator(tree: PythonTree): Added[] {
  return callsNamed(tree, (name) => name === 'middleware').flatMap((call) => {
    const app = receiver(call);
    const name = app && dottedText(app);
    const decorator = call.parent;
    const decorated = decorator?.type === 'decorator' ? decorator.parent : null;
    if (name === null || decorated?.type !== 'decorated_definition' || decorated.definition.type !== 'function_definition') return [];
    const first = argumentsOf(call)[0]?.value;
    if (!first || constantText(first) !== 'http') return [];
    const { definition } = decorated;
    const own = decorators(definition).find(({ node }) => node === decorator);
    if (!own) return [];
    const middleware: Middleware = {
      node: definition.name,
      name: definition.name.text,
      qualified: null,
      definition,
      form: 'added',
      holder: decorated,
    };
    return [{ middleware, app: name, place: enclosingFunction(call), at: [call.row] }];
  });
}

function listedAtOnce(call: Python.Call): { app: string; place: Python.Node | null; list: Python.Node }[] {
  const given = argument(call, { keyword: 'middleware' });
  const list = given === null || given === 'unknown' ? null : followed(given);
  if (list?.type !== 'list' && list?.type !== 'tuple') return [];
  const { parent } = call;
  const app = parent?.type === 'assignment' ? dottedText(parent.left) : null;
  return [{ app: app ?? '', place: enclosingFunction(call), list }];
}

/** The lists of `Middleware(...)` in a file, whatever becomes of them. */
function listsOfMiddleware(tree: PythonTree): Python.Node[] {
  const lists = callsNamed(tree, (name) => name === 'Middleware').flatMap(({ parent }) =>
    parent?.type === 'list' || parent?.type === 'tuple' ? [parent] : [],
  );
  return [...new Set<Python.Node>(lists)];
}

function listedIn(list: Python.Node): Middleware[] {
  return parts(list).flatMap((element) => {
    const made = unwrap(element);
    const first = made.type === 'call' && lastName(made.function) === 'Middleware' ? argumentsOf(made)[0]?.value : undefined;
    return first ? (middlewareNamed(first, 'listed', element) ?? []) : [];
  });
}

function middlewareNamed(expression: Python.Node, form: Middleware['form'], holder: Python.Node): Middleware | null {
  const node = unwrap(expression);
  const name = lastName(node);
  if (name === null) return null;
  return { node, name, qualified: qualifiedName(node), definition: classMeantBy(node) ?? functionMeantBy(node), form, holder };
}

function statementOf(call: Python.Call): Python.Node {
  return call.parent?.type === 'expression_statement' ? call.parent : call;
}

// --- Django

function djangoStacks(tree: PythonTree): MiddlewareStack[] {
  const binding = ['MIDDLEWARE', 'MIDDLEWARE_CLASSES'].flatMap((name) => {
    const assignment = moduleOf(tree)
      .children.flatMap((statement) => (statement.type === 'expression_statement' ? statement.children : []))
      .find((node) => node.type === 'assignment' && node.left.type === 'identifier' && node.left.text === name);
    return assignment?.type === 'assignment' && assignment.left.type === 'identifier' ? [assignment.left] : [];
  });
  return binding.flatMap((name) => {
    const found = resolve(name);
    const list = found && singleDefinition(found)?.value;
    if (list?.type !== 'list' && list?.type !== 'tuple') return [];
    const middleware = parts(list).flatMap((element): Middleware[] => {
      const text = constantText(element);
      if (text === null) return [];
      return [
        { node: element, name: text.slice(text.lastIndexOf('.') + 1), qualified: text, definition: null, form: 'listed', holder: element },
      ];
    });
    return [{ framework: 'django', middleware }];
  });
}
