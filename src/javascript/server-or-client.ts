import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { JavaScriptSource } from './detector.ts';
import { clientModules, clientPackages, fullStackPackages, serverModules, serverPackages } from './knowledge/frameworks.ts';
import { importedModules } from './modules.ts';
import { Kind } from './nodes.ts';

export type Side = 'server' | 'client' | 'unknown';

/**
 * Does a file run on a server (or a command line) or in a browser? Its own `'use client'` says it best, then what it
 * imports, then its extension, then the nearest package.json. Without the file's whole path that last question is not asked.
 */
export function sideOf(source: JavaScriptSource, filename: string): Side {
  return sideByDirective(source) ?? sideByImports(source) ?? (/\.[jt]sx$/u.test(filename) ? 'client' : sideByPackage(filename));
}

function sideByDirective({ ast }: JavaScriptSource): Side | undefined {
  for (const statement of ast.body) {
    if (statement.type !== Kind.ExpressionStatement || statement.expression.type !== Kind.Literal) return undefined;
    if (statement.expression.value === 'use client') return 'client';
    if (statement.expression.value === 'use server') return 'server';
  }
  return undefined;
}

function sideByImports({ ast, text }: JavaScriptSource): Side | undefined {
  const modules = importedModules(ast);
  // A page that is rendered on the server imports both.
  if (modules.some((name) => name.startsWith('node:') || isIn(SERVER, name))) return 'server';
  if (modules.some((name) => isIn(CLIENT, name))) return 'client';
  return text.startsWith('#!') ? 'server' : undefined;
}

const SERVER: ReadonlySet<string> = new Set(serverModules);
const CLIENT: ReadonlySet<string> = new Set(clientModules);

/** Is a module, its package or its scope in the list? */
function isIn(list: ReadonlySet<string>, module: string): boolean {
  if (list.has(module)) return true;
  const [first = '', second = ''] = module.split('/');
  return list.has(first) || list.has(`${first}/${second}`);
}

/** What each folder's nearest package.json says; asked of the disk once per folder. */
const sides = new Map<string, Side>();

function sideByPackage(filename: string): Side {
  if (!isAbsolute(filename)) return 'unknown';
  const climbed: string[] = [];
  let folder = dirname(filename);
  let side: Side | undefined;
  for (;;) {
    side = sides.get(folder);
    if (side !== undefined) break;
    climbed.push(folder);
    side = readSide(folder);
    const parent = dirname(folder);
    // Above the repository stands somebody else's package.json, or none.
    if (side !== undefined || parent === folder || existsSync(join(folder, '.git'))) break;
    folder = parent;
  }
  side ??= 'unknown';
  for (const passed of climbed) sides.set(passed, side);
  return side;
}

interface PackageJson {
  readonly dependencies?: unknown;
  readonly peerDependencies?: unknown;
  readonly bin?: unknown;
}

/** Undefined where the folder has no package.json; one that cannot be read says nothing, but is the nearest all the same. */
function readSide(folder: string): Side | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, 'package.json'), 'utf8');
    // eslint-disable-next-line pitfalls/broad-except -- most folders have no package.json
  } catch {
    return undefined;
  }
  try {
    return sideOfPackage(JSON.parse(text) as PackageJson | null);
  } catch {
    return 'unknown';
  }
}

function sideOfPackage(packageJson: PackageJson | null): Side {
  const names = [...namesIn(packageJson?.dependencies), ...namesIn(packageJson?.peerDependencies)];
  const server = names.some((name) => serverPackages.includes(name));
  const client = names.some((name) => clientPackages.includes(name));
  if (names.some((name) => fullStackPackages.includes(name)) || (server && client)) return 'unknown';
  if (server || (!client && packageJson?.bin !== undefined)) return 'server';
  return client ? 'client' : 'unknown';
}

function namesIn(dependencies: unknown): string[] {
  return typeof dependencies === 'object' && dependencies !== null ? Object.keys(dependencies) : [];
}
