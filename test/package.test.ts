import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const bin = (path: string) => join(ROOT, 'node_modules', path);
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  dependencies?: Record<string, string>;
  scripts: Record<string, string>;
  exports: Record<string, unknown>;
};

test('publint has no complaint', () => {
  const output = execFileSync(process.execPath, [bin('publint/src/cli.js'), '--strict'], { cwd: ROOT, encoding: 'utf8' });
  expect(output).toContain('All good!');
});

test('the types are right for everybody who can import the package', () => {
  // `.attw.json` says that the package is an ES module only: Node's `require` loads it, but attw does not know that.
  const output = execFileSync(process.execPath, [bin('@arethetypeswrong/cli/dist/index.js'), '--pack', '--no-emoji', '--no-color'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(output).toMatch(/node16 \(from ESM\) │ OK \(ESM\)/u);
  expect(output).toMatch(/bundler +│ OK/u);
});

test('nothing is installed with the package and nothing runs at its installation', () => {
  expect(manifest.dependencies ?? {}).toEqual({});
  expect(Object.keys(manifest.scripts).filter((script) => /^(?:pre|post)?install$|^prepare$|^pre(?:pack|publish)/u.test(script))).toEqual(
    [],
  );
});

test('the tarball holds what the package needs, and no source', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as {
    files: { path: string }[];
    unpackedSize: number;
  }[];
  const paths = packed?.files.map(({ path }) => path) ?? [];
  for (const needed of [
    'dist/plugin.js',
    'dist/plugin.d.ts',
    'dist/cli.js',
    'dist/parsers/tree-sitter-bash.wasm',
    'dist/parsers/tree-sitter-python.wasm',
    'dist/parsers/web-tree-sitter.wasm',
    'dist/THIRD-PARTY-NOTICES.md',
    'problem-matcher.json',
    'LICENSE',
    'README.md',
  ]) {
    expect(paths).toContain(needed);
  }
  expect(paths.filter((path) => /^(?:src|test|tools|fixtures|bench)\//u.test(path))).toEqual([]);
  expect(packed?.unpackedSize).toBeLessThan(25_000_000);
});

test('every rule has a page where its URL says', () => {
  const source = readFileSync(join(ROOT, 'src/define-rule.ts'), 'utf8');
  expect(source).toContain('/blob/main/docs/rules');
  expect(existsSync(join(ROOT, 'docs/rules'))).toBe(true);
});
