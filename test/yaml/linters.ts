import { Linter, type Rule } from 'eslint';
import { Linter as Linter9 } from 'eslint9';
import yml from 'eslint-plugin-yml';
import { language as dockerfile } from '../../src/dockerfile/language.ts';
import { language as dotenv } from '../../src/dotenv/language.ts';
import { language as shell } from '../../src/shell/language.ts';
import { language as yaml } from '../../src/yaml/language.ts';

/** Both majors of ESLint; their types differ in what is not used here. */
export const linters: [name: string, linter: Linter][] = [
  ['ESLint 10', new Linter()],
  ['ESLint 9', new (Linter9 as unknown as typeof Linter)()],
];

type Language = 'pitfalls/yaml' | 'pitfalls/dotenv' | 'pitfalls/dockerfile' | 'pitfalls/shell' | 'yml/yaml';

export function configFor(language: Language, rules: Linter.RulesRecord, rule?: Rule.RuleModule): Linter.Config[] {
  const pitfalls = { languages: { yaml, dotenv, dockerfile, shell }, rules: { own: rule } };
  return [
    {
      files: ['**/*.test-file'],
      plugins: { pitfalls, yml } as never,
      language,
      linterOptions: { reportUnusedDisableDirectives: 'error' },
      rules,
    },
  ];
}

export function verify(linter: Linter, text: string, config: Linter.Config[]): Linter.LintMessage[] {
  return linter.verify(text, config, { filename: 'a.test-file' });
}

/** A rule that a test writes: a selector, and what it says and replaces. */
export function ruleFor(selector: string, replacement?: string): Rule.RuleModule {
  return {
    meta: { type: 'problem', fixable: 'code', schema: [] },
    create: (context) => ({
      [selector](node: Rule.Node) {
        context.report({
          node,
          message: `found ${context.sourceCode.getText(node)}`,
          ...(replacement === undefined ? {} : { fix: (fixer) => fixer.replaceText(node, replacement) }),
        });
      },
    }),
  };
}

/** What the last run found and a comment silenced, with the reasons; the types of ESLint do not know of it. */
export function suppressedBy(linter: Linter): [line: number, justification: string][] {
  const { getSuppressedMessages } = linter as unknown as {
    getSuppressedMessages: (this: Linter) => { line: number; suppressions: { justification: string }[] }[];
  };
  return getSuppressedMessages.call(linter).map(({ line, suppressions }) => [line, suppressions[0]?.justification ?? '']);
}
