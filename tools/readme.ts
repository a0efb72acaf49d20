/** The table of rules in the README: it follows from the cards, so that a new rule is in it without being written down. */
import type { PitfallRule } from '../src/define-rule.ts';
import { kindNames } from './pages.ts';

const HEAD = '| Rule | What it finds | Looks at |\n| --- | --- | --- |\n';

/** The README with a row for each rule; everything around the table stays as it is. */
export function renderReadme(readme: string, rules: readonly PitfallRule[]): string {
  const [before, after] = [readme.indexOf(HEAD), readme.indexOf('\n\n', readme.indexOf(HEAD))];
  if (before < 0 || after < 0) throw new Error('README.md has lost the head of its table of rules');
  const rows = rules.map(({ card, kinds }) => `| [${card.name}](docs/rules/${card.name}.md) | ${card.summary} | ${kindNames(kinds)} |`);
  return readme.slice(0, before) + HEAD + rows.join('\n') + readme.slice(after);
}
