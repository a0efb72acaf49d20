/** Functions and classes that run the text they are given as JavaScript, by full name, and where they take it; -1 is the last argument. */
export const evaluators: ReadonlyMap<string, number> = new Map([
  ['eval', 0],
  ['Function', -1],
  ['node:vm.runInThisContext', 0],
  ['node:vm.runInNewContext', 0],
  ['node:vm.runInContext', 0],
  ['node:vm.Script', 0],
  ['node:vm.compileFunction', 0],
  ['vm2.VM#run', 0],
  ['safe-eval', 0],
]);

/** Functions that hand their text to a shell, by full name. */
export const shells: ReadonlySet<string> = new Set([
  'node:child_process.exec',
  'node:child_process.execSync',
  'shelljs.exec',
  'execa.execaCommand',
  'execa.execaCommandSync',
  'execa.command',
]);

/** Functions that start a program, and a shell when they are told `shell: true`. */
export const starters: ReadonlySet<string> = new Set([
  'node:child_process.spawn',
  'node:child_process.spawnSync',
  'node:child_process.execFile',
  'node:child_process.execFileSync',
  'execa.execa',
  'execa',
  'cross-spawn',
  'cross-spawn.spawn',
  'cross-spawn.sync',
]);

/** Programs that run the text behind `-c` or `-e`. */
export const interpreters: ReadonlySet<string> = new Set(
  'bash sh zsh dash ksh python python3 node deno bun ruby perl php powershell pwsh cmd cmd.exe powershell.exe osascript'.split(' '),
);

/** Functions that make a text harmless for a shell. */
export const shellQuoters: readonly string[] = [
  'shell-quote.quote',
  'shell-escape',
  'quote',
  'shellEscape',
  'shellescape',
  'escapeShellArg',
  'shlex.quote',
];
