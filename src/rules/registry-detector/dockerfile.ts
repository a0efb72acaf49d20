import type { DockerfileDetector } from '../../dockerfile/detector.ts';
import { kitFor } from '../../kit.ts';
import { listenersFor, type Message, type Options } from './found.ts';

export const dockerfile: DockerfileDetector<Message, Options> = {
  visit: (context) => listenersFor('dockerfile', kitFor('dockerfile').nodeKeys(), context),
};
