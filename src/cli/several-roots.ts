import type { Report } from './report.ts';

/** Paths of several roots, told apart by the way to each from the working directory. */
export function prefixed(report: Report, prefix: string): Report {
  const full = <Entry extends { readonly path: string }>(entry: Entry): Entry => withPrefix(entry, prefix);
  return { ...report, findings: report.findings.map(full), notices: report.notices.map(full) };
}

/** The same for one thing that has a path. */
export function withPrefix<Entry extends { readonly path: string }>(entry: Entry, prefix: string): Entry {
  return prefix === '' ? entry : { ...entry, path: `${prefix}/${entry.path}` };
}

/** Several reports as one. */
export function summed(reports: readonly Report[]): Report {
  const total = (count: (report: Report) => number): number => reports.reduce((sum, report) => sum + count(report), 0);
  return {
    findings: reports.flatMap(({ findings }) => findings),
    notices: reports.flatMap(({ notices }) => notices),
    checkedFiles: total(({ checkedFiles }) => checkedFiles),
    minifiedFiles: total(({ minifiedFiles }) => minifiedFiles),
    acceptedFindings: total(({ acceptedFindings }) => acceptedFindings),
    ...(reports.some(({ fixedProblems }) => fixedProblems !== undefined) ? { fixedProblems: total(({ fixedProblems = 0 }) => fixedProblems) } : {}),
  };
}
