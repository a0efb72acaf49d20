import { argument, hasSplat } from '../../python/calls.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { importsAny } from '../../python/imports.ts';
import { modelCalls, modelFunctions, modelWords, type ModelCall } from '../../python/knowledge/model-budgets.ts';
import { callsNamed, mayMean } from '../../python/named-calls.ts';
import { calleeName, dottedText } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { followed } from '../../python/values.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { countsCosts, type MessageId, type Options } from './budget.ts';

const ENDS = new Set(modelCalls.map(([end]) => end.slice(end.lastIndexOf('.') + 1)));
const mayAsk = mayMean(modelFunctions.keys());

export const python: PythonDetector<MessageId, Options> = {
  mentions: modelWords,
  visit: ({ source: { tree }, options, path, report }) => {
    if (isTestFile(path)) return {};
    return {
      'module:exit'() {
        for (const call of callsNamed(tree, (name) => ENDS.has(name) || mayAsk(tree, name))) {
          const asked = modelCall(call);
          if (!asked) continue;
          const [keyword] = asked.limits;
          const name = shortened(call.function.text);
          if (keyword !== undefined && !isLimited(call, asked))
            report({ node: call.function, message: 'unlimited', data: { call: name, keyword } });
          else if (options.loops && isInLoop(call) && !isCounted(call))
            report({ node: call.function, message: 'uncounted', data: { call: name, usage: asked.usage } });
        }
      },
    };
  },
};

function modelCall(call: Python.Call): ModelCall | undefined {
  const known = modelFunctions.get(calleeName(call) ?? '');
  if (known) return known;
  const written = dottedText(call.function);
  if (written === null) return undefined;
  return modelCalls.find(([end, { modules }]) => written.endsWith(`.${end}`) && importsAny(call.tree, ...modules))?.[1];
}

/** Is a limit given, or may it stand in settings that come from elsewhere? */
function isLimited(call: Python.Call, { limits, settings }: ModelCall): boolean {
  if (hasSplat(call) || limits.some((keyword) => argument(call, { keyword }) !== null)) return true;
  return settings.some((keyword) => {
    const given = argument(call, { keyword });
    if (given === null) return false;
    const value = given === 'unknown' ? null : followed(given);
    if (value?.type !== 'dictionary' && value?.type !== 'call') return true;
    // A picture has its size.
    return [...limits, 'modalit', '**'].some((sign) => value.text.includes(sign));
  });
}

function isInLoop(call: Python.Call): boolean {
  for (let node: Python.Node | null = call.parent; node; node = node.parent) {
    if (node.type === 'for_statement' || node.type === 'while_statement' || node.type === 'list_comprehension') return true;
    if (node.type === 'function_definition' || node.type === 'lambda') return false;
  }
  return false;
}

/** What is returned as it is may be counted by whoever asked for it. */
function isCounted(call: Python.Call): boolean {
  const around = enclosingFunction(call);
  const outer = call.parent?.type === 'await' ? call.parent.parent : call.parent;
  return outer?.type === 'return_statement' || countsCosts(around ? around.text : call.tree.text.slice(0, LONGEST_TEXT));
}

const LONGEST_TEXT = 20_000;

function shortened(name: string): string {
  return name.length <= LONGEST ? name : `…${name.slice(1 - LONGEST)}`;
}

const LONGEST = 40;
