import type { Linter } from 'eslint';
import { newLinter, workedOut } from '../../src/cli/eslint.ts';
import type { Reading } from '../../src/cli/kinds.ts';
import type { Settings } from '../../src/cli/settings.ts';
import type { PitfallRule } from '../../src/define-rule.ts';
import plugin from '../../src/plugin.ts';

/** One fix or suggestion: what a click would do to a file. */
export interface Change {
  readonly rule: string;
  readonly isFix: boolean;
  readonly range: readonly [number, number];
  readonly text: string;
}

export function changesFor({ ruleId, fix, suggestions = [] }: Linter.LintMessage): Change[] {
  const rule = ruleId ?? '';
  const asChange = (edit: { readonly range: readonly [number, number]; readonly text: string }, isFix: boolean): Change => ({
    rule,
    isFix,
    range: edit.range,
    text: edit.text,
  });
  return [...(fix ? [asChange(fix, true)] : []), ...suggestions.map((suggestion) => asChange(suggestion.fix, false))];
}

/** The text after the change; null when the change does not fit into it. Ranges count from behind the byte order mark. */
export function applied(text: string, { range: [start, end], text: insert }: Change): string | null {
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const isInside = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= text.length - mark;
  return isInside ? text.slice(0, start + mark) + insert + text.slice(end + mark) : null;
}

/** Our rules in a plain Linter, as an editor runs them: with suggestions, and with every node visited. */
export class RawLinter {
  readonly #root: string;
  readonly #linter: Linter;
  readonly #rules: Linter.RulesRecord;
  readonly #plugin: Linter.Config['plugins'];
  readonly #known: ReadonlyMap<string, PitfallRule>;
  readonly #configs = new Map<string, Linter.Config[]>();

  constructor(root: string, rules: readonly PitfallRule[], settings: Settings) {
    this.#root = root;
    this.#linter = newLinter(root);
    this.#known = new Map(rules.map((rule) => [`pitfalls/${rule.card.name}`, rule]));
    this.#plugin = {
      pitfalls: {
        meta: plugin.meta ?? {},
        languages: plugin.languages ?? {},
        rules: Object.fromEntries(rules.map((rule) => [rule.card.name, rule])),
      },
    };
    this.#rules = Object.fromEntries(
      rules.map(({ card: { name } }) => {
        const options = settings.rules.get(name)?.options;
        return [`pitfalls/${name}`, ['error', ...(options ? [options] : [])]];
      }),
    );
  }

  lint(path: string, text: string, reading: Reading): Linter.LintMessage[] {
    const options = {
      filename: `${this.#root}/${path}`,
      ruleFilter: ({ ruleId }: { readonly ruleId: string }) => this.#known.has(ruleId),
    };
    return this.#linter.verify(text, this.#configFor(path, reading), options).filter(({ ruleId }) => this.#known.has(ruleId ?? ''));
  }

  #configFor(path: string, { kind, config }: Reading): Linter.Config[] {
    // To ESLint this ending means another kind of module.
    const ending = path.endsWith('.cjs') ? '.cjs' : '';
    const known = this.#configs.get(kind + ending);
    if (known) return known;
    const block: Linter.Config = {
      files: [() => true] as unknown as string[],
      plugins: this.#plugin ?? {},
      rules: Object.fromEntries(Object.entries(this.#rules).filter(([id]) => this.#known.get(id)?.kinds.includes(kind))),
      linterOptions: { reportUnusedDisableDirectives: 'off', reportUnusedInlineConfigs: 'off' },
      ...config,
      ...(kind === 'python' || kind === 'shell' ? { languageOptions: { visit: 'all' } } : {}),
    };
    const made = workedOut(block, this.#root, `file${ending}`) ?? [{ ignores: ['!**/node_modules/'] }, block];
    this.#configs.set(kind + ending, made);
    return made;
  }
}
