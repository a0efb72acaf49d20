/** What a statement of a guard does about the caller. The readers translate their functions into such steps. */
export interface Deed {
  readonly kind: 'deed';
  /** It lets the caller in: passes the request on, notes the user, answers yes. */
  readonly grants?: boolean;
  /** It turns the caller away. */
  readonly denies?: boolean;
  /** It checks a signature, a hash or a session; `softly` when it only looks something up by the credential. */
  readonly verifies?: Strength;
  /** What stands after it never runs. */
  readonly ends?: boolean;
  /** It gives a variable a value that counts as true or false as this test does. */
  readonly sets?: { readonly variable: string; readonly truth: Test };
}

/** How much a look at a credential proves. */
export type Strength = 'strictly' | 'softly';

/** One of two ways, by a test. */
export interface Fork {
  readonly kind: 'fork';
  readonly test: Test;
  readonly then: readonly Step[];
  readonly otherwise: readonly Step[];
}

export type Step = Deed | Fork;

/** What a guard asks before it goes one way or another. */
export type Test =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Test[] }
  | { readonly kind: 'not'; readonly part: Test }
  /** The comparison that is asked about, or another one of its kind; each is known by an object of its own. */
  | { readonly kind: 'match'; readonly match: object; readonly id: string }
  /** True only for a credential that was checked. */
  | { readonly kind: 'check'; readonly id: string; readonly strength: Strength }
  /** True in development, tests and demonstrations only. */
  | { readonly kind: 'development'; readonly name: string }
  | { readonly kind: 'fixed'; readonly value: boolean }
  /** What the variable was last set to, by a deed; before that, nothing decides it. */
  | { readonly kind: 'variable'; readonly name: string }
  /** Two tests of one text have one answer. */
  | { readonly kind: 'unknown'; readonly id: string };

/** One of two ways, by a test. */
export function fork(test: Test, then: readonly Step[], otherwise: readonly Step[]): Fork {
  return { kind: 'fork', test, then, otherwise };
}

/** A guard, as far as it matters who gets in. */
export interface Flow {
  readonly steps: readonly Step[];
  /** Does a caller get in when the end is reached without a word? */
  readonly endGrants: boolean;
}

/** What one comparison opens, and under which condition. */
export interface Opening {
  /** The development switch that must be on; null when the door stands open in production too. */
  readonly flag: string | null;
  /** Can a caller for whom the comparison fails get in as well, by another way? */
  readonly hasOtherWay: boolean;
}

/** A function with more ways through it is not searched to the end; what was not found until then counts as absent. */
const MOST_RUNS = 2000;

interface Search {
  /** A way on which something is looked up by the credential counts as checking it. */
  readonly trustsLookups?: boolean;
  /** The answer about another way matters, so that the search goes on until there is one. */
  readonly asksForOtherWay?: boolean;
  /** The other comparisons with something fixed fail: what one of them lets in is its own defect. */
  readonly isAlone?: boolean;
}

/**
 * Does a comparison let in a caller who would otherwise be turned away or checked? The flow is run with the comparison true
 * and with it false, all other tests being equal.
 */
export function openingBy(match: object, flow: Flow, search: Search = {}): Opening | null {
  const { trustsLookups = false, asksForOtherWay = false, isAlone = false } = search;
  const pending: Choices[] = [new Map()];
  let flag: string | null | undefined;
  let hasOtherWay = false;
  for (let runs = 0; runs < MOST_RUNS; runs++) {
    // Now the deepest way, now the shallowest: a long function hides neither its first refusal nor its last.
    const choices = runs % 2 === 0 ? pending.pop() : pending.shift();
    if (!choices) break;
    const yes = new Run(flow, { match, holds: true, isAlone }, choices);
    const isTrusted = yes.trust === RANK.strictly || (trustsLookups && yes.trust === RANK.softly);
    // Where the comparison lets nobody in, what happens without it is of no interest.
    if (yes.undecided === null && (!yes.isIn || isTrusted) && !asksForOtherWay) continue;
    const no = yes.undecided === null ? new Run(flow, { match, holds: false, isAlone }, choices) : yes;
    const undecided = yes.undecided ?? no.undecided;
    if (undecided !== null) {
      pending.push(new Map(choices).set(undecided, true), new Map(choices).set(undecided, false));
      continue;
    }
    if (no.isIn) hasOtherWay = true;
    if (isOpened(yes, no) && !isTrusted) {
      const needed = neededSwitch({ match, isAlone }, flow, choices);
      if (flag === undefined || needed === null) flag = needed;
    }
    if (flag === null && (hasOtherWay || !asksForOtherWay)) break;
  }
  return flag === undefined ? null : { flag, hasOtherWay };
}

const RANK = { nothing: 0, softly: 1, strictly: 2 } as const;
const DEVELOPMENT = 'development: ';

/** How the tests turned out that nothing in the file decides, by their IDs. */
type Choices = ReadonlyMap<string, boolean>;

/** Is the caller in with the comparison true who is out, or checked, with the comparison false? */
function isOpened(yes: Run, no: Run): boolean {
  return yes.isIn && (!no.isIn || no.trust > yes.trust);
}

/** The development switch without which the same way would not open; null when there is none. */
function neededSwitch(asked: Omit<Asked, 'holds'>, flow: Flow, choices: Choices): string | null {
  for (const [id, isOn] of choices) {
    if (!isOn || !id.startsWith(DEVELOPMENT)) continue;
    const without = new Map(choices).set(id, false);
    const [yes, no] = [true, false].map((holds) => new Run(flow, { ...asked, holds }, without)) as [Run, Run];
    if (yes.undecided !== null || no.undecided !== null || !isOpened(yes, no)) return id.slice(DEVELOPMENT.length);
  }
  return null;
}

/** What a run takes for decided. */
interface Asked {
  readonly match: object;
  readonly holds: boolean;
  readonly isAlone: boolean;
}

/** One way through the flow. */
class Run {
  /** The test that must be decided before the run can go on; null when the run is complete. */
  undecided: string | null = null;
  isIn = false;
  trust: number = RANK.nothing;
  #isRefused = false;
  readonly #variables = new Map<string, boolean>();
  readonly #asked: Asked;
  readonly #choices: Choices;

  constructor({ steps, endGrants }: Flow, asked: Asked, choices: Choices) {
    this.#asked = asked;
    this.#choices = choices;
    if (!this.#walk(steps) && endGrants) this.isIn = true;
    // Who has been answered with an error is out, whatever the code after it still does.
    if (this.#isRefused) this.isIn = false;
  }

  /** Is the run over? */
  #walk(steps: readonly Step[]): boolean {
    for (const step of steps) {
      if (step.kind === 'deed') {
        if (this.#does(step)) return true;
        continue;
      }
      const answer = this.#ask(step.test);
      if (answer === null || this.#walk(answer ? step.then : step.otherwise)) return true;
    }
    return false;
  }

  #does({ grants = false, denies = false, verifies, ends = false, sets }: Deed): boolean {
    if (verifies) this.#trust(verifies);
    if (sets) {
      const truth = this.#ask(sets.truth);
      if (truth === null) return true;
      this.#variables.set(sets.variable, truth);
    }
    if (grants) this.isIn = true;
    if (denies) this.#isRefused = true;
    return ends;
  }

  #trust(strength: Strength): void {
    this.trust = Math.max(this.trust, RANK[strength]);
  }

  #ask(test: Test): boolean | null {
    switch (test.kind) {
      case 'all':
      case 'any': {
        const decisive = test.kind === 'any';
        for (const part of test.parts) {
          const answer = this.#ask(part);
          if (answer === null || answer === decisive) return answer;
        }
        return !decisive;
      }
      case 'not': {
        const answer = this.#ask(test.part);
        return answer === null ? null : !answer;
      }
      case 'match':
        if (test.match === this.#asked.match) return this.#asked.holds;
        return this.#asked.isAlone ? false : this.#choose(test.id);
      case 'fixed':
        return test.value;
      case 'variable':
        return this.#variables.get(test.name) ?? this.#choose(test.name);
      case 'development':
        return this.#choose(DEVELOPMENT + test.name);
      case 'check': {
        const answer = this.#choose(test.id);
        if (answer === true) this.#trust(test.strength);
        return answer;
      }
      case 'unknown':
        return this.#choose(test.id);
    }
  }

  #choose(id: string): boolean | null {
    const answer = this.#choices.get(id);
    if (answer !== undefined) return answer;
    this.undecided = id;
    return null;
  }
}

/** How a guard lets a caller in. */
export type Admission =
  /** It calls the function it wraps, or `next`: a decorator, a middleware. */
  | 'passes on'
  /** It returns without an answer of its own: a hook that runs before the handlers. */
  | 'returns'
  /** It returns the user, or yes: a dependency, a strategy, a check. */
  | 'value'
  /** It opens a session or hands out a token: a login. */
  | 'login'
  /** It does its work: a handler that looks at the credential itself. */
  | 'answers';
