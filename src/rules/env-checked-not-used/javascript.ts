import { hasSpread, type Call } from '../../javascript/calls.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { environmentRead } from '../../javascript/environment.ts';
import { memberName, stringOf, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { childrenOf, enclosingFunction, functionOf, variableOf } from '../../javascript/scopes.ts';
import { useOf } from '../../javascript/value-uses.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';
import { isMeantFor, namesPlace, type MessageId, type Options } from './place-variable.ts';

/** A call that leaves a parameter with its default, though a variable was meant for it. */
interface Forgotten {
  readonly call: Call;
  readonly parameter: string;
  /** Is it the next one, so that the value may simply be added? */
  readonly isNext: boolean;
}

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: ['process.env', 'Deno.env', 'Bun.env'],
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path) || isBackupCopy(path)) return {};
    const reads = new Map<string, JavaScript.Node[]>();

    function note(node: JavaScript.Node): void {
      const name = environmentRead(node, source)?.name;
      if (name !== undefined && namesPlace(name, options)) reads.set(name, [...(reads.get(name) ?? []), node]);
    }

    /** The places where the value is asked for; undefined as soon as it goes anywhere. */
    function testsOf(read: JavaScript.Node): JavaScript.Node[] | undefined {
      const use = useOf(read);
      if (use.kind === 'tested') return [read];
      const { target } = use;
      if (use.kind !== 'kept' || use.isInText || use.key !== undefined || target?.type !== Kind.Identifier) return undefined;
      const variable = variableOf(target, source);
      const uses = variable?.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier) ?? [];
      // What a module exports may be imported; `export const` has no reference of its own.
      if (!enclosingFunction(read) && source.getText(read.parent?.parent?.parent ?? read).startsWith('export')) return undefined;
      return uses.length > 0 && uses.every((node) => useOf(node).kind === 'tested') ? uses : undefined;
    }

    /** The call in the branch behind a test whose function has a parameter for the variable, and gets nothing for it. */
    function forgottenBehind(test: JavaScript.Node, variable: string): Forgotten | undefined {
      const branch = branchBehind(test);
      const waiting = branch ? [branch] : [];
      for (let steps = 0; steps < MOST_STEPS; steps += 1) {
        const node = waiting.shift();
        if (!node) return undefined;
        const definition = node.type === Kind.CallExpression ? functionOf(unwrap(node.callee), source) : undefined;
        const found =
          node.type === Kind.CallExpression && definition && !hasSpread(node) ? parameterFor(node, definition, variable) : undefined;
        if (found) return found;
        waiting.push(...childrenOf(node, source));
      }
      return undefined;
    }

    function check(variable: string, nodes: readonly JavaScript.Node[]): void {
      const tests = nodes.map(testsOf);
      const [first] = nodes;
      // Somewhere in the file the value flows on, or the whole environment does.
      if (!first || tests.includes(undefined) || /\.\.\.process\.env|env:\s?process\.env|child_process/u.test(source.text)) return;
      const asked = tests.flatMap((found) => found ?? []);
      const forgotten = asked.flatMap((node) => forgottenBehind(node, variable) ?? [])[0];
      if (forgotten) {
        const data = { variable, call: source.getText(forgotten.call.callee).slice(0, LONGEST), parameter: forgotten.parameter };
        report({ node: first, message: 'notPassed', data, suggest: passing(forgotten, asked, variable) });
      } else if (options.wholeProgram) report({ node: first, message: 'notUsed', data: { variable } });
    }

    function passing({ call, parameter, isNext }: Forgotten, asked: readonly JavaScript.Node[], variable: string): Suggestion<MessageId>[] {
      const [value] = asked;
      if (!isNext || !value) return [];
      const end = call.range[1] - 1;
      const text = (call.arguments.length > 0 ? ', ' : '') + source.getText(value);
      return [{ message: 'pass', data: { variable, parameter }, fix: (fixer) => fixer.insertTextBeforeRange([end, end], text) }];
    }

    return {
      MemberExpression(node) {
        if (namesPlace(memberName(node) ?? '', options)) note(node);
      },
      CallExpression(node) {
        if (namesPlace(stringOf(node.arguments[0]) ?? '', options)) note(node);
      },
      'Program:exit'() {
        for (const [variable, nodes] of reads) check(variable, nodes);
      },
    };
  },
};

const LONGEST = 40;
const MOST_STEPS = 2000;

function parameterFor(call: JavaScript.CallExpression, definition: AnyFunction, variable: string): Forgotten | undefined {
  for (const [index, parameter] of definition.params.entries()) {
    const name = parameter.type === Kind.AssignmentPattern && parameter.left.type === Kind.Identifier ? parameter.left.name : undefined;
    if (name !== undefined && call.arguments.length <= index && isMeantFor(name, variable))
      return { call, parameter: name, isNext: call.arguments.length === index };
  }
  return undefined;
}

/** What runs when the test holds. */
function branchBehind(test: JavaScript.Node): JavaScript.Node | undefined {
  for (let node = test, { parent } = test; parent; node = parent, { parent } = parent) {
    if (parent.type === Kind.IfStatement || parent.type === Kind.ConditionalExpression)
      return parent.test === node ? parent.consequent : undefined;
    if (
      parent.type === Kind.LogicalExpression &&
      parent.operator === '&&' &&
      parent.left === node &&
      parent.parent.type === Kind.ExpressionStatement
    )
      return parent.right;
    if (parent.type === Kind.BlockStatement || parent.type === Kind.UnaryExpression) return undefined;
  }
  return undefined;
}
