import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../src/generated/rules.ts';
import { lintFixture, setupsFor } from '../tools/fixtures/lint.ts';
import { keepsItsPromises } from '../tools/fixtures/promises.ts';
import { readScenarios } from '../tools/fixtures/scenarios.ts';
import {
  fencesIn,
  headingsOf,
  pitfallsPage,
  projectOfFences,
  readPage,
  renderPage,
  sectionOf,
  SECTIONS,
  type Fence,
} from '../tools/pages.ts';
import { renderReadme } from '../tools/readme.ts';

const scenarios = readScenarios();

for (const rule of rules) {
  const { name } = rule.card;
  describe(`docs/rules/${name}.md`, () => {
    const page = readPage(name) ?? '';

    test('has the fixed sections, in order', () => {
      expect(headingsOf(page)).toEqual([...SECTIONS]);
    });

    test('has something to say in each of them', () => {
      expect(SECTIONS.filter((section) => sectionOf(page, section) === '')).toEqual([]);
    });

    test('is up to date: npm run docs', () => {
      expect(page).toBe(renderPage(rule, page, scenarios));
    });

    test.runIf(keepsItsPromises(name, scenarios))('shows code that is reported under Example and code that is not under Instead', () => {
      const examples = fencesIn(sectionOf(page, 'Example'));
      const instead = fencesIn(sectionOf(page, 'Instead'));
      expect(examples.length).toBeGreaterThan(0);
      expect(instead.length).toBeGreaterThan(0);
      if (rule.card.pitfalls.length === 0) {
        expect(findingsTogether(name, examples)).toBeGreaterThan(0);
        expect(findingsTogether(name, instead)).toBe(0);
        return;
      }
      expect(examples.filter((fence) => findings(name, fence) === 0)).toEqual([]);
      expect(instead.filter((fence) => findings(name, fence) > 0)).toEqual([]);
    });
  });
}

test('docs/pitfalls.md is up to date: npm run docs', () => {
  expect(readFileSync('docs/pitfalls.md', 'utf8')).toBe(pitfallsPage(rules));
});

test('the table of rules in README.md is up to date: npm run docs', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toBe(renderReadme(readme, rules));
});

test('every page belongs to a rule', () => {
  const pages = existsSync('docs/rules') ? readdirSync('docs/rules').map((file) => file.replace('.md', '')) : [];
  expect(pages.filter((page) => !rules.some(({ card }) => card.name === page))).toEqual([]);
});

/** How often a rule of the team's own registry reports, where the code blocks are the files of one project. */
function findingsTogether(rule: string, fences: readonly Fence[]): number {
  const project = projectOfFences(fences);
  return project.files.flatMap((file) => {
    const setup = setupsFor(file.path).find(({ name }) => name !== 'espree');
    return setup ? lintFixture(project, file, setup).filter(({ ruleId }) => ruleId === `pitfalls/${rule}`) : [];
  }).length;
}

/** How often the code block is reported when it is a file of a project of its own. */
function findings(rule: string, { path, code }: Fence): number {
  const scenario = {
    id: rules.find(({ card }) => card.name === rule)?.card.pitfalls[0] ?? '',
    name: 'page',
    folder: process.cwd(),
    files: [],
    rules: {},
  };
  const setup = setupsFor(path).find(({ name }) => name !== 'espree');
  if (!setup) return 0;
  const messages = lintFixture(scenario, { path, text: code, markers: [], fixed: null }, setup);
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages.filter(({ ruleId }) => ruleId === `pitfalls/${rule}`).length;
}
