import type { AST } from 'yaml-eslint-parser';
import type { YamlDetector } from '../../yaml/detector.ts';
import { servicesOf } from '../../yaml/knowledge/compose.ts';
import { pathOf, scalarText, valueOf } from '../../yaml/values.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { settingDefect, type Message, type Options } from './sqlite-location.ts';

export const yaml: YamlDetector<Message, Options> = {
  mentions: ['sqlite', '.db'],
  visit: ({ source, options, path, report }) => {
    // A test's own settings may point into the folder it runs in.
    if (isTestFile(path)) return {};
    const check = (key: string, value: string, node: AST.YAMLNode) => {
      const file = settingDefect(key, value, options);
      if (file !== null && !isAnchored(node)) report({ node, message: 'relativeSetting', data: { path: file } });
    };
    const services = options.trustWorkdir ? servicesOf(source.ast) : [];
    /** In a container that starts in a fixed directory the path is absolute by effect, and the team wants it to count. */
    const isAnchored = ({ range }: AST.YAMLNode) =>
      services.some(({ node, workingDirectory }) => workingDirectory?.text.startsWith('/') === true && node.range[0] <= range[0] && range[1] <= node.range[1]);
    return {
      YAMLPair(pair) {
        const text = scalarText(pair.value);
        const value = valueOf(pair.value);
        if (text !== null && value) check(pathOf(pair).join('.'), text, value);
      },
      YAMLSequence(sequence) {
        for (const item of sequence.entries) {
          // A Compose environment as a list: `- DATABASE_URL=sqlite:///app.db`.
          const [, key, text] = /^(\w+)=(.*)$/su.exec(scalarText(item) ?? '') ?? [];
          if (item && key !== undefined && text !== undefined) check(key, text, item);
        }
      },
    };
  },
};
