import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, expect, test, vi } from 'vitest';
import { readingOf } from '../../src/cli/kinds.ts';
import { ProjectLinter, type LintedFile } from '../../src/cli/lint.ts';
import '../../src/every-kit.ts';
import { NO_SETTINGS } from '../../src/cli/settings.ts';
import { sharedParser } from '../../src/python/syntax/grammar.ts';
import type * as RuntimeModule from '../../src/tree-sitter/runtime.ts';
import { pitfalls, places, repositoryWith } from '../cli/repository.ts';
import { zap } from '../cli/zap-rule.ts';

/** Every instance of tree-sitter that was started, and how many of the next ones are to be broken from the start. */
const world = vi.hoisted(() => ({ heaps: [] as RuntimeModule.Heap[], broken: 0 }));

vi.mock('../../src/tree-sitter/runtime.ts', async (load) => {
  const original = await load<typeof RuntimeModule>();
  return {
    ...original,
    startRuntime() {
      const runtime = original.startRuntime();
      world.heaps.push(runtime.heap);
      const { Parser } = runtime;
      if (world.broken-- <= 0) return runtime;
      class Broken extends Parser {
        override parse(): null {
          runtime.heap.HEAPU8.fill(0xff);
          return super.parse('x = 1\n') as null;
        }
      }
      return { ...runtime, Parser: Broken };
    },
  };
});

/** Writes over all of the instance's memory, its tables of states included: whatever it does next ends in a trap. */
function breakInstance(): void {
  world.heaps.at(-1)?.HEAPU8.fill(0xff);
}

const linter = new ProjectLinter('/project', [zap], { preset: 'all', settings: NO_SETTINGS, only: [] });
const reading = readingOf('a.py');

function lint(text: string): LintedFile {
  if (!reading) throw new Error('nobody reads Python');
  return linter.lint('a.py', text, reading);
}

beforeEach(() => {
  sharedParser.restart();
  world.heaps.length = 0;
  world.broken = 0;
});

test('a file that meets a broken instance is linted with a new one', () => {
  expect(lint('zap()\n').findings).toHaveLength(1);
  expect(world.heaps).toHaveLength(1);
  breakInstance();
  for (const text of ['zap(1)\n', 'zap(2)\nzap(3)\n']) {
    const { findings, notices, isChecked } = lint(text);
    expect({ findings: findings.length, notices, isChecked }).toEqual({
      findings: text.split('zap').length - 1,
      notices: [],
      isChecked: true,
    });
  }
  expect(world.heaps).toHaveLength(2);
});

test('a file that breaks each new instance is named, and the next one is linted', () => {
  world.broken = 2;
  const { findings, notices, isChecked } = lint('zap()\n');
  expect({ findings, isChecked }).toEqual({ findings: [], isChecked: false });
  expect(notices).toEqual([
    { path: 'a.py', line: 1, reason: expect.stringContaining('could not be read') as string, isIncomplete: true, isOfFile: true },
  ]);
  expect(lint('zap()\n').findings).toHaveLength(1);
  expect(world.heaps).toHaveLength(3);
});

test('the command ends with 2 then, and tells all that was found', async () => {
  const root = repositoryWith({ 'a.py': 'zap()\n', 'b.py': 'zap()\n', 'c.py': 'zap()\n' });
  world.broken = 2;
  const ran = await pitfalls(root);
  expect(places(ran)).toEqual(['b.py:1:1', 'c.py:1:1']);
  expect(ran.out).toContain('Could not be checked:\n  a.py');
  expect(ran.code).toBe(2);
});

test('what is left of a broken instance is collected without a word', async () => {
  const uncaught = vi.fn();
  process.prependListener('uncaughtException', uncaught);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 4; round++) {
    lint('zap()\n');
    breakInstance();
  }
  lint('zap()\n');
  for (let round = 0; round < 4; round++) {
    collect();
    await setTimeout(20);
  }
  process.removeListener('uncaughtException', uncaught);
  expect(uncaught).not.toHaveBeenCalled();
});

test('a text that tree-sitter would ponder for minutes is given up, and its parser goes on', () => {
  const start = performance.now();
  const { notices, isChecked } = lint('<!--'.repeat(10_000));
  expect(isChecked).toBe(false);
  expect(notices[0]?.reason).toContain('parsing it takes too long');
  expect(notices[0]?.isIncomplete).toBe(true);
  expect(lint('zap()\n').findings).toHaveLength(1);
  // Ten times what is allowed, for machines that have more to do.
  expect(performance.now() - start).toBeLessThan(25_000);
});
