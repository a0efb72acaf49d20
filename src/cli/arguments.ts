import { presetNames, type PresetName } from '../presets.ts';
import type { Since } from './changes.ts';
import { didYouMean } from './nearest.ts';
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
  /** Nothing in the checked files or beside them may switch anything off or on. */
  readonly isUntrusted: boolean;
  /** The revision whose baseline counts; `null` for the file that lies there. */
  readonly baselineFrom: string | null;
  /** What to do with the baseline of accepted findings. */
  readonly baseline: 'use' | 'ignore' | 'write' | 'prune';
  /** The least severity that makes the exit code 1; `null`: none does. */
  readonly failOn: Severity | null;
}

/** A format, and the file that it is written to; `null` for the standard output. */
export interface Output {
  readonly format: FormatName;
  readonly file: string | null;
}

export type Severity = 'error' | 'warning';

export type Parsed =
  | { readonly kind: 'check'; readonly request: Request }
  | { readonly kind: 'explain'; readonly words: readonly string[]; readonly request: Request }
  | { readonly kind: 'list'; readonly request: Request }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'mistake'; readonly message: string };

interface Draft {
  paths: string[];
  preset: PresetName;
  only: string[];
  color: boolean | undefined;
  outputs: Output[];
  since: Since | null;
  isUntrusted: boolean;
  baselineFrom: string | null;
  baseline: Request['baseline'];
  failOn: Severity | null;
}

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
  '--exit-zero': flag((draft) => (draft.failOn = null)),
  '--color': flag((draft) => (draft.color = true)),
  '--no-color': flag((draft) => (draft.color = false)),
  '--help': { takes: null, apply: () => 'help' },
  '--version': { takes: null, apply: () => 'version' },
};

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
const COMMANDS = ['explain', 'list'] as const;

/** Reads the command line. `exists` tells whether a file of that name lies in the working directory. */
export function parseArguments(argv: readonly string[], exists: (path: string) => boolean): Parsed {
  const draft: Draft = { paths: [], preset: 'recommended', only: [], color: undefined, outputs: [], since: null, isUntrusted: false, baselineFrom: null, baseline: 'use', failOn: 'warning' };
  const command = COMMANDS.find((known) => known === argv[0]);
  const rest = argv.slice(command ? 1 : 0);
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
    if (exists(token)) return mistake(`'${token}' is also a file here: write './${token}' for the file, or put '--' before the file names`);
    const [written = token, ...values] = token.split('=');
    const name = Object.hasOwn(shortOptions, written) ? (shortOptions[written] ?? written) : written;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) return mistake(`there is no option '${written}'${didYouMean(written, Object.keys(options))}`);
    if (option.takes === null) {
      if (values.length > 0) return mistake(`'${name}' takes no value`);
      const answer = option.apply(draft);
      if (answer) return { kind: answer };
      continue;
    }
    const value = values.length > 0 ? values.join('=') : rest.shift();
    if (value === undefined || value === '') return mistake(`'${name}' needs a value: ${option.takes}`);
    const wrong = option.apply(draft, value);
    if (wrong !== undefined) return mistake(wrong);
  }
  const request = { ...draft, paths: orElse(draft.paths, '.'), outputs: orElse(draft.outputs, PRETTY) };
  if (command === 'explain') {
    return draft.paths.length > 0
      ? { kind: command, words: draft.paths, request }
      : mistake("'explain' needs the name of a rule, the ID of a pitfall, or a line of the output");
  }
  if (command === 'list') return { kind: command, request };
  if (draft.since !== null && (draft.baseline === 'write' || draft.baseline === 'prune')) {
    return mistake(`'--${draft.baseline === 'write' ? 'baseline' : 'prune'}' needs to see all findings: leave out '--since' and '--staged'`);
  }
  return draft.outputs.filter(({ file }) => file === null).length > 1
    ? mistake("two formats would be mixed up in the output: write one of them to a file, as in '--format sarif=report.sarif'")
    : { kind: 'check', request };
}

const PRETTY: Output = { format: 'pretty', file: null };

function orElse<Item>(given: readonly Item[], usual: Item): readonly Item[] {
  return given.length > 0 ? given : [usual];
}

function mistake(message: string): Parsed {
  return { kind: 'mistake', message: `${message} ('pitfalls --help' lists the options)` };
}
