/**
 * What does a change of the rules do to real projects? Lints a dozen pinned releases with all rules and prints each finding
 * that came or went since the last time somebody looked and said `--accept`. The repository holds counts and marks only.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesBetween, linesOf, markedIn, type Change, type Line, type Marked, type Report } from './findings.ts';
import { CACHE, folderOf } from './fetch.ts';
import { projects, type Project } from './projects.ts';

const ACCEPTED = join(import.meta.dirname, 'accepted.jsonl');
/** What the accepted marks stood for, for who has run this before: the findings' own lines stay out of the repository. */
const THEN = join(CACHE, 'accepted-findings.jsonl');
const CLI = join(import.meta.dirname, '../../dist/cli.js');

const titleOf = ({ name, version }: Project): string => `${name}-${version}`;

async function main(): Promise<void> {
  const isAccepting = process.argv.includes('--accept');
  const unpacked: (readonly [Project, string])[] = [];
  for (const project of projects) unpacked.push([project, await folderOf(project)]);
  const start = performance.now();
  const reports = await inTurn(unpacked, async ([project, folder]) => ({ title: titleOf(project), report: await reportOf(folder) }));
  const seconds = (performance.now() - start) / 1000;
  const found = reports.flatMap(({ title, report }) => markedIn(title, report));
  const changes = changesBetween(read<Line>(ACCEPTED), found, read<Marked>(THEN));
  const marks = new Map(read<Marked>(THEN).map((marked) => [`${marked.project} ${marked.rule} ${marked.mark}`, marked.text]));
  for (const change of changes) print(change, marks);
  const files = reports.reduce((sum, { report }) => sum + report.summary.checkedFiles, 0);
  console.log(
    `${String(projects.length)} projects, ${String(files)} files, ${String(found.length)} findings in ${seconds.toFixed(0)} s; rules that find otherwise: ${String(changes.length)}`,
  );
  if (isAccepting) {
    writeFileSync(ACCEPTED, jsonLines(linesOf(found)));
    writeFileSync(THEN, jsonLines(found));
    console.log('Accepted: commit bench/ecosystem/accepted.jsonl');
  } else if (changes.length > 0) {
    console.log('When this is what was meant: npm run ecosystem -- --accept');
    process.exitCode = 1;
  }
}

/** As many at a time as there are cores on a small machine, the largest first. */
async function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all([worker(), worker()]);
  return results;
}

/** Every rule on, and nothing in the project has a say. */
async function reportOf(folder: string): Promise<Report> {
  const args = [CLI, '--preset', 'all', '--untrusted', '--no-baseline', '--exit-zero', '--format', 'json'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 30 }, (error, out, complaints) => {
      // 2: there are files that could not be read, which the report tells.
      if (error && error.code !== 2) reject(new Error(`${folder}: ${complaints}`, { cause: error }));
      else resolve(JSON.parse(out) as Report);
    });
  });
}

function print({ project, rule, before, now, added, gone, isVague }: Change, known: ReadonlyMap<string, string>): void {
  console.log(`${project}  ${rule}: ${String(before)} -> ${String(now)}`);
  if (isVague) console.log('  which of them are new is not known on this machine; all that are found now:');
  for (const { text } of added) console.log(`  ${isVague ? ' ' : '+'} ${text}`);
  for (const mark of gone)
    console.log(
      `  - ${known.get(`${project} ${rule} ${mark}`) ?? `${mark} (accepted on another machine: run this there, or on the commit before)`}`,
    );
  console.log('');
}

function read<Item>(file: string): Item[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Item]));
}

function jsonLines(items: readonly object[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('');
}

await main();
