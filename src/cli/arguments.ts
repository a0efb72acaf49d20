import { presetNames, type PresetName } from '../presets.ts';
import { didYouMean } from './nearest.ts';

/** What was asked on the command line. */
export interface Request {
  readonly paths: readonly string[];
  readonly preset: PresetName;
  /** Only these rules, at whatever level they are; empty for the preset's. */
  readonly only: readonly string[];
  /** `undefined`: as the terminal likes it. */
  readonly color: boolean | undefined;
}

export type Parsed =
  | { readonly kind: 'check'; readonly request: Request }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'mistake'; readonly message: string };

interface Draft {
  paths: string[];
  preset: PresetName;
  only: string[];
  color: boolean | undefined;
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

/** Reads the command line. `exists` tells whether a file of that name lies in the working directory. */
export function parseArguments(argv: readonly string[], exists: (path: string) => boolean): Parsed {
  const draft: Draft = { paths: [], preset: 'recommended', only: [], color: undefined };
  const rest = [...argv];
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
  const { paths, preset, only, color } = draft;
  return { kind: 'check', request: { paths: paths.length > 0 ? paths : ['.'], preset, only, color } };
}

function mistake(message: string): Parsed {
  return { kind: 'mistake', message: `${message} ('pitfalls --help' lists the options)` };
}
