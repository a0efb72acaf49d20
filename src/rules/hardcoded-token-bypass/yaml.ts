import type { AST } from 'yaml-eslint-parser';
import type { YamlDetector } from '../../yaml/detector.ts';
import { scalarText, valueOf } from '../../yaml/values.ts';
import { isOtherStage } from '../../vocabulary/stages.ts';
import { isOn, letsFixedCredentialIn, type MessageId, type Options } from './fixed-credential.ts';
import { isNotRun } from './running-code.ts';

export const yaml: YamlDetector<MessageId, Options> = {
  visit: ({ path, report }) => {
    // Developers and tests may let themselves in; what an example shows is not in force anywhere.
    if (isNotRun(path, '') || isOtherStage(path)) return {};
    const check = (name: string | null, value: string | null, node: AST.YAMLNode) => {
      if (name !== null && value !== null && isOn(value) && letsFixedCredentialIn(name))
        report({ node, message: 'deployedSwitch', data: { flag: name } });
    };
    const checkNamed = (mapping: AST.YAMLMapping) => {
      const name = pairOf(mapping, 'name')?.value;
      if (name) check(scalarText(name), scalarText(pairOf(mapping, 'value')?.value ?? null), name);
    };
    return {
      YAMLPair({ key, value }) {
        if (key) check(scalarText(key), scalarText(value), key);
      },
      YAMLSequence({ entries }) {
        for (const entry of entries) {
          // An alias is judged where it is anchored.
          const node = entry?.type === 'YAMLAlias' ? null : valueOf(entry);
          if (!node) continue;
          // Compose's list form: `- ALLOW_DEMO_TOKEN=true`.
          const [, name, value] = /^(\w{1,80})=(.{0,10})$/su.exec(scalarText(node) ?? '') ?? [];
          if (name !== undefined && value !== undefined) check(name, value, node);
          // Kubernetes' list form: `- name: ALLOW_DEMO_TOKEN` with a `value` beside it.
          if (node.type === 'YAMLMapping') checkNamed(node);
        }
      },
    };
  },
};

function pairOf({ pairs }: AST.YAMLMapping, key: string): AST.YAMLPair | undefined {
  return pairs.find((candidate) => scalarText(candidate.key) === key);
}
