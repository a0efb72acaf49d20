import type { AST } from 'yaml-eslint-parser';
import type { YamlDetector } from '../../yaml/detector.ts';
import { keyOf, scalarText, valueAt, valueOf } from '../../yaml/values.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { kindNamed } from '../../vocabulary/token-shapes.ts';
import { mismatch, type MessageId, type Options } from './token-kinds.ts';

export const yaml: YamlDetector<MessageId, Options> = {
  mentions: [
    /slack/i,
    'ANTHROPIC',
    'OPENAI',
    /stripe/i,
    'GITHUB',
    'TELEGRAM',
    'SENDGRID',
    'AWS_ACCESS',
    'GOOGLE_API',
    'HF_TOKEN',
    'HUGGINGFACE',
  ],
  visit: ({ options, path, report }) => {
    if (isTestFile(path)) return {};
    const check = (name: string, text: string | null, node: AST.YAMLNode) => {
      const kind = text === null ? null : kindNamed(name);
      const found = kind && text !== null ? mismatch(name, kind, text, options) : null;
      if (found) report({ node, ...found });
      // A secret of the workflow that was given the name of another kind.
      const secret = text === null ? undefined : /^\$\{\{\s{0,3}secrets\.(\w{1,80})\s{0,3}\}\}$/u.exec(text)?.[1];
      const given = secret === undefined ? null : kindNamed(secret);
      if (kind && given && given !== kind && given.service === kind.service)
        report({ node, message: 'crossed', data: { parameter: name, wanted: kind.noun, variable: secret ?? '', given: given.noun } });
    };
    return {
      YAMLPair(pair) {
        const value = valueOf(pair.value);
        if (!value) return;
        const key = keyOf(pair) ?? '';
        // Kubernetes: `- name: SLACK_BOT_TOKEN` and `value: xapp-...`.
        check(key === 'value' ? (scalarText(valueAt(pair.parent, 'name')) ?? '') : key, scalarText(pair.value), value);
      },
      YAMLSequence(sequence) {
        for (const item of sequence.entries) {
          // Compose: `- SLACK_BOT_TOKEN=xapp-...`.
          const [, key, text] = /^(\w{1,80})=(.{0,400})$/su.exec(scalarText(item) ?? '') ?? [];
          if (item && key !== undefined && text !== undefined) check(key, text, item);
        }
      },
    };
  },
};
