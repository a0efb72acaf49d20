/** `npm run docs`: writes the parts of the pages that follow from the code and the fixtures. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../src/generated/rules.ts';
import { readScenarios } from './fixtures/scenarios.ts';
import { reportSchema, schemaText, settingsSchema } from './schemas.ts';
import { pagePath, pitfallsPage, readPage, renderPage } from './pages.ts';
import { renderReadme } from './readme.ts';

const scenarios = readScenarios();
for (const rule of rules) {
  const page = readPage(rule.card.name);
  if (page === null) console.error(`${rule.card.name} has no page: npm run new-rule writes one`);
  else writeFileSync(pagePath(rule.card.name), renderPage(rule, page, scenarios));
}
const docs = join(import.meta.dirname, '../docs');
writeFileSync(join(docs, 'pitfalls.md'), pitfallsPage(rules));
writeFileSync(join(docs, 'settings.schema.json'), schemaText(settingsSchema(rules)));
writeFileSync(join(docs, 'report.schema.json'), schemaText(reportSchema));
const readme = join(docs, '../README.md');
writeFileSync(readme, renderReadme(readFileSync(readme, 'utf8'), rules));
