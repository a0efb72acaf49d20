/**
 * Functions that hold up the whole process until they are done, by full name, with their asynchronous form. Node 20, bcrypt 6.0, bcryptjs 3.0
 * and fs-extra 11.3. `existsSync`, `accessSync` and `closeSync` take
 * microseconds.
 */
export const blockingCalls: ReadonlyMap<string, string> = new Map([
  ...of(
    ['node:fs', 'fs-extra', 'graceful-fs'],
    `readFile writeFile appendFile copyFile cp rm rmdir readdir stat lstat mkdir mkdtemp unlink rename truncate open read write readv writev
     fsync chmod chown symlink link readlink realpath utimes opendir`,
  ),
  ...of(
    ['fs-extra'],
    'readJson readJSON writeJson writeJSON outputFile outputJson copy move remove ensureDir ensureFile emptyDir mkdirs mkdirp pathExists',
  ),
  ...of(['node:child_process'], 'exec execFile spawn'),
  ...of(['node:crypto'], 'pbkdf2 scrypt generateKeyPair generatePrime checkPrime hkdf argon2'),
  ...of(
    ['node:zlib'],
    'gzip gunzip deflate inflate deflateRaw inflateRaw brotliCompress brotliDecompress unzip zstdCompress zstdDecompress',
  ),
  ...of(['bcrypt', 'bcryptjs', 'bcrypt-nodejs'], 'hash compare genSalt'),
  ...of(['execa'], 'execa execaCommand'),
  ['execa.sync', 'execa'],
  ['Atomics.wait', 'Atomics.waitAsync'],
  ['sync-request', 'fetch'],
  ['sync-fetch', 'fetch'],
]);

function of(modules: readonly string[], names: string): [string, string][] {
  return modules.flatMap((module) =>
    names
      .trim()
      .split(/\s+/u)
      .map((name): [string, string] => [`${module}.${name}Sync`, name]),
  );
}

/** Methods of databases in a file that run a statement at once. */
export const sqliteMethods: ReadonlySet<string> = new Set(['run', 'get', 'all', 'exec', 'pragma', 'transaction', 'iterate']);

/** What makes such a database. */
export const sqliteMakers: ReadonlySet<string> = new Set(['better-sqlite3', 'node:sqlite.DatabaseSync']);

/** Functions that call what they are given before they come back. */
export const immediateCallers: ReadonlySet<string> = new Set(
  'map forEach filter find findIndex findLast some every reduce reduceRight flatMap sort toSorted from'.split(' '),
);
