import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Sink } from './output.ts';

const STANDARD_ERROR = 2;

/**
 * The standard error, touched only when there is something to say. `process.stderr` would open it, which lets nobody wait for
 * it any more who shares it: in `pitfalls 2>&1 | tee log` and its like, `cat` and `tee` break off at the first full pipe.
 */
export const errorOutput: Sink = {
  get isTTY() {
    return isatty(STANDARD_ERROR);
  },
  write(text) {
    let bytes = Buffer.from(text);
    try {
      while (bytes.length > 0) bytes = bytes.subarray(writeSync(STANDARD_ERROR, bytes));
    } catch (error) {
      // Somebody else has made it one that nobody waits for.
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') process.stderr.on('error', () => undefined).write(bytes);
      // Whatever else it is (closed, full): there is nowhere left to say so.
    }
  },
};
