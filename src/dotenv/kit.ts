import { detectors } from '../generated/dotenv-detectors.ts';
import { treeBy, type Kit } from '../kit.ts';
import { anchorAt } from './anchor.ts';
import type { Document } from './nodes.ts';
import { language } from './language.ts';

/** All that files of environment variables need. */
export const kit: Kit = {
  kind: 'dotenv',
  config: { language: 'pitfalls/dotenv' },
  languages: { dotenv: language },
  anchorAt: (source, place) => anchorAt(source.ast as Document, place),
  treeOf: (text) => treeBy(language, text),
  nodeKeys: () => language.visitorKeys,
  detectors,
};
