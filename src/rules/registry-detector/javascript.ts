import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { listenersFor, type Message, type Options } from './found.ts';

export const javascript: JavaScriptDetector<Message, Options> = {
  visit: (context) => listenersFor('javascript', context.source.visitorKeys, context),
};
