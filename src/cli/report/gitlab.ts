import { hashOf } from '../fingerprint.ts';
import type { Report } from '../report.ts';
import { asciiJson } from '../safe-text.ts';

/** GitLab's code quality report. */
export function gitlab({ findings, unchecked }: Report): string {
  const found = findings.map(({ path, line, severity, message, rule, pitfalls, fingerprint }) => ({
    description: `${message} (${pitfalls.join(', ')})`,
    check_name: rule,
    fingerprint: hashOf(`${path}\n${fingerprint}`),
    severity: severity === 'error' ? 'major' : 'minor',
    location: { path, lines: { begin: line } },
  }));
  const left = unchecked.map(({ path, line, reason }) => ({
    description: `Could not be checked: ${reason}`,
    check_name: 'unchecked',
    fingerprint: hashOf(`${path}\nunchecked\n${reason}`),
    severity: 'info',
    location: { path, lines: { begin: line ?? 1 } },
  }));
  return asciiJson([...found, ...left]);
}
