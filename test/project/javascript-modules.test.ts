import { describe, expect, test } from 'vitest';
import { GivenContent } from '../../src/project/content.ts';
import { javascriptModulePath, meaningAcross } from '../../src/project/javascript-modules.ts';
import { Project } from '../../src/project/project.ts';
import { setPlace } from '../../src/project/projects.ts';
import { everyParser, probed, sourceOf, type ParserName } from '../javascript/parse.ts';

type Files = Readonly<Record<string, string>>;

function projectOf(files: Files): Project {
  return new Project(new GivenContent(new Map(Object.entries(files))));
}

/** What stands in `probe(...)` of a file means: the text of it. */
function meaning(code: string, files: Files, parser: ParserName = 'ours'): string | undefined {
  const source = sourceOf(code, parser);
  setPlace(source, { project: projectOf(files), path: 'src/app.js' });
  const found = meaningAcross(probed(source), source);
  return found?.source.getText(found.node).replace(/\s+/gu, ' ');
}

const guard = 'function guard(req, res, next) {}';

describe('the file that an import loads', () => {
  test.each<[string, string, string | null, readonly string[]]>([
    ['as it is written', './auth.js', 'src/auth.js', ['src/auth.js']],
    ['without its ending', './auth', 'src/auth.ts', ['src/auth.ts']],
    ['a folder', './auth', 'src/auth/index.js', ['src/auth/index.js']],
    ['a folder above', '../lib/auth', 'lib/auth.mjs', ['lib/auth.mjs']],
    ['what TypeScript will compile', './auth.js', 'src/auth.ts', ['src/auth.ts']],
    ['a name with a dot', './auth.guard', 'src/auth.guard.ts', ['src/auth.guard.ts']],
    ['out of the root', '../../auth', null, ['auth.js', 'src/auth.js']],
    ['a package', 'express', null, ['express.js', 'src/express.js']],
  ])('%s', (_, specifier, expected, files) => {
    const project = projectOf(Object.fromEntries(files.map((file) => [file, ''])));
    expect(javascriptModulePath({ project, path: 'src/app.js' }, specifier)).toBe(expected);
  });

  test('by the paths of a tsconfig', () => {
    const tsconfig = '{\n // ours\n "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"], "~auth": ["lib/auth.ts"], }, } }';
    const project = projectOf({ 'tsconfig.json': tsconfig, 'src/deep/auth.ts': '', 'lib/auth.ts': '' });
    const from = { project, path: 'src/app.ts' };
    expect(javascriptModulePath(from, '@/deep/auth')).toBe('src/deep/auth.ts');
    expect(javascriptModulePath(from, '~auth')).toBe('lib/auth.ts');
    expect(javascriptModulePath(from, 'lib/auth')).toBe('lib/auth.ts');
    expect(javascriptModulePath(from, 'express')).toBeNull();
    expect(
      javascriptModulePath({ project: projectOf({ 'tsconfig.json': '{ broken', 'src/a.ts': '' }), path: 'src/app.ts' }, '@/a'),
    ).toBeNull();
  });
});

describe.each(everyParser)('what a name stands for (%s)', (parser) => {
  test.each<[string, string, Files]>([
    ['a named import', "import { guard } from './auth';\nprobe(guard);", { 'src/auth.js': `export ${guard}` }],
    ['an alias', "import { guard as g } from './auth';\nprobe(g);", { 'src/auth.js': `${guard}\nexport { guard };` }],
    ['a namespace', "import * as auth from './auth';\nprobe(auth.guard);", { 'src/auth.js': `export ${guard}` }],
    ['a default export', "import guard from './auth';\nprobe(guard);", { 'src/auth.js': `export default ${guard}` }],
    [
      'a re-export',
      "import { guard } from './auth';\nprobe(guard);",
      { 'src/auth/index.js': "export * from './guard';", 'src/auth/guard.js': `export ${guard}` },
    ],
    [
      'a re-export by another name',
      "import { guard } from './auth';\nprobe(guard);",
      { 'src/auth.js': "export { default as guard } from './guard';", 'src/guard.js': `export default ${guard}` },
    ],
    [
      'a member of module.exports',
      "const { guard } = require('./auth');\nprobe(guard);",
      { 'src/auth.js': `${guard}\nmodule.exports = { guard };` },
    ],
    ['module.exports itself', "const guard = require('./auth');\nprobe(guard);", { 'src/auth.js': `module.exports = ${guard};` }],
    ['exports', "const auth = require('./auth');\nprobe(auth.guard);", { 'src/auth.js': `exports.guard = ${guard};` }],
    [
      'a default import of CommonJS',
      "import auth from './auth';\nprobe(auth.guard);",
      { 'src/auth.js': `${guard}\nmodule.exports = { guard };` },
    ],
    ['the same file', `${guard}\nconst g = guard;\nprobe(g);`, {}],
  ])('%s', (_, code, files) => {
    expect(meaning(code, files, parser)).toBe(guard);
  });

  test('nothing, where names lead in circles, files are broken or gone, or packages are installed', () => {
    const code = "import { x } from './a';\nprobe(x);";
    expect(meaning(code, {}, parser)).toBeUndefined();
    expect(meaning(code, { 'src/a.js': 'export const x = (((' }, parser)).toBeUndefined();
    expect(meaning(code, { 'src/a.js': "export { x } from './b';", 'src/b.js': "export { x } from './a';" }, parser)).toBeUndefined();
    expect(meaning(code, { 'src/a.js': "export * from './b';", 'src/b.js': "export * from './a';" }, parser)).toBeUndefined();
    expect(meaning("import { x } from 'express';\nprobe(x);", {}, parser)).toBeUndefined();
  });

  test('a class, its method, and what a call made', () => {
    const files = { 'src/auth.js': 'export class Auth { check() {} }\nexport const jwt = make({ a: 1 });' };
    expect(meaning("import { Auth } from './auth';\nprobe(Auth);", files, parser)).toBe('class Auth { check() {} }');
    expect(meaning("import { jwt } from './auth';\nprobe(jwt);", files, parser)).toBe('make({ a: 1 })');
  });
});
