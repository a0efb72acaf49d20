import eslintPlugin from 'eslint-plugin-eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
// Our own rules, as a user gets them: `npm run build` comes first.
import pitfalls from './dist/plugin.js';

export default defineConfig([
  // Fixtures are full of defects on purpose, and samples are as people write.
  { ignores: ['dist/', 'fixtures/', 'tools/fuzz/samples/', 'src/generated/', 'coverage/'] },
  ...pitfalls.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      // A missing element is asked for, not asserted away; a cast that hides it needs its reason beside it.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
    },
  },
  { files: ['src/define-rule.ts', 'src/rules/**/*.ts'], extends: [eslintPlugin.configs.recommended] },
]);
