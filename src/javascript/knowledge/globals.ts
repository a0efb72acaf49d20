/** Globals that modules export too: the name an import gives them, and the one they have everywhere. */
export const globalNames: readonly (readonly [imported: string, global: string])[] = [
  ['node:process', 'process'],
  ['node:console', 'console'],
  ['node:buffer.Buffer', 'Buffer'],
  ['node:url.URL', 'URL'],
  ['node:url.URLSearchParams', 'URLSearchParams'],
  ['node:perf_hooks.performance', 'performance'],
  ['node:timers.setTimeout', 'setTimeout'],
  ['node:timers.setInterval', 'setInterval'],
  ['node:timers.setImmediate', 'setImmediate'],
  ['node:timers.clearTimeout', 'clearTimeout'],
  ['node:timers.clearInterval', 'clearInterval'],
];
