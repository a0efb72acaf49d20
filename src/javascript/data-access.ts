import { callsUnder } from './scopes.ts';
import { wordsOf } from '../vocabulary/words.ts';
import type { JavaScriptSource } from './detector.ts';
import { memberName, stringOf, unwrap } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** What a function does with what is kept, and what of. */
export interface DataAccess {
  readonly writes: boolean;
  readonly reads: boolean;
  /** The names of what it works with: `User`, `ordersService`, `prisma.invoice`. */
  readonly owners: readonly string[];
}

const WRITING = new Set(
  [
    'save create createMany insert insertOne insertMany insertAndReturn update updateOne updateMany updateById upsert delete deleteOne deleteMany',
    'deleteById destroy remove removeById softDelete findByIdAndUpdate findByIdAndDelete findByIdAndRemove findOneAndUpdate findOneAndDelete',
    'findOneAndRemove findOneAndReplace replaceOne bulkCreate bulkWrite increment set add run put',
  ]
    .join(' ')
    .split(' '),
);
const READING = new Set(
  'find findAll findMany findOne findById findFirst findUnique findUniqueOrThrow findByPk findAndCountAll query execute select aggregate get all list paginate count'.split(
    ' ',
  ),
);
const STORE_WORDS = new Set(
  'db database prisma knex repo repository repositories model models collection pool client sequelize mongoose orm store dao service services manager connection conn drizzle supabase firestore storage tx em'.split(
    ' ',
  ),
);
/** What else has such methods, and keeps nothing. */
const OTHERS =
  /^(?:axios|http|https|fetch|res|req|request|response|router|app|cache|map|set|params|headers|searchParams|url|Object|Array|Promise|Map|Set|JSON|Date|Math|Number|String|Buffer|crypto|jwt|logger|console|cookies|session|localStorage|classList|document|window|stripe|openai|formData|factory|Joi|z|zod|schema)$/u;

/** What does a function's own code do with a database? */
export function dataAccess(node: JavaScript.Node, source: JavaScriptSource): DataAccess {
  let writes = false;
  let reads = false;
  const owners: string[] = [];
  for (const call of callsUnder(node, source)) {
    const callee = unwrap(call.callee);
    const name = callee.type === Kind.MemberExpression ? memberName(callee) : callee.type === Kind.Identifier ? callee.name : undefined;
    if (name === undefined || (!WRITING.has(name) && !READING.has(name))) continue;
    const owner = callee.type === Kind.MemberExpression ? ownerOf(callee.object) : '';
    if (owner === null || !isStore(owner)) continue;
    owners.push(owner);
    const statement = stringOf(call.arguments[0]) ?? firstText(call.arguments[0]);
    if (statement !== undefined && STATEMENT.test(statement)) {
      if (/^\s*select/iu.test(statement)) reads = true;
      else writes = true;
    } else if (WRITING.has(name) && !(call.arguments.length === 0 && name !== 'save' && name !== 'destroy' && name !== 'remove'))
      writes = true;
    else reads = true;
  }
  return { writes, reads, owners };
}

const STATEMENT = /^\s*(?:select|insert|update|delete|drop|alter|create|replace|merge|truncate)\b/iu;

function firstText(node: JavaScript.Node | undefined): string | undefined {
  return node?.type === Kind.TemplateLiteral ? node.quasis[0]?.value.raw : undefined;
}

function ownerOf(object: JavaScript.Node): string | null {
  let node = unwrap(object);
  // `knex('users').where(...)`, `db.collection('orders').find()`.
  for (let hops = 0; node.type === Kind.CallExpression && hops < MOST_CALLS; hops++) node = unwrap(node.callee);
  return dottedText(node) ?? null;
}

const MOST_CALLS = 10;

function isStore(owner: string): boolean {
  const parts = owner.replace(/^this\./u, '').split('.');
  const [first = ''] = parts;
  if (OTHERS.test(first)) return false;
  if (parts.some((part) => wordsOf(part).some((word) => STORE_WORDS.has(word)))) return true;
  // `User.create(...)`: a model of Mongoose or Sequelize.
  return parts.length === 1 && /^[A-Z][a-z]\w*$/u.test(first);
}
