import { expect, test } from 'vitest';
import { Progress } from '../../src/cli/progress.ts';
import { Queue } from '../../src/cli/queue.ts';
import { pitfalls, repositoryWith } from './repository.ts';

/** What is written of a run in which a second file is done every so many milliseconds. */
function told(isTTY: boolean, env: NodeJS.ProcessEnv, pace: number): string {
  let out = '';
  const progress = new Progress({ isTTY, write: (text) => (out += String(text)) }, env, 0);
  const queues = [new Queue(5_000), new Queue(120)];
  for (const queue of queues) progress.watch(queue);
  for (let now = 0, index = 0; index < 5_000; index++, now += pace) {
    queues[0]?.finish();
    progress.tick(now);
  }
  progress.end();
  return out;
}

test('a person at a terminal sees one line that changes, from the second second on, and that goes away', () => {
  const out = told(true, {}, 1);
  const [before, ...lines] = out.split('\r');
  expect(before).toBe('');
  expect(lines[0]).toBe('checked 1,001 of 5,120 files');
  expect(lines[1]).toBe('checked 1,101 of 5,120 files');
  expect(lines.at(-2)).toBe(' '.repeat('checked 1,001 of 5,120 files'.length));
  expect(lines.at(-1)).toBe('');
  expect(lines).toHaveLength(42);
});

test('a short run says nothing', () => {
  expect(told(true, {}, 0.1)).toBe('');
  expect(told(false, { CI: 'true' }, 1)).toBe('');
});

test('the log of a CI server gets a line every half minute', () => {
  expect(told(false, { CI: 'true' }, 20).split('\n')).toEqual([
    'pitfalls: checked 1,501 of 5,120 files',
    'pitfalls: checked 3,001 of 5,120 files',
    'pitfalls: checked 4,501 of 5,120 files',
    '',
  ]);
});

test('a pipe gets nothing', () => {
  expect(told(false, {}, 1000)).toBe('');
  expect(told(false, { CI: 'false' }, 1000)).toBe('');
});

test('a run tells it on the error output only', async () => {
  const { out, err } = await pitfalls(repositoryWith({ 'a.py': 'x = 1\n' }), [], { isTTY: true });
  expect(err).toBe('');
  expect(out).not.toContain('\r');
});
