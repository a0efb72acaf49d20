import type { Accepted, Collected } from './report.ts';

/** Paths of several roots, told apart by the way to each from the working directory. */
export function prefixed(report: Collected, prefix: string): Collected {
  const full = <Entry extends { readonly path: string }>(entry: Entry): Entry => withPrefix(entry, prefix);
  const within = (entry: Accepted): Accepted => ({ ...entry, finding: full(entry.finding) });
  return {
    ...report,
    findings: report.findings.map(full),
    accepted: report.accepted.map(within),
    disabled: report.disabled.map(within),
    gone: report.gone?.map(full) ?? null,
    notices: report.notices.map(full),
  };
}

/** The same for one thing that has a path. */
export function withPrefix<Entry extends { readonly path: string }>(entry: Entry, prefix: string): Entry {
  return prefix === '' ? entry : { ...entry, path: `${prefix}/${entry.path}` };
}

/** Several reports as one. */
export function summed(reports: readonly Collected[]): Collected {
  const total = (count: (report: Collected) => number): number => reports.reduce((sum, report) => sum + count(report), 0);
  return {
    findings: reports.flatMap(({ findings }) => findings),
    accepted: reports.flatMap(({ accepted }) => accepted),
    disabled: reports.flatMap(({ disabled }) => disabled),
    gone: reports.some(({ gone }) => gone !== null) ? reports.flatMap(({ gone }) => gone ?? []) : null,
    notices: reports.flatMap(({ notices }) => notices),
    checkedFiles: total(({ checkedFiles }) => checkedFiles),
    minifiedFiles: total(({ minifiedFiles }) => minifiedFiles),
    ...(reports.some(({ fixedProblems }) => fixedProblems !== undefined)
      ? { fixedProblems: total(({ fixedProblems = 0 }) => fixedProblems) }
      : {}),
  };
}
