import { detectors } from '../generated/python-detectors.ts';
import { treeBy, type Kit } from '../kit.ts';
import { anchorAt } from './anchor.ts';
import type { PythonSource } from './source-code.ts';
import { language } from './language.ts';
import { pythonParser } from './syntax/grammar.ts';
import type { PythonTree } from './syntax/tree.ts';

let keys: ReturnType<Kit['nodeKeys']> | undefined;

/** All that Python needs. */
export const kit: Kit = {
  kind: 'python',
  // Only our own rules run here, so the reader need not make the nodes that none of them asks for.
  config: { language: 'pitfalls/python', languageOptions: { visit: 'declared' } },
  languages: { python: language },
  anchorAt: (source, place) => anchorAt((source as unknown as PythonSource).tree, place),
  treeOf: (text) => treeBy(language, text, (tree) => (tree as PythonTree).root),
  nodeKeys: () => (keys ??= Object.fromEntries(pythonParser().grammar.kinds.map((kind) => [kind, ['children']]))),
  detectors,
};
