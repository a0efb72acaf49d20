import { wordsOf } from '../../vocabulary/words.ts';

/** 1: databases, authentication and money. 2: background work. 3: the rest. */
export type Tier = 1 | 2 | 3;

export const TIER_ONE_PATHS = [
  ...'auth oauth authn authz authentication authorization security middleware middlewares dependencies db database databases'.split(' '),
  ...'payment payments billing'.split(' '),
];
export const TIER_TWO_PATHS =
  'pipeline pipelines schedule schedules scheduler scheduling orchestration orchestrator worker workers background queue queues job jobs'.split(
    ' ',
  );

/** First words of calls to a database, to authentication, or to cryptography. */
const TIER_ONE_CALLS = new Set(
  'execute executemany fetch fetchone fetchall fetchmany commit connect begin verify authenticate login hash'.split(' '),
);
const TIER_ONE_MODULES = new Set(['jwt', 'bcrypt', 'argon2', 'jsonwebtoken', 'jose']);

/** How much does it hurt when this code hides a failure, judged by the file's path and by what it calls? */
export function tierOf(
  path: string,
  calls: readonly string[],
  { tier1, tier2 }: { readonly tier1: readonly string[]; readonly tier2: readonly string[] },
): Tier {
  const words = new Set(wordsOf(path));
  if (tier1.some((word) => words.has(word)) || calls.some(isTierOneCall)) return 1;
  return tier2.some((word) => words.has(word)) ? 2 : 3;
}

function isTierOneCall(callee: string): boolean {
  const names = callee.split('.');
  return TIER_ONE_MODULES.has(names[0] ?? '') || TIER_ONE_CALLS.has(wordsOf(names.at(-1) ?? '')[0] ?? '');
}
