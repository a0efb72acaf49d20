import type { PitfallRule } from '../../define-rule.ts';
import type { Times } from '../../language/stopwatch.ts';
import type { PartFound } from '../part.ts';
import type { ExitCode, Report } from '../report.ts';
import { statisticsOf } from '../statistics.ts';
import { concise } from './concise.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { pretty, type Look } from './pretty.ts';
import { sarif } from './sarif.ts';

/** `lines` are for people and for logs, `commands` for GitHub's runner, a `document` for a program. */
export type Rendered = { readonly lines: readonly string[] } | { readonly commands: readonly string[] } | { readonly document: string };

/** What a format may want to know besides the report. */
export interface About extends Look {
  readonly rules: readonly PitfallRule[];
  readonly exitCode: ExitCode;
  /** Is what is accepted told as well? */
  readonly hasAccepted: boolean;
  /** Was it asked how often what was found? */
  readonly isCounted: boolean;
  /** How long everything took, if that was asked. */
  readonly times: Times | null;
  /** What `pitfalls merge` needs, when only a part of the files was checked. */
  readonly part?: PartFound;
}

type Format = (report: Report, about: About) => Rendered;

export const formats = {
  pretty: (report, about) => ({ lines: pretty(report, about, about.isCounted ? statisticsOf(report, about.rules) : null) }),
  concise: (report) => ({ lines: concise(report) }),
  json: (report, about) => ({ document: json(report, about) }),
  sarif: (report, { rules, hasAccepted }) => ({ document: sarif(report, rules, hasAccepted) }),
  github: (report) => ({ commands: github(report) }),
  gitlab: (report) => ({ document: gitlab(report) }),
  junit: (report) => ({ document: junit(report) }),
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as FormatName[];
