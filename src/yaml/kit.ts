import type { AST } from 'yaml-eslint-parser';
import { detectors } from '../generated/yaml-detectors.ts';
import { treeBy, type Kit } from '../kit.ts';
import { anchorAt } from './anchor.ts';
import { language } from './language.ts';

/** All that YAML needs. */
export const kit: Kit = {
  kind: 'yaml',
  config: { language: 'pitfalls/yaml' },
  languages: { yaml: language },
  anchorAt: (source, place) => anchorAt(source.ast as AST.YAMLProgram, source.text, place),
  treeOf: (text) => treeBy(language, text),
  nodeKeys: () => language.visitorKeys,
  detectors,
};
