/**
 * Makes `dist/pitfalls.mjs`: the whole command in one file that needs nothing but `node`. The package itself, its readers
 * and rules are bundled as ever; ESLint, the parsers and the WebAssembly stand inside instead of beside.
 */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { createRequire } from 'node:module';
import { build, type Plugin } from 'esbuild';
import packageJson from '../../package.json' with { type: 'json' };
import { boundedRecovery, common } from '../build.ts';
import { noticesOf } from '../notices.ts';

const require = createRequire(import.meta.url);

export const BUNDLE = 'dist/pitfalls.mjs';

/** What knows where things lie has another answer in one file; everything else is the same code. */
const standIns: Readonly<Record<string, string>> = {
  'src/cli/eslint-files.ts': 'tools/bundle/eslint-files.ts',
  'src/language/parsers.ts': 'tools/bundle/parsers.ts',
};

const oneFile: Plugin = {
  name: 'one-file',
  setup(bundle) {
    for (const [original, standIn] of Object.entries(standIns)) {
      bundle.onLoad({ filter: endingWith(original) }, () => ({
        contents: readFileSync(standIn, 'utf8'),
        loader: 'ts',
        resolveDir: resolve(dirname(standIn)),
      }));
    }
    bundle.onResolve({ filter: /^(?:text|base64|packed):/ }, ({ path }) => {
      const [loader = '', name = ''] = path.split(':');
      return { path: resolve('dist/parsers', name), namespace: loader };
    });
    bundle.onLoad({ filter: /./, namespace: 'text' }, ({ path }) => ({ contents: readFileSync(path), loader: 'text' }));
    bundle.onLoad({ filter: /./, namespace: 'base64' }, ({ path }) => ({ contents: readFileSync(path), loader: 'base64' }));
    bundle.onLoad({ filter: /./, namespace: 'packed' }, ({ path }) => ({
      contents: deflateRawSync(readFileSync(path), { level: 9 }),
      loader: 'base64',
    }));
    // ESLint's own rules are never run, and what comments in files say about them is told by nobody.
    bundle.onLoad({ filter: /eslint.lib.rules.index\.js$/ }, () => ({ contents: 'module.exports = new Map();', loader: 'js' }));
    // ESLint does not export the file; the package finds it on the disk.
    bundle.onResolve({ filter: /^eslint-config-arrays$/ }, () => ({
      path: join(dirname(require.resolve('eslint/universal')), 'config/flat-config-array.js'),
    }));
  },
};

function endingWith(path: string): RegExp {
  return new RegExp(`${path.replace(/[.]/gu, '\\.')}$`);
}

/** What CommonJS modules inside the file ask Node for. */
const NODE_REQUIRE =
  "import { createRequire as pitfallsCreateRequire } from 'node:module';\nconst require = pitfallsCreateRequire(import.meta.url);";

/** Writes the file, with the licences of all that is in it. The parsers have to be built already. */
export async function bundle(outfile = BUNDLE): Promise<void> {
  const { metafile } = await build({
    ...common,
    format: 'esm',
    entryPoints: ['src/cli/main.ts'],
    outfile,
    plugins: [oneFile, boundedRecovery],
    banner: { js: `// pitfalls ${packageJson.version}: licences at the end of this file.\n${NODE_REQUIRE}` },
  });
  const inputs = Object.keys(metafile.inputs);
  const missing = Object.values(standIns).length - inputs.filter((input) => Object.keys(standIns).includes(input)).length;
  if (missing > 0) throw new Error('a module that has a stand-in in tools/bundle was moved: look at tools/bundle/bundle.ts');
  const code = readFileSync(outfile, 'utf8');
  const stray = /#parsers\/[\w-]+/u.exec(code);
  if (stray) throw new Error(`'${stray[0]}' is loaded past src/language/parsers.ts, so the one file would not find it`);
  writeFileSync(outfile, `${code}\n/*\n${noticesOf(metafile).replaceAll('*/', '* /')}*/\n`);
  chmodSync(outfile, 0o755);
}

if (process.argv[1] === import.meta.filename) await bundle();
