import { wordsOf } from './words.ts';

const CLEARING = new Set(
  'rollback close aclose disconnect release unlock cancel stop shutdown kill terminate cleanup clear remove unlink rmtree rmdir discard pop reset flush dispose destroy teardown free detach unregister unsubscribe expunge abort quit exit hangup end finish join wait rm'.split(
    ' ',
  ),
);

/** Does a call of this name only put something away: `rollback`, `close_all`, `removeListener`? */
export function clearsUp(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const [first = ''] = wordsOf(name);
  return CLEARING.has(first);
}

const LONGEST_NAME = 100;
