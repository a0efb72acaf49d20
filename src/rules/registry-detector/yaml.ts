import type { YamlDetector } from '../../yaml/detector.ts';
import { kitFor } from '../../kit.ts';
import { listenersFor, type Message, type Options } from './found.ts';

export const yaml: YamlDetector<Message, Options> = {
  visit: (context) => listenersFor('yaml', kitFor('yaml').nodeKeys(), context),
};
