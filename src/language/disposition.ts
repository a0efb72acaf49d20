/** What becomes of an error that a handler has caught. */
export type Disposition =
  /** Raised again, or kept with its traceback in a log. */
  | 'preserved'
  /** Raised as another error. */
  | 'translated'
  /** Whoever called, waits or watches is told: in the answer, in a state, through a callback. */
  | 'answered'
  /** Something is done about it: a fallback, a retry, a rollback. */
  | 'recovered'
  /** Logged without its traceback; a value that means "nothing" goes out in its place. */
  | 'masked'
  /** Logged without its traceback, and the code goes on. */
  | 'logged'
  /** Gone. */
  | 'silent';

/** What the statements of a handler do, in whatever language they are written. */
export interface Effects {
  /** The same error leaves, or the process ends. */
  readonly raisesAgain: boolean;
  readonly raisesAnother: boolean;
  /** A log, a tracker or a variable gets the error with its traceback. */
  readonly keepsTrace: boolean;
  /** Somebody is told that it failed. */
  readonly tells: boolean;
  /** Something else is done about it. */
  readonly acts: boolean;
  /** Only puts things away: rollback, close. */
  readonly cleansUp: boolean;
  readonly logs: boolean;
  /** What is returned or assigned in place of a result. */
  readonly substitute: Substitute | null;
}

export interface Substitute {
  /** `empty`: also what a call returns that found nothing. `constant`: another fixed value. */
  readonly kind: 'empty' | 'constant';
  readonly text: string;
  readonly isReturned: boolean;
}

/** What becomes of the error, given all that the handler does; whatever does most for it wins. */
export function dispositionOf(effects: Effects): Disposition {
  const { raisesAgain, raisesAnother, keepsTrace, tells, acts, cleansUp, logs, substitute } = effects;
  if (raisesAgain || keepsTrace) return 'preserved';
  if (raisesAnother) return 'translated';
  if (tells) return 'answered';
  // Putting things away is all that can be done, unless the caller then gets a result that was none.
  if (acts || (cleansUp && substitute?.isReturned !== true)) return 'recovered';
  if (!logs) return 'silent';
  if (substitute?.kind === 'empty') return 'masked';
  // A default that the log speaks of, or an exit code, is chosen; an empty value just happens.
  return substitute ? 'recovered' : 'logged';
}
