import packageJson from '../package.json' with { type: 'json' };
import { everyKit } from './every-kit.ts';
import { rules } from './generated/rules.ts';
import { parser } from './javascript/parser.ts';
import { files } from './language/files.ts';
import type { PitfallsPlugin } from './plugin-api.d.ts';
import { preset } from './presets.ts';

const plugin = {
  meta: { name: packageJson.name, version: packageJson.version, namespace: 'pitfalls' },
  languages: Object.fromEntries(everyKit.flatMap(({ languages }) => Object.entries(languages))),
  rules: Object.fromEntries(rules.map((rule) => [rule.card.name, rule])),
  configs: {
    get recommended() {
      return preset('recommended', plugin, rules);
    },
    get strict() {
      return preset('strict', plugin, rules);
    },
    get all() {
      return preset('all', plugin, rules);
    },
  },
  files,
  parser,
} as unknown as PitfallsPlugin;

export default plugin;
// `require('eslint-plugin-pitfalls')` gives the plugin itself.
export { plugin as 'module.exports' };
