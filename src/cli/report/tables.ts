import type { Palette } from '../color.ts';
import { visible } from '../safe-text.ts';
import type { Statistics, Tally } from '../statistics.ts';

/** More folders than this are a list that nobody reads. */
const MOST_ROWS = 25;
const LONGEST_NAME = 60;

/** The tables of `--statistics` for a person. */
export function statisticsTables({ rules, pitfalls, folders }: Statistics, paint: Palette): string[] {
  return [...table('By rule', rules, paint), ...table('By pitfall', pitfalls, paint), ...table('By folder', folders, paint)];
}

function table(title: string, tallies: readonly Tally[], paint: Palette): string[] {
  if (tallies.length === 0) return [];
  const shown = tallies.slice(0, MOST_ROWS);
  const hasAccepted = tallies.some(({ accepted }) => accepted > 0);
  const hasTrend = tallies.some(({ trend }) => trend !== undefined);
  const names = shown.map(({ name }) => shortened(visible(name)));
  const width = Math.max(title.length, ...names.map(({ length }) => length));
  const cells = (name: string, findings: string, accepted: string, trend: string): string =>
    [
      name.padEnd(width),
      findings.padStart('findings'.length),
      ...(hasAccepted ? [accepted.padStart('accepted'.length)] : []),
      ...(hasTrend ? [trend.padStart('since the baseline'.length)] : []),
    ].join('  ');
  const rows = shown.map(({ findings, accepted, trend = 0 }, index) =>
    cells(names[index] ?? '', String(findings), String(accepted), trend > 0 ? `+${String(trend)}` : String(trend)),
  );
  const left = tallies.length - shown.length;
  return [
    paint.bold(cells(title, 'findings', 'accepted', 'since the baseline')),
    ...rows,
    ...(left > 0 ? [`... and ${String(left)} more`] : []),
    '',
  ];
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `…${name.slice(1 - LONGEST_NAME)}` : name;
}
