/**
 * What runs again and again in Node once it is made. Checked against node-cron 4.6.0, cron 4.4.0, node-schedule 2.1.1,
 * croner 11.0.1, bullmq 6.7.0 and agenda 6.2.6.
 */
export interface Runner {
  readonly kind: 'job' | 'worker';
  /** The methods that end it. */
  readonly stops: readonly string[];
}

const job: Runner = { kind: 'job', stops: ['stop', 'destroy', 'cancel', 'gracefulShutdown', 'clear'] };
const worker: Runner = { kind: 'worker', stops: ['close', 'stop', 'drain', 'disconnect'] };

/** By the full name of the function or class that makes it. */
export const runners: ReadonlyMap<string, Runner> = new Map([
  ['node-cron.schedule', job],
  ['cron.CronJob', job],
  ['cron.CronJob.from', job],
  ['node-schedule.scheduleJob', job],
  ['croner.Cron', job],
  ['croner', job],
  ['bullmq.Worker', worker],
  ['agenda', worker],
  ['agenda.Agenda', worker],
]);
