import { argumentsOf, hasSplat } from '../../python/calls.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { environmentReads, type EnvironmentRead } from '../../python/environment.ts';
import { enclosingFunction, localFunction, parameters, type Parameter } from '../../python/functions.ts';
import type * as Python from '../../python/nodes.ts';
import { references, resolve } from '../../python/scopes.ts';
import { useOf } from '../../python/value-uses.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';
import { isMeantFor, namesPlace, type MessageId, type Options } from './place-variable.ts';

/** A call that leaves a parameter with its default, though a variable was meant for it. */
interface Forgotten {
  readonly call: Python.Call;
  readonly parameter: Parameter;
}

export const python: PythonDetector<MessageId, Options> = {
  mentions: ['getenv', 'environ', 'decouple'],
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path) || isBackupCopy(path)) return {};

    /** The places where the value is asked for; null as soon as it goes anywhere. */
    function testsOf(read: EnvironmentRead): Python.Node[] | null {
      const use = useOf(read.node);
      if (use.kind === 'tested') return [read.node];
      const { target } = use;
      if (use.kind !== 'kept' || use.isInText || use.key !== null || target?.type !== 'identifier') return null;
      const binding = resolve(target);
      // What a module keeps may be imported.
      if (binding?.scope.kind !== 'function' || binding.definitions.length > 1) return null;
      const uses = references(binding).filter((reference) => !binding.isBoundAt(reference));
      return uses.length > 0 && uses.every((reference) => useOf(reference).kind === 'tested') ? uses : null;
    }

    return {
      'module:exit'() {
        const byVariable = new Map<string, EnvironmentRead[]>();
        for (const read of environmentReads(source.tree)) {
          const name = read.variable && constantText(read.variable);
          if (name === null || !namesPlace(name, options)) continue;
          byVariable.set(name, [...(byVariable.get(name) ?? []), read]);
        }
        for (const [variable, reads] of byVariable) {
          const tests = reads.map(testsOf);
          const [first] = reads;
          // Somewhere in the file the value flows on, or the whole environment does.
          if (!first || tests.includes(null) || handsEnvironmentOn(source.text)) continue;
          const asked = tests.flatMap((nodes) => nodes ?? []);
          const forgotten = asked.flatMap((node) => forgottenBehind(node, variable) ?? [])[0];
          if (forgotten) {
            const { call, parameter } = forgotten;
            const data = { variable, call: call.function.text.slice(0, LONGEST), parameter: parameter.name };
            report({ node: first.node, message: 'notPassed', data, suggest: passing(forgotten, first, asked) });
          } else if (options.wholeProgram) report({ node: first.node, message: 'notUsed', data: { variable } });
        }
      },
    };
  },
};

const LONGEST = 40;

/** A child process sees all variables, and may use what is only tested here. */
function handsEnvironmentOn(text: string): boolean {
  return /os\.environ\.copy\(\)|dict\(os\.environ\)|\*\*os\.environ|env=os\.environ|subprocess\.|os\.exec|os\.system/u.test(text);
}

/** The call in the branch behind a test whose function has a parameter for the variable, and gets nothing for it. */
function forgottenBehind(test: Python.Node, variable: string): Forgotten | null {
  const branch = branchBehind(test);
  for (const call of branch?.descendants('call') ?? []) {
    const definition = localFunction(call);
    if (!definition || hasSplat(call)) continue;
    const list = parameters(definition).filter(({ name }) => name !== 'self' && name !== 'cls');
    const given = argumentsOf(call);
    const parameter = list.find(
      ({ name, default: fallback }, index) =>
        fallback !== null &&
        isMeantFor(name, variable) &&
        !given.some((argument, at) => argument.name === name || (argument.kind === 'positional' && at === index)),
    );
    if (parameter) return { call, parameter };
  }
  return null;
}

/** The block that runs when the test holds. */
function branchBehind(test: Python.Node): Python.Block | null {
  for (let node = test, { parent } = test; parent; node = parent, { parent } = parent) {
    if (parent.type === 'if_statement' || parent.type === 'elif_clause') return parent.condition === node ? parent.consequence : null;
    if (parent.type === 'block' || parent.type === 'not_operator') return null;
  }
  return null;
}

/** Adds the value that was tested to the call: under the name it has, or read once more. */
function passing({ call, parameter }: Forgotten, read: EnvironmentRead, asked: readonly Python.Node[]): Suggestion<MessageId>[] {
  const name = asked.find((node) => node.type === 'identifier' && enclosingFunction(node) === enclosingFunction(call));
  const variable = read.variable ? constantText(read.variable) : null;
  if (call.arguments.type !== 'argument_list' || variable === null) return [];
  const end = call.arguments.range[1] - 1;
  const separator = argumentsOf(call).length > 0 ? ', ' : '';
  const value = name?.text ?? read.node.text;
  return [
    {
      message: 'pass',
      data: { variable, parameter: parameter.name },
      fix: (fixer) => fixer.insertTextBeforeRange([end, end], `${separator}${parameter.name}=${value}`),
    },
  ];
}
