import type { AST } from 'yaml-eslint-parser';
import type { YamlDetector } from '../../yaml/detector.ts';
import { keyOf, scalarText, valueAt, valueOf } from '../../yaml/values.ts';
import { isOtherStage } from '../../vocabulary/stages.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isTurnedOff, isVariableName, switchMentions, type MessageId, type Options } from './bypass-switch.ts';

export const yaml: YamlDetector<MessageId, Options> = {
  alsoMentions: switchMentions,
  visit: ({ options, path, report, mentions }) => {
    if (options.switchNames.length === 0 && !switchMentions.some((text) => mentions(text))) return {};
    if (isTestFile(path) || isOtherStage(path)) return {};
    // A workflow that tests may open what it tests; one that deploys may not.
    if (path.includes('.github/workflows/') && !/deploy|release|prod|publish|rollout/iu.test(path)) return {};
    const check = (name: string | null, text: string | null, node: AST.YAMLNode) => {
      if (name !== null && text !== null && isVariableName(name) && isTurnedOff(name, text, options))
        report({ node, message: 'deployed', data: { name } });
    };
    return {
      YAMLPair(pair) {
        const value = valueOf(pair.value);
        if (!value || !pair.key) return;
        const key = keyOf(pair);
        // Kubernetes: `- name: DISABLE_AUTH` and `value: "true"`.
        check(key === 'value' ? scalarText(valueAt(pair.parent, 'name')) : key, scalarText(pair.value), key === 'value' ? value : pair.key);
      },
      YAMLSequence(sequence) {
        for (const item of sequence.entries) {
          // Compose: `- DISABLE_AUTH=true`.
          const [, name, text] = /^(\w{1,80})=(.{0,10})$/su.exec(scalarText(item) ?? '') ?? [];
          if (item && name !== undefined && text !== undefined) check(name, text, item);
        }
      },
    };
  },
};
