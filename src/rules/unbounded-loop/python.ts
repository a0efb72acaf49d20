import { methodName, receiver } from '../../python/calls.ts';
import { moduleOf } from '../../python/columns.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { unwrap } from '../../python/expressions.ts';
import { callsOf, enclosingFunction, localFunction, ownNodes, parameters } from '../../python/functions.ts';
import { modelCalls } from '../../python/knowledge/model-budgets.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import { countsDepth, namesAsking, namesModel, namesStep, setsAnEnd, waitsForSomebody } from '../../vocabulary/endless-work.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { namesAgents, shortened, startsAgent, type MessageId } from './turns.ts';

/** What a file says that asks a model, or runs steps of a graph. */
const ASKING = [
  /invoke/i,
  /complet/i,
  /llm/i,
  'chat(',
  'messages.create',
  'responses.create',
  'generate_content',
  'run_step',
  'run_node',
  'execute_node',
];
const LOOPS = ['while True', 'while 1', 'while(True)'];

export const python: PythonDetector<MessageId> = {
  mentions: [...ASKING, 'agent'],
  alsoMentions: [...LOOPS, /spawn/i, /agents/i],
  visit: ({ source: { tree }, path, mentions, report }) => {
    if (isTestFile(path)) return {};
    const asks = ASKING.some(mentions);
    const hasLoops = asks && LOOPS.some(mentions);
    const hasAgents = mentions(/spawn/i) || mentions(/agents/i);
    if (!asks && !hasAgents) return {};
    return {
      ...(hasLoops
        ? {
            while_statement(loop) {
              const call = isEndless(loop) ? askedIn(loop.body.descendants('call')) : null;
              if (call && !isBounded(loop))
                report({ node: loop.tokens[0] ?? loop, message: 'endless', data: { call: shortened(call.function.text) } });
            },
          }
        : {}),
      'module:exit'() {
        if (asks) for (const call of callsNamed(tree, isAskingName)) judgeRecursion(call, report);
        if (hasAgents) judgeSpawning(tree, report);
      },
    };
  },
};

function isEndless({ condition }: Python.WhileStatement): boolean {
  return condition.type === 'true' || condition.text === '1';
}

function isAskingName(name: string): boolean {
  return namesStep(name) || namesAsking(name) || ENDS.has(name);
}

const ENDS = new Set(modelCalls.map(([end]) => end.slice(end.lastIndexOf('.') + 1)));

/** The first of the calls that asks a model, or runs a step, by itself or in a function of this file. */
function askedIn(calls: readonly Python.Call[]): Python.Call | null {
  return (
    calls.find((call) => {
      if (asksModel(call)) return true;
      const definition = localFunction(call);
      return definition !== null && callsOf(definition).some(asksModel);
    }) ?? null
  );
}

function asksModel(call: Python.Call): boolean {
  const name = lastName(call.function) ?? '';
  if (namesStep(name)) return true;
  const written = dottedText(call.function) ?? '';
  if (modelCalls.some(([end]) => written.endsWith(`.${end}`))) return true;
  const object = receiver(call);
  return object !== null && namesAsking(methodName(call) ?? '') && namesModel(lastName(unwrap(object)) ?? '');
}

/** Does something else than the answer end the loop, or the turn wait for somebody? */
function isBounded(loop: Python.WhileStatement): boolean {
  if (loop.body.descendants('call').some((call) => waitsForSomebody(lastName(call.function) ?? ''))) return true;
  if (loop.body.descendants('yield').length > 0) return true;
  return loop.body.descendants('if_statement', 'elif_clause').some(({ condition, consequence }) => {
    const leaves = consequence.descendants('break_statement', 'return_statement', 'raise_statement').length > 0;
    return leaves && setsAnEnd(condition.text);
  });
}

/** `async def work(state): ... await llm.ainvoke(state); return await work(state)`. */
function judgeRecursion(call: Python.Call, report: PythonContext<MessageId>['report']): void {
  if (!asksModel(call)) return;
  const around = enclosingFunction(call);
  if (!around || parameters(around).some(({ name }) => countsDepth(name))) return;
  const again = callsOf(around).find((other) => other !== call && other.row > call.row && localFunction(other) === around);
  if (!again || around.body.descendants('if_statement', 'elif_clause').some(({ condition }) => setsAnEnd(condition.text))) return;
  report({ node: again.function, message: 'recursion', data: { name: around.name.text, call: shortened(call.function.text) } });
}

/** `def spawn_agent(self, role): self.agents.append(Agent(role))`, with nothing that counts them. */
function judgeSpawning(tree: PythonTree, report: PythonContext<MessageId>['report']): void {
  for (const call of callsNamed(tree, (name) => name === 'append' || name === 'add')) {
    const kept = receiver(call);
    if (kept && namesAgents(lastName(kept) ?? '')) judgeSpawner(call, report);
  }
  for (const target of moduleOf(tree).descendants('subscript')) {
    if (target.parent?.type === 'assignment' && target.parent.left === target && namesAgents(lastName(target.value) ?? ''))
      judgeSpawner(target, report);
  }
}

function judgeSpawner(place: Python.Node, report: PythonContext<MessageId>['report']): void {
  const around = enclosingFunction(place);
  if (!around || !startsAgent(around.name.text)) return;
  const isCounted =
    ownNodes(around, 'comparison_operator').some(({ text }) => /[<>]/u.test(text)) ||
    ownNodes(around, 'call').some((call) =>
      /limit|quota|budget|capacity|check|allow|acquire|semaphore|permi|can_/iu.test(call.function.text),
    );
  if (!isCounted) report({ node: around.name, message: 'spawn', data: { name: around.name.text } });
}
