#!/usr/bin/env node
import nodeModule from 'node:module';

// Only what is imported after this call profits from it. Node 20 does not have it yet.
(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();

// A reader that has seen enough (`| head`) closes the pipe; that is its right and no failure of ours.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const { run } = await import('./run.ts');

// Never `process.exit`: it would cut off what a slow reader has not taken yet.
process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  // What Node needs before this line is waited for as well.
  startedAt: 0,
  // To look at it is to open it, which only a run that reads it should pay for.
  get stdin() {
    return process.stdin;
  },
});
