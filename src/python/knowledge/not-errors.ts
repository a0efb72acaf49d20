/** Classes that can be raised and are no subclass of `Exception`, so that `except Exception` lets them through. */
export const notErrors: ReadonlySet<string> = new Set([
  'BaseException',
  'BaseExceptionGroup',
  'KeyboardInterrupt',
  'SystemExit',
  'GeneratorExit',
  // asyncio's, since Python 3.8; the one of concurrent.futures is an Exception, but nobody tells them apart by name.
  'CancelledError',
  'Cancelled',
  // Test outcomes of pytest, timeouts of gevent and eventlet, panics of Rust extensions.
  'OutcomeException',
  'GreenletExit',
  'Timeout',
  'PanicException',
  'FunctionTimedOut',
]);
