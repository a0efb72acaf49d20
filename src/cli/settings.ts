import type { PitfallRule } from '../define-rule.ts';
import { rules as ourRules } from '../generated/rules.ts';
import { problemsWith, spelled, type Problem } from './check-value.ts';
import { problemWithLimit, type Limit } from './limits.ts';
import { didYouMean } from './nearest.ts';
import type { Notice } from './report.ts';
import { RuleNames } from './rule-names.ts';
import { jsonSettings, settingsFileIn, shown, type SettingsFile, type Spot } from './settings-file.ts';
import { isTable, placeIn, plain, type Member, type Written } from './written.ts';

type Severity = 'off' | 'warn' | 'error';

/** What the settings say about one rule, and where; without options the rule's defaults hold. */
export interface RuleSetting {
  readonly severity: Severity;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly spot: Spot;
}

/** A pattern of paths that are left out of folders, and where it stands. */
export interface Ignore {
  readonly pattern: string;
  readonly spot: Spot;
}

/** A limit, and where it stands. */
export interface WrittenLimit extends Limit {
  readonly spot: Spot;
}

/** What a project's settings say, as data. */
export interface Settings {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly ignore: readonly Ignore[];
  /** What may be found how often at most. */
  readonly limits: readonly WrittenLimit[];
  /** What is right and yet worth telling. */
  readonly notices: readonly Notice[];
}

export const NO_SETTINGS: Settings = { rules: new Map(), ignore: [], limits: [], notices: [] };

/** The settings, or every mistake in them as a sentence that starts with its place. */
export type SettingsResult = { readonly settings: Settings } | { readonly mistakes: readonly string[] };

/** What do the settings in a folder say? Nothing at all when there are none. */
export function readSettings(folder: string, rules: readonly PitfallRule[] = ourRules): SettingsResult {
  const file = settingsFileIn(folder);
  if (!file) return { settings: NO_SETTINGS };
  return 'mistakes' in file ? file : new SettingsReader(file, rules).read();
}

/** What does the text of a `pitfalls.json` say? */
export function parseSettings(text: string, rules: readonly PitfallRule[]): SettingsResult {
  const file = jsonSettings(text);
  return 'mistakes' in file ? file : new SettingsReader(file, rules).read();
}

const KEYS: readonly string[] = ['$schema', 'rules', 'ignore', 'limits'];
const SEVERITIES = ['off', 'warn', 'error'] as const;

class SettingsReader {
  readonly #file: SettingsFile;
  readonly #known: readonly PitfallRule[];
  readonly #names: RuleNames;
  readonly #mistakes: { readonly at: number; readonly what: string }[] = [];
  readonly #rules = new Map<string, RuleSetting>();
  readonly #notices: Notice[] = [];

  constructor(file: SettingsFile, rules: readonly PitfallRule[]) {
    this.#file = file;
    this.#known = rules;
    this.#names = new RuleNames(rules);
  }

  read(): SettingsResult {
    const { written, name } = this.#file;
    if (!isTable(written)) return { mistakes: [`${name} must hold an object with 'rules', 'ignore' or both`] };
    for (const [key, { at }] of written.members) {
      if (!KEYS.includes(key)) this.#mistake(at, `there is no setting '${key}'${didYouMean(key, KEYS)}`);
    }
    const schema = written.members.get('$schema');
    if (schema) this.#tell(schema.written, '$schema', problemsWith(plain(schema.written), { type: 'string' }));
    this.#readRules(written.members.get('rules'));
    const ignore = this.#ignoreOf(written.members.get('ignore'));
    const settings = { rules: this.#rules, ignore, limits: this.#limitsOf(written.members.get('limits')), notices: this.#notices };
    const mistakes = this.#mistakes.toSorted((a, b) => a.at - b.at).map(({ at, what }) => `${shown(this.#file.spotAt(at))}: ${what}`);
    return mistakes.length > 0 ? { mistakes } : { settings };
  }

  #readRules(rules: Member | undefined): void {
    if (!rules) return;
    if (!isTable(rules.written)) {
      this.#mistake(rules.written.at, "'rules' must be an object of rule names");
      return;
    }
    for (const [name, member] of rules.written.members) this.#readRule(name, member);
  }

  #readRule(name: string, { at, written }: Member): void {
    const found = this.#names.find(name);
    if (typeof found === 'string') {
      this.#mistake(at, found);
      return;
    }
    const { rule, isRenamed } = found;
    const spot = this.#file.spotAt(at);
    if (isRenamed) {
      const reason = `says '${name}', and that rule is called '${rule.card.name}' now`;
      this.#notices.push({ path: spot.file, line: spot.line, reason, isIncomplete: false });
    }
    const known = this.#rules.get(rule.card.name);
    if (known) this.#mistake(at, `${shown(known.spot)} has this rule already, as it is called '${rule.card.name}' now`);
    const setting = this.#settingOf(written, rule, `rules.${name}`);
    if (setting) this.#rules.set(rule.card.name, { ...setting, spot });
  }

  #settingOf(written: Written, { meta }: PitfallRule, where: string): Omit<RuleSetting, 'spot'> | null {
    const [level, options, ...rest] = 'items' in written ? written.items : [written];
    const said = level ? plain(level) : undefined;
    const severity = SEVERITIES.find((known) => known === said);
    if (!severity || rest.length > 0) {
      const near = !severity && typeof said === 'string' ? didYouMean(said, SEVERITIES) : '';
      const what = `${where} must be "off", "warn", "error", or a list of one of these and an object of options${near}`;
      this.#mistake((severity ? rest[0] : level)?.at ?? written.at, what);
      return null;
    }
    if (!options) return { severity };
    const schema = (meta?.schema as readonly Record<string, unknown>[]).at(0);
    if (!schema) {
      this.#mistake(options.at, `${where}: this rule has no options`);
      return null;
    }
    this.#tell(options, where, problemsWith(plain(options), schema));
    return { severity, options: plain(options) as Record<string, unknown> };
  }

  #ignoreOf(ignore: Member | undefined): Ignore[] {
    if (!ignore) return [];
    const { written } = ignore;
    this.#tell(written, 'ignore', problemsWith(plain(written), { type: 'array', items: { type: 'string', minLength: 1 } }));
    const patterns = ('items' in written ? written.items : []).map((item) => ({ at: item.at, pattern: String(plain(item)) }));
    for (const { at, pattern } of patterns.filter((one) => one.pattern.startsWith('!'))) {
      this.#mistake(at, `ignore cannot take '${pattern}' back: patterns that start with '!' are not understood`);
    }
    return patterns.map(({ at, pattern }) => ({ pattern, spot: this.#file.spotAt(at) }));
  }

  #limitsOf(limits: Member | undefined): WrittenLimit[] {
    if (!limits) return [];
    if (!isTable(limits.written)) {
      this.#mistake(limits.written.at, "'limits' must be an object of names and numbers, such as { \"broad-except\": 12 }");
      return [];
    }
    return [...limits.written.members].map(([name, { at, written }]) => {
      const problem = problemWithLimit(name, this.#known);
      if (problem !== undefined) this.#mistake(at, problem);
      this.#tell(written, `limits.${name}`, problemsWith(plain(written), { type: 'integer', minimum: 0 }));
      return { name, most: Number(plain(written)), spot: this.#file.spotAt(at) };
    });
  }

  #tell(part: Written, where: string, problems: readonly Problem[]): void {
    for (const { path, isAboutName, what } of problems) {
      const rest = spelled(path);
      const separator = rest === '' || rest.startsWith('[') ? '' : '.';
      this.#mistake(placeIn(part, path, isAboutName), `${where}${separator}${rest} ${what}`);
    }
  }

  #mistake(at: number, what: string): void {
    this.#mistakes.push({ at, what });
  }
}
