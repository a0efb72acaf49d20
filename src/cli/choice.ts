import type { Linter } from 'eslint';
import type { Card } from '../define-rule.ts';
import { severityOf, type PresetName } from '../presets.ts';
import type { Settings } from './settings.ts';

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

/** How a rule stands in ESLint's configuration. */
export function entryFor({ name, level }: Card, { preset, settings, only }: Choice): Linter.RuleEntry {
  const { severity = severityOf(preset, level), options } = settings.rules.get(name) ?? {};
  return [loudness(name, severity, only), ...(options ? [options] : [])];
}

function loudness(name: string, usual: Linter.StringSeverity, only: readonly string[]): Linter.StringSeverity {
  if (only.length === 0) return usual;
  if (!only.includes(name)) return 'off';
  // Who asks for a rule by name wants to hear it, even where the preset is silent.
  return usual === 'off' ? 'warn' : usual;
}
