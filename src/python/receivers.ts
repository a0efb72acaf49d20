import { meaningOf } from '../project/python-modules.ts';
import { placeOf } from '../project/projects.ts';
import { argument, argumentsOf } from './calls.ts';
import { classInfo, classMeantBy, receiverClass, type ClassInfo } from './classes.ts';
import { hasDecorator } from './decorators.ts';
import type { Definition } from './definitions.ts';
import { parts, unwrap } from './expressions.ts';
import { functionMeantBy, ownNodes } from './functions.ts';
import { asyncAttributes, libraryMakers, libraryObject, type ObjectName } from './knowledge/library-objects.ts';
import { lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { basesOf, inheritedMethod, methodOf, projectClass } from './project-classes.ts';
import { resolve, resolveName, scopeOf } from './scopes.ts';

/** What an object is: one of a synchronous library, or an instance of a class of the project. */
export type Receiver =
  { readonly kind: 'library'; readonly object: ObjectName } | { readonly kind: 'instance'; readonly of: Python.ClassDefinition };

/** How many names, attributes, calls and annotations are followed from one to the next. */
const MOST_HOPS = 16;
/** So many places may set one name; they must agree. */
const MOST_PLACES = 4;

/** One way from an expression to what makes its value, and what was found on others. */
interface Trail {
  readonly left: number;
  readonly known: Map<Python.Node, Receiver | null>;
}

function further({ left, known }: Trail): Trail {
  return { left: left - 1, known };
}

/**
 * What receivers of calls are, going by what makes them: a constructor, a factory and what it returns, an annotation, a
 * dependency (`Depends(get_db)`), what `self.x` is set to; also when that stands in other modules of the project. Make one for
 * each file that is looked at: what other modules say may change while a file's tree stays.
 */
export class Receivers {
  readonly #known = new Map<Python.Node, Receiver | null>();

  /** What an expression is; null when it is not known, or when several answers differ. */
  of(expression: Python.Node): Receiver | null {
    return typeOf(expression, { left: MOST_HOPS, known: this.#known });
  }

  /** The function or method of the project that an expression names; of an object, by what the object is. */
  functionMeantBy(expression: Python.Node): Python.FunctionDefinition | null {
    return projectFunction(expression, { left: MOST_HOPS, known: this.#known });
  }
}

function library(object: ObjectName | undefined): Receiver | null {
  return object === undefined ? null : { kind: 'library', object };
}

function instance(of: Python.ClassDefinition | null): Receiver | null {
  return of && { kind: 'instance', of };
}

function typeOf(expression: Python.Node, trail: Trail): Receiver | null {
  const node = unwrap(expression);
  const known = trail.known.get(node);
  if (known !== undefined || trail.left <= 0) return known ?? null;
  // What leads back to itself leads nowhere.
  trail.known.set(node, null);
  const found = typeOfNode(node, trail);
  trail.known.set(node, found);
  return found;
}

function typeOfNode(node: Python.Node, trail: Trail): Receiver | null {
  switch (node.type) {
    case 'identifier':
      return ofName(node, trail);
    case 'attribute':
      return ofAttribute(node, trail);
    case 'subscript':
      return deep(typeOf(node.value, further(trail)));
    case 'call':
      return ofCall(node, trail);
    case 'await':
      return ofAwaited(node, trail);
    case 'binary_operator':
      return node.operator.type === '/' ? pathOnly(typeOf(node.left, further(trail))) : null;
    case 'boolean_operator':
      return node.operator.type === 'or' ? typeOf(node.right, further(trail)) : null;
    case 'conditional_expression': {
      const [first, , other] = parts(node);
      return agreed(
        [first, other].filter((part) => part !== undefined && !isNone(part)).map((part) => part && typeOf(part, further(trail))),
      );
    }
    default:
      return null;
  }
}

function isNone({ type }: Python.Node): boolean {
  return type === 'none';
}

/** The one answer of several places; null when one of them is not known. */
function agreed(answers: readonly (Receiver | null | undefined)[]): Receiver | null {
  const [first, ...others] = answers;
  return first && others.every((other) => other && same(first, other)) ? first : null;
}

function same(a: Receiver, b: Receiver): boolean {
  if (a.kind === 'library') return b.kind === 'library' && a.object === b.object;
  return b.kind === 'instance' && a.of === b.of;
}

/** What lies deep in a client belongs to the same connection. */
function deep(owner: Receiver | null): Receiver | null {
  return owner?.kind === 'library' && libraryObject(owner.object).isDeep === true ? owner : null;
}

/** `folder / 'file'` is a path when the folder is. */
function pathOnly(left: Receiver | null): Receiver | null {
  return left?.kind === 'library' && left.object === 'path' ? left : null;
}

function ofName(name: Python.Identifier, trail: Trail): Receiver | null {
  const binding = resolve(name);
  if (!binding) return placeOf(name.tree) ? ofMeaning(name, trail) : null;
  const real = binding.definitions.filter(({ kind, value }) => kind !== 'del' && kind !== 'declaration' && value?.type !== 'none');
  const declared = binding.definitions.find(({ kind, annotation }) => kind !== 'parameter' && annotation !== null);
  const said = declared?.annotation ? annotated(declared.annotation, further(trail)) : null;
  if (said) return said;
  if (real.length === 0 || real.length > MOST_PLACES) return null;
  return agreed(real.map((definition) => ofDefinition(definition, name, trail)));
}

function ofDefinition(
  { kind, node, owner, value, source, annotation }: Definition,
  name: Python.Identifier,
  trail: Trail,
): Receiver | null {
  switch (kind) {
    case 'parameter':
      return ofParameter(name, owner, annotation, trail);
    case 'assignment':
    case 'walrus':
      return value ? typeOf(value, further(trail)) : null;
    case 'with':
      return source && entered(source, owner, further(trail));
    case 'import':
      return placeOf(node.tree) ? ofMeaning(node, trail) : null;
    default:
      return null;
  }
}

/** What stands for a name in another module: an object that is made there. */
function ofMeaning(name: Python.Node, trail: Trail): Receiver | null {
  const meaning = meaningOf(name);
  if (!meaning || meaning.node.type === 'module' || meaning.node.type === 'class_definition') return null;
  return meaning.node.type === 'function_definition' ? null : typeOf(meaning.node, further(trail));
}

/** `self`, an annotated parameter, or what a dependency gives. */
function ofParameter(name: Python.Identifier, owner: Python.Node, annotation: Python.Type | null, trail: Trail): Receiver | null {
  if (!annotation) {
    const own = receiverClass(name);
    if (own) return instance(own);
  }
  const said = annotation && annotated(annotation, further(trail));
  if (said) return said;
  const given = owner.type === 'default_parameter' || owner.type === 'typed_default_parameter' ? unwrap(owner.value) : null;
  return given?.type === 'call' ? ofDependency(given, further(trail)) : null;
}

/** `Depends(get_db)` */
function ofDependency(call: Python.Call, trail: Trail): Receiver | null {
  if (!/^(?:Depends|Security|Provide|Inject)$/u.test(lastName(call.function) ?? '')) return null;
  const factory = argument(call, { position: 0, keyword: 'dependency' });
  return factory && factory !== 'unknown' ? made(factory, trail) : null;
}

/** What the `with` statement around gives to a name. */
function entered(context: Python.Node, item: Python.Node, trail: Trail): Receiver | null {
  const node = unwrap(context);
  // What `async with` opens is asynchronous, unless a function of the project says otherwise.
  if (isAsyncWith(item) && !(node.type === 'call' && projectFunction(node.function, further(trail)))) return null;
  return typeOf(node, trail);
}

function isAsyncWith(item: Python.Node): boolean {
  for (let node: Python.Node | null = item; node; node = node.parent) {
    if (node.type === 'with_statement') return /^async\b/u.test(node.text.slice(0, 'async '.length));
  }
  return false;
}

function ofAwaited(node: Python.Await, trail: Trail): Receiver | null {
  const inner = unwrap(parts(node)[0] ?? node);
  if (inner.type !== 'call') return null;
  const called = projectFunction(inner.function, further(trail));
  return called ? result(called, further(trail)) : null;
}

function ofAttribute(attribute: Python.Attribute, trail: Trail): Receiver | null {
  const name = attribute.attribute.text;
  if (asyncAttributes.has(name)) return null;
  const owner = typeOf(attribute.object, further(trail));
  if (owner?.kind === 'instance') return member(owner.of, name, further(trail));
  if (owner) return deep(owner);
  // `module.engine`
  return placeOf(attribute.tree) && unwrap(attribute.object).type === 'identifier' ? ofMeaning(attribute, trail) : null;
}

/** What `x` of an instance of a class of the project is. */
function member(owner: Python.ClassDefinition, name: string, trail: Trail): Receiver | null {
  if (trail.left <= 0) return null;
  for (const info of [classInfo(owner), ...basesOf(classInfo(owner))]) {
    const found = ownMember(info, name, trail);
    if (found !== undefined) return found;
  }
  return null;
}

function ownMember(info: ClassInfo, name: string, trail: Trail): Receiver | null | undefined {
  const method = info.methods.get(name);
  if (method) return hasDecorator(method, 'property', 'cached_property', 'functools.cached_property') ? result(method, trail) : null;
  const places = [...(info.attributes.get(name) ?? []), ...(info.instanceAttributes.get(name) ?? [])];
  if (places.length === 0) return undefined;
  for (const { annotation } of places) {
    const said = annotation && annotated(annotation, further(trail));
    if (said) return said;
  }
  const set = places.filter(({ kind, value }) => kind !== 'declaration' && kind !== 'augmented' && value?.type !== 'none');
  if (set.length === 0 || set.length > MOST_PLACES) return null;
  return agreed(set.map(({ value }) => value && typeOf(value, further(trail))));
}

function ofCall(call: Python.Call, trail: Trail): Receiver | null {
  const callee = unwrap(call.function);
  const full = qualifiedName(callee);
  const known = full === null ? undefined : libraryMakers.get(full);
  if (known !== undefined) return isMadeAsync(call) ? null : library(known);
  const local = made(callee, further(trail));
  if (local) return local;
  if (callee.type === 'attribute') {
    const owner = typeOf(callee.object, further(trail));
    if (owner?.kind !== 'library') return null;
    const { gives, blocks, isFluent } = libraryObject(owner.object);
    const method = callee.attribute.text;
    const given = gives?.[method];
    if (given) return library(given);
    return isFluent === true && blocks?.has(method) !== true ? owner : null;
  }
  const owner = typeOf(callee, further(trail));
  return owner?.kind === 'library' ? library(libraryObject(owner.object).called) : null;
}

/** `sessionmaker(engine, class_=AsyncSession)` */
function isMadeAsync(call: Python.Call): boolean {
  return argumentsOf(call).some(
    ({ name, value }) => /^(?:class_|sync_session_class)$/u.test(name ?? '') && (lastName(value) ?? '').startsWith('Async'),
  );
}

/** What calling a class or a function of the project gives. */
function made(callee: Python.Node, trail: Trail): Receiver | null {
  if (trail.left <= 0) return null;
  const full = qualifiedName(callee);
  const known = full === null ? undefined : libraryMakers.get(full);
  if (known !== undefined) return library(known);
  const owner = projectClass(callee);
  if (owner) return instance(owner);
  const called = projectFunction(callee, further(trail));
  return called && result(called, further(trail));
}

/** The function or method of the project that an expression names; of an object, by what the object is. */
function projectFunction(expression: Python.Node, trail: Trail): Python.FunctionDefinition | null {
  const local = functionMeantBy(expression);
  if (local) return local;
  const node = unwrap(expression);
  if (node.type === 'identifier') {
    if (!placeOf(node.tree)) return null;
    const meaning = meaningOf(node);
    return meaning?.node.type === 'function_definition' ? meaning.node : null;
  }
  if (node.type !== 'attribute' || trail.left <= 0) return null;
  const object = unwrap(node.object);
  if (object.type === 'call' && lastName(object.function) === 'super') return inheritedMethod(node, node.attribute.text);
  const owner = typeOf(node.object, further(trail));
  if (owner?.kind === 'instance') return methodOf(owner.of, node.attribute.text);
  if (owner || !placeOf(node.tree)) return null;
  const meaning = meaningOf(node);
  return meaning?.node.type === 'function_definition' ? meaning.node : null;
}

/** What a function of the project gives back, or yields to a `with` and to `Depends`. */
function result(definition: Python.FunctionDefinition, trail: Trail): Receiver | null {
  if (trail.left <= 0) return null;
  const { return_type: annotation } = definition;
  if (annotation) {
    const said = annotated(annotation, further(trail));
    if (said) return said;
    // Declared as something else.
    if (!/\b(?:Any|object|Generator|Iterator|ContextManager)\b/u.test(annotation.text.slice(0, LONGEST_TYPE))) return null;
  }
  const given = ownNodes(definition, 'return_statement', 'yield').flatMap((statement) => {
    const [value] = parts(statement);
    return value && !isNone(value) ? [value] : [];
  });
  if (given.length === 0 || given.length > MOST_PLACES) return null;
  return agreed(given.map((value) => typeOf(value, further(trail))));
}

const LONGEST_TYPE = 200;
const WRAPPERS = /^(?:Optional|Annotated|Final|ClassVar|Required|NotRequired)$/u;
const GENERATORS = /^(?:Async)?(?:Generator|Iterator|Iterable|ContextManager)$|^Abstract(?:Async)?ContextManager$/u;

/** What an annotation says. */
function annotated(annotation: Python.Node, trail: Trail): Receiver | null {
  if (trail.left <= 0) return null;
  const node = unwrap(annotation);
  switch (node.type) {
    case 'identifier':
    case 'attribute':
    case 'member_type':
      return namedType(node, trail);
    case 'string':
      return quotedType(node, trail);
    case 'generic_type': {
      const [base, list] = parts(node);
      return base ? genericType(base, list?.type === 'type_parameter' ? parts(list) : [], trail) : null;
    }
    case 'subscript':
      return genericType(node.value, node.all('subscript'), trail);
    case 'union_type':
      return agreedTypes(parts(node), trail);
    case 'binary_operator':
      return node.operator.type === '|' ? agreedTypes([node.left, node.right], trail) : null;
    default:
      return null;
  }
}

function agreedTypes(members: readonly Python.Node[], trail: Trail): Receiver | null {
  const real = members.filter((part) => {
    const inner = unwrap(part);
    return !isNone(inner) && !(inner.type === 'identifier' && inner.text === 'None');
  });
  return real.length > 0 && real.length <= MOST_PLACES ? agreed(real.map((part) => annotated(part, further(trail)))) : null;
}

function genericType(base: Python.Node, given: readonly Python.Node[], trail: Trail): Receiver | null {
  const name = lastName(base) ?? '';
  const [first, ...more] = given;
  if (name === 'Union') return agreedTypes(given, trail);
  if (WRAPPERS.test(name) || GENERATORS.test(name)) {
    const said = first ? annotated(first, further(trail)) : null;
    if (said || name !== 'Annotated') return said;
    const dependency = more.map(unwrap).find((part) => part.type === 'call');
    return dependency?.type === 'call' ? ofDependency(dependency, further(trail)) : null;
  }
  // `scoped_session[Session]`, `Repository[User]`, but no list of clients.
  return /^(?:[lL]ist|[dD]ict|[sS]et|[tT]uple|[tT]ype|Sequence|Mapping|Callable|Awaitable|Coroutine)$/u.test(name)
    ? null
    : namedType(base, trail);
}

function namedType(name: Python.Node, trail: Trail): Receiver | null {
  const full = qualifiedName(name);
  const known = full === null ? undefined : libraryMakers.get(full);
  if (known !== undefined) return library(known);
  const local = classMeantBy(name);
  if (local) return instance(local);
  if (name.type !== 'identifier' && name.type !== 'attribute') return null;
  const binding = name.type === 'identifier' ? resolve(name) : null;
  const value = binding?.definitions.length === 1 ? binding.definitions[0]?.value : null;
  // `SessionDep = Annotated[Session, Depends(get_session)]`, also of another module.
  if (value?.type === 'subscript') return annotated(value, further(trail));
  if (!placeOf(name.tree)) return null;
  const meaning = meaningOf(name);
  if (meaning?.node.type === 'class_definition') return instance(meaning.node);
  return meaning?.node.type === 'subscript' ? annotated(meaning.node, further(trail)) : null;
}

/** `'DatabaseService'`, often of a class that is imported for the type checker only. */
function quotedType(node: Python.String, trail: Trail): Receiver | null {
  const match = /^["']([A-Za-z_]\w{0,100})(?:\s{0,4}\|\s{0,4}None)?["']$/u.exec(node.text.slice(0, LONGEST_TYPE));
  const binding = match?.[1] === undefined ? null : resolveName(match[1], scopeOf(node));
  const [definition] = binding?.definitions ?? [];
  if (!definition) return null;
  if (definition.owner.type === 'class_definition') return instance(definition.owner);
  return definition.kind === 'import' ? namedType(definition.node, further(trail)) : null;
}
