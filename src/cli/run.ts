import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { PitfallRule } from '../define-rule.ts';
import { parseArguments, type Request } from './arguments.ts';
import { check } from './check.ts';
import { wantsColor } from './color.ts';
import { help } from './help.ts';
import { pretty } from './report/pretty.ts';
import { exitCodeOf, type ExitCode } from './report.ts';
import { visible, withoutCommands } from './safe-text.ts';

interface Sink {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What the command sees of the world, so that a test can be the world. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Other rules than ours, for tests of the command itself. */
  readonly rules?: readonly PitfallRule[];
}

/** Does what the command line asks; the answer is the exit code. It never throws. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  try {
    return await answer(argv, surroundings);
  } catch (error) {
    const lines = (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n');
    print(surroundings.stderr, ['pitfalls failed. Please report this:', ...lines.map(visible)]);
    return 2;
  }
}

async function answer(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { cwd, stdout } = surroundings;
  const parsed = parseArguments(argv, (path) => lstatSync(resolve(cwd, path), { throwIfNoEntry: false }) !== undefined);
  switch (parsed.kind) {
    case 'help':
      print(stdout, help.trimEnd().split('\n'));
      return 0;
    case 'version':
      print(stdout, [packageJson.version]);
      return 0;
    case 'mistake':
      return refuse(surroundings, [parsed.message]);
    case 'check':
      return checkAndReport(parsed.request, surroundings);
  }
}

async function checkAndReport(request: Request, surroundings: Surroundings): Promise<ExitCode> {
  const { cwd, env, stdout, rules } = surroundings;
  const outcome = await check(request, cwd, rules);
  if ('mistakes' in outcome) return refuse(surroundings, outcome.mistakes);
  const { report } = outcome;
  const isTerminal = stdout.isTTY === true;
  const isColored = wantsColor(request.color, env, isTerminal);
  // Elsewhere the same findings must give the same bytes.
  const seconds = isTerminal ? performance.now() / 1000 : undefined;
  print(stdout, pretty(report, { isColored, seconds }));
  return exitCodeOf(report);
}

function refuse({ stderr }: Surroundings, messages: readonly string[]): ExitCode {
  print(stderr, messages.map((message) => `pitfalls: ${visible(message)}`));
  return 2;
}

/** The only way out for text: nothing printed may be taken for a command by a CI runner. */
function print(sink: Sink, lines: readonly string[]): void {
  sink.write(lines.map((line) => `${withoutCommands(line)}\n`).join(''));
}
