import { describe, expect, test } from 'vitest';
import { openingBy, type Flow, type Step, type Test } from '../../src/language/guarded-flow.ts';

const match = {};
const isMatch: Test = { kind: 'match', match, id: 'm' };
const unknown = (id: string): Test => ({ kind: 'unknown', id });
const check: Test = { kind: 'check', id: 'c', strength: 'strictly' };
const lookUp: Test = { kind: 'check', id: 'l', strength: 'softly' };
const development: Test = { kind: 'development', name: 'DEBUG' };
const granted: Step = { kind: 'deed', grants: true, ends: true };
const denied: Step = { kind: 'deed', denies: true, ends: true };
const fork = (test: Test, then: readonly Step[], otherwise: readonly Step[] = []): Step => ({ kind: 'fork', test, then, otherwise });
const flow = (...steps: Step[]): Flow => ({ steps, endGrants: false });

describe('a comparison opens the door', () => {
  test.each([
    ['when it lets in and the rest refuses', flow(fork(isMatch, [granted]), denied)],
    ['when it lets in and the rest checks', flow(fork(isMatch, [granted]), fork(check, [granted], [denied]))],
    ['when only who fails it is refused', flow(fork({ kind: 'not', part: isMatch }, [denied]), granted)],
    ['when a verification is skipped', flow(fork({ kind: 'not', part: isMatch }, [{ kind: 'deed', verifies: 'strictly' }]), granted)],
    ['when it is one of several ways', flow(fork({ kind: 'any', parts: [isMatch, check] }, [granted], [denied]))],
    ['when something else must be true too', flow(fork({ kind: 'all', parts: [unknown('a'), isMatch] }, [granted], [denied]))],
    [
      'by way of a variable',
      flow({ kind: 'deed', sets: { variable: 'v', truth: isMatch } }, fork({ kind: 'variable', name: 'v' }, [granted], [denied])),
    ],
  ])('%s', (_, steps) => {
    expect(openingBy(match, steps)).toMatchObject({ flag: null });
  });

  test('when coming to the end is enough', () => {
    const steps = [fork({ kind: 'not', part: isMatch }, [denied])];
    expect(openingBy(match, { steps, endGrants: true })).not.toBeNull();
    expect(openingBy(match, { steps, endGrants: false })).toBeNull();
  });
});

describe('a comparison opens nothing', () => {
  test.each([
    ['when its branch refuses', flow(fork(isMatch, [denied]), granted)],
    ['when both ways lead inside', flow(fork(isMatch, [granted]), granted)],
    ['when a check stands beside it', flow(fork({ kind: 'all', parts: [isMatch, check] }, [granted], [denied]))],
    ['when a check stands behind it', flow(fork({ kind: 'not', part: isMatch }, [denied]), fork(check, [granted], [denied]))],
    ['when a refusal follows', flow(fork(isMatch, [{ kind: 'deed', grants: true }]), denied)],
    [
      'when the variable is set anew',
      flow(
        { kind: 'deed', sets: { variable: 'v', truth: isMatch } },
        { kind: 'deed', sets: { variable: 'v', truth: { kind: 'fixed', value: false } } },
        fork({ kind: 'variable', name: 'v' }, [granted], [denied]),
      ),
    ],
    ['when it never runs', flow(fork({ kind: 'fixed', value: false }, [fork(isMatch, [granted])]), denied)],
  ])('%s', (_, steps) => {
    expect(openingBy(match, steps)).toBeNull();
  });
});

test('a lookup is a check only where that is asked for', () => {
  const steps = flow(fork(isMatch, [fork(lookUp, [granted], [denied])]), denied);
  expect(openingBy(match, steps)).not.toBeNull();
  expect(openingBy(match, steps, { trustsLookups: true })).toBeNull();
});

test('a switch is named when every way in needs it, and only then', () => {
  const guarded = fork({ kind: 'all', parts: [development, isMatch] }, [granted]);
  expect(openingBy(match, flow(guarded, denied))).toMatchObject({ flag: 'DEBUG' });
  expect(openingBy(match, flow(fork(development, []), fork(isMatch, [granted]), denied))).toMatchObject({ flag: null });
  expect(openingBy(match, flow(fork({ kind: 'not', part: development }, [denied]), fork(isMatch, [granted]), denied))).toMatchObject({
    flag: 'DEBUG',
  });
});

test('says whether others get in as well', () => {
  const asked = { asksForOtherWay: true };
  expect(openingBy(match, flow(fork(isMatch, [granted]), fork(unknown('a'), [granted], [denied])), asked)).toMatchObject({
    hasOtherWay: true,
  });
  expect(openingBy(match, flow(fork(isMatch, [granted]), denied), asked)).toMatchObject({ hasOtherWay: false });
});

test('finds a refusal at the top of a function with very many ways', () => {
  const many = Array.from({ length: 40 }, (_, index) => fork(unknown(`u${String(index)}`), []));
  expect(openingBy(match, flow(fork(isMatch, [granted]), fork(unknown('raises'), [denied]), ...many, granted))).not.toBeNull();
});
