import { fieldAt, kindAt, moduleOf, nodeAt } from './columns.ts';
import { hasDecorator } from './decorators.ts';
import { valueFor, type Definition } from './definitions.ts';
import { parts, unwrap } from './expressions.ts';
import { oncePerNode, oncePerTree } from './memo.ts';
import { dottedText, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve, resolveName, scopeOf, singleDefinition, type Binding } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

export interface Base {
  readonly node: Python.Node;
  /** `sqlalchemy.orm.DeclarativeBase`; null for classes of this file and for unknown ones. */
  readonly qualified: string | null;
  /** As it is written: `db.Model`. */
  readonly text: string | null;
  /** The class, when this file defines it. */
  readonly local: ClassInfo | null;
}

/** A place that sets `self.x`. */
export interface AttributeDefinition {
  readonly kind: 'assignment' | 'augmented' | 'declaration' | 'other';
  readonly node: Python.Attribute;
  readonly owner: Python.Node;
  /** What the attribute is set to, when it gets the whole value. */
  readonly value: Python.Node | null;
  readonly annotation: Python.Type | null;
}

/** How many steps of inheritance are followed inside one file. */
const MOST_GENERATIONS = 10;

/** What a class of this file is made of. */
export class ClassInfo {
  readonly node: Python.ClassDefinition;
  readonly name: string;
  #bases: readonly Base[] | undefined;
  #methods: ReadonlyMap<string, Python.FunctionDefinition> | undefined;
  #attributes: ReadonlyMap<string, readonly Definition[]> | undefined;
  #instanceAttributes: ReadonlyMap<string, readonly AttributeDefinition[]> | undefined;

  constructor(node: Python.ClassDefinition) {
    this.node = node;
    this.name = node.name.text;
  }

  get bases(): readonly Base[] {
    return (this.#bases ??= (this.node.superclasses ? parts(this.node.superclasses) : []).flatMap(baseOf));
  }

  /** Its own methods by name; of several of one name, the last. */
  get methods(): ReadonlyMap<string, Python.FunctionDefinition> {
    return (this.#methods ??= new Map(
      bodyOf(this.node).bindings.flatMap(({ name, definitions }) => {
        const owner = definitions.findLast(({ kind }) => kind === 'def')?.owner;
        return owner?.type === 'function_definition' ? [[name, owner] as const] : [];
      }),
    ));
  }

  /** The names its body binds other than by `def`. */
  get attributes(): ReadonlyMap<string, readonly Definition[]> {
    return (this.#attributes ??= new Map(
      bodyOf(this.node).bindings.flatMap(({ name, definitions }) => {
        const others = definitions.filter(({ kind }) => kind !== 'def');
        return others.length > 0 ? [[name, others] as const] : [];
      }),
    ));
  }

  /** What its methods set on `self` (or on the class), by attribute. */
  get instanceAttributes(): ReadonlyMap<string, readonly AttributeDefinition[]> {
    return (this.#instanceAttributes ??= this.#findInstanceAttributes());
  }

  /** A method by name, also of the bases that this file defines. */
  method(name: string): Python.FunctionDefinition | null {
    return (
      this.lineage()
        .find((info) => info.methods.has(name))
        ?.methods.get(name) ?? null
    );
  }

  /** This class and, breadth first, all bases that this file defines. */
  lineage(): ClassInfo[] {
    const found = new Set<ClassInfo>([this]);
    let generation: ClassInfo[] = [this];
    for (let step = 0; step < MOST_GENERATIONS && generation.length > 0; step++) {
      const parents = new Set(generation.flatMap(({ bases }) => bases.flatMap(({ local }) => (local && !found.has(local) ? [local] : []))));
      for (const info of parents) found.add(info);
      generation = [...parents];
    }
    return [...found];
  }

  /** Does it, or a base that this file defines, inherit from a class of one of these full or written names? */
  inheritsFrom(...names: string[]): boolean {
    return this.lineage().some(({ bases }) =>
      bases.some(({ qualified, text }) => (qualified !== null && names.includes(qualified)) || (text !== null && names.includes(text))),
    );
  }

  #findInstanceAttributes(): ReadonlyMap<string, readonly AttributeDefinition[]> {
    const { tree, row: from } = this.node;
    const found = new Map<string, AttributeDefinition[]>();
    for (const row of tree.rowsOf(['attribute'], from + 1, tree.rows.next[from])) {
      const owner = setterOf(tree, row);
      if (owner < 0) continue;
      const node = nodeAt(tree, row) as Python.Attribute;
      if (receiverClass(node.object) !== this.node) continue;
      const name = node.attribute.text;
      const definition = attributeDefinition(node, nodeAt(tree, owner));
      const known = found.get(name);
      if (known) known.push(definition);
      else found.set(name, [definition]);
    }
    return found;
  }
}

/** What a class of this file is made of. */
export const classInfo = oncePerNode((node: Python.ClassDefinition) => new ClassInfo(node));

/** All classes of a file, nested ones too, in the order of the text. */
export const classes = oncePerTree((tree: PythonTree): readonly ClassInfo[] =>
  moduleOf(tree).descendants('class_definition').map(classInfo),
);

/** The class whose body, or one of whose methods, a node stands in. */
export function enclosingClass(node: Python.Node): Python.ClassDefinition | null {
  for (let scope = scopeOf(node); ;) {
    if (scope.kind === 'class') return scope.node as Python.ClassDefinition;
    if (!scope.parent) return null;
    scope = scope.parent;
  }
}

/** The class that a function is a method of: it stands in the class's body. */
export function classOfMethod(definition: Python.FunctionDefinition): Python.ClassDefinition | null {
  const scope = scopeOf(definition);
  return scope.kind === 'class' ? (scope.node as Python.ClassDefinition) : null;
}

/** The class of this file that an object belongs to: `self`, `cls`, `super()`, the class's own name, `a` after `a = A()`, `A()`. */
export function receiverClass(object: Python.Node): Python.ClassDefinition | null {
  const node = unwrap(object);
  if (node.type === 'call') return classMeantBy(node.function) ?? (isNamed(node.function, 'super') ? enclosingClass(node) : null);
  if (node.type === 'attribute' && node.attribute.text === '__class__') return receiverClassOfName(unwrap(node.object));
  return receiverClassOfName(node);
}

function receiverClassOfName(node: Python.Node): Python.ClassDefinition | null {
  if (node.type !== 'identifier') return null;
  const binding = resolve(node);
  const definition = binding && singleDefinition(binding);
  if (!definition) return null;
  if (definition.kind === 'class') return definition.owner as Python.ClassDefinition;
  if (definition.kind === 'parameter') return classOfSelf(definition) ?? classOfAnnotation(definition);
  const { value } = definition;
  return value?.type === 'call' ? classMeantBy(value.function) : classOfAnnotation(definition);
}

/** `self` and `cls`: the first parameter of a method that is not static. */
function classOfSelf({ owner, node }: Definition): Python.ClassDefinition | null {
  const list = owner.parent;
  const method = list?.parent;
  if (list?.type !== 'parameters' || method?.type !== 'function_definition' || parts(list)[0] !== owner) return null;
  if (node !== owner && owner.type !== 'typed_parameter') return null;
  return hasDecorator(method, 'staticmethod') ? null : classOfMethod(method);
}

function classOfAnnotation({ annotation }: Definition): Python.ClassDefinition | null {
  return annotation && classMeantBy(annotation);
}

/** The class of this file that an expression names; a name in quotes (`'A'`) counts in annotations. */
export function classMeantBy(expression: Python.Node): Python.ClassDefinition | null {
  const node = unwrap(expression);
  const binding = node.type === 'identifier' ? resolve(node) : quotedName(node);
  const owner = binding && singleDefinition(binding)?.owner;
  return owner?.type === 'class_definition' ? owner : null;
}

function quotedName(node: Python.Node): Binding | null {
  const isAnnotation = node.type === 'string' && node.parent?.type === 'type';
  return isAnnotation ? resolveName(node.text.slice(1, -1), scopeOf(node)) : null;
}

function isNamed(expression: Python.Node, name: string): boolean {
  return expression.type === 'identifier' && expression.text === name;
}

function bodyOf({ body }: Python.ClassDefinition) {
  return scopeOf(body);
}

function baseOf(argument: Python.Node): Base[] {
  // `metaclass=M` is no base; `Repository[User]` is the base `Repository`.
  if (argument.type === 'keyword_argument' || argument.type === 'list_splat' || argument.type === 'dictionary_splat') return [];
  const named = argument.type === 'subscript' ? argument.value : argument;
  const local = classMeantBy(named);
  return [{ node: argument, qualified: qualifiedName(named), text: dottedText(named), local: local && classInfo(local) }];
}

/** The row of the statement that sets the attribute in this row; -1 when it is only read. */
function setterOf(tree: PythonTree, row: number): number {
  const { parent: parents } = tree.rows;
  for (let child = row, parent = parents[row] ?? -1; parent >= 0; child = parent, parent = parents[parent] ?? -1) {
    switch (kindAt(tree, parent)) {
      case 'assignment':
      case 'augmented_assignment':
      case 'for_statement':
      case 'for_in_clause':
        return fieldAt(tree, child) === 'left' ? parent : -1;
      case 'as_pattern':
      case 'delete_statement':
        return kindAt(tree, child) === 'as_pattern_target' || kindAt(tree, parent) === 'delete_statement' ? parent : -1;
      case 'pattern_list':
      case 'tuple_pattern':
      case 'list_pattern':
      case 'list_splat_pattern':
      case 'as_pattern_target':
      case 'expression_list':
      case 'tuple':
        break;
      default:
        return -1;
    }
  }
  return -1;
}

function attributeDefinition(node: Python.Attribute, owner: Python.Node): AttributeDefinition {
  const annotation = owner.type === 'assignment' ? owner.annotation : null;
  if (owner.type === 'augmented_assignment') return { kind: 'augmented', node, owner, value: null, annotation };
  if (owner.type !== 'assignment') return { kind: 'other', node, owner, value: null, annotation };
  const kind = owner.right ? 'assignment' : 'declaration';
  return { kind, node, owner, value: valueFor(node, owner), annotation };
}
