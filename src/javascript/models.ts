import { argument, lastName, objectLiteral, property, receiver, type Call } from './calls.ts';
import { constantText } from './constants.ts';
import { decoratorsOf, type DecoratorUse } from './decorators.ts';
import type { JavaScriptSource } from './detector.ts';
import { drizzleModel } from './drizzle-models.ts';
import { keyOf, unwrap } from './expressions.ts';
import { declaredType } from './fields.ts';
import { columnDecorators, drizzleTables, hidingDecorators, modelDecorators, primaryDecorators } from './knowledge/models.ts';
import {
  hasDefault,
  hasSpreadIn,
  isFalse,
  isTrue,
  lengthOf,
  numberOf,
  optionField,
  typeNameOf,
  wordsIn,
  type JavaScriptField,
  type JavaScriptModel,
} from './model-fields.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { mongooseModel } from './schema-models.ts';

export type { JavaScriptField, JavaScriptModel } from './model-fields.ts';
type Class = JavaScript.ClassDeclaration | JavaScript.ClassExpression;

/** The model that a class declares by its decorators: TypeORM, MikroORM, sequelize-typescript, Nest's Mongoose. */
export function modelOfClass(node: Class, source: JavaScriptSource): JavaScriptModel | undefined {
  // Before `export`, some parsers hang the decorators on the statement around the class.
  const outer = decoratorsOf(node).length > 0 ? decoratorsOf(node) : decoratorsOf(node.parent);
  const decorator = outer.find(({ name }) => name in modelDecorators);
  const orm = decorator && modelDecorators[decorator.name];
  if (!decorator || !orm || !node.id) return undefined;
  const fields = node.body.body.flatMap((member) => fieldOfMember(member, source) ?? []);
  if (fields.length === 0) return undefined;
  const options = decorator.arguments.map(unwrap).find(({ type }) => type === Kind.ObjectExpression);
  const table = property(options, 'name') ?? property(options, 'tableName') ?? property(options, 'collection') ?? decorator.arguments[0];
  return {
    name: node.id.name,
    table: (table && constantText(table, source)) ?? null,
    orm,
    node: node.id,
    fields,
    constrained: new Set(outer.filter(isUniqueDecorator).flatMap(({ node: use }) => wordsIn(use, source))),
    isAbstract: false,
  };
}

/** `@Unique(['a', 'b'])`, `@Index(['a'], { unique: true })`. */
function isUniqueDecorator({ name, arguments: given }: DecoratorUse): boolean {
  return name === 'Unique' || (name === 'Index' && given.some((option) => isTrue(property(option, 'unique'))));
}

function fieldOfMember(member: JavaScript.ClassElement, source: JavaScriptSource): JavaScriptField | undefined {
  if (member.type !== Kind.PropertyDefinition) return undefined;
  const name = keyOf(member);
  const decorators = decoratorsOf(member);
  const column = decorators.find((decorator) => columnDecorators.has(decorator.name));
  if (name === undefined || !column) return undefined;
  const [first] = column.arguments;
  const options = column.arguments.map((given) => objectLiteral(given, source)).find((given) => given !== undefined);
  const written = property(options, 'type');
  const typeNode = written ?? (first && first.type !== Kind.ObjectExpression ? first : undefined);
  const declared = declaredType(member);
  const called = property(options, 'name') ?? property(options, 'field');
  const isUnique = decorators.some(isUniqueDecorator) || isTrue(property(options, 'unique'));
  const isKnown = column.arguments.every(
    (given) => given.type === Kind.Literal || objectLiteral(given, source) !== undefined || given.type !== Kind.Identifier,
  );
  return {
    name,
    column: (called && constantText(called, source)) ?? name,
    node: member.key,
    value: options ?? null,
    type: (typeNode && typeNameOf(typeNode)) ?? (declared?.type === Kind.TSStringKeyword ? 'string' : null),
    length: numberOf(property(options, 'length')) ?? (typeNode ? lengthOf(typeNode, source) : null),
    isUnique: isUnique || (isKnown && !hasSpreadIn(options) ? false : null),
    isPrimary: primaryDecorators.has(column.name) || isTrue(property(options, 'primary')),
    hasDefault: hasDefault(options),
    isHidden:
      isFalse(property(options, 'select')) ||
      isTrue(property(options, 'hidden')) ||
      decorators.some((use) => hidingDecorators.has(use.name)),
  };
}

/** The model that a call makes: `sequelize.define`, `User.init`, `new Schema`, `pgTable`. */
export function modelOfCall(call: Call, source: JavaScriptSource): JavaScriptModel | undefined {
  const name = lastName(call);
  if (name === undefined) return undefined;
  if (name === 'define') return call.arguments.length > 1 ? sequelizeModel(call, call.arguments[0], source) : undefined;
  if (name === 'init') return initialised(call, source);
  if (name === 'Schema') return mongooseModel(call, source);
  if (drizzleTables.has(name) || name.endsWith('Table')) return drizzleModel(call, source);
  return undefined;
}

function sequelizeModel(call: Call, nameNode: JavaScript.Node | undefined, source: JavaScriptSource): JavaScriptModel | undefined {
  const name = nameNode && (constantText(nameNode, source) ?? (nameNode.type === Kind.Identifier ? nameNode.name : undefined));
  const columns = objectLiteral(argument(call, 1), source);
  if (name === undefined || nameNode === undefined || !columns) return undefined;
  const fields = columns.properties.flatMap((entry) => optionField(entry, source) ?? []);
  // A `define` of something else (AMD, chai, mobx) has no types of Sequelize in it.
  const isSequelize = fields.some(({ type }) => type !== null && /^[A-Z][A-Z0-9_]+$/u.test(type));
  if (!isSequelize) return undefined;
  return sequelized(name, nameNode, fields, objectLiteral(argument(call, 2), source), source);
}

function sequelized(
  name: string,
  node: JavaScript.Node,
  fields: readonly JavaScriptField[],
  options: JavaScript.ObjectExpression | undefined,
  source: JavaScriptSource,
): JavaScriptModel {
  const table = property(options, 'tableName');
  const hidden = property(property(property(options, 'defaultScope'), 'attributes'), 'exclude');
  const excluded = new Set(hidden ? wordsIn(hidden, source) : []);
  const indexes = property(options, 'indexes');
  return {
    name,
    table: (table && constantText(table, source)) ?? null,
    orm: 'sequelize',
    node,
    fields: fields.map((field) => (excluded.has(field.name) ? { ...field, isHidden: true } : field)),
    constrained: new Set(indexes ? uniqueIndexes(indexes, source) : []),
    isAbstract: false,
  };
}

function uniqueIndexes(indexes: JavaScript.Node, source: JavaScriptSource): string[] {
  const list = unwrap(indexes);
  if (list.type !== Kind.ArrayExpression) return [];
  return list.elements.flatMap((index) => (index && isTrue(property(index, 'unique')) ? wordsIn(index, source) : []));
}

/** `User.init({...}, { sequelize })`. */
function initialised(call: Call, source: JavaScriptSource): JavaScriptModel | undefined {
  const owner = receiver(call);
  const columns = objectLiteral(argument(call, 0), source);
  const options = objectLiteral(argument(call, 1), source);
  if (!columns || !options || (owner?.type !== Kind.Identifier && owner?.type !== Kind.ThisExpression && owner?.type !== Kind.Super))
    return undefined;
  const names = options.properties.flatMap((entry) => (entry.type === Kind.Property ? (keyOf(entry) ?? []) : []));
  if (!names.includes('sequelize') && !names.includes('modelName') && !names.includes('tableName')) return undefined;
  const written = property(options, 'modelName');
  const name = (written && constantText(written, source)) ?? (owner.type === Kind.Identifier ? owner.name : undefined);
  if (name === undefined) return undefined;
  return sequelized(
    name,
    owner,
    columns.properties.flatMap((entry) => optionField(entry, source) ?? []),
    options,
    source,
  );
}
