import { isComposeFile, servicesOf } from '../../yaml/knowledge/compose.ts';
import { itemsOf, scalarText, valueAt, valueOf, type Written } from '../../yaml/values.ts';
import type { YamlDetector } from '../../yaml/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { shallowProbe, type MessageId, type Options } from './health.ts';

export const yaml: YamlDetector<MessageId, Options> = {
  mentions: ['healthcheck'],
  visit: ({ source, path, report }) => {
    if (isTestFile(path) || !isComposeFile(path, source.ast)) return {};
    return {
      Program(program) {
        for (const { node } of servicesOf(program)) {
          // Somebody else's image: an open port is all that one may know of it.
          if (valueAt(node, 'build') === null) continue;
          const test = valueAt(node, 'healthcheck', 'test');
          const place = valueOf(test);
          const what = shallowProbe(commandOf(test));
          if (place && what !== null) report({ node: place, message: 'shallowProbe', data: { what } });
        }
      },
    };
  },
};

/** The command of a check, however it is written. */
function commandOf(test: Written): string {
  if (valueOf(test)?.type !== 'YAMLSequence') return scalarText(test) ?? '';
  const [, ...words] = itemsOf(test).map((item) => scalarText(item) ?? '');
  return words.join(' ');
}
