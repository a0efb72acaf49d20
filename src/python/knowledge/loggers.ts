/** Methods that write a line to a log; structlog's asynchronous ones begin with an `a`. */
export const logMethods: ReadonlySet<string> = new Set(
  'debug info notice warn warning error critical fatal alert emergency log trace success failure exception msg err verbose'
    .split(' ')
    .flatMap((name) => [name, `a${name}`]),
);

/** The last word of what those methods are called on: `logger`, `self._log`, `current_app.logger`, `LOG`. */
export const loggerWords: ReadonlySet<string> = new Set(['log', 'logger', 'logging', 'logs', 'loguru', 'structlog']);

/** Functions that make a logger, by full name. */
export const loggerFactories: ReadonlySet<string> = new Set([
  'logging.getLogger',
  'structlog.get_logger',
  'structlog.getLogger',
  'structlog.stdlib.get_logger',
  'celery.utils.log.get_task_logger',
  'logbook.Logger',
  'eliot.MessageType',
  'twisted.logger.Logger',
  'loguru.logger',
  'absl.logging',
]);

/** Functions, by full name, that write a line where only an operator looks. */
export const logFunctions: ReadonlySet<string> = new Set([
  'builtins.print',
  'warnings.warn',
  'pprint.pprint',
  'sys.stderr.write',
  'sys.stdout.write',
  'sys.__stderr__.write',
  'syslog.syslog',
  'os.write',
]);

/** Words in the name of a function that keep an error's traceback: `print_exc`, `capture_exception`, `log_exception`, `format_tb`. */
export const tracebackWords: ReadonlySet<string> = new Set('exception exc traceback tb excepthook backtrace'.split(' '));

/** Functions that keep an error's traceback though their names do not say so, by their last dotted words. */
export const traceKeepers: readonly string[] = [
  // Twisted: both log the failure that is being handled.
  'log.err',
  'log.failure',
  'Failure',
  'failure.Failure',
  'agent.notice_error',
  'notice_error',
  'bugsnag.notify',
  'Bugsnag.notify',
  'sys.exc_info',
  'exc_info',
  'pdb.post_mortem',
  'cgitb.handler',
  'mail_admins',
];

/** Keywords of a log call that add the traceback when their value is truthy. */
export const tracebackKeywords: ReadonlySet<string> = new Set(['exc_info', 'exception', 'exc', 'log_failure']);

/** Functions, by full name, after which the program (or the request) does not go on. */
export const exits: ReadonlySet<string> = new Set([
  'sys.exit',
  'os._exit',
  'os.abort',
  'builtins.exit',
  'builtins.quit',
  'pytest.fail',
  'pytest.exit',
  'six.reraise',
  'six.raise_from',
  'future.utils.raise_',
  'future.utils.raise_from',
]);

/** Their last words, for those reached through objects: `parser.error`, `ctx.fail`, `ctx.exit`, `reraise`. */
export const exitMethods: ReadonlyMap<string, readonly string[]> = new Map([
  ['error', ['parser', 'argparser', 'arg_parser', 'ap', 'optparser', 'subparser']],
  ['exit', ['ctx', 'context', 'parser', 'sys', 'module', 'app']],
  ['fail', ['ctx', 'context', 'self', 'pytest', 'param']],
  ['fail_json', ['module', 'self']],
  ['reraise', ['', 'six', 'utils', 'excutils', 'failure']],
]);
