import type { DotenvDetector } from '../../dotenv/detector.ts';
import { isOtherStage } from '../../vocabulary/stages.ts';
import { isOn, letsFixedCredentialIn, type MessageId, type Options } from './fixed-credential.ts';
import { isNotRun } from './running-code.ts';

export const dotenv: DotenvDetector<MessageId, Options> = {
  visit: ({ path, report }) => {
    // Developers and tests may let themselves in; what an example shows is not in force anywhere.
    if (isNotRun(path, '') || isOtherStage(path)) return {};
    return {
      assignment({ key, value }) {
        if (value && isOn(value.text) && letsFixedCredentialIn(key.name))
          report({ node: key, message: 'deployedSwitch', data: { flag: key.name } });
      },
    };
  },
};
