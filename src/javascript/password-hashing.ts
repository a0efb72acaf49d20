import { lastName, methodName, receiver } from './calls.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** Functions whose first argument is the password, by their last word. */
const FIRST: ReadonlySet<string> = new Set([
  'hashPassword',
  'hashPasswordSync',
  'setPassword',
  'encryptPassword',
  'generatePasswordHash',
  'generateHash',
  'getHashedPassword',
]);
/** Functions of the project's own, which log-ins call as well to compare: they count where the hash is stored. */
const OWN = /^(?:get|make|create|compute|calc|calculate|derive)?(?:PasswordHash|HashedPassword|passwordHash|hashedPassword)(?:Sync)?$/u;
const HASHERS = /^(?:bcrypt(?:js)?|argon2|argon|Bun\.password|password)$/iu;

/** The password whose hash a call makes, or which it stores: `bcrypt.hash(p, 12)`, `argon2.hash(p)`, `user.setPassword(p)`. */
export function hashedPassword(call: JavaScript.CallExpression): JavaScript.Node | undefined {
  const name = lastName(call) ?? '';
  const [first] = call.arguments;
  if (!first || first.type === Kind.SpreadElement) return undefined;
  if (FIRST.has(name) || (OWN.test(name) && isStored(call))) return first;
  const method = methodName(call);
  const object = receiver(call);
  const owner = object && dottedText(object);
  if ((method === 'hash' || method === 'hashSync') && owner !== undefined && HASHERS.test(owner)) return first;
  return undefined;
}

/** `user.password = hash`, `{ password: hash }` */
function isStored(call: JavaScript.CallExpression): boolean {
  const awaited = call.parent.type === Kind.AwaitExpression ? call.parent : call;
  const { parent } = awaited;
  if (parent.type === Kind.AssignmentExpression) return parent.right === awaited && parent.left.type === Kind.MemberExpression;
  return parent.type === Kind.Property && parent.value === awaited;
}
