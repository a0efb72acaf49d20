import { detectors } from '../generated/markdown-detectors.ts';
import { treeBy, type Kit } from '../kit.ts';
import { anchorAt } from './anchor.ts';
import { language } from './language.ts';
import type { Document } from './nodes.ts';

/** All that Markdown needs. */
export const kit: Kit = {
  kind: 'markdown',
  config: { language: 'pitfalls/markdown' },
  languages: { markdown: language },
  anchorAt: (source, place) => anchorAt(source.ast as Document, place),
  treeOf: (text) => treeBy(language, text),
  nodeKeys: () => language.visitorKeys,
  detectors,
};
