import { isAbsolute } from 'node:path';
import { relativePath } from '../language/path.ts';
import { DiskContent } from './disk.ts';
import { Project, type LintedSource } from './project.ts';

/** The roots that are known at a time: an editor with more of them looks at each anew. */
const MOST_ROOTS = 8;

const projects = new Map<string, Project>();

/** From now on, what is known of a root is this: the command and tests know better than the disk where files come from. */
export function useProject(root: string, project: Project): void {
  if (projects.get(root) === project) return;
  projects.delete(root);
  projects.set(root, project);
  const [oldest] = projects.keys();
  if (projects.size > MOST_ROOTS && oldest !== undefined) projects.delete(oldest);
}

/** The project at a root; by itself it is what lies on the disk, which others may change at any time. */
function projectAt(root: string): Project {
  const known = projects.get(root);
  if (known) return known;
  const project = new Project(new DiskContent(root, false));
  useProject(root, project);
  return project;
}

/** A file in its project. */
export interface Place {
  readonly project: Project;
  readonly path: string;
}

/** Where sources and trees come from: those of linted files, and of modules that were read for their sake. */
const places = new WeakMap<object, Place>();

/** Where does a tree or source belong? Undefined for a text that is in no project. */
export function placeOf(source: object): Place | undefined {
  return places.get(source);
}

export function setPlace(source: object, place: Place): void {
  places.set(source, place);
}

/** What is being linted, as ESLint says it. */
interface Linted {
  readonly cwd: string;
  readonly filename: string;
  readonly physicalFilename: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The project that a linted file lies in; undefined for texts without a name, and for pieces of other files. */
export function projectOf(
  { cwd, filename, physicalFilename, settings = {} }: Linted,
  source: LintedSource & { readonly tree?: object },
): Project | undefined {
  const known = places.get(source);
  if (known) return known.project;
  const path = relativePath(cwd, filename);
  if (!isAbsolute(filename) || isAbsolute(path) || filename !== physicalFilename) return undefined;
  const project = projectAt(cwd);
  const { registries } = (settings.pitfalls ?? {}) as { readonly registries?: unknown };
  if (Array.isArray(registries)) project.registries = registries.filter((each) => typeof each === 'string');
  project.open(path, source);
  // Questions about Python are asked of the tree.
  for (const key of [source, source.tree]) if (key) setPlace(key, { project, path });
  return project;
}
