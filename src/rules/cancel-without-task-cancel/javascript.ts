import { lastName, receiver } from '../../javascript/calls.ts';
import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptContext, JavaScriptDetector } from '../../javascript/detector.ts';
import { keyOf, memberName, stringOf, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { enclosingClass, nodesUnder } from '../../javascript/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import {
  cancels,
  isCancelPath,
  isStatusName,
  isStopFlag,
  isWork,
  keepsRecords,
  mayStop,
  saysCancelled,
  type MessageId,
} from './stopping.ts';

export const javascript: JavaScriptDetector<MessageId> = {
  mentions: ['cancelled', 'canceled', 'CANCELLED', 'CANCELED', 'Cancelled', 'Canceled', 'aborted', 'ABORTED', 'stopped', 'STOPPED'],
  visit: (context) => {
    if (isTestFile(context.path)) return {};
    const look = (node: AnyFunction) => {
      judge(node, context);
    };
    return { FunctionDeclaration: look, FunctionExpression: look, ArrowFunctionExpression: look };
  },
};

function judge(definition: AnyFunction, { source, report }: JavaScriptContext<MessageId>): void {
  const name = functionName(definition) ?? '';
  const path = pathOf(definition) ?? '';
  if (!cancels(name) && !isCancelPath(path)) return;
  const owner = enclosingClass(definition);
  // What keeps the records leaves the work to its callers.
  if (!isWork(name, path, owner?.id?.name ?? '') || keepsRecords(owner?.id?.name ?? '')) return;
  const nodes = nodesUnder(definition.body, source, MOST_NODES);
  const mark = nodes.map((node) => markIn(node)).find((found) => found !== undefined);
  if (!mark || nodes.some(mayReachWork)) return;
  report({ node: mark.node, message: 'goesOn', data: { name: name === '' ? path : name, status: mark.status } });
}

const MOST_NODES = 2000;

/** The path of the route that a function handles: `router.post('/runs/:id/cancel', handler)`, `@Post(':id/cancel')`. */
function pathOf(definition: AnyFunction): string | undefined {
  const { parent } = definition;
  if (parent.type === Kind.CallExpression) return stringOf(parent.arguments[0]);
  if (parent.type !== Kind.MethodDefinition) return undefined;
  for (const use of decoratorsOf(parent)) {
    const text = stringOf(use.arguments[0]);
    if (text !== undefined) return `/${text}`;
  }
  return undefined;
}

interface Mark {
  readonly node: JavaScript.Node;
  readonly status: string;
}

function markIn(node: JavaScript.Node): Mark | undefined {
  if (node.type === Kind.AssignmentExpression) {
    const name = node.left.type === Kind.MemberExpression ? memberName(node.left) : undefined;
    return isStatusName(name ?? '') ? markOf(node.right) : undefined;
  }
  if (node.type === Kind.Property) return isStatusName(keyOf(node) ?? '') && isGivenToUpdate(node) ? markOf(node.value) : undefined;
  if (node.type !== Kind.CallExpression || !/update|set|mark|change/iu.test(lastName(node) ?? '') || !isStatusName(lastName(node) ?? ''))
    return undefined;
  return node.arguments.map((argument) => markOf(argument)).find((mark) => mark !== undefined);
}

function markOf(value: JavaScript.Node): Mark | undefined {
  const node = unwrap(value);
  const text = stringOf(node) ?? (node.type === Kind.MemberExpression ? memberName(node) : undefined);
  return text !== undefined && saysCancelled(text) ? { node, status: text } : undefined;
}

/** `prisma.run.update({ data: { status: 'cancelled' } })`, but not `res.json({ status: 'cancelled' })`. */
function isGivenToUpdate(property: JavaScript.Node): boolean {
  let node: JavaScript.Node | undefined = property.parent;
  for (let up = 0; node && up < DEEPEST; up++, node = node.parent) {
    if (node.type === Kind.CallExpression) return /update|^set$|save|patch|assign|modify/iu.test(lastName(node) ?? '');
    if (node.type !== Kind.ObjectExpression && node.type !== Kind.Property) return false;
  }
  return false;
}

const DEEPEST = 8;

/** Anything that may stop what runs, or tell it to; whatever it is, it may well do so. */
function mayReachWork(node: JavaScript.Node): boolean {
  if (node.type === Kind.AssignmentExpression) {
    const name = node.left.type === Kind.MemberExpression ? (memberName(node.left) ?? '') : '';
    return isStopFlag(name) && !/(?:At|By|_at|_by|[Rr]eason)$/u.test(name);
  }
  if (node.type !== Kind.CallExpression) return false;
  const name = lastName(node) ?? '';
  const object = receiver(node);
  if (object && isStopFlag((dottedText(object) ?? '').split('.').at(-1) ?? '')) return true;
  return (
    (mayStop(name) || /^(?:emit|send|delete|remove|moveToFailed)/u.test(name)) &&
    !isStatusName(name) &&
    !/^set[A-Z]|^(?:res|reply|response)$/u.test(name) &&
    !isAnswer(node)
  );
}

/** `res.send(...)`, `reply.code(200).send(...)` */
function isAnswer(call: JavaScript.CallExpression): boolean {
  return /^(?:res|reply|response|ctx)\b/u.test(dottedText(call.callee) ?? rootText(call));
}

function rootText(call: JavaScript.CallExpression): string {
  let node: JavaScript.Node = call;
  for (let up = 0; up < DEEPEST; up++) {
    if (node.type === Kind.CallExpression) node = unwrap(node.callee);
    else if (node.type === Kind.MemberExpression) node = unwrap(node.object);
    else break;
  }
  return node.type === Kind.Identifier ? node.name : '';
}
