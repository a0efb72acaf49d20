import { detectors } from '../generated/shell-detectors.ts';
import { treeBy, type Kit } from '../kit.ts';
import { anchorAt } from './anchor.ts';
import { language } from './language.ts';
import type { ShellSource } from './source-code.ts';
import { sharedParser } from './syntax/grammar.ts';
import type { ShellTree } from './syntax/tree.ts';

let keys: ReturnType<Kit['nodeKeys']> | undefined;

/** All that shell scripts need. */
export const kit: Kit = {
  kind: 'shell',
  // Only our own rules run here, so the reader need not make the nodes that none of them asks for.
  config: { language: 'pitfalls/shell', languageOptions: { visit: 'declared' } },
  languages: { shell: language },
  anchorAt: (source, place) => anchorAt((source as unknown as ShellSource).tree, place),
  treeOf: (text) => treeBy(language, text, (tree) => (tree as ShellTree).root),
  nodeKeys: () => (keys ??= Object.fromEntries(sharedParser.get().grammar.kinds.map((kind) => [kind, ['children']]))),
  detectors,
};
