import { argument, lastName, methodName, objectLiteral, property, type Call } from './calls.ts';
import { constantText } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { stringOf, unwrap } from './expressions.ts';
import { isTrue, keysIn, optionField, type JavaScriptModel } from './model-fields.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { readsOf, variableOf } from './scopes.ts';

/** `const userSchema = new Schema({...})`, by its variable or by the name in `model('User', new Schema({...}))`. */
export function mongooseModel(call: Call, source: JavaScriptSource): JavaScriptModel | undefined {
  const columns = objectLiteral(argument(call, 0), source);
  if (!columns) return undefined;
  const fields = columns.properties.flatMap((entry) => optionField(entry, source) ?? []);
  const options = objectLiteral(argument(call, 1), source);
  const named = nameOfSchema(call, source);
  if (!named || fields.length === 0) return undefined;
  const constrained: string[] = [];
  // `plugin`s and transforms may do anything to what is shown.
  let isShown = property(options, 'toJSON') === undefined;
  for (const use of named.uses) {
    const method = methodName(use);
    if (method === 'index' && use.arguments.some((given) => isTrue(property(given, 'unique'))))
      constrained.push(...keysIn(use.arguments[0]));
    if (method === 'set' && stringOf(use.arguments[0]) === 'toJSON') isShown = false;
    if (method === 'plugin') isShown = false;
  }
  const set = named.assigned.some((path) => path.endsWith('.toJSON'));
  return {
    name: named.name,
    table: null,
    orm: 'mongoose',
    node: named.node,
    fields: isShown && !set ? fields : fields.map((field) => ({ ...field, isHidden: true })),
    constrained: new Set(constrained),
    isAbstract: false,
  };
}

interface SchemaName {
  readonly name: string;
  readonly node: JavaScript.Node;
  /** Calls of methods of the schema. */
  readonly uses: readonly JavaScript.CallExpression[];
  /** What is assigned to members of the schema: `userSchema.methods.toJSON`. */
  readonly assigned: readonly string[];
}

function nameOfSchema(call: Call, source: JavaScriptSource): SchemaName | undefined {
  let parent: JavaScript.Node = call.parent;
  while (parent.parent && unwrap(parent) !== parent) parent = parent.parent;
  if (parent.type === Kind.CallExpression && lastName(parent) === 'model') {
    const first = parent.arguments[0];
    const name = first && constantText(first, source);
    return name === undefined || !first ? undefined : { name, node: first, uses: [], assigned: [] };
  }
  if (parent.type !== Kind.VariableDeclarator || parent.id.type !== Kind.Identifier) return undefined;
  const { id } = parent;
  const variable = variableOf(id, source);
  const uses: JavaScript.CallExpression[] = [];
  const assigned: string[] = [];
  let name = id.name.replace(/_?schema$/iu, '');
  for (const read of variable ? readsOf(variable) : []) {
    const member = read.parent;
    if (member?.type === Kind.CallExpression && lastName(member) === 'model') {
      const first = member.arguments[0];
      name = (first && constantText(first, source)) ?? name;
    }
    if (member?.type !== Kind.MemberExpression) continue;
    if (member.parent.type === Kind.CallExpression && member.parent.callee === member) uses.push(member.parent);
    const path = source.getText(member.parent.type === Kind.MemberExpression ? member.parent : member);
    assigned.push(path.slice(0, 200));
  }
  return { name, node: id, uses, assigned };
}
