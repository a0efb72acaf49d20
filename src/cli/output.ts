import { appendFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Output } from './arguments.ts';
import type { Report } from './report.ts';
import { formats, type About, type Rendered } from './report/formats.ts';
import { github, stepSummary } from './report/github.ts';
import { visible, withoutCommands } from './safe-text.ts';
import { unwritten } from '../project/unopened.ts';

export interface Sink {
  readonly isTTY?: boolean;
  write(text: string | Uint8Array): unknown;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly stdin?: AsyncIterable<Uint8Array>;
}

/** The only way out for lines: nothing printed may be taken for a command by a CI runner. */
export function print(sink: Sink, lines: readonly string[]): void {
  if (lines.length > 0) sink.write(textOf(lines));
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${withoutCommands(line)}\n`).join('');
}

/** Writes the report in every format that was asked for; the answer is what could not be written. */
export function write(report: Report, outputs: readonly Output[], about: About, surroundings: Surroundings): string[] {
  const { cwd, env, stdout } = surroundings;
  const problems: string[] = [];
  for (const { format, file } of outputs) {
    const rendered = formats[format](report, file === null ? about : { ...about, isColored: false, seconds: undefined });
    if (file === null) send(rendered, surroundings);
    else problems.push(...replaced(resolve(cwd, file), file, fileTextOf(rendered)));
  }
  if (env.GITHUB_ACTIONS !== 'true') return problems;
  const isLog = outputs.some(({ format, file }) => file === null && (format === 'pretty' || format === 'concise'));
  if (isLog && report.findings.length > 0) {
    print(stdout, ['', 'Annotations for the pull request (because GITHUB_ACTIONS is set):']);
    send({ commands: github(report) }, surroundings);
  }
  const summary = env.GITHUB_STEP_SUMMARY;
  if (summary !== undefined && summary !== '') problems.push(...appended(summary, stepSummary(report)));
  return problems;
}

function send(rendered: Rendered, { env, stdout }: Surroundings): void {
  if ('document' in rendered) stdout.write(rendered.document);
  else if ('commands' in rendered) stdout.write(rendered.commands.map((command) => `${command}\n`).join(''));
  else if (env.GITHUB_ACTIONS === 'true') {
    // What is said about the code, in whatever words, is no command to the runner until the token comes.
    const token = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex');
    stdout.write(`::stop-commands::${token}\n${textOf(rendered.lines)}::${token}::\n`);
  } else print(stdout, rendered.lines);
}

function fileTextOf(rendered: Rendered): string {
  if ('document' in rendered) return rendered.document;
  return 'commands' in rendered ? rendered.commands.map((command) => `${command}\n`).join('') : textOf(rendered.lines);
}

/** Old or new, never half: written beside the file and then put in its place, unless it is a device or a pipe, which stays. */
export function replaced(location: string, name: string, text: string): string[] {
  const beside = `${location}.${String(process.pid)}.tmp`;
  try {
    if (isStream(location)) {
      writeFileSync(location, text, { flag: 'a' });
      return [];
    }
    writeFileSync(beside, text, { flag: 'wx' });
    renameSync(beside, location);
    return [];
  } catch (error) {
    rmSync(beside, { force: true });
    return [`${visible(name)} could not be written: ${unwritten(error)}`];
  }
}

/** `/dev/null` is not to be replaced by a file, nor `/dev/stdout`, whatever that leads to. */
function isStream(location: string): boolean {
  const stats = statSync(location, { throwIfNoEntry: false });
  return /^\/(?:dev|proc)\//u.test(location) || (stats !== undefined && !stats.isFile() && !stats.isDirectory());
}

function appended(location: string, text: string): string[] {
  try {
    appendFileSync(location, text);
    return [];
  } catch (error) {
    return [`the step summary could not be written: ${unwritten(error)}`];
  }
}
