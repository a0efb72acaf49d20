import type { PitfallRule } from '../define-rule.ts';
import { didYouMean } from '../language/nearest.ts';

/** A rule, and whether it was asked for by a name that it no longer has. */
export interface NamedRule {
  readonly rule: PitfallRule;
  readonly isRenamed: boolean;
}

/** Which rule does somebody mean who writes a name? */
export class RuleNames {
  readonly #byName: ReadonlyMap<string, PitfallRule>;
  readonly #byFormerName: ReadonlyMap<string, PitfallRule>;

  constructor(rules: readonly PitfallRule[]) {
    this.#byName = new Map(rules.map((rule) => [rule.card.name, rule]));
    this.#byFormerName = new Map(rules.flatMap((rule) => (rule.card.formerly ?? []).map((name) => [name, rule])));
  }

  /** What it is called now; an unknown name stays as it is. */
  nameToday(name: string): string {
    return this.#byFormerName.get(name)?.card.name ?? name;
  }

  /** The rule; or, as a sentence, that there is none. */
  find(name: string): NamedRule | string {
    const rule = this.#byName.get(name);
    if (rule) return { rule, isRenamed: false };
    const renamed = this.#byFormerName.get(name);
    if (renamed) return { rule: renamed, isRenamed: true };
    return `there is no rule '${name}'${didYouMean(name.replace(/^pitfalls\//u, ''), this.#byName.keys())}`;
  }
}

/** Which names stand for no rule? As sentences. */
export function unknownRules(names: readonly string[], rules: readonly PitfallRule[]): string[] {
  const known = new RuleNames(rules);
  return names.map((name) => known.find(name)).filter((found) => typeof found === 'string');
}

/** Names of rules as they are today, with what to tell about those that are not; unknown ones stay as they are. */
export function renamed(
  names: readonly string[],
  rules: readonly PitfallRule[],
): { readonly only: readonly string[]; readonly notices: readonly string[] } {
  const known = new RuleNames(rules);
  const only = names.map((name) => known.nameToday(name));
  const notices = names.flatMap((name, index) => (name === only[index] ? [] : `the rule '${name}' is called '${only[index] ?? ''}' now`));
  return { only, notices };
}
