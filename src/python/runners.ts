import { argumentsOf } from './calls.ts';
import { nodeAt } from './columns.ts';
import { unwrap } from './expressions.ts';
import { identifiersOf } from './identifiers.ts';
import { runners, type Runner } from './knowledge/schedulers.ts';
import { callsNamed, mayMean } from './named-calls.ts';
import { lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { references, resolve } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** What is made in a file to run in the background, and the name it is kept under. */
export interface KeptRunner {
  readonly call: Python.Call;
  readonly runner: Runner;
  /** As it is written: `scheduler`, `self.scheduler`. */
  readonly text: string;
  /** The last words of all that it is kept under. */
  readonly names: ReadonlySet<string>;
  readonly place: 'local' | 'module' | 'attribute';
  /** Is it handed to somebody else, who may stop it? */
  readonly escapes: boolean;
}

const isRunner = mayMean(runners.keys());

/** The schedulers, observers, timers and executors that a file makes and keeps under a name. */
export function keptRunners(tree: PythonTree): KeptRunner[] {
  return callsNamed(tree, (name) => isRunner(tree, name)).flatMap((call) => {
    const runner = runners.get(qualifiedName(call.function) ?? '');
    const target = runner && keeperOf(call);
    return target ? [{ call, runner, ...kept(target) }] : [];
  });
}

/** The name or attribute that a value is assigned to as it is: `x = A()`, `self.x = given or A()`. */
function keeperOf(value: Python.Node): Python.Identifier | Python.Attribute | null {
  let child = value;
  for (let node = value.parent; node; child = node, node = node.parent) {
    switch (node.type) {
      case 'parenthesized_expression':
      case 'conditional_expression':
      case 'boolean_operator':
        break;
      case 'assignment':
        return node.right === child && (node.left.type === 'identifier' || node.left.type === 'attribute') ? node.left : null;
      case 'named_expression':
        return node.name;
      default:
        return null;
    }
  }
  return null;
}

function kept(target: Python.Identifier | Python.Attribute): Pick<KeptRunner, 'text' | 'names' | 'place' | 'escapes'> {
  const { text } = target;
  if (target.type === 'attribute') return { text, names: new Set([target.attribute.text]), place: 'attribute', escapes: false };
  const names = new Set([text]);
  const binding = resolve(target);
  const kind = binding?.scope.kind;
  const place = kind === 'function' ? 'local' : kind === 'class' ? 'attribute' : 'module';
  if (!binding) return { text, names, place, escapes: false };
  let escapes = false;
  for (const use of references(binding)) {
    const alias = binding.isBoundAt(use) ? null : keeperOf(use);
    if (alias) names.add(lastName(alias) ?? '');
    else if (isHandedOn(use)) escapes = true;
  }
  return { text, names, place, escapes };
}

/** Is the name itself returned, yielded, passed to a call or put into a collection? */
function isHandedOn(use: Python.Node): boolean {
  switch (use.parent?.type) {
    case 'return_statement':
    case 'yield':
    case 'argument_list':
    case 'keyword_argument':
    case 'list':
    case 'tuple':
    case 'expression_list':
    case 'pair':
    case 'dictionary':
    case 'parenthesized_expression':
    case 'list_splat':
      return true;
    default:
      return false;
  }
}

/** Where a file speaks of a method of something that is kept under one of these names: `x.shutdown()`, `atexit.register(self.x.shutdown)`. */
export function mentionsOfMethod(tree: PythonTree, names: ReadonlySet<string>, methods: readonly string[]): Python.Attribute[] {
  return methods.flatMap((method) =>
    identifiersOf(tree)
      .rows(method)
      .flatMap((row) => {
        const { parent } = nodeAt(tree, row);
        if (parent?.type !== 'attribute' || parent.attribute.row !== row) return [];
        return names.has(lastName(unwrap(parent.object)) ?? '') ? [parent] : [];
      }),
  );
}

/** Is a thread or timer told, when it is made or afterwards, that the process need not wait for it: `x.daemon = True`, `daemon=True`? */
export function isDaemon({ call, names }: KeptRunner): boolean {
  if (argumentsOf(call).some(({ name, value }) => name === 'daemon' && value.type === 'true')) return true;
  return mentionsOfMethod(call.tree, names, ['daemon', 'setDaemon']).length > 0;
}
