import { presetNames, type PresetName } from '../presets.ts';
import type { Since } from './changes.ts';
import { parseLimit, type Limit } from './limits.ts';
import { didYouMean } from '../language/nearest.ts';
import { parseShare, type Share } from './part.ts';
import { formatNames, type FormatName } from './report/formats.ts';

/** What was asked on the command line. */
export interface Request {
  readonly paths: readonly string[];
  readonly preset: PresetName;
  /** Only these rules, at whatever level they are; empty for the preset's. */
  readonly only: readonly string[];
  /** `undefined`: as the terminal likes it. */
  readonly color: boolean | undefined;
  readonly outputs: readonly Output[];
  /** Only what changed since then is told; `null` for everything. */
  readonly since: Since | null;
  /** Findings on lines that changed since then are annotated first; `null` when nobody knows of a then. */
  readonly annotateSince: string | null;
  /** Nothing in the checked files or beside them may switch anything off or on. */
  readonly isUntrusted: boolean;
  /** The revision whose baseline counts; `null` for the file that lies there. */
  readonly baselineFrom: string | null;
  /** What to do with the baseline of accepted findings. */
  readonly baseline: 'use' | 'ignore' | 'write' | 'prune';
  /** What may not be found more often than so. */
  readonly limits: readonly Limit[];
  /** The least severity that makes the exit code 1; `null`: none does. */
  readonly failOn: Severity | null;
  /** What to do about what can be mended; `show`: print the difference, and write nothing. */
  readonly fix: 'no' | 'show' | 'write';
  /** The file that the standard input is taken for; `null`: files are read from the disk. */
  readonly stdinName: string | null;
  /** Were the files named by a hook, which names whatever is about to be committed? */
  readonly isHook: boolean;
  /** Is it told what is accepted, as such? */
  readonly hasAccepted: boolean;
  /** Is it told how often what was found? */
  readonly isCounted: boolean;
  /** Is it told how long what took? */
  readonly isTimed: boolean;
  /** Which part of the files is checked; `null`: all. */
  readonly share: Share | null;
  /** How many threads lint; `null`: as many as pay. */
  readonly threads: number | null;
  /** More seconds than this make a hook that people switch off. */
  readonly budget: number;
}

/** A format, and the file that it is written to; `null` for the standard output. */
export interface Output {
  readonly format: FormatName;
  readonly file: string | null;
}

export type Severity = 'error' | 'warning';

export type Parsed =
  | { readonly kind: 'check'; readonly request: Request }
  | { readonly kind: 'hook'; readonly request: Request }
  | { readonly kind: 'init'; readonly isWritten: boolean }
  | { readonly kind: 'explain'; readonly words: readonly string[]; readonly request: Request }
  | { readonly kind: 'list'; readonly request: Request }
  | { readonly kind: 'config'; readonly request: Request }
  | { readonly kind: 'merge'; readonly request: Request }
  | { readonly kind: 'registry'; readonly request: Request }
  | { readonly kind: 'registry add'; readonly title: string; readonly isWritten: boolean }
  | { readonly kind: 'ast'; readonly place: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'mistake'; readonly message: string };

/** A request that is being read. */
type Draft = { -readonly [Key in keyof Request]: Request[Key] extends readonly (infer Item)[] ? Item[] : Request[Key] };

const nothingSaid = {
  preset: 'recommended',
  color: undefined,
  since: null,
  annotateSince: null,
  isUntrusted: false,
  baselineFrom: null,
  baseline: 'use',
  failOn: 'warning',
  fix: 'no',
  stdinName: null,
  isHook: false,
  hasAccepted: false,
  isCounted: false,
  isTimed: false,
  threads: null,
  share: null,
  budget: 5,
} as const satisfies Partial<Request>;

/** An option's value, if it takes one, and what it does; the answer is what is wrong with the value. */
type Option =
  | { readonly takes: string; readonly apply: (draft: Draft, value: string) => string | undefined }
  | { readonly takes: null; readonly apply: (draft: Draft) => 'help' | 'version' | undefined };

const options: Readonly<Record<string, Option>> = {
  '--preset': {
    takes: presetNames.join(', '),
    apply(draft, value) {
      const preset = presetNames.find((name) => name === value);
      if (!preset) return `there is no preset '${value}'${didYouMean(value, presetNames)}`;
      draft.preset = preset;
      return undefined;
    },
  },
  '--rule': {
    takes: "a rule's name",
    apply(draft, value) {
      draft.only.push(value);
      return undefined;
    },
  },
  '--format': {
    takes: formatNames.join(', '),
    apply(draft, value) {
      const [name = '', ...file] = value.split('=');
      const format = formatNames.find((known) => known === name);
      if (!format) return `there is no format '${name}'${didYouMean(name, formatNames)}`;
      if (file.length > 0 && file.join('=') === '') return `'--format ${value}' names no file`;
      draft.outputs.push({ format, file: file.length > 0 ? file.join('=') : null });
      return undefined;
    },
  },
  '--fail-on': {
    takes: 'error or warning',
    apply(draft, value) {
      if (value !== 'error' && value !== 'warning') return `'--fail-on' takes error or warning, not '${value}'`;
      draft.failOn = value;
      return undefined;
    },
  },
  '--since': {
    takes: 'a revision, such as origin/main',
    apply(draft, value) {
      draft.since = { revision: value };
      return undefined;
    },
  },
  '--staged': flag((draft) => (draft.since = 'staged')),
  '--untrusted': flag((draft) => (draft.isUntrusted = true)),
  '--baseline-from': {
    takes: 'a revision, such as origin/main',
    apply(draft, value) {
      draft.baselineFrom = value;
      return undefined;
    },
  },
  '--baseline': flag((draft) => (draft.baseline = 'write')),
  '--prune': flag((draft) => (draft.baseline = 'prune')),
  '--no-baseline': flag((draft) => (draft.baseline = 'ignore')),
  '--fix': flag((draft) => (draft.fix = draft.fix === 'show' ? 'show' : 'write')),
  '--diff': flag((draft) => (draft.fix = 'show')),
  '--stdin-filename': {
    takes: 'the path that the text on the standard input belongs to',
    apply(draft, value) {
      draft.stdinName = value;
      return undefined;
    },
  },
  '--with-accepted': flag((draft) => (draft.hasAccepted = true)),
  '--max': {
    takes: 'what may be found how often, such as broad-except=12',
    apply(draft, value) {
      const limit = parseLimit(value);
      if (!limit) return `'--max' takes a rule, an ID, a level or 'all' and a number, such as broad-except=12, not '${value}'`;
      draft.limits.push(limit);
      return undefined;
    },
  },
  '--statistics': flag((draft) => (draft.isCounted = true)),
  '--timing': flag((draft) => (draft.isTimed = true)),
  '--budget': {
    takes: 'seconds',
    apply(draft, value) {
      if (!/^\d{1,6}(?:\.\d{1,6})?$/u.test(value)) return `'--budget' takes a number of seconds, not '${value}'`;
      draft.budget = Number(value);
      return undefined;
    },
  },
  '--shard': {
    takes: 'a part of how many, such as 2/3',
    apply(draft, value) {
      const share = parseShare(value);
      if (!share) return `'--shard' takes a part of how many, such as 2/3, not '${value}'`;
      draft.share = share;
      return undefined;
    },
  },
  '--workers': {
    takes: 'how many threads lint, 1 for no more than one',
    apply(draft, value) {
      const threads = Number(value);
      if (!/^\d{1,2}$/u.test(value) || threads < 1) return `'--workers' takes a number from 1 to 99, not '${value}'`;
      draft.threads = threads;
      return undefined;
    },
  },
  // Every file is looked at in every run, so there is nothing to be switched off.
  '--no-cache': flag(() => undefined),
  '--exit-zero': flag((draft) => (draft.failOn = null)),
  '--color': flag((draft) => (draft.color = true)),
  '--no-color': flag((draft) => (draft.color = false)),
  '--help': { takes: null, apply: () => 'help' },
  '--version': { takes: null, apply: () => 'version' },
};

/** Which options are there? */
export const optionNames: readonly string[] = Object.keys(options);

const shortOptions: Readonly<Record<string, string>> = { '-h': '--help', '-v': '--version' };

function flag(set: (draft: Draft) => void): Option {
  return {
    takes: null,
    apply(draft) {
      set(draft);
      return undefined;
    },
  };
}

/** Words that, standing first, ask for something else than a check; a folder of that name is written `./list`. */
const COMMANDS = ['explain', 'list', 'config', 'hook', 'init', 'merge', 'registry', 'ast'] as const;

/** Reads the command line. `exists` tells whether a file of that name lies in the working directory. */
export function parseArguments(argv: readonly string[], exists: (path: string) => boolean): Parsed {
  const draft: Draft = { ...nothingSaid, paths: [], only: [], outputs: [], limits: [] };
  const command = COMMANDS.find((known) => known === argv[0]);
  const rest = argv.slice(command ? 1 : 0);
  if (command === 'init') return parseInit(rest);
  if (command === 'registry' && rest[0] === 'add') return parseAdd(rest.slice(1));
  if (command === 'ast') return parseAst(rest);
  draft.isHook = command === 'hook';
  for (let token = rest.shift(); token !== undefined; token = rest.shift()) {
    if (token === '--') {
      draft.paths.push(...rest);
      break;
    }
    if (!token.startsWith('-') || token === '-') {
      draft.paths.push(token);
      continue;
    }
    // A list of file names made by a machine may hold one that looks like an option; to guess either way is wrong.
    if (exists(token)) return mistake(`'${token}' is also a file here: ${cureFor(token, draft.isHook, rest)}`);
    // After a file that a hook has named, nothing is an option any more, whoever wrote it.
    if (draft.isHook && draft.paths.length > 0) return mistake(`'${token}' stands behind a file: options come first, and ${HOOK_CURE}`);
    const [written = token, ...values] = token.split('=');
    const name = Object.hasOwn(shortOptions, written) ? (shortOptions[written] ?? written) : written;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) return mistake(`there is no option '${written}'${didYouMean(written, optionNames)}`);
    if (option.takes === null) {
      if (values.length > 0) return mistake(`'${name}' takes no value`);
      const answer = option.apply(draft);
      if (answer) return { kind: answer };
      continue;
    }
    const value = values.length > 0 ? values.join('=') : rest.shift();
    if (value === undefined || value === '' || value === '--') return mistake(`'${name}' needs a value: ${option.takes}`);
    const wrong = option.apply(draft, value);
    if (wrong !== undefined) return mistake(wrong);
  }
  const request = { ...draft, paths: draft.isHook ? draft.paths : orElse(draft.paths, '.'), outputs: orElse(draft.outputs, PRETTY) };
  if (command === 'explain') {
    return draft.paths.length > 0
      ? { kind: command, words: draft.paths, request }
      : mistake("'explain' needs the name of a rule, the ID of a pitfall, or a line of the output");
  }
  if (command === 'merge') {
    return draft.paths.length > 0
      ? { kind: command, request }
      : mistake("'merge' needs the reports that 'pitfalls --shard ... --format json' has written");
  }
  if (command === 'list' || command === 'config') return { kind: command, request };
  const contradiction = contradictionIn(draft);
  if (contradiction !== undefined) return mistake(contradiction);
  return { kind: command ?? 'check', request };
}

function cureFor(token: string, isHook: boolean, rest: readonly string[]): string {
  if (!isHook) return `write './${token}' for the file, or put '--' before the file names`;
  // The '--' may be a file as well.
  return rest.includes('--') ? 'rename the file, as nobody can tell which of the two is meant' : HOOK_CURE;
}

/** What a hook's settings have to look like, as the cure for names that were taken for options. */
const HOOK_CURE = "put '--' before the file names, in .pre-commit-config.yaml with \"args: ['--']\"";

function parseInit(rest: readonly string[]): Parsed {
  if (rest.some((token) => shortOptions[token] === '--help' || token === '--help')) return { kind: 'help' };
  const other = rest.find((token) => token !== '--write');
  if (other !== undefined) return mistake(`'init' takes nothing but '--write', and not '${other}'`);
  return { kind: 'init', isWritten: rest.length > 0 };
}

function parseAdd(rest: readonly string[]): Parsed {
  const words = rest.filter((token) => token !== '--write');
  const option = words.find((token) => token.startsWith('-'));
  if (option !== undefined) return mistake(`'registry add' takes a title and '--write', and not '${option}'`);
  if (words.length === 0) return mistake("'registry add' needs the title of the new entry");
  return { kind: 'registry add', title: words.join(' '), isWritten: words.length < rest.length };
}

function parseAst([place, ...others]: readonly string[]): Parsed {
  if (place === undefined || place.startsWith('-') || others.length > 0)
    return mistake("'ast' needs one file, or a file and a line: app.py:12");
  return { kind: 'ast', place };
}

/** Wishes that cannot be had together, as a sentence with the way out. */
function contradictionIn({
  share,
  paths,
  outputs,
  since,
  baseline,
  fix,
  stdinName,
  isHook,
  hasAccepted,
  isCounted,
  limits,
}: Draft): string | undefined {
  const rewrites = baseline === 'write' ? '--baseline' : baseline === 'prune' ? '--prune' : undefined;
  const unshared = isHook
    ? 'hook'
    : (rewrites ?? (fix === 'show' ? '--diff' : fix === 'write' ? '--fix' : stdinName === null ? undefined : '--stdin-filename'));
  if (share !== null && unshared !== undefined)
    return `'--shard' checks a part of the files, and '${unshared}' is not for parts: leave out one of the two`;
  if (isHook && rewrites !== undefined) return `'${rewrites}' needs to see all findings, and a hook sees a few: run it without 'hook'`;
  if (isHook && stdinName !== null) return "a hook is given files: leave out '--stdin-filename'";
  if (rewrites !== undefined && since !== null) return `'${rewrites}' needs to see all findings: leave out '--since' and '--staged'`;
  if (rewrites !== undefined && stdinName !== null) return `'${rewrites}' needs to see all findings: leave out '--stdin-filename'`;
  if (limits.length > 0 && since !== null) return "'--max' needs to see all findings: leave out '--since' and '--staged'";
  if (rewrites !== undefined && fix === 'show') return `'--diff' writes nothing: leave out '${rewrites}'`;
  if (fix === 'write' && since === 'staged') return 'the staged content cannot be fixed in place; leave out --staged';
  if (stdinName !== null && since !== null) return "the standard input has no history: leave out '--since' and '--staged'";
  if (stdinName !== null && paths.some((path) => path !== '-'))
    return "'--stdin-filename' takes the standard input for the only file: leave out the paths";
  const hasTables = outputs.length === 0 || outputs.some(({ format }) => format === 'pretty' || format === 'json');
  if (isCounted && !hasTables) return "'--statistics' is told by the formats pretty and json: ask for one of them";
  const hasSuppressions = outputs.some(({ format }) => format === 'sarif' || format === 'json');
  if (hasAccepted && !hasSuppressions) return "'--with-accepted' is told by the formats sarif and json: ask for one of them";
  const formats = outputs.filter(({ file }) => file === null).length;
  if (formats > 0 && fix === 'show')
    return "'--diff' prints nothing but the diff: write the report to a file, as in '--format sarif=report.sarif'";
  return formats > 1
    ? "two formats would be mixed up in the output: write one of them to a file, as in '--format sarif=report.sarif'"
    : undefined;
}

const PRETTY: Output = { format: 'pretty', file: null };

function orElse<Item>(given: readonly Item[], usual: Item): readonly Item[] {
  return given.length > 0 ? given : [usual];
}

function mistake(message: string): Parsed {
  return { kind: 'mistake', message: `${message} ('pitfalls --help' lists the options)` };
}
