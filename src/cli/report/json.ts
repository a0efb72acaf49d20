import packageJson from '../../../package.json' with { type: 'json' };
import type { Finding, Notice, Report } from '../report.ts';
import { asciiJson } from '../safe-text.ts';
import { statisticsOf } from '../statistics.ts';
import type { About } from './formats.ts';
import { timingData } from './timing.ts';

/** Rises when something in it changes its meaning or goes away; what is added does not count. */
const VERSION = 1;

function told({ path, line, column, endLine, endColumn, severity, rule, pitfalls, message, url, fingerprint, sourceLine }: Finding) {
  return { path, line, column, endLine, endColumn, severity, rule, pitfalls, message, source: sourceLine, url, fingerprint };
}

function noted({ path, line, reason }: Notice) {
  return { path, ...(line === null ? {} : { line }), reason };
}

type Wishes = Pick<About, 'rules' | 'exitCode' | 'hasAccepted' | 'isCounted' | 'times' | 'part'>;

/** The whole report for programs, as `docs/report.schema.json` describes it. */
export function json(report: Report, { rules, exitCode, hasAccepted, isCounted, times, part }: Wishes): string {
  const { findings, accepted, disabled, limits, unchecked, notes, checkedFiles, minifiedFiles, fixedProblems } = report;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return asciiJson({
    version: VERSION,
    tool: { name: 'pitfalls', version: packageJson.version },
    summary: {
      errors,
      warnings: findings.length - errors,
      checkedFiles,
      minifiedFiles,
      acceptedFindings: accepted.length,
      ...(fixedProblems === undefined ? {} : { fixedProblems }),
      exitCode,
    },
    ...(isCounted ? { statistics: { ...statisticsOf(report, rules), ...(times ? { timing: timingData(times) } : {}) } } : {}),
    ...(limits.length > 0 ? { limits: limits.map(({ name, most, count, origin }) => ({ name, most, count, origin })) } : {}),
    findings: findings.map(told),
    ...(hasAccepted ? { accepted: [...accepted, ...disabled].map(({ finding, by, reason }) => ({ ...told(finding), by, reason })) } : {}),
    skipped: unchecked.map(noted),
    notes: notes.map(noted),
    ...(part ? { shard: part } : {}),
  });
}
