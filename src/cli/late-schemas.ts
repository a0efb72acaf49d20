import type { Rule } from 'eslint';

/**
 * Copies of rules whose option schemas ESLint does not see while it works out a configuration, which is ours and needs
 * no validation: compiling a schema for each rule takes longer than linting a file. Comments in files are validated.
 */
export class LateSchemas {
  #isHidden = false;

  copyOf(rule: Rule.RuleModule): Rule.RuleModule {
    const schemaNow = (): NonNullable<Rule.RuleMetaData['schema']> => (this.#isHidden ? false : (rule.meta?.schema ?? []));
    return {
      ...rule,
      meta: {
        ...rule.meta,
        get schema() {
          return schemaNow();
        },
      },
    };
  }

  hiddenWhile<Result>(action: () => Result): Result {
    this.#isHidden = true;
    try {
      return action();
    } finally {
      this.#isHidden = false;
    }
  }
}
