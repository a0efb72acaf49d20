import { wordsOf } from './words.ts';

const CLEARING = words(
  'rollback close aclose disconnect release unlock cancel stop shutdown kill terminate cleanup clear remove unlink rmtree rmdir rm',
  'discard invalidate evict dispose destroy teardown free detach unregister unsubscribe unbind unmount unlisten expunge abort quit exit hangup',
);
/** Words that mean putting away only when they stand alone: `wait_for(...)` does not. */
const CLEARING_ALONE = words('wait join pop reset end finish off');
/** What functions are called whose whole purpose is to put away, as opposed to removing what a user asked to remove. */
const CLOSING = words(
  'close aclose stop shutdown cleanup clean dispose teardown disconnect destroy exit aexit del terminate kill quit release finalize',
);
/** Those that mean it at the end of a name as well; `create_release` puts nothing away. */
const CLOSING_LAST = words('close shutdown cleanup dispose teardown disconnect destroy terminate');

/** Does a call of this name only put something away: `rollback`, `close_all`, `removeListener`? */
export function clearsUp(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const [first = '', ...rest] = wordsOf(name);
  // `nvmlShutdown`, `force_close`
  if (CLOSING_LAST.has(rest.at(-1) ?? '')) return true;
  return CLEARING.has(first) || (rest.length === 0 && CLEARING_ALONE.has(first)) || (first === 'tear' && rest[0] === 'down');
}

/** Is a function of this name there to put things away: `close`, `__exit__`, `_on_shutdown`, `stopAll`? */
export function namesClosing(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const all = wordsOf(name);
  const [first = '', second = ''] = PREFIXES.has(all[0] ?? '') ? all.slice(1) : all;
  return CLOSING.has(first) || (first === 'tear' && second === 'down');
}

const PREFIXES = words('on do async safe try force graceful gracefully maybe ng component before');

function words(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' '));
}

const LONGEST_NAME = 100;
