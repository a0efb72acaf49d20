import type { Disposition, Effects, Substitute } from '../../language/disposition.ts';
import { choice, flag, list, type OptionsOf } from '../../options.ts';
import { TIER_ONE_PATHS, TIER_TWO_PATHS, type Tier } from './tiers.ts';

export const options = {
  report: choice(
    ['disposition', 'all'],
    'disposition',
    "`'all'` reports every broad handler outside of the places where one belongs, whatever becomes of the error: for new code.",
  ),
  maxTier: choice(
    [1, 2, 3],
    3,
    'How far the rule goes: 1 only authentication, databases and payments, 2 background work too, 3 everything. A handler that drops the error without a log line is reported everywhere.',
  ),
  tier1: list(TIER_ONE_PATHS, 'Words in a path that make a file tier 1.'),
  tier2: list(TIER_TWO_PATHS, 'Words in a path that make a file tier 2.'),
  loggedNeutral: choice(
    ['allow', 'report'],
    'allow',
    "`'report'` also reports a handler that logs the traceback and then returns an empty value.",
  ),
  cleanup: choice(
    ['allow', 'report'],
    'allow',
    "`'report'` also reports a broad handler around `close()`, `unlink()` and the like in a `finally`, in another handler, or in a function that puts things away.",
  ),
  boundaryDecorators: list(
    ['safe_handler'],
    'Decorators of functions that may catch everything, because containing errors is what they are for.',
  ),
  uiBenign: list([], 'More calls in browser code whose failure nobody needs to see (beside `focus`, `play`, `writeText`, `dispose`, ...).'),
  browserConsole: flag(false, 'Count `console.error(error)` in browser code as a log, for projects that collect the console.'),
} as const;

export type Options = OptionsOf<typeof options>;

export type MessageId =
  | 'dropped'
  | 'masked'
  | 'loggedOnly'
  | 'mockFallback'
  | 'reclassifiesHttpError'
  | 'redundantTuple'
  | 'narrowCleanup'
  | 'importInProbe'
  | 'swallowsCancellation'
  | 'endpointSilent'
  | 'uiSilent'
  | 'broadHandler';

export type SuggestionId =
  'useException' | 'addExcInfo' | 'narrow' | 'catchException' | 'letHttpErrorPass' | 'logError' | 'callNext' | 'showError' | 'sendError';

/** What becomes of an error, in the middle of a sentence. */
export const dispositionWords: Readonly<Record<Disposition, string>> = {
  preserved: 'kept in a log',
  translated: 'raised as another',
  answered: 'told to somebody',
  recovered: 'worked around',
  masked: 'masked',
  logged: 'logged in part',
  silent: 'dropped',
};

export interface Handled {
  readonly disposition: Disposition;
  readonly effects: Effects;
  readonly substitute: Substitute | null;
}

/** Which message does a handler deserve for what becomes of its error; null when that is in order. */
export function messageFor(
  { disposition, effects, substitute }: Handled,
  tier: Tier,
  { maxTier, loggedNeutral }: Options,
): 'dropped' | 'masked' | 'loggedOnly' | null {
  const isInScope = tier <= maxTier;
  switch (disposition) {
    case 'silent':
      // Dropping an error without a word is wrong at every tier.
      return substitute?.kind === 'empty' && substitute.isReturned ? 'masked' : 'dropped';
    case 'masked':
      return isInScope ? 'masked' : null;
    case 'logged':
      return isInScope ? 'loggedOnly' : null;
    case 'preserved':
      return loggedNeutral === 'report' && isInScope && !effects.raisesAgain && substitute?.kind === 'empty' && substitute.isReturned
        ? 'masked'
        : null;
    default:
      return null;
  }
}
