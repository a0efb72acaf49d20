import type { FileKind } from '../../src/language/kind.ts';
import type { Random } from './random.ts';

const ENDINGS: Readonly<Record<FileKind, readonly [string, ...string[]]>> = {
  python: ['.py', '.pyi', '.pyw'],
  javascript: ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx', '.d.ts', '.d.css.ts'],
  yaml: ['.yml', '.yaml'],
  dotenv: ['.env'],
  dockerfile: ['.Dockerfile', '.dockerfile'],
  markdown: ['pitfalls.md'],
  shell: ['.sh', '.bash'],
};

const NAMES = [
  'a%0A::error file=README.md,line=1::X',
  'b\n::error::X',
  '--config=evil',
  'h\u202egpj',
  '\ud800',
  'e\x1b[2J\x07',
  '<img src=x onerror=alert(1)>',
  '$(touch canary)',
  '__proto__',
  'constructor',
  'é😀',
  'a\\b',
  ' ',
  '',
  '.',
  'test_a',
  'conftest',
  'settings',
  'x'.repeat(255),
  'C:',
  '[a-z]*',
  'a{b,c}',
  '!a',
] as const;

const FOLDERS = [
  '',
  '',
  'tests/',
  'migrations/',
  'a/../',
  '../',
  '/etc/',
  'node_modules/a/',
  '.venv/',
  './',
  '//',
  'a\n/',
  'x/'.repeat(300),
  'app/[id]/(group)/',
] as const;

/** Mostly the fixture's own path, sometimes another ending, sometimes a name that nobody should give a file. */
export function pathFor(kind: FileKind, own: string, random: Random): string {
  const luck = random.next();
  if (luck < 0.7) return own;
  const ending = random.pick(ENDINGS[kind]);
  if (luck < 0.85) return kind === 'dotenv' ? own : own.replace(/(?:\.d)?\.\w+$/u, ending);
  return random.pick(FOLDERS) + random.pick(NAMES) + ending;
}
