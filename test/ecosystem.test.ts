import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { changesBetween, linesOf, markedIn, UNCHECKED, type Line, type Report } from '../bench/ecosystem/findings.ts';
import { projects } from '../bench/ecosystem/projects.ts';

const finding = (path: string, line: number, rule: string, fingerprint: string) => ({
  path,
  line,
  rule,
  fingerprint,
  message: 'It bites.',
  source: `  code of ${fingerprint}`,
});
const report = (...findings: Report['findings']): Report => ({ summary: { checkedFiles: 1 }, findings, skipped: [] });

const before = markedIn('p-1', report(finding('a.py', 1, 'one', 'f1'), finding('a.py', 2, 'one', 'f2'), finding('b.py', 3, 'two', 'f3')));

test('what was accepted is no change, wherever its line is now', () => {
  const moved = markedIn(
    'p-1',
    report(finding('a.py', 11, 'one', 'f1'), finding('b.py', 33, 'two', 'f3'), finding('a.py', 5, 'one', 'f2')),
  );
  expect(changesBetween(linesOf(before), moved, [])).toEqual([]);
});

test('one that goes and one that comes are both told, though the count stays', () => {
  const now = markedIn('p-1', report(finding('a.py', 1, 'one', 'f1'), finding('c.py', 9, 'one', 'f9'), finding('b.py', 3, 'two', 'f3')));
  const [change, ...others] = changesBetween(linesOf(before), now, []);
  expect(others).toEqual([]);
  expect(change).toMatchObject({ project: 'p-1', rule: 'one', before: 2, now: 2, isVague: false });
  expect(change?.added.map(({ text }) => text)).toEqual(['c.py:9  code of f9\n      It bites.']);
  expect(change?.gone).toEqual([before[1]?.mark]);
});

test('a rule that falls silent and a file that is no longer read are changes', () => {
  const now = markedIn('p-1', { ...report(finding('b.py', 3, 'two', 'f3')), skipped: [{ path: 'a.py', reason: 'could not be parsed' }] });
  const changes = changesBetween(linesOf(before), now, []);
  expect(changes.map(({ rule, before: then, now: here }) => [rule, then, here])).toEqual([
    [UNCHECKED, 0, 1],
    ['one', 2, 0],
  ]);
});

test('very many findings are stored as one hash, and compared with what this machine remembers', () => {
  const many = Array.from({ length: 150 }, (_, index) => finding('a.py', index, 'loud', `f${String(index)}`));
  const then = markedIn('p-1', report(...many));
  const [line] = linesOf(then);
  expect(line?.count).toBe(150);
  expect(line?.marks.length).toBeLessThan(20);
  const now = markedIn('p-1', report(...many.slice(1), finding('z.py', 1, 'loud', 'new')));
  expect(changesBetween(linesOf(then), then, [])).toEqual([]);
  expect(changesBetween(linesOf(then), now, then)).toMatchObject([
    { isVague: false, added: [{ text: expect.stringContaining('z.py:1') as string }], gone: [then[0]?.mark] },
  ]);
  expect(changesBetween(linesOf(then), now, [])).toMatchObject([{ isVague: true, before: 150, now: 150 }]);
});

test('what is stored is sorted, small and holds no code of anybody', () => {
  const text = readFileSync('bench/ecosystem/accepted.jsonl', 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const keys = lines.map(({ project, rule }) => `${project} ${rule}`);
  expect(keys).toEqual([...new Set(keys)].sort());
  for (const { marks } of lines) expect(marks).toMatch(/^(?:#[\da-f]{16}|(?:[\da-f]{6})+)$/u);
  const known = new Set(projects.map(({ name, version }) => `${name}-${version}`));
  expect(lines.filter(({ project }) => !known.has(project))).toEqual([]);
  expect(text.length).toBeLessThan(100_000);
});

test('a project is pinned by its bytes', () => {
  expect(projects.length).toBeGreaterThanOrEqual(12);
  for (const { sha256 } of projects) expect(sha256).toMatch(/^[\da-f]{64}$/u);
});
