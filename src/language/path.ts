import { relative, sep } from 'node:path';

/** A file's path from the project's root, with `/` between its parts; a file outside of it keeps its own path. */
export function relativePath(root: string, file: string): string {
  // Asked by every rule for every file, and nearly always answered by what comes after the root.
  const folder = root.endsWith(sep) ? root : root + sep;
  const path = file.startsWith(folder) && !file.startsWith(sep, folder.length) ? file.slice(folder.length) : relative(root, file);
  return (path === '..' || path.startsWith(`..${sep}`) ? file : path).replaceAll('\\', '/');
}
