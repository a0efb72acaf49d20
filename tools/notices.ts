import { readFileSync, readdirSync } from 'node:fs';
import type { Metafile } from 'esbuild';

/** Grammars come as WebAssembly, which no bundler lists among its inputs. */
const GRAMMARS = ['node_modules/tree-sitter-bash', 'node_modules/tree-sitter-python', 'node_modules/web-tree-sitter'];

/** The licences of everything that was bundled, because the bundles no longer carry them. */
export function noticesOf(...metafiles: Metafile[]): string {
  const folders = new Set<string>(GRAMMARS);
  for (const { inputs } of metafiles) {
    for (const input of Object.keys(inputs)) {
      const found = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(input);
      if (found) folders.add(found[0]);
    }
  }
  const notices = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<string, string>;
    return `## ${name ?? folder} ${version ?? ''} (${license ?? 'see below'})\n\n${licenceText(folder)}`;
  });
  // The same package may have been reached by two paths.
  return `# Software bundled into this package\n\n${[...new Set(notices)].sort().join('\n')}`;
}

function licenceText(folder: string): string {
  const files = readdirSync(folder);
  const named = (pattern: RegExp): string | undefined => {
    const name = files.find((file) => pattern.test(file));
    return name === undefined ? undefined : readFileSync(`${folder}/${name}`, 'utf8');
  };
  // Some packages have theirs at the end of the README only.
  const text = named(/^licen[cs]e(?:\.|-|$)/iu) ?? /^#+ Licen[cs]e\n[^]*/mu.exec(named(/^readme/iu) ?? '')?.[0];
  if (text === undefined) throw new Error(`${folder} has no licence: bundle it only with one`);
  return `${text.trimEnd()}\n`;
}
