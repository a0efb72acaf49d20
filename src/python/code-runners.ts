import { argument, argumentsOf } from './calls.ts';
import { constantText } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { evaluators, execStarters, fileRunners, interpreters, shells, starters, unpicklers } from './knowledge/code-runners.ts';
import { callsNamed, mayMean } from './named-calls.ts';
import { calleeName, dottedText } from './names.ts';
import type * as Python from './nodes.ts';
import { booleanOf } from './numbers.ts';
import type { PythonTree } from './syntax/tree.ts';
import { followed } from './values.ts';

/** A call that runs a text as code, or as a command of a shell. */
export interface CodeRun {
  readonly call: Python.Call;
  /** As it is written: `subprocess.run`, `eval`. */
  readonly name: string;
  readonly kind: 'code' | 'shell' | 'file' | 'pickle';
  /** What is run. */
  readonly value: Python.Node;
  /** The list of words, where a shell is told to run one. */
  readonly list: Python.Node | null;
}

const RUNNERS = [...evaluators.keys(), ...fileRunners.keys(), ...unpicklers.keys(), ...shells.keys(), ...starters, ...execStarters];
const mayRun = mayMean(RUNNERS);

/** The calls of a file that run a text. */
export function codeRuns(tree: PythonTree): CodeRun[] {
  return callsNamed(tree, (name) => mayRun(tree, name)).flatMap((call) => runOf(call) ?? []);
}

function runOf(call: Python.Call): CodeRun | null {
  const full = calleeName(call);
  const name = dottedText(call.function);
  if (full === null || name === null) return null;
  const known = [
    ['code', evaluators.get(full)],
    ['file', fileRunners.get(full)],
    ['pickle', unpicklers.get(full)],
    ['shell', shells.get(full)],
  ] as const;
  for (const [kind, place] of known) {
    const value = place && argument(call, place);
    if (value && value !== 'unknown') return { call, name, kind, value: kind === 'code' ? compiled(value) : value, list: null };
  }
  if (execStarters.has(full))
    return interpreted(
      call,
      name,
      argumentsOf(call).flatMap(({ kind, value }) => (kind === 'positional' ? [value] : [])),
    );
  if (!starters.has(full)) return null;
  const value = argument(call, { position: 0, keyword: 'args' });
  if (value === null || value === 'unknown') return null;
  const words = wordsOf(value);
  const shell = argument(call, { keyword: 'shell' });
  if (shell !== null && shell !== 'unknown' && booleanOf(shell) === true)
    return { call, name, kind: 'shell', value, list: words ? value : null };
  return words ? interpreted(call, name, words) : null;
}

/** `source` of `exec(compile(source, name, 'exec'))`. */
function compiled(value: Python.Node): Python.Node {
  const node = followed(value);
  if (node.type !== 'call' || calleeName(node) !== 'builtins.compile') return value;
  const source = argument(node, { position: 0, keyword: 'source' });
  return source === null || source === 'unknown' ? value : source;
}

/** The words of a command that is given as a list. */
export function wordsOf(value: Python.Node): readonly Python.Node[] | null {
  const node = followed(value);
  return node.type === 'list' || node.type === 'tuple' ? parts(node) : null;
}

/** `["bash", "-c", x]`, `[sys.executable, "-c", x]` */
function interpreted(call: Python.Call, name: string, words: readonly Python.Node[]): CodeRun | null {
  const [program, ...rest] = words;
  if (!program || !isInterpreter(program)) return null;
  const at = rest.findIndex((word) => /^-(?:l?i?c|e|Command|lc|ec)$|^\/c$/iu.test(constantText(word) ?? ''));
  const value = at < 0 ? undefined : rest[at + 1];
  return value ? { call, name, kind: 'shell', value, list: null } : null;
}

function isInterpreter(word: Python.Node): boolean {
  const node = unwrap(word);
  if (dottedText(node) === 'sys.executable') return true;
  const text = constantText(node);
  return (
    text !== null &&
    interpreters.has(
      text
        .slice(text.lastIndexOf('/') + 1)
        .replace(/\.exe$/u, '')
        .replace(/[\d.]{1,9}$/u, ''),
    )
  );
}
