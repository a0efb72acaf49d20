/** `npm run fixed`: writes every `NAME.fixed.EXT` anew, and one for each fixture named on the command line. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyFixes, lintFixture, setupsFor } from './fixtures/lint.ts';
import { readScenarios } from './fixtures/scenarios.ts';

const wanted = new Set(process.argv.slice(2));
for (const scenario of readScenarios()) {
  for (const file of scenario.files) {
    const path = `fixtures/${scenario.id}/${scenario.name}/${file.path}`;
    const setup = setupsFor(file.path).at(0);
    if (!setup || (file.fixed === null && !wanted.has(path))) continue;
    const fixed = applyFixes(file.text, lintFixture(scenario, file, setup));
    writeFileSync(join(scenario.folder, file.path.replace(/(\.\w+)?$/u, '.fixed$1')), fixed);
  }
}
