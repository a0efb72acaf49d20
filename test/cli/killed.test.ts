import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, watch, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from './repository.ts';

/** `npm run build` makes it. */
const CLI = resolve('dist/cli.js');

const handler = `def read(path):
    try:
        return open(path).read()
    except (ValueError, Exception):
        logger.exception("could not read %s", path)
        raise
`;
const old = `${handler}${`text = '${'x'.repeat(90)}'\n`.repeat(9_000)}${handler}`;
const fixed = old.replaceAll('(ValueError, Exception)', 'Exception');

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
}

/** Runs the built command with `--fix` and sends it a signal as soon as something happens in the folder. */
async function killedAt(folder: string, signal: NodeJS.Signals, isTime: (name: string) => boolean): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, '--fix', '--rule', 'broad-except', 'a.py'], { cwd: folder, stdio: 'ignore' });
  const watcher = watch(folder, (_event, name) => {
    if (isTime(name ?? '')) child.kill(signal);
  });
  try {
    return await new Promise((done) => {
      child.on('exit', (code, ended) => {
        done({ code, signal: ended });
      });
    });
  } finally {
    watcher.close();
  }
}

test('a file of 900 KB is fixed by the built command', async () => {
  expect(old.length).toBeGreaterThan(900_000);
  const folder = folderWith({ 'a.py': old });
  expect(await killedAt(folder, 'SIGKILL', () => false)).toEqual({ code: 0, signal: null });
  expect(readFileSync(join(folder, 'a.py'), 'utf8') === fixed).toBe(true);
  expect(readdirSync(folder)).toEqual(['a.py']);
});

test('whoever is killed while writing leaves the old file or the new one', async () => {
  const folder = folderWith({});
  let killed = 0;
  for (let round = 0; round < 10; round++) {
    writeFileSync(join(folder, 'a.py'), old);
    // Now at the first thing that happens, now when the file itself changes.
    const { signal } = await killedAt(folder, 'SIGKILL', (name) => round % 2 === 0 || name === 'a.py');
    if (signal === 'SIGKILL') killed++;
    const text = readFileSync(join(folder, 'a.py'), 'utf8');
    expect(text === old || text === fixed).toBe(true);
  }
  expect(killed).toBeGreaterThan(0);
});

test('whoever is asked to stop while writing finishes the file, leaves nothing beside it and stops', async () => {
  const folder = folderWith({});
  let stopped = 0;
  for (let round = 0; round < 4 && stopped === 0; round++) {
    writeFileSync(join(folder, 'a.py'), old);
    // On a busy machine the signal may come when all is done.
    const { signal } = await killedAt(folder, 'SIGTERM', (name) => name.endsWith('.tmp'));
    if (signal === 'SIGTERM') stopped++;
    expect(readFileSync(join(folder, 'a.py'), 'utf8') === fixed).toBe(true);
    expect(readdirSync(folder)).toEqual(['a.py']);
  }
  expect(stopped).toBeGreaterThan(0);
});
