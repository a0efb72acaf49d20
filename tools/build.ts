/** Builds `dist/`: the third-party parsers first (source and tests load them from there), then the package itself. */
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { generate } from './generate.ts';
import { noticesOf } from './notices.ts';

const require = createRequire(import.meta.url);

/** Each parser is a chunk of its own, loaded at the first file of its kind; the names are those of `#parsers/NAME.cjs`. */
const parsers: Record<string, string> = {
  // Its CommonJS form: the other one imports modules while it starts, so it cannot be started synchronously.
  'web-tree-sitter': require.resolve('web-tree-sitter'),
  babel: '@babel/parser',
  'scope-manager': '@typescript-eslint/scope-manager',
  yaml: 'yaml-eslint-parser',
  toml: 'toml-eslint-parser',
  // For the selectors of a team's own registry.
  esquery: 'esquery',
  regexpp: '@eslint-community/regexpp',
};

const grammars = {
  'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python.wasm': 'tree-sitter-python/tree-sitter-python.wasm',
  'tree-sitter-bash.wasm': 'tree-sitter-bash/tree-sitter-bash.wasm',
};

/** What all bundles have in common. */
export const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // Every start reads the package anew, and half of it is spaces and long names.
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

const RECOVERY = 'if (!this.isLookahead) this.state.errors.push(error);';

/**
 * Babel remembers every mistake that it reads on behind, without a bound: 800 labels of one name in a row are 320,000 of
 * them, and a file of such lines ends the process for want of memory. Behind the thousandth a file is no program.
 */
export const boundedRecovery: Plugin = {
  name: 'bounded-recovery',
  setup(bundle) {
    bundle.onLoad({ filter: /@babel.parser.lib.index\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (source.split(RECOVERY).length !== 2) throw new Error('@babel/parser keeps its errors elsewhere now: look at tools/build.ts');
      return { contents: source.replace(RECOVERY, `${RECOVERY} if (this.state.errors.length > 1000) throw error;`), loader: 'js' };
    });
  },
};

async function buildParsers(): Promise<Metafile> {
  mkdirSync('dist/parsers', { recursive: true });
  for (const [name, file] of Object.entries(grammars)) cpSync(require.resolve(file), `dist/parsers/${name}`);
  const { metafile } = await build({
    ...common,
    plugins: [boundedRecovery],
    format: 'cjs',
    entryPoints: Object.entries(parsers).map(([out, entry]) => ({ in: entry, out })),
    outdir: 'dist/parsers',
    outExtension: { '.js': '.cjs' },
  });
  return metafile;
}

/** How our own sources are bundled; the benchmark bundles its measuring points in the same way. */
export const packaging = { ...common, format: 'esm', splitting: true, external: ['eslint', '#parsers/*'] } satisfies BuildOptions;

async function buildPackage(): Promise<Metafile> {
  const { metafile } = await build({
    ...packaging,
    entryPoints: { plugin: 'src/plugin.ts', cli: 'src/cli/main.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
  });
  return metafile;
}

async function buildAll(): Promise<void> {
  rmSync('dist/chunks', { recursive: true, force: true });
  generate();
  writeFileSync('dist/THIRD-PARTY-NOTICES.md', noticesOf(await buildParsers(), await buildPackage()));
  // esbuild keeps the mode of a file that is there already.
  chmodSync('dist/cli.js', 0o755);
  cpSync('src/plugin-api.d.ts', 'dist/plugin.d.ts');
}

/** Has anything that goes into the package changed since it was built? A folder changes when a file leaves it. */
function isStale(): boolean {
  const built = statSync('dist/THIRD-PARTY-NOTICES.md', { throwIfNoEntry: false });
  if (!built) return true;
  const below = (folder: string): string[] => readdirSync(folder, { recursive: true }).map((path) => `${folder}/${String(path)}`);
  const sources = ['src', ...below('src'), 'tools', ...below('tools'), 'package.json', 'package-lock.json'];
  return sources.some((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > built.mtimeMs);
}

if (process.argv[1] === import.meta.filename && (!process.argv.includes('--if-stale') || isStale())) await buildAll();
