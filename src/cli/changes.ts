import { git } from './git.ts';

/** A file that differs between two states of a repository. */
export interface ChangedFile {
  readonly path: string;
  /** What it was called before. */
  readonly pathBefore: string;
  /** Its content before; null when there was no such file. */
  readonly before: Buffer | null;
  /** Its content now, when that is not the one in the working tree. */
  readonly after: Buffer | null;
}

/** The files that differ and are still there, by path. */
export class Changes extends Map<string, ChangedFile> {
  /** What the files held that are there no longer. */
  readonly gone = new Map<string, Buffer>();
}

/** From which state on changes count: a revision, or what was committed last (and then up to the index). */
export type Since = { readonly revision: string } | 'staged';

const NO_OBJECT = /^0+$/u;
/** Git's name for a folder without files, in every repository. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** What has changed below a root? Otherwise the answer is why that cannot be told, with the way out. */
export async function changesSince(root: string, since: Since): Promise<Changes | string> {
  const start = since === 'staged' ? { state: (await commit(root, 'HEAD')) ?? EMPTY_TREE } : await mergeBase(root, since.revision);
  if ('problem' in start) return start.problem;
  const compare = ['diff', '--raw', '-z', '--no-abbrev', '--find-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules'];
  const answer = await git(root, [...compare, ...(since === 'staged' ? ['--cached'] : []), start.state, '--']);
  if (!answer) return 'Git could not compare the files';
  const { rows, gone } = rowsOf(answer.out.toString());
  const contents = await blobs(
    root,
    [...rows, ...gone].flatMap(({ before, after }) => (since === 'staged' ? [before, after] : [before])),
  );
  const changes = new Changes();
  for (const { path, before } of gone) changes.gone.set(path, contents.get(before) ?? Buffer.alloc(0));
  for (const { path, pathBefore, before, after } of rows) {
    const now = since === 'staged' ? (contents.get(after) ?? null) : null;
    changes.set(path, { path, pathBefore, before: contents.get(before) ?? null, after: now });
  }
  if (since === 'staged') return changes;
  const untracked = await git(root, ['ls-files', '-z', '--others', '--exclude-standard']);
  for (const path of untracked?.out.toString().split('\0').slice(0, -1) ?? []) {
    changes.set(path, { path, pathBefore: path, before: null, after: null });
  }
  return changes;
}

/** A commit, or the empty tree. */
type Start = { readonly state: string } | { readonly problem: string };

async function commit(root: string, revision: string): Promise<string | undefined> {
  const answer = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  return answer?.out.toString().trim();
}

/** Where the branch left the other one: what happened there since then is not this change's doing. */
async function mergeBase(root: string, revision: string): Promise<Start> {
  const found = await commit(root, revision);
  if (found === undefined) return { problem: `there is no revision '${revision}' here; fetch it first: ${fetching(revision)}` };
  const base = (await git(root, ['merge-base', found, 'HEAD']))?.out.toString().trim();
  if (base) return { state: base };
  const isShallow = (await git(root, ['rev-parse', '--is-shallow-repository']))?.out.toString().trim() === 'true';
  return {
    problem: isShallow
      ? `this clone is too shallow to tell what changed since '${revision}'; fetch the history first: git fetch --unshallow`
      : `'${revision}' and HEAD have no history in common`,
  };
}

function fetching(revision: string): string {
  const [, remote, branch] = /^(?:refs\/remotes\/)?([\w.-]+)\/([\w./-]+)$/u.exec(revision) ?? [];
  if (remote !== undefined && branch !== undefined) return `git fetch ${remote} ${branch}:refs/remotes/${remote}/${branch}`;
  return /^[\w./-]+$/u.test(revision) ? `git fetch origin ${revision}` : 'git fetch';
}

interface Row {
  readonly path: string;
  readonly pathBefore: string;
  readonly before: string;
  readonly after: string;
}

/** `:100644 100644 OLD NEW M\0path\0`, and for a renamed file two paths. */
function rowsOf(raw: string): { readonly rows: Row[]; readonly gone: Row[] } {
  const fields = raw.split('\0');
  const rows: Row[] = [];
  const gone: Row[] = [];
  while (fields.length > 1) {
    const [modeBefore = '', modeAfter = '', before = '', after = '', status = ''] = (fields.shift() ?? '').split(' ');
    const pathBefore = fields.shift() ?? '';
    const path = /^[RC]/u.test(status) ? (fields.shift() ?? '') : pathBefore;
    // Regular files only: no links, no other repositories.
    if (status === 'D' && modeBefore.startsWith(':100')) gone.push({ path, pathBefore, before, after });
    if (modeAfter.startsWith('100')) rows.push({ path, pathBefore, before, after });
  }
  return { rows, gone };
}

/** A file as it stands in a revision; null when it is not there. Otherwise the answer is why that cannot be told. */
export async function contentAt(root: string, revision: string, path: string): Promise<Buffer | null | string> {
  const found = await commit(root, revision);
  if (found === undefined) return `there is no revision '${revision}' here; fetch it first: ${fetching(revision)}`;
  return (await git(root, ['cat-file', 'blob', `${found}:${path}`]))?.out ?? null;
}

/** The contents of some objects, by their names. */
async function blobs(root: string, names: readonly string[]): Promise<Map<string, Buffer>> {
  const wanted = [...new Set(names)].filter((name) => !NO_OBJECT.test(name));
  const contents = new Map<string, Buffer>();
  if (wanted.length === 0) return contents;
  const answer = await git(root, ['cat-file', '--batch'], `${wanted.join('\n')}\n`);
  const out = answer?.out ?? Buffer.alloc(0);
  for (let at = 0; at < out.length;) {
    const end = out.indexOf(10, at);
    const [name = '', type, size] = out.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (type !== 'blob') continue;
    contents.set(name, out.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return contents;
}
