/** Projects that a library keeps to be tested with. */
const TEST_PROJECT = /^test[_-]?(?:app|data|project|site|suite|utils)s?$/u;
const TEST_FOLDERS = new Set('test tests __tests__ __mocks__ e2e spec specs cypress fixtures testdata'.split(' '));
const TEST_NAME = /^(?:test_.*\.py|.*_test\.py|conftest\.py|tests\.py)$|\.(?:test|spec|cy|e2e)\../u;

/** Django's settings for the tests. */
const TEST_SETTINGS = /(?:^|\/)settings\/test(?:ing|s)?\.py$/u;

let last: { readonly path: string; readonly isTest: boolean } | undefined;

/** Is this file, given by its path from the project's root, a test or made for tests? What it does wrong hurts nobody in production. */
export function isTestFile(path: string): boolean {
  // Most rules ask it, one after the other about the same file.
  if (last?.path !== path) last = { path, isTest: looksLikeTest(path) };
  return last.isTest;
}

function looksLikeTest(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  if (parts.some((folder) => TEST_FOLDERS.has(folder) || TEST_PROJECT.test(folder)) || TEST_NAME.test(name) || TEST_SETTINGS.test(path))
    return true;
  // Shouted only: `skip_list.py` is a data structure.
  return path.slice(path.lastIndexOf('/') + 1).startsWith('SKIP_');
}

/** Is this file a copy that a person or a tool put aside? Nobody runs it, and what it declares does not count. */
export function isBackupCopy(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return name.endsWith('~') || name.endsWith('.bak') || name.endsWith('.orig') || name.includes('_backup.');
}
