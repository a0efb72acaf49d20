import { describe, expect, test } from 'vitest';
import type { PitfallRule } from '../src/define-rule.ts';
import { defineRule } from '../tools/whole-rule.ts';
import { rules } from '../src/generated/rules.ts';
import { campaign } from '../tools/fuzz/campaign.ts';
import { Examiner } from '../tools/fuzz/examine.ts';
import { Inputs } from '../tools/fuzz/inputs.ts';
import type { Seed } from '../tools/fuzz/seeds.ts';
import { shrink } from '../tools/fuzz/shrink.ts';
import { throwingRule } from './cli/zap-rule.ts';

const files: readonly Seed[] = [
  { kind: 'python', path: 'a.py', text: 'import b\n\ndef f(x):\n    return g(x, "é")\n', rules: {} },
  { kind: 'python', path: 'b.py', text: 'class A:\n    def m(self):\n        yield [self]\n', rules: {} },
];

type Wrong = 'outside' | 'after the end' | 'breaks' | 'loops';

/** A rule for calls that is wrong in one way. */
function wrongRule(wrong: Wrong): PitfallRule {
  return defineRule({
    name: 'wrong',
    pitfalls: ['ZZ-4'],
    summary: 'Wrong',
    level: 'certain',
    fixable: true,
    messages: { called: 'Called.' },
    detectors: {
      python: {
        visit: ({ report, source }) => ({
          call(node) {
            const { start, end } = node.loc;
            const far = { line: end.line, column: end.column + 1000 };
            if (wrong === 'loops') for (;;) if (source.text === '') break;
            if (wrong === 'outside') report({ loc: { start, end: far }, message: 'called' });
            else if (wrong === 'breaks') report({ node, message: 'called', fix: (fixer) => fixer.replaceTextRange(node.range, '((') });
            else report({ node, message: 'called', fix: (fixer) => fixer.insertTextAfterRange([0, source.text.length + 1], 'x') });
          },
        }),
      },
    },
  });
}

describe('the fuzzer', () => {
  test('makes the same inputs for the same seed, and others for another one', () => {
    const texts = (seed: number): string[] => {
      const inputs = new Inputs(seed);
      return Array.from({ length: 60 }, (_, index) => JSON.stringify(inputs.at(index)));
    };
    const first = texts(7);
    expect(texts(7)).toEqual(first);
    expect(new Inputs(7).at(59)).toEqual(JSON.parse(first[59] ?? ''));
    expect(texts(8)).not.toEqual(first);
    expect(new Set(first.map((text) => (JSON.parse(text) as Seed).kind)).size).toBeGreaterThan(2);
  });

  test('finds a rule that throws, and shows the smallest text that it throws on', () => {
    const { mistakes } = campaign(new Inputs(1, 'python', files), [throwingRule], { seconds: 60, inputs: 30 });
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]?.what).toMatch(/^internal error in throwing \(call\)/u);
    expect(mistakes[0]?.input.text).toMatch(/^\S{1,2}\(\)$/u);
    expect(mistakes[0]?.input.path).toBe('a.py');
  });

  test.each([
    ['outside', /^wrong reports outside of the text$/u],
    ['after the end', /^fix of pitfalls\/wrong lies outside of the text$/u],
    ['breaks', /^fix of pitfalls\/wrong breaks the syntax$/u],
  ] as const)('finds a rule that is wrong: %s', (wrong, what) => {
    const { mistakes } = campaign(new Inputs(1, 'python', files), [wrongRule(wrong)], { seconds: 60, inputs: 30 });
    expect(mistakes.map((mistake) => mistake.what)).toContainEqual(expect.stringMatching(what));
  });

  test('comes to an end where a rule does not', () => {
    const { failure } = new Examiner([wrongRule('loops')]).examine({ kind: 'python', path: 'a.py', text: 'f()', rules: {} });
    expect(failure?.what).toBe('no end after 5 s');
  });

  test('shrinks a text by lines and then by characters', () => {
    const text = 'first line\nsome (more) text\nlast line\n'.repeat(20);
    expect(shrink(text, (smaller) => smaller.includes('(') && smaller.includes('l'))).toMatch(/^(?:\(l|l\()$/u);
  });
});

test('600 files that nobody would write are all linted without a failure', () => {
  const { inputs, findings, changes, mistakes } = campaign(new Inputs(1), rules, { seconds: 90, inputs: 600 });
  expect(mistakes).toEqual([]);
  // Where the fixtures are no longer read, nothing would be found, and nothing would fail.
  expect(findings).toBeGreaterThan(inputs / 4);
  expect(changes).toBeGreaterThan(inputs / 10);
});
