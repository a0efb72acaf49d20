const FOLDERS = new Set('scripts script bin cli tools commands examples example demo demos benchmarks'.split(' '));
const NAMES = new Set('setup.py manage.py cli.py commands.py __main__.py cli.js cli.ts cli.mjs'.split(' '));

/** Does a file of this path run in somebody's terminal, so that what it prints is read? */
export function isCommandLinePath(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  return NAMES.has(name) || parts.some((folder) => FOLDERS.has(folder));
}
