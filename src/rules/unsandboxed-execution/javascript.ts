import { lastName } from '../../javascript/calls.ts';
import { codeRunOf } from '../../javascript/code-runners.ts';
import { fold } from '../../javascript/constants.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, keyOf, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { shellQuoters } from '../../javascript/knowledge/code-runners.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { sourcesOf } from '../../javascript/origins.ts';
import { enclosingClass, enclosingFunction, ownNodes } from '../../javascript/scopes.ts';
import { sideOf } from '../../javascript/server-or-client.ts';
import { isBuildScript, isToolFile, namesDenial, namesPermission, sandboxes } from '../../vocabulary/code-runners.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { chooserInWords, messageFor, type Chooser, type Message, type Options } from './foreign-code.ts';

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: ['eval', 'Function(', 'runIn', 'vm.', 'child_process', 'exec', 'spawn', 'shell'],
  visit: ({ source, options, path, file, report }) => {
    if (isTestFile(path) || isBuildScript(path)) return {};

    function check(call: JavaScript.CallExpression | JavaScript.NewExpression): void {
      const run = codeRunOf(call, source);
      if (!run) return;
      const { name, kind, value } = run;
      const chooser = chooserOf(value, call, path, source);
      if (chooser === undefined || (chooser === 'caller' && !options.parameters)) return;
      // What a page runs, its own visitor has typed.
      if (kind === 'code' && sideOf(source, file) === 'client') return;
      const inside = enclosingFunction(call);
      if (isSandboxed(value, source) || (inside && isAllowed(inside, call, options, source))) return;
      const message = messageFor(chooser, kind, inside !== undefined && hasDenyList(inside, call, source));
      const data = { sink: name, value: source.getText(value).slice(0, LONGEST_VALUE), chooser: chooserInWords(chooser) };
      report({ node: call.callee, message, data });
    }

    return { CallExpression: check, NewExpression: check };
  },
};

const LONGEST_VALUE = 30;

function chooserOf(value: JavaScript.Node, call: JavaScript.Node, path: string, source: JavaScriptSource): Chooser | undefined {
  const found = sourcesOf(value, source, { safeBuilders: shellQuoters });
  if (found.some(({ origin }) => origin === 'request')) return 'request';
  const handed = found.filter(({ node, origin }) => origin === 'parameter' && node.type === Kind.Identifier);
  if (handed.length === 0) return undefined;
  const inside = enclosingFunction(call);
  return inside && (isTool(inside) || isToolFile(path, source.text)) ? 'model' : 'caller';
}

/** `tool({ execute: async ({ command }) => ... })`, `server.tool('run', schema, async (args) => ...)`, `class ShellTool { _call(input) }`. */
function isTool(inside: AnyFunction): boolean {
  let around: JavaScript.Node = inside;
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    const parent: JavaScript.Node | undefined = around.parent;
    if (!parent) return false;
    if (parent.type === Kind.MethodDefinition) return isToolMethod(parent);
    if (parent.type === Kind.Property && HANDLERS.has(keyOf(parent) ?? '') && isToolCall(parent.parent.parent)) return true;
    if (isFunction(around) && isToolCall(parent)) return true;
    around = parent;
  }
  return false;
}

function isToolCall(node: JavaScript.Node): boolean {
  if (node.type === Kind.NewExpression) return dottedText(node.callee)?.endsWith('Tool') === true;
  return node.type === Kind.CallExpression && TOOLS.test(lastName(node) ?? '');
}

function isToolMethod(method: JavaScript.MethodDefinition): boolean {
  const owner = enclosingClass(method);
  const names = owner ? [owner.id?.name ?? '', owner.superClass ? (dottedText(owner.superClass) ?? '') : ''] : [];
  return TOOL_METHODS.has(keyOf(method) ?? '') && names.some((name) => /(?:Tool|Skill|Toolkit)$/u.test(name));
}

const HANDLERS = new Set('execute handler invoke func call run'.split(' '));
const TOOL_METHODS = new Set('_call call _run run execute invoke handler'.split(' '));
const MOST_HOPS = 8;
const TOOLS = /^(?:tool|addTool|registerTool|createTool|defineTool|dynamicTool|structuredTool)$/u;

function isSandboxed(value: JavaScript.Node, source: JavaScriptSource): boolean {
  const [start] = fold(unwrap(value), source).parts;
  return start !== undefined && 'text' in start && sandboxes.test(start.text.trimStart());
}

/** Does a call before it decide whether this may run? */
function isAllowed(inside: AnyFunction, call: JavaScript.Node, { checks }: Options, source: JavaScriptSource): boolean {
  return ownNodes(inside.body, source).some((node) => {
    if (node.type !== Kind.CallExpression || node.range[0] >= call.range[0]) return false;
    const name = lastName(node) ?? '';
    return (namesPermission(name) || checks.includes(name)) && !namesDenial(name);
  });
}

/** Does a test before it look for what is forbidden? */
function hasDenyList(inside: AnyFunction, call: JavaScript.Node, source: JavaScriptSource): boolean {
  return ownNodes(inside.body, source).some(
    (node) =>
      node.type === Kind.IfStatement && node.range[0] < call.range[0] && namesDenial(source.getText(node.test).slice(0, LONGEST_TEST)),
  );
}

const LONGEST_TEST = 300;
