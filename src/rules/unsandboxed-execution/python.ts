import type { Suggestion } from '../../language/detector.ts';
import { argumentsOf } from '../../python/calls.ts';
import { classInfo, classOfMethod } from '../../python/classes.ts';
import { codeRuns, wordsOf, type CodeRun } from '../../python/code-runners.ts';
import { constantString } from '../../python/constants.ts';
import { decorators } from '../../python/decorators.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { callsOf, enclosingFunction, ownNodes } from '../../python/functions.ts';
import { shellQuoters } from '../../python/knowledge/code-runners.ts';
import { isModelAnswer } from '../../python/model-answers.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { sourcesOf } from '../../python/origins.ts';
import { isTerminalInput } from '../../python/user-input.ts';
import { isBuildScript, isToolFile, namesDenial, namesPermission, sandboxes } from '../../vocabulary/code-runners.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { chooserInWords, messageFor, type Chooser, type Message, type Options } from './foreign-code.ts';

export const python: PythonDetector<Message, Options> = {
  mentions: ['eval(', 'exec(', 'shell', 'system(', 'popen', 'getoutput', 'subprocess', 'runpy', 'spec_from_file_location', 'loads('],
  visit: ({ source, options, path, report }) => ({
    'module:exit'() {
      if (isTestFile(path) || isBuildScript(path)) return;
      for (const run of codeRuns(source.tree)) {
        const { call, name, kind, value, list } = run;
        if (list && isWholeList(list)) {
          report({ node: call.function, message: 'shellList', suggest: withoutShell(call) });
          continue;
        }
        const chooser = chooserOf(run, path);
        if (
          chooser === null ||
          (chooser === 'caller' && !options.parameters) ||
          (kind === 'pickle' && !(options.pickles && chooser === 'request'))
        )
          continue;
        const inside = enclosingFunction(call);
        if (isSandboxed(value) || (inside && isAllowed(inside, call, options))) continue;
        const message = messageFor(chooser, kind, inside !== null && hasDenyList(inside, call));
        report({
          node: call.function,
          message,
          data: { sink: name, value: value.text.slice(0, LONGEST_VALUE), chooser: chooserInWords(chooser) },
        });
      }
    },
  }),
};

const LONGEST_VALUE = 30;

/** Who chooses the text; null where it is the program itself, or nobody knows. */
function chooserOf({ call, value, kind }: CodeRun, path: string): Chooser | null {
  const found = sourcesOf(value, { safeBuilders: shellQuoters });
  if (found.some(({ origin }) => origin === 'request')) return 'request';
  // `loads` of what a model wrote fails before it runs anything.
  if (kind !== 'pickle' && isModelAnswer(value)) return 'answer';
  // `for name in os.listdir(folder)`: the program finds the files by itself, whoever names their folder.
  if (kind === 'file' && isFoundInFolder(call)) return null;
  const handed = found.filter(({ node, origin }) => origin === 'parameter' && !isTerminalInput(node) && node.type === 'identifier');
  if (handed.length === 0) return null;
  const inside = enclosingFunction(call);
  // The parameters of a tool are filled in by a model.
  if (inside && (isTool(inside) || isToolFile(path, value.tree.text))) return 'model';
  return 'caller';
}

const LISTING = /(?:^|\.)(?:listdir|scandir|iterdir|r?glob|walk|iter_modules)$/u;

function isFoundInFolder(call: Python.Call): boolean {
  for (let up = call.parent; up && up.type !== 'function_definition'; up = up.parent) {
    if (up.type !== 'for_statement') continue;
    const over = [up.right, ...up.right.descendants('call')];
    if (over.some((each) => each.type === 'call' && LISTING.test(each.function.text.slice(-LONGEST_VALUE)))) return true;
  }
  return false;
}

const TOOL_METHODS = new Set('_run run execute _execute __call__ forward invoke _arun arun call _call run_tool ainvoke'.split(' '));

/** `@tool`, `@mcp.tool()`, `@function_tool`, and the methods that an agent calls on a class of tools. */
function isTool(definition: Python.FunctionDefinition): boolean {
  if (
    decorators(definition).some(
      ({ lastName: name }) => name !== null && /^(?:function_|agent_|kernel_)?(?:tool|function|skill)(?:_plain)?$/u.test(name),
    )
  )
    return true;
  const owner = classOfMethod(definition);
  if (!owner || !TOOL_METHODS.has(definition.name.text)) return false;
  const names = [owner.name.text, ...classInfo(owner).bases.map(({ text }) => text ?? '')];
  return names.some((name) => /(?:Tool|Skill|Toolkit|CodeExecutor|CodeInterpreter)$/u.test(name));
}

/** Does the command begin with a program that locks in what it starts? */
function isSandboxed(value: Python.Node): boolean {
  const [first] = wordsOf(value) ?? [value];
  const [start] = constantString(first ?? value).parts;
  return start !== undefined && 'text' in start && sandboxes.test(start.text.trimStart());
}

/** Does a call before it decide whether this may run? */
function isAllowed(inside: Python.FunctionDefinition, call: Python.Call, { checks }: Options): boolean {
  return callsOf(inside).some((other) => {
    if (other.row >= call.row) return false;
    const name = lastName(other.function) ?? '';
    return (namesPermission(name) || checks.includes(name)) && !namesDenial(name);
  });
}

/** Does a test before it look for what is forbidden? */
function hasDenyList(inside: Python.FunctionDefinition, call: Python.Call): boolean {
  return ownNodes(inside, 'if_statement').some(
    (statement) => statement.row < call.row && namesDenial(statement.condition.text.slice(0, LONGEST_CONDITION)) && leaves(statement),
  );
}

const LONGEST_CONDITION = 300;

function leaves({ consequence }: Python.IfStatement): boolean {
  return consequence.descendants('raise_statement', 'return_statement').length > 0;
}

/** A list of two words or more, so that more than the first is lost. */
function isWholeList(list: Python.Node): boolean {
  return (wordsOf(list)?.length ?? 0) > 1;
}

function withoutShell(call: Python.Call): Suggestion<Message>[] {
  const given = argumentsOf(call);
  const at = given.findIndex(({ name }) => name === 'shell');
  const shell = given[at]?.node;
  const before = given[at - 1]?.node;
  const after = given[at + 1]?.node;
  if (!shell || (!before && !after)) return [];
  const range = before ? ([before.range[1], shell.range[1]] as const) : ([shell.range[0], after?.range[0] ?? shell.range[1]] as const);
  return [{ message: 'noShell', fix: () => [{ range, text: '' }] }];
}
