import type { JavaScriptSource } from './detector.ts';
import { keyOf, memberName } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingClass, ownNodes } from './scopes.ts';

/** Where a field of a class gets its value from. */
export interface FieldOrigin {
  readonly value: JavaScript.Expression | undefined;
  /** What may carry its type: the field, or the constructor's parameter that is one. */
  readonly declaration: JavaScript.Node | undefined;
}

/** What `this.name` holds in the class around a node: its initialiser or the only value any method assigns to it. */
export function fieldOrigin(node: JavaScript.Node, name: string, source: JavaScriptSource): FieldOrigin | undefined {
  const owner = enclosingClass(node);
  if (!owner) return undefined;
  const field = owner.body.body.find((member) => FIELDS.has(member.type) && keyOf(member) === name);
  const initialiser = field && 'value' in field && field.value && field.value.type !== Kind.FunctionExpression ? field.value : undefined;
  const values = [...(initialiser ? [initialiser as JavaScript.Expression] : []), ...assignedValues(owner, name, source)];
  const declaration = field ?? parameterProperty(owner, name);
  // Assigned in several places it may be several things; its declared type still is one.
  return { value: values.length === 1 ? values[0] : undefined, declaration };
}

const FIELDS: ReadonlySet<string> = new Set([Kind.PropertyDefinition, Kind.AccessorProperty, Kind.TSAbstractPropertyDefinition]);

function assignedValues(
  owner: JavaScript.ClassDeclaration | JavaScript.ClassExpression,
  name: string,
  source: JavaScriptSource,
): JavaScript.Expression[] {
  return assignmentsIn(owner, source).flatMap(([field, value]) => (field === name ? [value] : []));
}

type Assignments = readonly (readonly [field: string, value: JavaScript.Expression])[];
const assignments = new WeakMap<JavaScript.Node, Assignments>();

/** All `this.x = value` in a class, found once. */
function assignmentsIn(owner: JavaScript.ClassDeclaration | JavaScript.ClassExpression, source: JavaScriptSource): Assignments {
  let known = assignments.get(owner);
  if (!known) {
    known = owner.body.body.flatMap((member) => ('value' in member && member.value ? assignmentsUnder(member.value, source) : []));
    assignments.set(owner, known);
  }
  return known;
}

function assignmentsUnder(root: JavaScript.Node, source: JavaScriptSource): Assignments {
  const found: (readonly [string, JavaScript.Expression])[] = [];
  const pending = [root];
  for (let at = pending.pop(); at; at = pending.pop()) {
    for (const node of ownNodes(at, source)) {
      // An arrow keeps its `this`.
      if (node.type === Kind.ArrowFunctionExpression) pending.push(node);
      if (node.type !== Kind.AssignmentExpression || node.left.type !== Kind.MemberExpression) continue;
      const field = node.left.object.type === Kind.ThisExpression ? memberName(node.left) : undefined;
      if (field !== undefined) found.push([field, node.right]);
    }
  }
  return found;
}

function parameterProperty(owner: JavaScript.ClassDeclaration | JavaScript.ClassExpression, name: string): JavaScript.Node | undefined {
  const constructor = owner.body.body.find((member) => member.type === Kind.MethodDefinition && member.kind === 'constructor');
  if (constructor?.type !== Kind.MethodDefinition) return undefined;
  return constructor.value.params
    .flatMap((parameter) => (parameter.type === Kind.TSParameterProperty ? [parameter.parameter] : []))
    .map((parameter) => (parameter.type === Kind.AssignmentPattern ? parameter.left : parameter))
    .find((parameter) => parameter.name === name);
}

/** The type a parameter, variable or field is declared with. */
export function declaredType(declaration: JavaScript.Node): JavaScript.TypeNode | undefined {
  if (!('typeAnnotation' in declaration) || !declaration.typeAnnotation) return undefined;
  const { typeAnnotation: annotation } = declaration;
  return annotation.type === Kind.TSTypeAnnotation ? annotation.typeAnnotation : undefined;
}

/** The name of a class in a type, `X` also in `X | null`; the name itself is resolved by who asks. */
export function typeName(node: JavaScript.Node, resolve: (name: JavaScript.Identifier) => string | undefined): string | undefined {
  let inner = node;
  const members: string[] = [];
  for (;;) {
    switch (inner.type) {
      case Kind.TSUnionType: {
        const [only, ...others] = inner.types.filter(({ type }) => type !== Kind.TSNullKeyword && type !== Kind.TSUndefinedKeyword);
        if (!only || others.length > 0) return undefined;
        inner = only;
        break;
      }
      case Kind.TSTypeReference:
        inner = inner.typeName;
        break;
      case Kind.TSQualifiedName:
        members.unshift(inner.right.name);
        inner = inner.left;
        break;
      case Kind.Identifier: {
        const start = resolve(inner);
        return start === undefined ? undefined : [start, ...members].join('.');
      }
      case Kind.TSTypeQuery:
        // `typeof db` is not an instance of a class by name; `InstanceType<typeof X>` is rare enough to leave alone.
        return undefined;
      default:
        return undefined;
    }
  }
}
