import type { YamlDetector } from '../../yaml/detector.ts';
import { keyOf, scalarText, valueOf } from '../../yaml/values.ts';
import type { Message } from './consent.ts';

export const yaml: YamlDetector<Message> = {
  mentions: ['run_local_server', 'run_console', 'InstalledAppFlow', 'generateAuthUrl'],
  visit: ({ path, report }) => {
    if (!/(?:^|\/)(?:\.github\/workflows\/|\.gitlab-ci|\.circleci\/|azure-pipelines)/u.test(path)) return {};
    return {
      YAMLPair(pair) {
        const key = keyOf(pair);
        const value = valueOf(pair.value);
        if ((key !== 'run' && key !== 'script' && key !== 'command') || !value) return;
        if (/run_local_server|run_console|InstalledAppFlow|generateAuthUrl/u.test(scalarText(pair.value) ?? '') && pair.key)
          report({ node: pair.key, message: 'flowInWorkflow' });
      },
    };
  },
};
