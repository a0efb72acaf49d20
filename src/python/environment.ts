import { argument, receiver } from './calls.ts';
import { isWritten, unwrap } from './expressions.ts';
import { nodeAt } from './columns.ts';
import { identifiersOf } from './identifiers.ts';
import { importAliases, importsAny } from './imports.ts';
import { environmentClasses, environmentMappings, environmentReaders, type EnvironmentReader } from './knowledge/environment.ts';
import { oncePerTree } from './memo.ts';
import { callsNamed, mayMean } from './named-calls.ts';
import { calleeName, instanceOf, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** An expression that reads an environment variable. */
export interface EnvironmentRead {
  readonly node: Python.Node;
  /** The expression that names the variable. */
  readonly variable: Python.Node | null;
  /** What the value is when the variable is not set; null without a default. */
  readonly default: Python.Node | null;
}

/** Is this a read of an environment variable (`os.environ['X']`, `os.getenv('X', d)`, `env.str('X')`, `config('X')`)? */
export function environmentRead(expression: Python.Node): EnvironmentRead | null {
  const node = unwrap(expression);
  if (node.type === 'subscript') {
    const mapping = qualifiedName(node.value);
    return mapping !== null && environmentMappings.has(mapping) ? { node, variable: node.subscript, default: null } : null;
  }
  if (node.type !== 'call') return null;
  const reader = readerOf(node);
  if (!reader) return null;
  return { node, variable: known(argument(node, { position: reader.name })), default: known(argument(node, reader.default)) };
}

/** All reads of environment variables in a file, in no particular order. */
export const environmentReads = oncePerTree((tree: PythonTree): readonly EnvironmentRead[] => {
  const calls: Python.Node[] = callsNamed(tree, mayReadEnvironment(tree));
  // `os.environ['X']`, `environ['X']`, and the same under a name that an import gives.
  const mappings = ['environ', 'environb', ...importAliases(tree)].flatMap((name) =>
    identifiersOf(tree)
      .rows(name)
      .flatMap((row): Python.Node[] => {
        const node = nodeAt(tree, row);
        const whole = node.parent?.type === 'attribute' && node.parent.attribute === node ? node.parent : node;
        const { parent } = whole;
        return parent?.type === 'subscript' && parent.value === whole && !isWritten(parent) ? [parent] : [];
      }),
  );
  return [...calls, ...mappings].flatMap((node) => environmentRead(node) ?? []);
});

/** Could a call in this file read an environment variable, by the last word of what is called? */
export function mayReadEnvironment(tree: PythonTree): (name: string) => boolean {
  // Each method of such an object reads: `env.str('X')`, `env.path('X')`.
  const hasReaders = importsAny(tree, ...Object.keys(environmentClasses));
  return (name) => hasReaders || mayRead(tree, name);
}

const mayRead = mayMean(Object.keys(environmentReaders));

function readerOf(call: Python.Call): EnvironmentReader | null {
  const name = calleeName(call);
  if (name !== null) return environmentReaders[name] ?? null;
  const made = instanceOf(receiver(call) ?? call.function);
  return made === null ? null : (environmentClasses[made] ?? null);
}

function known(given: Python.Node | 'unknown' | null): Python.Node | null {
  return given === 'unknown' ? null : given;
}
