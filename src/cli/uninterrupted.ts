import { setImmediate } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does something short to its end: a signal that would end the program meanwhile ends it afterwards. */
export async function uninterrupted<Result>(action: () => Result): Promise<Result> {
  const heard: NodeJS.Signals[] = [];
  const listen = (signal: NodeJS.Signals): void => {
    heard.push(signal);
  };
  for (const signal of SIGNALS) process.on(signal, listen);
  try {
    return action();
  } finally {
    // Signals are told when the event loop turns, of which the first `setImmediate` may be only the rest of a turn.
    await setImmediate();
    await setImmediate();
    for (const signal of SIGNALS) process.off(signal, listen);
    const [first] = heard;
    if (first) process.kill(process.pid, first);
  }
}
