import { expect, test } from 'vitest';
import { readingOf } from '../../src/cli/kinds.ts';
import { ProjectLinter } from '../../src/cli/lint.ts';
import '../../src/every-kit.ts';
import { NO_SETTINGS } from '../../src/cli/settings.ts';
import { rules } from '../../src/generated/rules.ts';

const linter = new ProjectLinter('/project', rules, { preset: 'all', settings: NO_SETTINGS, only: [] });

/** Mistakes that Babel passes over, and that something behind it stumbled over; each was found by the fuzzer. */
test.each([
  ['try {}\n', 'Missing catch or finally clause.'],
  ['function f() { try { g(); } }\n', 'Missing catch or finally clause.'],
  ['switch (a) { default: b(); default: c(); }\n', 'Multiple default clauses.'],
  ['async (,) => {};\n', "Unexpected token ','."],
  ['async (a,, b) => 1;\n', "Unexpected token ','."],
])('%j is told as a mistake in the file', (text, message) => {
  for (const path of ['a.js', 'a.ts', 'a.tsx']) {
    const reading = readingOf(path);
    if (!reading) throw new Error(`nobody reads ${path}`);
    const { notices, isChecked } = linter.lint(path, text, reading);
    expect(isChecked).toBe(false);
    expect(notices).toEqual([{ path, line: 1, reason: `could not be parsed: ${message}`, isIncomplete: true, isOfFile: true }]);
  }
});

test('a thousand mistakes are enough, of whatever kind they are', () => {
  const reading = readingOf('a.js');
  if (!reading) throw new Error('nobody reads JavaScript');
  const { notices, isChecked } = linter.lint('a.js', `${'a:'.repeat(800)};\n`.repeat(300), reading);
  expect(isChecked).toBe(false);
  expect(notices.map(({ reason }) => reason)).toEqual(["could not be parsed: Label 'a' is already declared."]);
}, 30_000);

test('what a class implements may be a plain name, as in Flow', () => {
  const reading = readingOf('a.js');
  if (!reading) throw new Error('nobody reads JavaScript');
  expect(linter.lint('a.js', 'class A implements B { c() {} }\n', reading)).toMatchObject({ notices: [], isChecked: true });
});
