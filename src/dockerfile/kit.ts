import { detectors } from '../generated/dockerfile-detectors.ts';
import { treeBy, type Kit } from '../kit.ts';
import { anchorAt } from './anchor.ts';
import { language } from './language.ts';
import type { Document } from './nodes.ts';

/** All that Dockerfiles need. */
export const kit: Kit = {
  kind: 'dockerfile',
  config: { language: 'pitfalls/dockerfile' },
  languages: { dockerfile: language },
  anchorAt: (source, place) => anchorAt(source.ast as Document, source.text, place),
  treeOf: (text) => treeBy(language, text),
  nodeKeys: () => language.visitorKeys,
  detectors,
};
