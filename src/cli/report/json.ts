import packageJson from '../../../package.json' with { type: 'json' };
import type { ExitCode, Finding, Notice, Report } from '../report.ts';
import { asciiJson } from '../safe-text.ts';

/** Rises when something in it changes its meaning or goes away; what is added does not count. */
const VERSION = 1;

function told({ path, line, column, endLine, endColumn, severity, rule, pitfalls, message, url, fingerprint, sourceLine }: Finding) {
  return { path, line, column, endLine, endColumn, severity, rule, pitfalls, message, source: sourceLine, url, fingerprint };
}

function noted({ path, line, reason }: Notice) {
  return { path, ...(line === null ? {} : { line }), reason };
}

/** The whole report for programs, as `docs/report.schema.json` describes it. */
export function json({ findings, accepted, unchecked, notes, checkedFiles, minifiedFiles, fixedProblems }: Report, exitCode: ExitCode): string {
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
    findings: findings.map(told),
    skipped: unchecked.map(noted),
    notes: notes.map(noted),
  });
}
