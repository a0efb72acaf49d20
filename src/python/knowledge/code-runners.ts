import type { Place } from '../calls.ts';

/** Functions that run the text they are given as Python, by full name, and where they take it. */
export const evaluators: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['builtins.eval', { position: 0 }],
  ['builtins.exec', { position: 0 }],
  ['builtins.execfile', { position: 0 }],
  ['code.InteractiveInterpreter.runsource', { position: 0 }],
]);

/** Functions that run a file of Python, by full name. */
export const fileRunners: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['runpy.run_path', { position: 0, keyword: 'path_name' }],
  ['runpy.run_module', { position: 0, keyword: 'mod_name' }],
  ['importlib.util.spec_from_file_location', { position: 1, keyword: 'location' }],
]);

/** Functions that make objects of bytes and run whatever these say on the way. */
export const unpicklers: ReadonlyMap<string, Place> = new Map<string, Place>(
  ['pickle', 'cPickle', '_pickle', 'dill', 'cloudpickle', 'joblib', 'shelve'].flatMap((module): [string, Place][] => [
    [`${module}.loads`, { position: 0 }],
  ]),
);

/** Functions that hand their text to a shell, by full name. */
export const shells: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['os.system', { position: 0, keyword: 'command' }],
  ['os.popen', { position: 0, keyword: 'cmd' }],
  ['subprocess.getoutput', { position: 0, keyword: 'cmd' }],
  ['subprocess.getstatusoutput', { position: 0, keyword: 'cmd' }],
  ['asyncio.create_subprocess_shell', { position: 0, keyword: 'cmd' }],
  ['commands.getoutput', { position: 0 }],
]);

/** Functions that start a program, and a shell when they are told `shell=True`. */
export const starters: ReadonlySet<string> = new Set(
  ['run', 'call', 'check_call', 'check_output', 'Popen'].map((name) => `subprocess.${name}`),
);

/** The same, with the program's words as arguments of their own. */
export const execStarters: ReadonlySet<string> = new Set(['asyncio.create_subprocess_exec', 'os.execv', 'os.execvp', 'os.spawnl']);

/** Programs that run the text behind `-c` or `-e`. */
export const interpreters: ReadonlySet<string> = new Set(
  'bash sh zsh dash ksh fish python python2 python3 node deno bun ruby perl php lua Rscript powershell pwsh cmd osascript'.split(' '),
);

/** What makes a text harmless for a shell. */
export const shellQuoters: readonly string[] = [
  'shlex.quote',
  'shlex.join',
  'pipes.quote',
  'subprocess.list2cmdline',
  'quote_shell',
  'shell_quote',
];
