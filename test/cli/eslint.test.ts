import { describe, expect, test, vi } from 'vitest';
import type * as Eslint from '../../src/cli/eslint.ts';
import { pitfalls, places, repositoryWith } from './repository.ts';
import { throwingRule, zap } from './zap-rule.ts';

const speed = vi.hoisted(() => ({ isQuick: true }));

vi.mock('../../src/cli/eslint.ts', async (importOriginal) => {
  const original = await importOriginal<typeof Eslint>();
  const workedOut: typeof original.workedOut = (...args) => (speed.isQuick ? original.workedOut(...args) : undefined);
  return { ...original, workedOut };
});

const files = {
  'a.py': '# eslint pitfalls/no-zap: [2, {"also": ["zip"]}]\nzip()\nzap()\n',
  'b.py': '# eslint pitfalls/no-zap: [2, {"also": 5}]\nzap()\n',
  'c.js': '/* eslint id-match: [2, "(a+)+$"] */\nzap()\n',
  'd.cjs': 'zap()\n',
  'e.ts': 'let a: number; zap()\n',
  'f.yml': 'a: 1\n',
  'g.env': 'A=1\n',
  'node_modules/h.js': 'b()\n',
  'pitfalls.json': '{"rules": {"no-zap": ["warn", {"also": ["b"]}]}}',
};

describe('a configuration', () => {
  test('is worked out once by the ESLint that is installed', async () => {
    const { workedOut } = await import('../../src/cli/eslint.ts');
    expect(workedOut({ files: ['**/*.js'], rules: {} }, '/root', 'file.js')).toHaveProperty('getConfig');
  });

  test('means the same to an ESLint that works it out again for each file', async () => {
    const root = repositoryWith(files);
    const run = () => pitfalls(root, ['.', 'node_modules/h.js'], { rules: [throwingRule, zap] });
    const quick = await run();
    speed.isQuick = false;
    const slow = await run();
    expect(slow).toEqual(quick);
    const python = ['a.py:2:1', 'a.py:3:1', 'b.py:1:1', 'b.py:2:1'];
    expect(places(quick)).toEqual([...python, 'c.js:2:1', 'd.cjs:1:1', 'e.ts:1:16', 'node_modules/h.js:1:1']);
  });
});
