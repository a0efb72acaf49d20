import type { PitfallRule } from '../define-rule.ts';
import { rules as ourRules } from '../generated/rules.ts';
import { isObject, problemsWith } from './check-value.ts';
import { didYouMean } from './nearest.ts';
import { readRootFile } from './root-file.ts';
import { SETTINGS_FILE } from './settings-file.ts';

type Severity = 'off' | 'warn' | 'error';

/** What `pitfalls.json` says about one rule; without options the rule's defaults hold. */
export interface RuleSetting {
  readonly severity: Severity;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What a project's `pitfalls.json` says. */
export interface Settings {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** Patterns of paths that are left out of folders. */
  readonly ignore: readonly string[];
}

export const NO_SETTINGS: Settings = { rules: new Map(), ignore: [] };

/** The settings, or every mistake in them as a sentence. */
export type SettingsResult = { readonly settings: Settings } | { readonly mistakes: readonly string[] };

/** What does the `pitfalls.json` in a folder say? Nothing at all when there is none. */
export function readSettings(folder: string, rules: readonly PitfallRule[] = ourRules): SettingsResult {
  const file = readRootFile(folder, SETTINGS_FILE);
  if (!file) return { settings: NO_SETTINGS };
  return 'mistakes' in file ? file : parseSettings(file.text, rules);
}

export function parseSettings(text: string, rules: readonly PitfallRule[]): SettingsResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { mistakes: [`${SETTINGS_FILE} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  if (!isObject(value)) return { mistakes: [`${SETTINGS_FILE} must hold an object`] };
  const mistakes = Object.keys(value)
    .filter((key) => !KEYS.includes(key))
    .map((key) => `${SETTINGS_FILE} has no '${key}'${didYouMean(key, KEYS)}`);
  const known = new Map(rules.map((rule) => [rule.card.name, rule]));
  const settings = { rules: rulesOf(value.rules, known, mistakes), ignore: ignoreOf(value.ignore, mistakes) };
  return mistakes.length > 0 ? { mistakes } : { settings };
}

const KEYS: readonly string[] = ['$schema', 'rules', 'ignore'];

function rulesOf(value: unknown, known: ReadonlyMap<string, PitfallRule>, mistakes: string[]): Map<string, RuleSetting> {
  const settings = new Map<string, RuleSetting>();
  if (value === undefined) return settings;
  if (!isObject(value)) {
    mistakes.push(`${SETTINGS_FILE}: 'rules' must be an object of rule names`);
    return settings;
  }
  for (const [name, entry] of Object.entries(value)) {
    const rule = known.get(name);
    if (!rule) {
      mistakes.push(`${SETTINGS_FILE}: there is no rule '${name}'${didYouMean(name.replace(/^pitfalls\//u, ''), known.keys())}`);
      continue;
    }
    const read = settingOf(entry, rule, `${SETTINGS_FILE}: rules.${name}`);
    if ('mistakes' in read) mistakes.push(...read.mistakes);
    else settings.set(name, read);
  }
  return settings;
}

function settingOf(entry: unknown, rule: PitfallRule, where: string): RuleSetting | { readonly mistakes: readonly string[] } {
  const [severity, options, ...rest] = Array.isArray(entry) ? (entry as unknown[]) : [entry];
  if (!isSeverity(severity) || rest.length > 0) {
    return { mistakes: [`${where} must be "off", "warn", "error", or a list of one of these and an object of options`] };
  }
  if (options === undefined) return { severity };
  const schema = (rule.meta?.schema as readonly Record<string, unknown>[]).at(0);
  if (!schema) return { mistakes: [`${where}: this rule has no options`] };
  const mistakes = problemsWith(options, schema, where);
  return mistakes.length > 0 ? { mistakes } : { severity, options: options as Record<string, unknown> };
}

function isSeverity(value: unknown): value is Severity {
  return value === 'off' || value === 'warn' || value === 'error';
}

function ignoreOf(value: unknown, mistakes: string[]): readonly string[] {
  if (value === undefined) return [];
  const wrong = problemsWith(value, { type: 'array', items: { type: 'string', minLength: 1 } }, `${SETTINGS_FILE}: ignore`);
  mistakes.push(...wrong);
  const patterns = wrong.length > 0 ? [] : (value as string[]);
  for (const pattern of patterns.filter((one) => one.startsWith('!'))) {
    mistakes.push(`${SETTINGS_FILE}: ignore cannot take '${pattern}' back: patterns that start with '!' are not understood`);
  }
  return patterns;
}
