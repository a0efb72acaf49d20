import packageJson from '../package.json' with { type: 'json' };
import { language as dotenv } from './dotenv/language.ts';
import { rules } from './generated/rules.ts';
import { parser } from './javascript/parser.ts';
import { files } from './language/files.ts';
import type { PitfallsPlugin } from './plugin-api.d.ts';
import { preset } from './presets.ts';
import { language as python } from './python/language.ts';
import { language as yaml } from './yaml/language.ts';

const plugin = {
  meta: { name: packageJson.name, version: packageJson.version, namespace: 'pitfalls' },
  languages: {
    get python() {
      return python;
    },
    get yaml() {
      return yaml;
    },
    get dotenv() {
      return dotenv;
    },
  },
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
