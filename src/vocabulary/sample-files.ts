const FOLDERS = new Set(
  'example examples sample samples demo demos docs doc tutorial tutorials docs_src benchmark benchmarks playground snippets templates cookiecutter'.split(
    ' ',
  ),
);
const NAMES = /^(?:demo|example|sample|mock|fake|dev|stub)(?:[_-]?(?:server|app|api))?\.\w+$|(?:mock|fake|dev|stub|test)[_-]?server\.\w+$/u;

/** Does a file show how something is done, or stand in for something while one develops? Nobody is served by it. */
export function isSample(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  return NAMES.test(name) || parts.some((folder) => FOLDERS.has(folder));
}
