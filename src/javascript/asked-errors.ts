import { lastName, receiver } from './calls.ts';
import { CarriedError } from './carried-error.ts';
import type { JavaScriptSource } from './detector.ts';
import { within } from './error-uses.ts';
import { logCall } from './loggers.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { asksForKind } from '../vocabulary/retry-words.ts';

/** Does a handler look at which error it got before it decides, by itself or by handing the error on? */
export function asksWhichError(handler: JavaScript.Node, error: JavaScript.Node | null, source: JavaScriptSource): boolean {
  const nodes = within(handler, source);
  const carried = new CarriedError(handler, error, source);
  for (const node of nodes) {
    if (node.type === Kind.VariableDeclarator && node.id.type === Kind.Identifier && node.init && carried.isIn(node.init))
      carried.add(node.id.name);
  }
  return nodes.some((node) => {
    const condition = conditionOf(node);
    // `if (err.status === 401) throw err`; but `if (attempt === last) throw err` asks for nothing.
    if (condition) return carried.isIn(condition) || asksForKind(source.getText(condition));
    if (node.type !== Kind.CallExpression || logCall(node, source)) return false;
    const name = lastName(node) ?? '';
    if (asksForKind(name)) return true;
    const owner = receiver(node);
    if (TELLING.test(name) || (owner && carried.isIn(owner))) return false;
    return node.arguments.some((given) => carried.isIn(given));
  });
}

const TELLING =
  /^(?:String|push|add|resolve|sleep|delay|wait|setTimeout|stringify|inspect|setError|captureException|emit|next|format|get|toString)$|log|warn|debug|error|notify|report|track|metric|record|onRetry|callback|message|text|write|print|info|describe|trace|reject/iu;

function conditionOf(node: JavaScript.Node): JavaScript.Node | undefined {
  switch (node.type) {
    case Kind.IfStatement:
    case Kind.WhileStatement:
      return node.test;
    case Kind.ConditionalExpression:
      // `err instanceof Error ? err.message : String(err)` only writes it down.
      return node.parent.type === Kind.ThrowStatement ? node.test : undefined;
    case Kind.SwitchStatement:
      return node.discriminant;
    default:
      return undefined;
  }
}
