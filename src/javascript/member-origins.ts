import { stepOf, type Path } from './access-paths.ts';
import { environmentRead } from './environment.ts';
import { keyOf, memberName, unwrapAwaited } from './expressions.ts';
import { declaredType, fieldOrigin } from './fields.ts';
import { declaredProperties, numericProperties } from './knowledge/conversions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import type { Trace } from './origin-trace.ts';
import { enclosingClass, returnedExpressions, variableOf } from './scopes.ts';
import { originOfType } from './type-origins.ts';
import { isTerminalInput, isUserInput } from './user-input.ts';
import { isConstantName } from '../vocabulary/constant-names.ts';

/** Follows `this.x`, `object.x` and `Enum.X` to what this file sets them to, or to what their name declares. */
export function traceMember(trace: Trace, member: JavaScript.MemberExpression, path: Path): void {
  const { source } = trace;
  const object = unwrapAwaited(member.object);
  const name = memberName(member);
  if (isUserInput(member, source)) trace.end(member, 'request');
  else if (environmentRead(member, source)) trace.end(member, 'declared');
  else if (isTerminalInput(member, source)) trace.end(member, 'parameter');
  else if (name !== undefined && numericProperties.has(name)) trace.end(member, 'numeric');
  else if (object.type === Kind.ThisExpression && name !== undefined) traceField(trace, member, name, path);
  else if (object.type === Kind.Identifier && isClassMember(trace, object, name, path)) return;
  else if (name !== undefined && isDeclaredName(object, name)) trace.end(member, 'declared');
  // Of a written object its value, of what a user sent what a user sent.
  else trace.walk(object, [stepOf(member, source), ...path]);
}

/** What a model says about itself, and what stands under a name in capitals or in a type's own name (`Status.Active`). */
function isDeclaredName(object: JavaScript.Node, name: string): boolean {
  if (declaredProperties.has(name) || isConstantName(name)) return true;
  const owner = dottedText(object)?.split('.').at(-1) ?? '';
  if (SELF_NAMES.has(name) && /(?:table|column|schema|metadata|relation|field|col|model|entity)$/iu.test(owner)) return true;
  return DIALECTS.has(owner) || (/^[A-Z]/u.test(owner) && /^[A-Z]/u.test(name));
}

const SELF_NAMES: ReadonlySet<string> = new Set([
  'name',
  'schema',
  'fullName',
  'key',
  'columnName',
  'field',
  'tableName',
  'databaseName',
  'propertyName',
  'primaryKey',
]);
const DIALECTS: ReadonlySet<string> = new Set(['dialect', 'adapter', 'grammar', 'driver']);

/** `Report.table`: a static field of a class of this file. */
function isClassMember(trace: Trace, object: JavaScript.Identifier, name: string | undefined, path: Path): boolean {
  const definition = variableOf(object, trace.source)?.defs[0]?.node as JavaScript.Node | undefined;
  if (definition?.type === Kind.TSEnumDeclaration) {
    trace.end(object, 'constant');
    return true;
  }
  if (definition?.type !== Kind.ClassDeclaration) return false;
  const field = definition.body.body.find(
    (candidate) => candidate.type === Kind.PropertyDefinition && candidate.static && keyOf(candidate) === name,
  );
  if (field?.type !== Kind.PropertyDefinition || !field.value) return false;
  trace.walk(field.value, path);
  return true;
}

function traceField(trace: Trace, member: JavaScript.MemberExpression, name: string, path: Path): void {
  const field = fieldOrigin(member, name, trace.source);
  const type = field?.declaration && declaredType(field.declaration);
  const declared = type && originOfType(type, path, trace.source);
  if (declared !== undefined && declared !== 'unknown') trace.end(member, declared);
  else if (isConstantName(name) || declaredProperties.has(name)) trace.end(member, 'declared');
  // What an object was made with, its maker knows.
  else if (field?.value) {
    const { value } = field;
    trace.once(member, path, () => {
      trace.below('unknown', () => {
        trace.walk(value, path);
      });
    });
  } else if (!traceGetter(trace, member, name, path)) trace.end(member, 'unknown');
}

/** `get table() { return 'users'; }` */
function traceGetter(trace: Trace, member: JavaScript.MemberExpression, name: string, path: Path): boolean {
  const getter = enclosingClass(member)?.body.body.find(
    (candidate) => candidate.type === Kind.MethodDefinition && candidate.kind === 'get' && keyOf(candidate) === name,
  );
  if (getter?.type !== Kind.MethodDefinition || getter.value.type !== Kind.FunctionExpression) return false;
  const returns = returnedExpressions(getter.value, trace.source).filter((value) => value !== undefined);
  trace.once(member, path, () => {
    trace.below('unknown', () => {
      for (const value of returns) trace.walk(value, path);
    });
  });
  return returns.length > 0;
}
