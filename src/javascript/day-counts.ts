import { calleeName, type Call } from './calls.ts';
import { readsOfKept } from './date-texts.ts';
import type { JavaScriptSource } from './detector.ts';
import { memberName, unwrap } from './expressions.ts';
import { Kind } from './nodes.ts';
import { enclosingFunction } from './scopes.ts';

/**
 * The name of a day (`deadline`, `dueDate`) that a function makes a moment of, to count the days to it; undefined for all
 * other dates. An `expiresAt` is a moment already.
 */
export function countedDay(call: Call, source: JavaScriptSource): string | undefined {
  const [only] = call.arguments;
  if (call.type !== Kind.NewExpression || !only || call.arguments.length !== 1 || calleeName(call, source) !== 'Date') return undefined;
  const given = unwrap(only);
  const name = given.type === Kind.Identifier ? given.name : given.type === Kind.MemberExpression ? memberName(given) : undefined;
  if (name === undefined || !DAY.test(name)) return undefined;
  const around = enclosingFunction(call);
  const text = around ? source.getText(around) : '';
  if (text.length > LONGEST || !/\bMath\.(?:ceil|floor|round)\(/u.test(text) || !ONE_DAY.test(text)) return undefined;
  const isSubtracted = [call, ...readsOfKept(call, source)].some((node) => {
    const outer = node.parent?.type === Kind.MemberExpression ? node.parent.parent.parent : node.parent;
    return outer?.type === Kind.BinaryExpression && outer.operator === '-';
  });
  return isSubtracted ? name : undefined;
}

const DAY = /deadline|birthday|due$|(?:^|[a-z_])(?:date|day)$/iu;
const ONE_DAY = /\b86_?400_?000\b|\b24 ?\* ?60 ?\* ?60 ?\* ?1000\b|\b1000 ?\* ?60 ?\* ?60 ?\* ?24\b|\b1000 ?\* ?3600 ?\* ?24\b/u;
const LONGEST = 4000;
