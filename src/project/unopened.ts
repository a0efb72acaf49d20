const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ELOOP: 'is a link that leads in a circle',
  ENAMETOOLONG: 'has a path too long to be opened',
  ENXIO: 'is not a regular file',
};

/** Was there nothing to open? */
export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Why could something not be opened? */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return Object.hasOwn(reasons, code) ? (reasons[code] ?? code) : `could not be read (${code})`;
}

/** Why could something not be written? */
export function unwritten(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'there is no space left';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'it may not be written by this user';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such folder';
  return `it ${Object.hasOwn(reasons, code) ? (reasons[code] ?? code) : `failed with ${code}`}`;
}
