import { kitFor } from '../../kit.ts';
import type { ShellDetector } from '../../shell/detector.ts';
import { listenersFor, type Message, type Options } from './found.ts';

export const shell: ShellDetector<Message, Options> = {
  visit: (context) => listenersFor('shell', kitFor('shell').nodeKeys(), context),
};
