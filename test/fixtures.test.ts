import { describe, expect, test } from 'vitest';
import { broken } from '../tools/fixtures/promises.ts';
import { applyFixes, lintFixture, setupsFor } from '../tools/fixtures/lint.ts';
import { readScenarios } from '../tools/fixtures/scenarios.ts';

for (const scenario of readScenarios()) {
  describe(`${scenario.id}/${scenario.name}`, () => {
    test('is named ok- if and only if it promises nothing', () => {
      const promises = scenario.files.some(({ markers }) => markers.some(({ kind }) => kind !== 'known-miss'));
      expect(scenario.name.startsWith('ok-')).toBe(!promises);
    });

    for (const file of scenario.files) {
      for (const setup of setupsFor(file.path)) {
        test(`${file.path} keeps its promises (${setup.name}, ESLint ${String(setup.eslint)})`, () => {
          const messages = lintFixture(scenario, file, setup);
          const problems = broken(scenario, file, messages);
          if (problems.length > 0) expect.fail(problems.join('\n'));
          if (file.fixed !== null) expect(applyFixes(file.text, messages)).toBe(file.fixed);
        });
      }
    }
  });
}
