import type { JavaScriptDetector } from '../../javascript/detector.ts';
import type { Message, Options } from './sqlite-location.ts';

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: ['sqlite', '.db'],
  visit: () => ({}),
};
