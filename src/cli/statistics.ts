import type { PitfallRule } from '../define-rule.ts';
import { byCode, type Report } from './report.ts';

/** How often something was found: of one rule, one pitfall or one folder. */
export interface Tally {
  readonly name: string;
  readonly findings: number;
  /** What the project has accepted, so that it is not told. */
  readonly accepted: number;
  /** How many more there are than the baseline accepts, or with a minus fewer; absent where there is no baseline to compare with. */
  readonly trend?: number;
}

/** What `--statistics` counts; in each list what is found most stands first. */
export interface Statistics {
  readonly rules: readonly Tally[];
  readonly pitfalls: readonly Tally[];
  readonly folders: readonly Tally[];
}

/** Something that is counted. */
interface Counted {
  readonly rule: string;
  readonly path: string;
}

/** How often was what found where? */
export function statisticsOf(report: Report, rules: readonly PitfallRule[]): Statistics {
  const pitfalls = new Map(rules.map(({ card }) => [card.name, card.pitfalls]));
  return {
    rules: tallies(report, ({ rule }) => [rule]),
    pitfalls: tallies(report, ({ rule }) => pitfalls.get(rule) ?? []),
    folders: tallies(report, ({ path }) => [folderOf(path)]),
  };
}

/** So many folders of a path make a part of the project that somebody is in charge of. */
const DEPTH = 2;

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).slice(0, DEPTH).join('/') || '.';
}

interface Count {
  findings: number;
  accepted: number;
  gone: number;
}

function tallies({ findings, accepted, gone }: Report, namesOf: (counted: Counted) => readonly string[]): Tally[] {
  const counts = new Map<string, Count>();
  const add = (counted: Counted, column: keyof Count): void => {
    for (const name of namesOf(counted)) {
      const count = counts.get(name) ?? { findings: 0, accepted: 0, gone: 0 };
      counts.set(name, count);
      count[column]++;
    }
  };
  for (const finding of findings) add(finding, 'findings');
  for (const { finding } of accepted) add(finding, 'accepted');
  for (const entry of gone ?? []) add(entry, 'gone');
  return [...counts]
    .map(([name, count]): Tally => {
      const { findings: told, accepted: silent } = count;
      // What the baseline accepts stands on both sides.
      return { name, findings: told, accepted: silent, ...(gone === null ? {} : { trend: told - count.gone }) };
    })
    .sort((a, b) => b.findings - a.findings || b.accepted - a.accepted || byCode(a.name, b.name));
}
