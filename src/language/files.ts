import type { FileKind } from './kind.ts';

/** The files of each kind, as globs for configurations of one's own. */
export const files = {
  python: ['**/*.py', '**/*.pyi', '**/*.pyw', '**/*.python'],
  javascript: ['**/*.js', '**/*.mjs', '**/*.cjs'],
  /** Linted by ESLint only where another part of the configuration brings a parser for them. */
  typescript: ['**/*.ts', '**/*.mts', '**/*.cts', '**/*.tsx', '**/*.jsx'],
  yaml: ['**/*.yml', '**/*.yaml'],
  dotenv: ['**/.env', '**/.env.*', '**/*.env'],
  dockerfile: [
    '**/Dockerfile',
    '**/Dockerfile.!(dockerignore|md)',
    '**/*.Dockerfile',
    '**/*.dockerfile',
    '**/Containerfile',
    '**/Containerfile.!(containerignore|md)',
  ],
  /** Registries of pitfalls; other Markdown is nobody's business here. */
  markdown: ['**/pitfalls.md', '**/PITFALLS.md', '**/Pitfalls.md'],
  shell: ['**/*.sh', '**/*.bash'],
} as const satisfies Record<string, readonly string[]>;

const kinds: readonly (readonly [FileKind, RegExp])[] = (Object.keys(files) as (keyof typeof files)[]).map((name) => [
  name === 'typescript' ? 'javascript' : name,
  new RegExp(`^(?:${files[name].map(basenamePattern).join('|')})$`, 'u'),
]);

/** Which reader a file belongs to, by its name; null for files we do not read. */
export function kindOfFile(path: string): FileKind | null {
  const basename = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return kinds.find(([, pattern]) => pattern.test(basename))?.[0] ?? null;
}

/** All our globs look at the last part of a path only; this is one as the source of a regular expression. */
export function basenamePattern(glob: string): string {
  return glob
    .replace('**/', '')
    .replaceAll('.', '\\.')
    .replace(/!\(([^)]*)\)$/u, '(?!(?:$1)$)*')
    .replaceAll('*', '[^/]*');
}

/** The globs of all kinds that come before one: a file of such a name is theirs. */
export function globsBefore(kind: FileKind): string[] {
  const names = Object.keys(files) as (keyof typeof files)[];
  return names.slice(0, names.indexOf(kind)).flatMap((name) => files[name]);
}
