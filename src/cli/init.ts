import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { repositoryRoot } from '../project/safe-git.ts';
import { isInside } from '../project/inside.ts';
import type { ExitCode } from './report.ts';
import { visible } from './safe-text.ts';
import { setups, type Setup } from './setups.ts';
import { isMissing, reasonOf } from '../project/unopened.ts';

export interface SetUp {
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
}

/** Shows what brings pitfalls into the project around a folder, or writes what is not there; nothing is ever overwritten. */
export function setUp(cwd: string, isWritten: boolean): SetUp {
  const root = realpathSync(repositoryRoot(cwd) ?? cwd);
  const results = setups.map((setup): Result => {
    if (isWritten) return written(setup, root);
    return { lines: shown(setup, headOf(setup, present(setup, root))), isFailure: false };
  });
  const end = isWritten ? [] : ["'pitfalls init --write' writes those of them that are not there yet."];
  return {
    lines: [...results.flatMap(({ lines }) => lines), ...end].map(visible),
    exitCode: results.some(({ isFailure }) => isFailure) ? 2 : 0,
  };
}

interface Result {
  readonly lines: readonly string[];
  readonly isFailure: boolean;
}

function written(setup: Setup, root: string): Result {
  const { path, use, text, needsPackages } = setup;
  const there = present(setup, root);
  if (there !== null) return { lines: shown(setup, `${there} is there already and was left as it is. Add ${use}:`), isFailure: false };
  if (needsPackages && !existsSync(join(root, 'package.json'))) {
    return { lines: [`Left out ${path}: it is for projects with a package.json.`], isFailure: false };
  }
  const failure = failureToWrite(root, path, text);
  return failure === null
    ? { lines: [`Wrote ${path}: ${use}.`], isFailure: false }
    : { lines: [`${path} could not be written: it ${failure}`], isFailure: true };
}

function failureToWrite(root: string, path: string, text: string): string | null {
  const location = join(root, path);
  try {
    mkdirSync(dirname(location), { recursive: true });
    // A repository may hold a link in place of the folder.
    if (!isInside(root, realpathSync(dirname(location)))) return 'would lie outside the repository';
    // Fails where something has come to lie there in the meantime.
    writeFileSync(location, text, { flag: 'wx' });
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The file that stands in the way of this one, if there is any. */
function present({ path, others }: Setup, root: string): string | null {
  const folder = dirname(path);
  const names = namesIn(join(root, folder));
  const name = names.find((one) => one === basename(path)) ?? names.find((one) => others?.test(one));
  if (name === undefined) return null;
  return folder === '.' ? name : `${folder}/${name}`;
}

function namesIn(folder: string): string[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder).sort() : [];
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function headOf({ path, use }: Setup, there: string | null): string {
  return there === null ? `${path}: ${use}` : `${there} is there already; this belongs in it: ${use}`;
}

function shown({ text }: Setup, head: string): string[] {
  return [`--- ${head}`, '', ...text.trimEnd().split('\n'), ''];
}
