import { expect, test, vi } from 'vitest';
import type { Candidate } from '../../src/cli/discover.ts';
import { readingOf } from '../../src/cli/kinds.ts';
import { ProjectLinter, type LintedFile } from '../../src/cli/lint.ts';
import '../../src/every-kit.ts';
import { NO_SETTINGS } from '../../src/cli/settings.ts';
import { lookedAtInTurn } from '../../src/cli/turns.ts';
import { OutOfTime, withinTime } from '../../src/cli/within-time.ts';
import { endlessRule, zap } from './zap-rule.ts';

const PATIENCE = 150;
const reading = readingOf('a.py');
if (!reading) throw new Error('nobody reads Python');

/** Lints texts one after the other, as the command does. */
function linted(...texts: string[]): LintedFile[] {
  const linter = new ProjectLinter('/project', [endlessRule, zap], { preset: 'all', settings: NO_SETTINGS, only: [] });
  const candidates = texts.map((_, index): Candidate => ({
    path: `${String(index)}.py`,
    location: '',
    isNamed: false,
    reading: reading as never,
  }));
  const waiting = [...candidates.keys()];
  const seen: LintedFile[] = [];
  const turns = {
    next: () => waiting.shift(),
    candidates,
    look: (index: number, { path, reading: how }: Candidate) => {
      seen[index] = linter.lint(path, texts[index] ?? '', how);
    },
    giveWay: ({ path }: Candidate) => {
      linter.giveWay(path);
    },
  };
  expect(lookedAtInTurn(turns, undefined, () => false, PATIENCE)).toBeUndefined();
  return seen;
}

test('a rule that never ends in a file is left out there, and nowhere else; that is told', () => {
  const [before, endless, after] = linted('zap(1)\n', 'zap(2)\nforever()\nzap(3)\n', 'call()\nzap(4)\n');
  expect(before?.findings).toHaveLength(1);
  expect(endless?.findings.map(({ line, rule }) => [line, rule])).toEqual([
    [1, 'no-zap'],
    [3, 'no-zap'],
  ]);
  expect(endless?.notices).toEqual([
    { path: '1.py', line: null, reason: 'was checked without endless, which took too long there: please report that', isIncomplete: true },
  ]);
  expect(after).toMatchObject({ notices: [], isChecked: true });
  expect(after?.findings).toHaveLength(1);
});

test('a file in which no rule was at work when time was up is given up', () => {
  const linter = new ProjectLinter('/project', [zap], { preset: 'all', settings: NO_SETTINGS, only: [] });
  const lint = (): LintedFile => linter.lint('a.py', 'zap()\n', reading);
  lint();
  expect(() => {
    withinTime(PATIENCE, () => {
      for (;;);
    });
  }).toThrow(OutOfTime);
  linter.giveWay('a.py');
  expect(lint()).toMatchObject({
    findings: [],
    isChecked: false,
    notices: [{ reason: 'took too long and was not checked', isIncomplete: true }],
  });
});

test('all files are looked at, however long they take together, and a pause gives back the next one', () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const seen: number[] = [];
  const candidates = Array.from({ length: 5 }, (_, index) => ({ path: String(index) }) as Candidate);
  const waiting = [...candidates.keys()];
  const look = (index: number): void => {
    seen.push(index);
    now += 20_000;
  };
  const turns = { next: () => waiting.shift(), candidates, look, giveWay: () => undefined };
  expect(lookedAtInTurn(turns, undefined, () => seen.length === 3)).toBe(3);
  expect(seen).toEqual([0, 1, 2]);
  expect(lookedAtInTurn(turns, 3)).toBeUndefined();
  expect(seen).toEqual([0, 1, 2, 3, 4]);
});
