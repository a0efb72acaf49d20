import type { DotenvDetector } from '../../dotenv/detector.ts';
import { isOtherStage } from '../../vocabulary/stages.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isTurnedOff, switchMentions, type MessageId, type Options } from './bypass-switch.ts';

export const dotenv: DotenvDetector<MessageId, Options> = {
  alsoMentions: switchMentions,
  visit: ({ options, path, report, mentions }) => {
    if (options.switchNames.length === 0 && !switchMentions.some((text) => mentions(text))) return {};
    // Developers may let themselves in; what an example shows is not in force anywhere.
    if (isTestFile(path) || isOtherStage(path)) return {};
    return {
      assignment({ key, value }) {
        if (value && isTurnedOff(key.name, value.text, options)) report({ node: key, message: 'deployed', data: { name: key.name } });
      },
    };
  },
};
