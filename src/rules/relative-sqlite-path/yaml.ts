import type { AST } from 'yaml-eslint-parser';
import type { YamlDetector } from '../../yaml/detector.ts';
import { servicesOf } from '../../yaml/knowledge/compose.ts';
import { keyOf, pathOf, scalarText, valueAt, valueOf } from '../../yaml/values.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isEngineName, isTestEnvironment, placesBeside } from './engine-settings.ts';
import { isAllowed, isRelativeDatabaseFile, settingDefect, type Message, type Options } from './sqlite-location.ts';

const VARIABLE = /^[A-Z][A-Z0-9_]*$/u;

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
      services.some(
        ({ node, workingDirectory }) =>
          workingDirectory?.text.startsWith('/') === true && node.range[0] <= range[0] && range[1] <= node.range[1],
      );
    /** `type: sqlite` and `database: ./app.sqlite`: options of a library, which hands the path to SQLite as it is. */
    const checkBeside = (pair: AST.YAMLPair, engine: string) => {
      if (pathOf(pair).some((key) => isTestEnvironment(String(key)))) return;
      for (const place of placesBeside(keyOf(pair) ?? '', engine)) {
        const written = valueAt(pair.parent, ...place.split('.'));
        const value = valueOf(written);
        const file = scalarText(written);
        if (value && file !== null && isRelativeDatabaseFile(file) && !isAllowed(file, options) && !isAnchored(value))
          report({ node: value, message: 'relativeSetting', data: { path: file } });
      }
    };
    return {
      YAMLPair(pair) {
        const text = scalarText(pair.value);
        const value = valueOf(pair.value);
        if (text === null || !value) return;
        if (isEngineName(text)) checkBeside(pair, text);
        const key = keyOf(pair) ?? '';
        // The environment of a container in Kubernetes: `- name: DATABASE_URL` and `value: sqlite:///app.db`.
        const name = key === 'value' ? scalarText(valueAt(pair.parent, 'name')) : null;
        if (name !== null) check(name, text, value);
        // A program looks the paths of its own settings up where it likes; an environment variable reaches it as it is.
        else if (VARIABLE.test(key) || text.includes('://')) check(pathOf(pair).join('.'), text, value);
        else if (options.keys.includes(key)) check(key, text, value);
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
