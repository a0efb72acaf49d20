import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { pitfalls, repositoryWith, type Files } from './repository.ts';
import { callRule, zap } from './zap-rule.ts';

// Its engine in JavaScript: the others are programs of their own.
process.env.RECHECK_SYNC_BACKEND = 'pure';
const { checkSync } = createRequire(import.meta.url)('recheck') as {
  readonly checkSync: (source: string, flags: string, parameters: object) => { readonly status: string };
};

/** The automaton proves; the other checker measures, and takes a busy machine for a slow expression. */
const PARAMETERS = { checker: 'automaton', timeout: 120_000 };

interface Pattern {
  readonly regexp: string;
  readonly file: number;
  readonly line: number;
  readonly column: number;
  readonly severity?: number;
  readonly message: number;
  readonly code?: number;
}

const { problemMatcher: matchers } = JSON.parse(readFileSync('problem-matcher.json', 'utf8')) as {
  readonly problemMatcher: readonly { readonly owner: string; readonly pattern: readonly [Pattern] }[];
};
const patterns = matchers.map(({ pattern: [pattern] }) => pattern);

const hostile: Files = {
  'a:1:1: error: no.py': 'zap("b:2:2: note: x [y]")\n',
  'b:3.py': 'zap()\n',
  'b::x.py': 'zap()\n',
  'c: d.py': 'zap()\n',
  ':4:4: warning: e [f].py': 'zap()\n',
  'g\nh.py': 'zap()\n',
  '[i] 日本.py': 'zap()\nzop("[[]] [")\n',
  'broken.py': 'zap()\ndef f(:\n',
  'latin:5:5: error: [x].py': Buffer.from([0xff]),
};

describe('problem-matcher.json', () => {
  test('understands every line of --format concise, whatever files and code are called', async () => {
    const ran = await pitfalls(repositoryWith(hostile), ['--format', 'concise'], { rules: [zap, callRule('likely-zop', 'zop', 'likely')] });
    const lines = ran.lines.slice(0, -1);
    expect(lines).toHaveLength(11);
    const read = lines.map((line) => patterns.flatMap((pattern) => understood(line, pattern)));
    expect(read.map(({ length }) => length)).toEqual(lines.map(() => 1));
    expect(read.flat()).toEqual([
      ['\\x3a4\\x3a4: warning: e [f].py', '1', '1', 'error', 'no-zap, ZZ-1, ZZ-2'],
      ['[i] 日本.py', '1', '1', 'error', 'no-zap, ZZ-1, ZZ-2'],
      ['[i] 日本.py', '2', '1', 'warning', 'likely-zop, ZZ-1, ZZ-2'],
      ['a\\x3a1\\x3a1: error: no.py', '1', '1', 'error', 'no-zap, ZZ-1, ZZ-2'],
      ['b\\x3a3.py', '1', '1', 'error', 'no-zap, ZZ-1, ZZ-2'],
      ['b::x.py', '1', '1', 'error', 'no-zap, ZZ-1, ZZ-2'],
      ['broken.py', '1', '1', 'error', 'no-zap, ZZ-1, ZZ-2'],
      ['c: d.py', '1', '1', 'error', 'no-zap, ZZ-1, ZZ-2'],
      ['g\\x0ah.py', '1', '1', 'error', 'no-zap, ZZ-1, ZZ-2'],
      ['latin\\x3a5\\x3a5: error: [x].py', '1', '1', undefined, undefined],
      ['broken.py', '2', '1', undefined, undefined],
    ]);
  });

  test.each(patterns.map(({ regexp }) => regexp))(
    '%s costs no more than the line is long',
    (regexp) => {
      expect(checkSync(regexp, '', PARAMETERS).status).toBe('safe');
      for (const piece of [':', ': error: ', 'a:1:1: error: [', ' [a', 'a: ']) {
        const start = performance.now();
        new RegExp(regexp, 'u').exec(`a:1:1: error: ${piece.repeat(50_000)}`);
        new RegExp(regexp, 'u').exec(piece.repeat(50_000));
        // A quadratic one takes minutes.
        expect(performance.now() - start).toBeLessThan(10_000);
      }
    },
    180_000,
  );

  test('is what the sample of tasks.json says', () => {
    const page = readFileSync('docs/editors.md', 'utf8');
    for (const { regexp } of patterns) expect(page).toContain(`"regexp": ${JSON.stringify(regexp)}`);
  });
});

function understood(line: string, { regexp, file, line: lineAt, column, severity, code }: Pattern): (string | undefined)[][] {
  const match = new RegExp(regexp, 'u').exec(line);
  const group = (index: number | undefined): string | undefined => (index === undefined ? undefined : match?.[index]);
  return match ? [[file, lineAt, column, severity, code].map(group)] : [];
}
