import { calleeName, hasSpread, objectLiteral, property, type Call } from '../../javascript/calls.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { isFunction, isLoop } from '../../javascript/expressions.ts';
import { modelCalls, modelFunctions, modelWords, type ModelCall } from '../../javascript/knowledge/model-budgets.ts';
import { importedModules } from '../../javascript/modules.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { enclosingFunction } from '../../javascript/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { countsCosts, type MessageId, type Options } from './budget.ts';

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: modelWords,
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path)) return {};

    function modelCall(call: Call): ModelCall | undefined {
      const known = modelFunctions.get(calleeName(call, source) ?? '');
      if (known) return known;
      const written = dottedText(call.callee);
      if (written === undefined) return undefined;
      return modelCalls.find(
        ([end, module]) => written.endsWith(`.${end}`) && importedModules(source.ast).some((name) => module.test(name)),
      )?.[2];
    }

    /** Is a limit given, or may it stand in options that come from elsewhere? */
    function isLimited(call: Call, { limits, settings }: ModelCall): boolean {
      if (hasSpread(call)) return true;
      const [given] = call.arguments;
      const literal = objectLiteral(given, source);
      if (!literal) return given !== undefined;
      // `options.maxTokens = 500` after `const options = { ... }`.
      if (given?.type === Kind.Identifier && limits.some((key) => source.text.includes(`${given.name}.${key} =`))) return true;
      if (hasSpread(literal) || limits.some((key) => property(literal, key) !== undefined)) return true;
      const more = settings === undefined ? undefined : property(literal, settings);
      if (!more) return false;
      const inner = objectLiteral(more, source);
      // A picture has its size.
      return !inner || hasSpread(inner) || [...limits, 'responseModalities'].some((key) => property(inner, key) !== undefined);
    }

    /** What is returned as it is may be counted by whoever asked for it. */
    function isCounted(call: Call): boolean {
      const outer = call.parent.type === Kind.AwaitExpression ? call.parent.parent : call.parent;
      const around = enclosingFunction(call);
      return outer.type === Kind.ReturnStatement || isFunction(outer) || !around || countsCosts(source.getText(around));
    }

    function check(call: Call): void {
      const asked = modelCall(call);
      if (!asked) return;
      const [keyword] = asked.limits;
      const name = source.getText(call.callee).slice(-LONGEST);
      if (keyword !== undefined && !isLimited(call, asked))
        report({ node: call.callee, message: 'unlimited', data: { call: name, keyword } });
      else if (options.loops && isInLoop(call) && !isCounted(call))
        report({ node: call.callee, message: 'uncounted', data: { call: name, usage: asked.usage } });
    }

    return { CallExpression: check, NewExpression: check };
  },
};

const LONGEST = 40;

function isInLoop(call: Call): boolean {
  for (let node: JavaScript.Node | undefined = call.parent; node && !isFunction(node); node = node.parent) if (isLoop(node)) return true;
  return false;
}
