/** What goes on in the background once it is started, and what ends it. Checked against APScheduler 3.11.3, watchdog 6 and Python 3.11. */
export interface Runner {
  readonly kind: 'scheduler' | 'observer' | 'timer' | 'executor';
  /** The method that starts it; null where making it is enough. */
  readonly start: string | null;
  /** The methods that end it. */
  readonly stops: readonly string[];
}

const scheduler: Runner = { kind: 'scheduler', start: 'start', stops: ['shutdown'] };
const observer: Runner = { kind: 'observer', start: 'start', stops: ['stop'] };
const timer: Runner = { kind: 'timer', start: 'start', stops: ['cancel'] };
const executor: Runner = { kind: 'executor', start: null, stops: ['shutdown'] };

// A BlockingScheduler's `start()` is the program itself. The schedulers of APScheduler 4 register their own end with `atexit`.
export const runners: ReadonlyMap<string, Runner> = new Map([
  ['apscheduler.schedulers.background.BackgroundScheduler', scheduler],
  ['apscheduler.schedulers.asyncio.AsyncIOScheduler', scheduler],
  ['apscheduler.schedulers.gevent.GeventScheduler', scheduler],
  ['apscheduler.schedulers.tornado.TornadoScheduler', scheduler],
  ['apscheduler.schedulers.twisted.TwistedScheduler', scheduler],
  ['apscheduler.schedulers.qt.QtScheduler', scheduler],
  ['watchdog.observers.Observer', observer],
  ['watchdog.observers.polling.PollingObserver', observer],
  ['threading.Timer', timer],
  ['concurrent.futures.ThreadPoolExecutor', executor],
  ['concurrent.futures.ProcessPoolExecutor', executor],
  ['concurrent.futures.thread.ThreadPoolExecutor', executor],
  ['concurrent.futures.process.ProcessPoolExecutor', executor],
]);
