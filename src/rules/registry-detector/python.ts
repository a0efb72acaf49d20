import type { PythonDetector } from '../../python/detector.ts';
import { kitFor } from '../../kit.ts';
import { listenersFor, type Message, type Options } from './found.ts';

export const python: PythonDetector<Message, Options> = {
  visit: (context) => listenersFor('python', kitFor('python').nodeKeys(), context),
};
