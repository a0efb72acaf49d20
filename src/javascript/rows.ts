import { hasSpread, methodName, objectLiteral, property, receiver } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf, memberName, unwrapAwaited } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { readsOf, singleValue, variableOf, type Variable } from './scopes.ts';

/** A variable that holds a plain row of a database, with all of its columns. */
export interface Row {
  readonly variable: Variable;
  /** The columns that the file itself shows the row to have. */
  readonly columns: readonly string[];
}

/** Methods of Prisma that give a row or rows, and whose first argument chooses columns. */
const PRISMA: ReadonlySet<string> = new Set(
  'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany create update upsert delete'.split(' '),
);
const ALL_COLUMNS: ReadonlySet<string> = new Set(['lean', 'toObject', 'first', 'returning']);

/** The whole row that a variable holds, when the query that gave it chose no columns. Rows of classes write themselves out, so they are none. */
export function rowOf(identifier: JavaScript.Identifier, source: JavaScriptSource): Row | undefined {
  const variable = variableOf(identifier, source);
  const value = variable && singleValue(variable);
  if (!variable || !value || value.path.length > 0) return undefined;
  const call = unwrapAwaited(value.expression);
  if (call.type !== Kind.CallExpression || !givesWholeRow(call, source)) return undefined;
  const written = writtenColumns(call, source);
  const read = readsOf(variable).flatMap((use) =>
    use.parent?.type === Kind.MemberExpression && use.parent.object === use ? [use.parent] : [],
  );
  // Taken out again before anybody sees it: `delete user.password`, `user.password = undefined`.
  const removed = read.filter(
    ({ parent }) =>
      parent.type === Kind.UnaryExpression || (parent.type === Kind.AssignmentExpression && read.some((member) => member === parent.left)),
  );
  const gone = new Set(removed.map((member) => memberName(member)));
  const columns = [...written, ...read.flatMap((member) => memberName(member) ?? [])].filter((column) => !gone.has(column));
  return { variable, columns };
}

function givesWholeRow(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  const method = methodName(call) ?? '';
  const owner = receiver(call);
  const path = owner && dottedText(owner);
  // `prisma.user.create({...})`, `this.prisma.user.findUnique({...})`, `ctx.db.user.findFirst({...})`
  if (PRISMA.has(method) && path !== undefined && /(?:^|\.)(?:prisma\w{0,12}|db|tx|client)\.[a-z]\w{0,60}$/iu.test(path)) {
    const [first] = call.arguments;
    const options = objectLiteral(first, source);
    if (!first) return true;
    return options !== undefined && !hasSpread(options) && !property(options, 'select') && !property(options, 'omit');
  }
  // `User.findOne({...}).lean()`, and knex' `db('users').where({...}).first()`, with no columns chosen on the way.
  if (!ALL_COLUMNS.has(method)) return false;
  for (let node: JavaScript.Node | undefined = owner, hops = 0; node?.type === Kind.CallExpression && hops < MOST_HOPS; hops += 1) {
    const step = methodName(node);
    if (step === 'select' || step === 'project' || step === 'columns' || step === 'pluck') return false;
    if (step === undefined) return method === 'first';
    if (step.startsWith('find')) return method === 'lean' && node.arguments.length < 2;
    node = receiver(node);
  }
  return false;
}

const MOST_HOPS = 20;

/** The columns that a query writes: the keys of `data: {...}`. */
function writtenColumns(call: JavaScript.CallExpression, source: JavaScriptSource): string[] {
  const options = objectLiteral(call.arguments[0], source);
  const data = [property(options, 'data'), property(options, 'create')].map((node) => objectLiteral(node, source));
  return data.flatMap((object) => object?.properties.flatMap((entry) => (entry.type === Kind.Property ? (keyOf(entry) ?? []) : [])) ?? []);
}
