import { guardRole, type GuardNames, type GuardRole } from '../vocabulary/guard-roles.ts';
import { authDecorator, type AuthDecorator } from './auth-decorators.ts';
import { argument, argumentsOf } from './calls.ts';
import { classInfo, classOfMethod } from './classes.ts';
import { childRow, kindAt, maskOf, nodeAt } from './columns.ts';
import { decorators, type Decorator } from './decorators.ts';
import { parts, unwrap } from './expressions.ts';
import { importsAny } from './imports.ts';
import { libraryOrder } from './knowledge/auth-decorators.ts';
import { dottedText, lastName, qualifiedName } from './names.ts';
import { oncePerNode, oncePerTree } from './memo.ts';
import type * as Python from './nodes.ts';
import { registration } from './registrations.ts';
import { isSharedCache, variesByCaller } from './response-caches.ts';
import { resolve, singleDefinition } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** One wrapper around a handler. */
export interface ChainLink {
  readonly role: GuardRole | 'cache' | 'vary';
  readonly evidence: AuthDecorator['evidence'];
  readonly notes?: boolean;
  /** What to point at: the name, without arguments. */
  readonly node: Python.Node;
  /** As it is written: `auth.login_required`. */
  readonly name: string;
  /** The authenticators, by full name, that must run before this one, whatever else it finds out by itself. */
  readonly after: ReadonlySet<string> | undefined;
  /** Its full name through the imports. */
  readonly qualified: string | null;
  /** Where it stands: alone as a decorator, or in a list of wrappers. */
  readonly place: DecoratorPlace | ListPlace | WrapperPlace;
}

export interface DecoratorPlace {
  readonly kind: 'decorator';
  readonly decorator: Decorator;
}

/** An element of `decorators = [...]` (whose last runs first) or of `method_decorator([...])` (whose first runs first). */
export interface ListPlace {
  readonly kind: 'list';
  readonly list: Python.Node;
  readonly index: number;
  readonly firstRunsFirst: boolean;
}

/** `wrapper` of `wrapper(view)`. */
export interface WrapperPlace {
  readonly kind: 'wrapper';
  readonly call: Python.Call;
}

export interface ChainOptions {
  readonly names: GuardNames;
  readonly caches: readonly string[];
}

type Definition = Python.FunctionDefinition | Python.ClassDefinition;

/** The decorators of a definition that the framework runs: those under its lowest registering decorator. */
export function liveDecorators(definition: Definition): readonly Decorator[] {
  const all = decorators(definition);
  return all.slice(all.findLastIndex((decorator) => registration(decorator) !== null) + 1);
}

/** The guards and caches among a function's own decorators, in the order in which they run. */
export function ownChain(definition: Python.FunctionDefinition, options: ChainOptions): ChainLink[] {
  return liveDecorators(definition).flatMap((decorator) => linksOf(decorator, options));
}

/** The guards and caches that a class puts around all its methods, or around the one that is asked for. */
export function classChain(definition: Python.ClassDefinition, options: ChainOptions, method: string | null): ChainLink[] {
  const onClass = decorators(definition).flatMap((decorator) => (wrapsMethod(decorator, method) ? linksOf(decorator, options) : []));
  const info = classInfo(definition);
  const dispatch = method === 'dispatch' ? undefined : info.methods.get('dispatch');
  return [...onClass, ...(dispatch ? ownChain(dispatch, options) : []), ...listedLinks(definition, options, method)];
}

/** Does anything stand around all methods of a class, or around some of them? Asked once instead of for each method. */
export const wrapsMethods = oncePerNode((definition: Python.ClassDefinition): boolean => {
  const info = classInfo(definition);
  if (decorators(definition).length > 0 || info.methods.has('dispatch')) return true;
  return info.lineage().some(({ attributes }) => WRAPPER_LISTS.some((name) => attributes.has(name)));
});

const WRAPPER_LISTS = ['decorators', 'method_decorators'];

/** The class whose wrappers run around this method. */
export function viewClass(definition: Python.FunctionDefinition): Python.ClassDefinition | null {
  return classOfMethod(definition);
}

/** Is a base of the class a mixin that lets in only known callers? */
export function hasGuardingBase(definition: Python.ClassDefinition): boolean {
  return classInfo(definition)
    .lineage()
    .some(({ bases }) =>
      bases.some(({ text }) => text !== null && ROLES_OF_MIXINS.has(guardRole(text.replace(/(?:Mixin|View)$/u, '')) ?? '')),
    );
}

const ROLES_OF_MIXINS = new Set<string>(['authenticator', 'both']);

/** The decorators that most stacks consist of, so that nobody looks up what they mean. */
const FAMILIAR = new Set(
  'property staticmethod classmethod abstractmethod override overload dataclass setter getter wraps fixture cached_property route'.split(
    ' ',
  ),
);

/** What a wrapper is, by its expression; none when it is neither guard nor cache nor what tells a cache about callers. */
export function linkFor(expression: Python.Node, place: ChainLink['place'], options: ChainOptions): ChainLink[] {
  const node = unwrap(expression);
  const called = node.type === 'call' ? node : null;
  const callee = called ? unwrap(called.function) : node;
  const name = dottedText(callee);
  if (name === null || FAMILIAR.has(lastName(callee) ?? '')) return [];
  const auth = authDecorator(callee, options.names);
  const qualified = qualifiedName(callee);
  const after = qualified === null ? undefined : libraryOrder.get(qualified);
  if (auth) return [{ ...auth, after, qualified, node: callee, name, place }];
  const role = isSharedCache(callee, called, options.caches, isOnRoute(place)) ? 'cache' : variesByCaller(callee, called) ? 'vary' : null;
  return role ? [{ role, evidence: 'name', after, qualified, node: callee, name, place }] : [];
}

/** Does a decorator stand in a stack that makes a route? */
function isOnRoute(place: ChainLink['place']): boolean {
  const stack = place.kind === 'decorator' ? place.decorator.node.parent : null;
  return stack?.type === 'decorated_definition' && makesRoute(stack.definition);
}

/** Asked for each decorator of a stack, and answered once: stacks have no length at which they end. */
const makesRoute = oncePerNode((definition: Definition) => decorators(definition).some((decorator) => registration(decorator) === 'route'));

function linksOf(decorator: Decorator, options: ChainOptions): ChainLink[] {
  if (decorator.lastName === 'method_decorator' && decorator.call) {
    const given = argument(decorator.call, { position: 0, keyword: 'decorator' });
    if (given === null || given === 'unknown') return [];
    const list = listBehind(given);
    if (list) return listLinks(list, true, options);
    return linkFor(given, { kind: 'decorator', decorator }, options);
  }
  return linkFor(decorator.expression, { kind: 'decorator', decorator }, options);
}

function wrapsMethod({ lastName: name, call }: Decorator, method: string | null): boolean {
  if (name !== 'method_decorator' || !call) return false;
  const wrapped = argument(call, { position: 1, keyword: 'name' });
  if (wrapped === null || wrapped === 'unknown') return false;
  const text = wrapped.text.replace(/^['"]|['"]$/gu, '');
  return text === 'dispatch' || (method !== null && text === method);
}

/** `decorators = [...]` of Flask's views, `method_decorators = [...]` or `{'get': [...]}` of Flask-RESTful's resources. */
function listedLinks(definition: Python.ClassDefinition, options: ChainOptions, method: string | null): ChainLink[] {
  // In Django's views such a list is a variable of the module or of the class, and `method_decorator` says where it goes.
  if (importsAny(definition.tree, 'django')) return [];
  for (const { attributes } of classInfo(definition).lineage()) {
    for (const attribute of WRAPPER_LISTS) {
      const value = attributes.get(attribute)?.at(-1)?.value;
      const list = value && listFor(value, method);
      if (list) return listLinks(list, false, options);
    }
  }
  return [];
}

function listFor(value: Python.Node, method: string | null): Python.Node | null {
  if (value.type !== 'dictionary') return listBehind(value);
  if (method === null) return null;
  for (const pair of parts(value)) {
    if (pair.type === 'pair' && pair.key.text.replace(/^['"]|['"]$/gu, '') === method) return listBehind(pair.value);
  }
  return null;
}

function listLinks(list: Python.Node, firstRunsFirst: boolean, options: ChainOptions): ChainLink[] {
  const links = parts(list).map((element, index) => linkFor(element, { kind: 'list', list, index, firstRunsFirst }, options));
  return (firstRunsFirst ? links : links.reverse()).flat();
}

function listBehind(expression: Python.Node): Python.Node | null {
  const node = unwrap(expression);
  if (node.type === 'list' || node.type === 'tuple') return node;
  const binding = node.type === 'identifier' ? resolve(node) : null;
  const value = binding && singleDefinition(binding)?.value;
  return value?.type === 'list' || value?.type === 'tuple' ? value : null;
}

/** How many calls around one function are followed. */
const DEEPEST_COMPOSITION = 20;

/**
 * The calls of a file whose one argument is a call with one argument itself, the outer one first: what may wrap a function,
 * found without making the nodes of all other calls.
 */
export const nestedCalls = oncePerTree((tree: PythonTree): readonly Python.Call[] => {
  const { grammar, rows } = tree;
  const calls = maskOf(grammar, ['call']);
  const found: Python.Call[] = [];
  for (const row of tree.rowsOf(['call'])) {
    const inner = onlyArgument(tree, row);
    if (inner >= 0 && calls[rows.type[inner] ?? 0] === 1 && onlyArgument(tree, inner) >= 0) found.push(nodeAt(tree, row) as Python.Call);
  }
  return found;
});

/** The row of a call's one argument; -1 when there is none or more (a comment counts as one). */
function onlyArgument(tree: PythonTree, call: number): number {
  const { next } = tree.rows;
  const list = childRow(tree, call, 'arguments');
  if (list < 0) return -1;
  // The first child of the list is its parenthesis, and so is the last.
  const first = list + 2;
  const closing = next[first] ?? 0;
  const end = next[list] ?? 0;
  const last = kindAt(tree, closing) === ',' ? (next[closing] ?? 0) : closing;
  return last < end && (next[last] ?? 0) === end ? first : -1;
}

/** The wrappers of `outer(inner(view))` from the outside in, as they run; empty when no function is wrapped here. */
export function compositionChain(call: Python.Call, options: ChainOptions): { links: ChainLink[]; calls: Python.Call[] } {
  const calls: Python.Call[] = [];
  let node: Python.Node = call;
  while (node.type === 'call' && !isViewFactory(node) && calls.length < DEEPEST_COMPOSITION) {
    const given = argumentsOf(node);
    const [wrapped] = given;
    if (!wrapped || given.length !== 1 || wrapped.kind !== 'positional') return NOTHING_WRAPPED;
    calls.push(node);
    node = unwrap(wrapped.value);
  }
  // Before anything is asked about names: most nested calls wrap no function.
  if (calls.length < 2 || !isHandler(node)) return NOTHING_WRAPPED;
  return { links: calls.flatMap((wrapper) => linkFor(wrapper.function, { kind: 'wrapper', call: wrapper }, options)), calls };
}

const NOTHING_WRAPPED = { links: [], calls: [] };

/** `View.as_view()` */
function isViewFactory(call: Python.Call): boolean {
  return lastName(call.function) === 'as_view';
}

const HANDLER_NAMES = new Set('f fn func function view view_func view_function handler wrapped callback endpoint method'.split(' '));

/** A function, and no value: in `check_permission(get_current_user(token))` the inner call runs first. */
function isHandler(node: Python.Node): boolean {
  if (node.type === 'lambda' || (node.type === 'call' && isViewFactory(node))) return true;
  if (node.type === 'attribute') {
    const root = unwrap(node.object);
    return root.type === 'identifier' && resolve(root)?.definitions.some(({ kind }) => kind === 'import') === true;
  }
  if (node.type !== 'identifier') return false;
  const definitions = resolve(node)?.definitions ?? [];
  return definitions.some(({ kind }) => kind === 'def' || kind === 'import' || (kind === 'parameter' && HANDLER_NAMES.has(node.text)));
}
