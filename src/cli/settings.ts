import type { PitfallRule } from '../define-rule.ts';
import { rules as ourRules } from '../generated/rules.ts';
import { problemsWith, spelled, type Problem } from './check-value.ts';
import { ignoring } from './ignores.ts';
import { problemWithLimit, type Limit } from './limits.ts';
import { didYouMean } from '../language/nearest.ts';
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
  /** Paths are read from here: `''` for the top, or `services/api/`. */
  readonly folder: string;
  readonly spot: Spot;
}

/** A limit, and where it stands. */
export interface WrittenLimit extends Limit {
  readonly spot: Spot;
}

type RuleSettings = ReadonlyMap<string, RuleSetting>;

/** What a project's settings say, as data. */
export interface Settings {
  readonly rules: RuleSettings;
  /** What folders below say otherwise, the inner ones last. */
  readonly below: readonly { readonly folder: string; readonly rules: RuleSettings }[];
  readonly ignore: readonly Ignore[];
  /** What may be found how often at most. */
  readonly limits: readonly WrittenLimit[];
  /** Files that are registries of pitfalls, besides those that are called so. */
  readonly registries: readonly string[];
  /** What is right and yet worth telling. */
  readonly notices: readonly Notice[];
}

export const NO_SETTINGS: Settings = { rules: new Map(), below: [], ignore: [], limits: [], registries: [], notices: [] };

/** The settings, or every mistake in them as a sentence that starts with its place. */
export type SettingsResult = { readonly settings: Settings } | { readonly mistakes: readonly string[] };

/** What do the settings at the top of a project say? Nothing at all when there are none. */
export function readSettings(root: string, rules: readonly PitfallRule[] = ourRules): SettingsResult {
  return settingsFor(root, [], rules);
}

/** What do the settings of a project say about some of its files, at its top and in the folders on the way to them? */
export function settingsFor(root: string, files: readonly FileAsked[], rules: readonly PitfallRule[] = ourRules): SettingsResult {
  const mistakes: string[] = [];
  let settings = NO_SETTINGS;
  for (const folder of ['', ...foldersAround(files)]) {
    const file = settingsFileIn(root, folder);
    // What lies in a folder that is left out may be settings of somebody else's.
    if (!file || (folder !== '' && areLeftOut(files, folder, settings))) continue;
    const read = 'mistakes' in file ? file : new SettingsReader(file, rules, folder).read();
    if ('mistakes' in read) mistakes.push(...read.mistakes);
    else settings = folder === '' ? read.settings : withSettingsBelow(settings, folder, read.settings);
  }
  return mistakes.length > 0 ? { mistakes } : { settings };
}

function withSettingsBelow(settings: Settings, folder: string, { rules, ignore, notices }: Settings): Settings {
  return {
    ...settings,
    below: [...settings.below, { folder, rules }],
    ignore: [...settings.ignore, ...ignore],
    notices: [...settings.notices, ...notices],
  };
}

/** A file that settings are asked about; one that is named is checked even where a pattern ignores it. */
interface FileAsked {
  readonly path: string;
  readonly isNamed: boolean;
}

/** All folders that files lie in, and those around them up to the root, each before the ones inside of it. */
function foldersAround(files: readonly FileAsked[]): string[] {
  const folders = new Set<string>();
  for (const { path } of files) {
    for (let end = path.lastIndexOf('/'); end > 0 && !folders.has(path.slice(0, end + 1)); end = path.lastIndexOf('/', end - 1)) {
      folders.add(path.slice(0, end + 1));
    }
  }
  return [...folders].sort();
}

function areLeftOut(files: readonly FileAsked[], folder: string, { ignore }: Settings): boolean {
  const isIgnored = ignoring(ignore);
  return files.every(({ path, isNamed }) => !path.startsWith(folder) || (!isNamed && isIgnored(path) !== undefined));
}

/** What do the settings say about a rule in a file? The folder next to it has the last word. */
export function settingOf({ rules, below }: Settings, rule: string, path: string): RuleSetting | undefined {
  return below.findLast((inner) => path.startsWith(inner.folder) && inner.rules.has(rule))?.rules.get(rule) ?? rules.get(rule);
}

/** What does the text of a `pitfalls.json` say? */
export function parseSettings(text: string, rules: readonly PitfallRule[]): SettingsResult {
  const file = jsonSettings(text);
  return 'mistakes' in file ? file : new SettingsReader(file, rules).read();
}

const KEYS: readonly string[] = ['$schema', 'rules', 'ignore', 'limits', 'registries'];
const SEVERITIES = ['off', 'warn', 'error'] as const;

class SettingsReader {
  readonly #file: SettingsFile;
  readonly #folder: string;
  readonly #known: readonly PitfallRule[];
  readonly #names: RuleNames;
  readonly #mistakes: { readonly at: number; readonly what: string }[] = [];
  readonly #rules = new Map<string, RuleSetting>();
  readonly #notices: Notice[] = [];

  constructor(file: SettingsFile, rules: readonly PitfallRule[], folder = '') {
    this.#file = file;
    this.#folder = folder;
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
    const settings = {
      rules: this.#rules,
      below: [],
      ignore,
      limits: this.#limitsOf(written.members.get('limits')),
      registries: this.#registriesOf(written.members.get('registries')),
      notices: this.#notices,
    };
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
    return patterns.map(({ at, pattern }) => ({ pattern, folder: this.#folder, spot: this.#file.spotAt(at) }));
  }

  #limitsOf(limits: Member | undefined): WrittenLimit[] {
    if (!limits) return [];
    if (this.#folder !== '') {
      this.#mistake(limits.at, "'limits' count all of a project, so they stand in the settings at its top");
      return [];
    }
    if (!isTable(limits.written)) {
      this.#mistake(limits.written.at, '\'limits\' must be an object of names and numbers, such as { "broad-except": 12 }');
      return [];
    }
    return [...limits.written.members].map(([name, { at, written }]) => {
      const problem = problemWithLimit(name, this.#known);
      if (problem !== undefined) this.#mistake(at, problem);
      this.#tell(written, `limits.${name}`, problemsWith(plain(written), { type: 'integer', minimum: 0 }));
      return { name, most: Number(plain(written)), spot: this.#file.spotAt(at) };
    });
  }

  #registriesOf(registries: Member | undefined): string[] {
    if (!registries) return [];
    const { at, written } = registries;
    if (this.#folder !== '') this.#mistake(at, "'registries' hold for all of a project, so they stand in the settings at its top");
    this.#tell(written, 'registries', problemsWith(plain(written), { type: 'array', items: { type: 'string', minLength: 1 } }));
    const paths = ('items' in written ? written.items : []).map((item) => ({ item, path: String(plain(item)) }));
    for (const { item, path } of paths.filter((one) => !one.path.endsWith('.md'))) {
      this.#mistake(item.at, `registries names '${path}', and a registry is a Markdown file (.md)`);
    }
    return paths.map(({ path }) => path.replace(/^\.\//u, ''));
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
