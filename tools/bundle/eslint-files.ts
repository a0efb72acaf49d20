/* eslint-disable @typescript-eslint/no-require-imports -- a module that is required is evaluated when somebody asks for it, and an imported one at the start */
import type * as EslintFiles from '../../src/cli/eslint-files.ts';

/** In the one-file bundle, stands in for `src/cli/eslint-files.ts`: ESLint is inside. */
export const hasEslint: typeof EslintFiles.hasEslint = () => true;

/** Evaluated at the first file, as from the package. */
export const universal: typeof EslintFiles.universal = () => require('eslint/universal') as ReturnType<typeof EslintFiles.universal>;

export const configArrays: typeof EslintFiles.configArrays = () =>
  (require('eslint-config-arrays') as { readonly FlatConfigArray: EslintFiles.ConfigArrayClass }).FlatConfigArray;
