import { detectors } from '../generated/javascript-detectors.ts';
import type { Kit } from '../kit.ts';
import { anchorAt } from './anchor.ts';
import type { JavaScriptSource } from './detector.ts';
import { parse, parser } from './parser.ts';
import { parseErrorFrom } from './syntax/parse-error.ts';
import { visitorKeys } from './syntax/visitor-keys.ts';

/** All that JavaScript and TypeScript need. */
export const kit: Kit = {
  kind: 'javascript',
  config: { languageOptions: { parser } },
  languages: {},
  anchorAt: (source, place) => anchorAt(source as unknown as JavaScriptSource, place),
  treeOf: (text, path) => {
    try {
      return { ast: parse(text, { filePath: path }).ast };
    } catch (error) {
      return { problem: parseErrorFrom(error).message };
    }
  },
  nodeKeys: () => visitorKeys,
  detectors,
};
