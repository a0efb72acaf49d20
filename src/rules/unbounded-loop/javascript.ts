import { lastName, methodName, receiver } from '../../javascript/calls.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { memberName, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { modelCalls } from '../../javascript/knowledge/model-budgets.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { reachedCalls } from '../../javascript/reached-calls.ts';
import { callsUnder, enclosingFunction, ownNodes, parametersOf } from '../../javascript/scopes.ts';
import { countsDepth, namesAsking, namesModel, namesStep, setsAnEnd, waitsForSomebody } from '../../vocabulary/endless-work.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { namesAgents, shortened, startsAgent, type MessageId } from './turns.ts';

/** What a file says that asks a model, or runs steps of a graph. */
const ASKING = [
  /invoke/i,
  'completions.',
  /llm/i,
  '.chat(',
  'messages.create',
  'responses.create',
  'generateText',
  'generateContent',
  'streamText',
  'runStep',
  'runNode',
  'executeNode',
];
const LOOPS = ['while (true)', 'while(true)', 'while (1)', 'for (;;)', 'for(;;)'];

export const javascript: JavaScriptDetector<MessageId> = {
  mentions: [...ASKING, /spawn/i],
  alsoMentions: [...LOOPS, /agents/i, 'children'],
  visit: ({ source, path, mentions, report }) => {
    if (isTestFile(path)) return {};
    const asks = ASKING.some(mentions);
    const hasAgents = mentions(/spawn/i) && (mentions(/agents/i) || mentions('children'));
    if (!asks && !hasAgents) return {};

    function asksModel(call: JavaScript.CallExpression): boolean {
      const name = lastName(call) ?? '';
      if (namesStep(name)) return true;
      const written = dottedText(call.callee) ?? '';
      if (modelCalls.some(([end]) => written.endsWith(`.${end}`))) return true;
      const object = receiver(call);
      if (!object || !namesAsking(methodName(call) ?? '')) return false;
      const owner = unwrap(object);
      return namesModel(
        owner.type === Kind.MemberExpression ? (memberName(owner) ?? '') : owner.type === Kind.Identifier ? owner.name : '',
      );
    }

    /** Does something else than the answer end the loop, or the turn wait for somebody? */
    function isBounded(body: JavaScript.Node): boolean {
      return ownNodes(body, source).some((node) => {
        if (node.type === Kind.YieldExpression) return true;
        if (node.type === Kind.CallExpression) return waitsForSomebody(lastName(node) ?? '');
        return node.type === Kind.IfStatement && leaves(node.consequent) && setsAnEnd(source.getText(node.test));
      });
    }

    function leaves(node: JavaScript.Node): boolean {
      return [node, ...ownNodes(node, source)].some(
        ({ type }) => type === Kind.BreakStatement || type === Kind.ReturnStatement || type === Kind.ThrowStatement,
      );
    }

    function checkLoop(loop: JavaScript.WhileStatement | JavaScript.ForStatement): void {
      const { test } = loop;
      if (test && !(test.type === Kind.Literal && (test.value === true || test.value === 1))) return;
      const call = reachedCalls(callsUnder(loop.body, source), source, 1).find(asksModel);
      if (!call || isBounded(loop.body)) return;
      report({ node: source.getFirstToken(loop) ?? loop, message: 'endless', data: { call: shortened(source.getText(call.callee)) } });
    }

    /** `async function work(state) { await model.invoke(state); return work(state); }`. */
    function checkRecursion(call: JavaScript.CallExpression): void {
      if (!asksModel(call)) return;
      const around = enclosingFunction(call);
      const name = around && functionName(around);
      if (!around || name === undefined || parametersOf(around, source).some((variable) => countsDepth(variable.name))) return;
      const own = ownNodes(around.body, source);
      const again = own.find(
        (node): node is JavaScript.CallExpression =>
          node.type === Kind.CallExpression && node !== call && node.range[0] > call.range[0] && callsItself(node, name),
      );
      if (!again || own.some((node) => node.type === Kind.IfStatement && setsAnEnd(source.getText(node.test)))) return;
      report({ node: again.callee, message: 'recursion', data: { name, call: shortened(source.getText(call.callee)) } });
    }

    function callsItself(call: JavaScript.CallExpression, name: string): boolean {
      const callee = unwrap(call.callee);
      if (callee.type === Kind.Identifier) return callee.name === name;
      return callee.type === Kind.MemberExpression && callee.object.type === Kind.ThisExpression && memberName(callee) === name;
    }

    /** `spawnAgent(role) { this.agents.push(new Agent(role)); }`, with nothing that counts them. */
    function checkSpawning(call: JavaScript.CallExpression): void {
      const method = methodName(call);
      const kept = method === 'push' || method === 'set' || method === 'add' ? receiver(call) : undefined;
      if (!kept || !namesAgents((dottedText(kept) ?? '').split('.').at(-1) ?? '')) return;
      const around = enclosingFunction(call);
      const name = around && functionName(around);
      if (!around || name === undefined || !startsAgent(name) || isCounted(around)) return;
      report({ node: call.callee, message: 'spawn', data: { name } });
    }

    function isCounted(around: AnyFunction): boolean {
      return ownNodes(around.body, source).some(
        (node) =>
          (node.type === Kind.BinaryExpression && /^[<>]/u.test(node.operator)) ||
          (node.type === Kind.CallExpression &&
            /limit|quota|budget|capacity|check|allow|acquire|semaphore|permi|^can[A-Z]/iu.test(lastName(node) ?? '')),
      );
    }

    return {
      ...(asks && LOOPS.some(mentions) ? { WhileStatement: checkLoop, ForStatement: checkLoop } : {}),
      CallExpression(call) {
        if (asks) checkRecursion(call);
        if (hasAgents) checkSpawning(call);
      },
    };
  },
};
