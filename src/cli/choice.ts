import type { Linter } from 'eslint';
import type { Card } from '../card.ts';
import { severityOf, type PresetName } from '../presets.ts';
import type { Spot } from './settings-file.ts';
import { settingOf, type Settings } from './settings.ts';

/** What decides which rules run, and how loudly. */
export interface Choice {
  readonly preset: PresetName;
  readonly settings: Settings;
  /** Only these rules, at whatever level they are; empty for the preset's. */
  readonly only: readonly string[];
  /** Do comments in the files count for nothing? */
  readonly isUntrusted?: boolean;
  /** Is it told what would mend a finding? */
  readonly hasOffers?: boolean;
  /** Is it told what comments in the files switch off? */
  readonly hasAccepted?: boolean;
}

/** How a rule stands, and who has decided how loud it is. */
export interface Decision {
  readonly severity: Linter.StringSeverity;
  /** What differs from the defaults, as the settings have it. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly source:
    | { readonly by: 'preset'; readonly preset: PresetName }
    | { readonly by: 'settings'; readonly spot: Spot }
    | { readonly by: 'command line' };
}

/** How does a rule stand in a file, and why? */
export function decisionFor(card: Card, { preset, settings, only }: Choice, path: string): Decision {
  const { severity: usual = severityOf(preset, card), options, spot } = settingOf(settings, card.name, path) ?? {};
  const severity = loudness(card.name, usual, only);
  const written = options ? { options } : {};
  if (severity !== usual) return { severity, ...written, source: { by: 'command line' } };
  return { severity, ...written, source: spot ? { by: 'settings', spot } : { by: 'preset', preset } };
}

/** The same as ESLint's configuration has it. */
export function entryFor(card: Card, choice: Choice, path: string): Linter.RuleEntry {
  const { severity, options } = decisionFor(card, choice, path);
  return [severity, ...(options ? [options] : [])];
}

function loudness(name: string, usual: Linter.StringSeverity, only: readonly string[]): Linter.StringSeverity {
  if (only.length === 0) return usual;
  if (!only.includes(name)) return 'off';
  // Who asks for a rule by name wants to hear it, even where the preset is silent.
  return usual === 'off' ? 'warn' : usual;
}
