import { detectors } from '../generated/python-detectors.ts';
import type { Kit } from '../kit.ts';
import { anchorAt } from './anchor.ts';
import type { PythonSource } from './source-code.ts';
import { language } from './language.ts';

/** All that Python needs. */
export const kit: Kit = {
  kind: 'python',
  // Only our own rules run here, so the reader need not make the nodes that none of them asks for.
  config: { language: 'pitfalls/python', languageOptions: { visit: 'declared' } },
  languages: { python: language },
  anchorAt: (source, place) => anchorAt((source as unknown as PythonSource).tree, place),
  detectors,
};
