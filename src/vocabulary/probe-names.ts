import { wordsOf } from './words.ts';

const ASKING = new Set('is has can check ping probe test supports are'.split(' '));
const STATES = new Set(
  `available availability installed reachable reachability alive ready healthy health online connected connectivity connection running
  accessible supported exists up ping`.split(/\s+/u),
);

const ALONE = new Set(['ping', 'healthy', 'alive', 'available', 'reachable', 'connected', 'installed', 'isfile', 'isdir', 'islink']);

/** Does a function of this name ask whether something is there, so that no is the honest answer to every failure? */
export function namesProbe(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (last === 'exists') return true;
  if (words.length === 1) return ALONE.has(last);
  return ASKING.has(words[0] ?? '') && STATES.has(last);
}

const LONGEST_NAME = 100;
