import { findingsByFile, type Finding, type Notice, type Report } from '../report.ts';
import { visible } from '../safe-text.ts';

/** A test suite for each file with findings, for CI servers that show test results. */
export function junit({ findings, unchecked, checkedFiles }: Report): string {
  const total = findings.length + unchecked.length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="pitfalls" tests="${String(Math.max(total, checkedFiles))}" failures="${String(findings.length)}" errors="${String(unchecked.length)}">`,
    ...findingsByFile(findings).flatMap(([path, found]) => suite(path, found)),
    ...unchecked.flatMap(errorSuite),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(path: string, findings: readonly Finding[]): string[] {
  const name = xml(path);
  const count = String(findings.length);
  return [
    `  <testsuite name="${name}" tests="${count}" failures="${count}" errors="0">`,
    ...findings.map(({ line, column, severity, message, rule, pitfalls, url }) => {
      const place = `${path}:${String(line)}:${String(column)}`;
      const body = [place, message, `${rule} (${pitfalls.join(', ')})`, url].map(xml).join('\n');
      return `    <testcase classname="${name}" name="${xml(`${rule} ${String(line)}:${String(column)}`)}"><failure type="${severity}" message="${xml(message)}">${body}</failure></testcase>`;
    }),
    '  </testsuite>',
  ];
}

function errorSuite({ path, line, reason }: Notice): string[] {
  const name = xml(path);
  const place = line === null ? path : `${path}:${String(line)}`;
  return [
    `  <testsuite name="${name}" tests="1" failures="0" errors="1">`,
    `    <testcase classname="${name}" name="unchecked"><error message="${xml(reason)}">${xml(`${place} ${reason}`)}</error></testcase>`,
    '  </testsuite>',
  ];
}

/** Text that is legal in XML 1.0, in an attribute as well, and no command to a runner in whose log it is printed. */
function xml(text: string): string {
  return visible(text)
    .replace(/[&<>"']/gu, (character) => `&#${String(character.charCodeAt(0))};`)
    .replace(/^(\s*)::/u, '$1&#58;:')
    .replaceAll('##[', '##&#91;');
}
