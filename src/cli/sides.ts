import { LayeredContent } from '../project/content.ts';
import { DiskContent } from '../project/disk.ts';
import { Project } from '../project/project.ts';
import type { Changes } from './changes.ts';

/** What rules may ask about other files, on both sides of a change. */
export interface Sides {
  readonly now: Project;
  readonly before: Project;
}

/** The files of a root as they are, or as they are staged, and as they were. */
export function sidesOf(root: string, changes: Changes): Sides {
  const disk = new DiskContent(root, true);
  const staged = new Map<string, Buffer | null>();
  const old = new Map<string, Buffer | null>();
  for (const { path, pathBefore, before, after } of changes.values()) {
    if (after) staged.set(path, after);
    // The new name first: another file may have had it before.
    if (!old.has(path)) old.set(path, null);
    if (before) old.set(pathBefore, before);
  }
  for (const [path, bytes] of changes.gone) old.set(path, bytes);
  return { now: new Project(new LayeredContent(disk, staged)), before: new Project(new LayeredContent(disk, old)) };
}
