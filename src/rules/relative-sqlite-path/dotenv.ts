import type { DotenvDetector } from '../../dotenv/detector.ts';
import { settingDefect, type Message, type Options } from './sqlite-location.ts';

export const dotenv: DotenvDetector<Message, Options> = {
  mentions: ['sqlite', '.db'],
  visit: ({ options, report }) => ({
    assignment({ key, value }) {
      if (!value) return;
      const path = settingDefect(key.name, value.text, options);
      if (path !== null) report({ node: value, message: 'relativeSetting', data: { path } });
    },
  }),
};
