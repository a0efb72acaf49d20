/** `npm run docs`: writes the parts of the pages that follow from the code and the fixtures. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../src/generated/rules.ts';
import { readScenarios } from './fixtures/scenarios.ts';
import { pagePath, pitfallsPage, readPage, renderPage } from './pages.ts';

const scenarios = readScenarios();
for (const rule of rules) {
  const page = readPage(rule.card.name);
  if (page === null) console.error(`${rule.card.name} has no page: npm run new-rule writes one`);
  else writeFileSync(pagePath(rule.card.name), renderPage(rule, page, scenarios));
}
writeFileSync(join(import.meta.dirname, '../docs/pitfalls.md'), pitfallsPage(rules));
