import type { DotenvDetector } from '../../dotenv/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { kindNamed } from '../../vocabulary/token-shapes.ts';
import { mismatch, type MessageId, type Options } from './token-kinds.ts';

export const dotenv: DotenvDetector<MessageId, Options> = {
  visit: ({ options, path, report }) => {
    if (isTestFile(path)) return {};
    return {
      assignment({ key, value }) {
        const kind = value ? kindNamed(key.name) : null;
        const found = kind && value ? mismatch(key.name, kind, value.text, options) : null;
        if (found && value) report({ node: value, ...found });
      },
    };
  },
};
