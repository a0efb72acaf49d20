import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Project } from './projects.ts';

const ran = promisify(execFile);

/** Where the projects lie: outside of any repository of ours, and found again by the next run. */
export const CACHE = resolve(
  process.env.PITFALLS_ECOSYSTEM ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'pitfalls-ecosystem'),
);

/** The unpacked project, from the cache or from its registry. Nothing of it is run, and it is what it was when it was pinned. */
export async function folderOf(project: Project): Promise<string> {
  const { registry, name, version, sha256 } = project;
  const folder = join(CACHE, `${registry}-${name.replaceAll('/', '-')}-${version}-${sha256.slice(0, 8)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(join(CACHE, 'new-'));
  try {
    const tarball = registry === 'npm' ? await fromNpm(project, work) : await fromPypi(project, work);
    const found = createHash('sha256').update(readFileSync(tarball)).digest('hex');
    if (found !== sha256) throw new Error(`${name} ${version} is not what was pinned: its SHA-256 is ${found}`);
    const unpacked = join(work, 'unpacked');
    mkdirSync(unpacked);
    execFileSync('tar', ['xzf', tarball, '-C', unpacked, '--strip-components=1', '--no-same-owner', '--no-same-permissions']);
    // A repository of its own, whatever the cache lies in.
    execFileSync('git', ['init', '--quiet', unpacked]);
    renameSync(unpacked, folder);
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** `npm pack` asks the registry that npm is set to, and runs no script of a package that it takes from there. */
async function fromNpm({ name, version }: Project, work: string): Promise<string> {
  await ran('npm', ['pack', `${name}@${version}`, '--ignore-scripts', '--silent', '--pack-destination', work], { cwd: work });
  const file = readdirSync(work).find((entry) => entry.endsWith('.tgz'));
  if (file === undefined) throw new Error(`npm has packed nothing for ${name}@${version}`);
  return join(work, file);
}

/** Not `pip download`, which runs the setup script of what it downloads; only its settings say where to ask. */
async function fromPypi({ name, version }: Project, work: string): Promise<string> {
  const index = `${(await pypiIndex()).replace(/\/+$/u, '')}/${name.toLowerCase().replaceAll(/[-_.]+/gu, '-')}/`;
  const page = await (await answered(index, { headers: { accept: 'text/html' } })).text();
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_.]+/gu, '-');
  const wanted = plain(`${name}-${version}.tar.gz`);
  const link = Array.from(page.matchAll(/<a\b[^>]*\bhref="([^"]+)"[^>]*>([^<]+)<\/a>/gu)).find(
    ([, , file = '']) => plain(file.trim()) === wanted,
  );
  if (link?.[1] === undefined) throw new Error(`${index} has no source of ${name} ${version}`);
  const file = join(work, 'source.tar.gz');
  const url = new URL(link[1].replaceAll('&amp;', '&'), index);
  writeFileSync(file, new Uint8Array(await (await answered(url.href)).arrayBuffer()));
  return file;
}

async function pypiIndex(): Promise<string> {
  const asked = process.env.PIP_INDEX_URL ?? '';
  if (asked !== '') return asked;
  try {
    const { stdout } = await ran('pip', ['config', 'get', 'global.index-url']);
    return stdout.trim();
    // eslint-disable-next-line pitfalls/broad-except -- without pip or without the setting it is the usual index
  } catch {
    return 'https://pypi.org/simple';
  }
}

async function answered(url: string, options: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${new URL(url).pathname} answers ${String(response.status)}`);
  return response;
}
