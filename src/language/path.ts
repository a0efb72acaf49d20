import { relative } from 'node:path';

/** A file's path from the project's root, with `/` between its parts; a file outside of it keeps its own path. */
export function relativePath(root: string, file: string): string {
  const path = relative(root, file);
  return (path.startsWith('..') ? file : path).replaceAll('\\', '/');
}
