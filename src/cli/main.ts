#!/usr/bin/env node
import nodeModule from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { errorOutput } from './error-output.ts';
import { unwritten } from '../project/unopened.ts';

// Only what is imported after this call profits from it. Node 20 does not have it yet.
(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();

if (isMainThread) await main();
else await (await import('./worker.ts')).work();

async function main(): Promise<void> {
  const cutOff: NodeJS.ErrnoException[] = [];
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) closes the pipe; that is its right and no failure of ours. A full disk is one.
    if (error.code === 'EPIPE' || cutOff.push(error) > 1) return;
    process.exitCode = 2;
    errorOutput.write(`pitfalls: the report could not be written: ${unwritten(error)}\n`);
  });
  const cwd = workingDirectory();
  if (cwd === undefined) {
    errorOutput.write('pitfalls: the working directory is gone or may not be read\n');
    process.exitCode = 2;
    return;
  }
  const { run } = await import('./run.ts');
  // Never `process.exit`: it would cut off what a slow reader has not taken yet.
  const code = await run(process.argv.slice(2), {
    cwd,
    env: process.env,
    stdout: process.stdout,
    stderr: errorOutput,
    // What Node needs before this line is waited for as well.
    startedAt: 0,
    program: import.meta.filename,
    // To look at it is to open it, which only a run that reads it should pay for.
    get stdin() {
      return process.stdin;
    },
  });
  process.exitCode = cutOff.length > 0 ? 2 : code;
}

function workingDirectory(): string | undefined {
  try {
    return process.cwd();
    // eslint-disable-next-line pitfalls/broad-except -- whatever the reason is, the caller says that it is not to be had
  } catch {
    return undefined;
  }
}
