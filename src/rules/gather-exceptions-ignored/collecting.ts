import { wordsOf } from '../../vocabulary/words.ts';

export type MessageId = 'discarded' | 'untested';

const LAST_WORDS = new Set(
  'stop shutdown shut close aclose exit aexit cleanup clean teardown finalize dispose destroy terminate kill cancel disconnect drain adrain quit reset end unload'.split(
    ' ',
  ),
);

/** Does a function of this name shut something down, where nobody is left to be told of a failure? */
export function shutsDown(name: string): boolean {
  return wordsOf(name).some((word) => LAST_WORDS.has(word));
}
