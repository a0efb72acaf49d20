import { lastName, methodName, receiver } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { functionName } from '../../javascript/function-names.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { callsUnder, enclosingFunction, readsOf } from '../../javascript/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { namesCredentials, namesRevocation, tells, type Message, type Options } from './refresh.ts';

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: ['refreshAccessToken'],
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path)) return {};
    return {
      CallExpression(node) {
        if (methodName(node) !== 'refreshAccessToken') return;
        const object = receiver(node);
        if (!object || !namesCredentials(dottedText(object)?.split('.').at(-1) ?? '')) return;
        const found = handling(node, source, options, 0);
        if (found !== 'told') report({ node: node.callee, message: found === 'quiet' ? 'unheard' : 'unhandled' });
      },
    };
  },
};

type Handling = 'told' | 'quiet' | 'none';
const MOST_CALLERS = 2;

/** How is a revoked grant met, here or up to two callers above? */
function handling(node: JavaScript.Node, source: JavaScriptSource, options: Options, callers: number): Handling {
  let quiet: Handling = 'none';
  for (let child: JavaScript.Node = node, { parent } = node; parent; child = parent, { parent } = parent) {
    let handler: JavaScript.Node | undefined;
    if (parent.type === Kind.TryStatement && parent.block === child) handler = parent.handler ?? undefined;
    else if (parent.type === Kind.CallExpression && methodName(parent) === 'catch') handler = parent.arguments[0];
    const found = handler ? handledBy(handler, source, options) : 'none';
    if (found === 'told') return found;
    if (found === 'quiet') quiet = found;
    if (parent === enclosingFunction(node)) break;
  }
  const around = enclosingFunction(node);
  const name = around && functionName(around);
  if (quiet !== 'none' || !around || name === undefined || callers >= MOST_CALLERS) return quiet;
  const holder = around.type === Kind.FunctionDeclaration ? around : around.parent;
  const [variable] = source.getDeclaredVariables(holder);
  const calls = variable
    ? readsOf(variable).flatMap((use) => (use.parent?.type === Kind.CallExpression && use.parent.callee === use ? [use.parent] : []))
    : [];
  return calls.length > 0 && calls.every((call) => handling(call, source, options, callers + 1) === 'told') ? 'told' : 'none';
}

function handledBy(handler: JavaScript.Node, source: JavaScriptSource, { requireAlert }: Options): Handling {
  const text = source.getText(handler);
  const alarms =
    /\b(?:console|logger|log|logging)\.(?:error|fatal|critical)\(|\.log\.error\(/u.test(text) ||
    callsUnder(handler, source).some((call) => tells(lastName(call) ?? ''));
  const raises = /\b(?:throw|next\(|reject\()/u.test(text);
  if (alarms || (!requireAlert && (raises || namesRevocation(text)))) return 'told';
  return 'quiet';
}
