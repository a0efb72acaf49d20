import type { ESLint, Linter } from 'eslint';

/** What `import pitfalls from 'eslint-plugin-pitfalls'` gives. */
export interface PitfallsPlugin extends ESLint.Plugin {
  readonly configs: {
    /** Defects as errors, likely ones as warnings. */
    readonly recommended: Linter.Config[];
    /** Likely defects as errors too. */
    readonly strict: Linter.Config[];
    /** Every rule, for an audit. */
    readonly all: Linter.Config[];
  };
  /** The globs of the files each part reads. */
  readonly files: {
    readonly python: readonly string[];
    readonly javascript: readonly string[];
    /** Linted by ESLint only where another part of the configuration brings a parser for them. */
    readonly typescript: readonly string[];
    readonly yaml: readonly string[];
    readonly dotenv: readonly string[];
    readonly dockerfile: readonly string[];
    readonly markdown: readonly string[];
    readonly shell: readonly string[];
  };
  /** A parser for JavaScript, JSX, Flow and TypeScript that needs no `typescript` package and survives broken files. */
  readonly parser: Linter.Parser;
}

declare const plugin: PitfallsPlugin;
export default plugin;
export { plugin as 'module.exports' };
