import type { DotenvDetector } from '../../dotenv/detector.ts';
import { kitFor } from '../../kit.ts';
import { listenersFor, type Message, type Options } from './found.ts';

export const dotenv: DotenvDetector<Message, Options> = {
  visit: (context) => listenersFor('dotenv', kitFor('dotenv').nodeKeys(), context),
};
