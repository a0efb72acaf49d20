/** Folders whose names tools give to other people's code or to what they made: nobody fixes anything there. */
const names: ReadonlySet<string> = new Set([
  ...['.git', '.hg', '.svn', '.jj'],
  ...['node_modules', 'bower_components', 'jspm_packages', '.yarn', '.pnpm-store'],
  ...['.next', '.nuxt', '.svelte-kit', '.turbo', '.parcel-cache'],
  ...['.venv', 'venv', 'site-packages', '__pycache__', '__pypackages__', '.tox', '.nox', '.eggs'],
  ...['.mypy_cache', '.pytest_cache', '.ruff_cache', '.hypothesis', '.ipynb_checkpoints', '.terraform'],
]);

// `dist`, `build`, `vendor` and `third_party` are not among them: by name alone they cannot be told from a team's own
// packages, and silence about own code is worse than a finding in a copy. Git ignores most of them anyway.

export function isSkippedFolder(name: string): boolean {
  return names.has(name);
}

/** Does a path lead through such a folder? */
export function isInSkippedFolder(path: string): boolean {
  return path.includes('/') && path.split('/').slice(0, -1).some(isSkippedFolder);
}
