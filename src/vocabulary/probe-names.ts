import { wordsOf } from './words.ts';

const ASKING = new Set('is has can check ping probe test supports are'.split(' '));
const STATES = new Set(
  'available availability installed reachable reachability alive ready healthy health online connected connectivity connection running accessible supported exists up ping'.split(' '),
);

/** Does a function of this name ask whether something is there, so that false is the honest answer to every failure: `is_redis_available`? */
export function namesProbe(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (last === 'exists' || last === 'exist') return true;
  if (words.length === 1) return last === 'ping' || last === 'healthy' || last === 'alive';
  return ASKING.has(words[0] ?? '') && STATES.has(last);
}

const LONGEST_NAME = 100;
