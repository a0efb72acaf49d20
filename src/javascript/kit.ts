import { detectors } from '../generated/javascript-detectors.ts';
import type { Kit } from '../kit.ts';
import { anchorAt } from './anchor.ts';
import type { JavaScriptSource } from './detector.ts';
import { parser } from './parser.ts';

/** All that JavaScript and TypeScript need. */
export const kit: Kit = {
  kind: 'javascript',
  config: { languageOptions: { parser } },
  languages: {},
  anchorAt: (source, place) => anchorAt(source as unknown as JavaScriptSource, place),
  detectors,
};
