/** Methods that write a log entry, whatever logger has them. */
export const logMethods: readonly string[] = [
  'critical',
  'debug',
  'error',
  'exception',
  'fatal',
  'info',
  'log',
  'notice',
  'silly',
  'trace',
  'verbose',
  'warn',
  'warning',
  'http',
  'mark',
];

/** Methods of the console that print. */
export const consoleMethods: readonly string[] = ['assert', 'debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'];

/** What loggers are instances of: classes, factories' results, declared types. */
export const loggerInstances: readonly string[] = [
  'winston',
  'winston.createLogger()',
  'winston.Logger',
  'winston.loggers.get()',
  'pino()',
  'pino.pino()',
  'pino.Logger',
  'pino.BaseLogger',
  'pino-http()',
  'bunyan.createLogger()',
  'bunyan',
  'log4js.getLogger()',
  'log4js.Logger',
  'loglevel',
  'loglevel.getLogger()',
  'consola',
  'consola.consola',
  'consola.createConsola()',
  'signale',
  'signale.Signale',
  'tslog.Logger',
  'npmlog',
  'roarr.Roarr',
  'debug()',
  '@nestjs/common.Logger',
  '@nestjs/common.ConsoleLogger',
  '@nestjs/common.LoggerService',
  'nestjs-pino.Logger',
  'nestjs-pino.PinoLogger',
  'fastify.FastifyBaseLogger',
  'electron-log',
];

/** Names under which loggers go where nothing tells what made them: the last name before the method. */
export const loggerNames: readonly string[] = [
  'log',
  'logger',
  'logging',
  'console',
  'winston',
  'pino',
  'bunyan',
  'log4js',
  'consola',
  'signale',
];

/** Functions that hand an error to a service which keeps it with its stack. */
export const errorReporters: readonly string[] = [
  'addError',
  'captureError',
  'captureException',
  'noticeError',
  'notifyError',
  'recordException',
  'reportError',
  'reportException',
  'trackException',
];

/** Packages whose every call with an error reports it. */
export const errorReportingModules: readonly string[] = [
  '@bugsnag/js',
  '@bugsnag/node',
  '@sentry/browser',
  '@sentry/nextjs',
  '@sentry/node',
  '@sentry/react',
  'applicationinsights',
  'dd-trace',
  'newrelic',
  'rollbar',
];
