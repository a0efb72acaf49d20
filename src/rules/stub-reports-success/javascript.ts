import { lastName, methodName, type Call } from '../../javascript/calls.ts';
import type { JavaScriptContext, JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, keyOf, memberName, stringOf, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { logCall } from '../../javascript/loggers.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { nodesUnder } from '../../javascript/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import {
  confessionIn,
  countsSuccess,
  isIdleCall,
  keepsState,
  MOST_LINES,
  namesState,
  namesSuccess,
  saysDone,
  setsDone,
  shortened,
  STUB_WORDS,
  type Confession,
  type MessageId,
} from './stub.ts';

export const javascript: JavaScriptDetector<MessageId> = {
  mentions: STUB_WORDS,
  visit: (context) => ({
    'Program:exit'() {
      if (isTestFile(context.path)) return;
      const told = new Set<JavaScript.Node>();
      for (const comment of context.source.getAllComments()) {
        const confession = confessionIn(comment.value);
        if (confession !== null) judge(comment, confession, told, context);
      }
    },
  }),
};

function judge(
  comment: JavaScript.Comment,
  confession: Confession,
  told: Set<JavaScript.Node>,
  { source, report }: JavaScriptContext<MessageId>,
): void {
  let definition: JavaScript.Node | null | undefined = source.getNodeByRangeIndex(comment.range[0]);
  while (definition && !isFunction(definition)) definition = definition.parent;
  // A comment before the body, or above it, belongs to what is around.
  if (!definition || told.has(definition) || comment.range[0] < definition.body.range[0]) return;
  const nodes = nodesUnder(definition.body, source);
  // What throws until it works says so.
  if (nodes.some((node) => node.type === Kind.ThrowStatement && /not.{0,5}implemented|NotImplemented/iu.test(source.getText(node)))) return;
  const line = comment.loc.start.line;
  const claim = nodes.find((node) => {
    if (node.range[0] < comment.range[0] || node.loc.start.line > line + MOST_LINES) return false;
    const kind = claimOf(node, definition);
    if (kind === null || !holdsAfter(comment, node)) return false;
    return isIdle(nodes, node, confession === 'plain' && kind === 'state' ? comment : null, source);
  });
  if (!claim) return;
  told.add(definition);
  const text = source.getText(claim).replace(/\s+/gu, ' ').replace(/;$/u, '');
  report({
    node: claim,
    message: 'claimed',
    data: { comment: shortened(comment.value), line, claim: text.length <= LONGEST_CLAIM ? text : `${text.slice(0, LONGEST_CLAIM)}...` },
  });
}

const LONGEST_CLAIM = 40;

/** Does the claim come after the comment on every way, and not in the branch beside it? */
function holdsAfter(comment: JavaScript.Comment, claim: JavaScript.Node): boolean {
  let block: JavaScript.Node | undefined = claim;
  while (block && block.type !== Kind.BlockStatement && block.type !== Kind.SwitchCase) block = block.parent;
  return block !== undefined && block.range[0] <= comment.range[0] && comment.range[1] <= block.range[1];
}

/** Does this node say that all went well: by a state, or by a plain yes? */
function claimOf(node: JavaScript.Node, definition: AnyFunction): 'state' | 'yes' | null {
  switch (node.type) {
    case Kind.Property:
      return node.parent.type === Kind.ObjectExpression && isClaimed(keyOf(node) ?? '', node.value) ? 'state' : null;
    case Kind.AssignmentExpression:
      if (node.operator === '+=' && countsSuccess(nameOf(node.left))) return 'state';
      return isClaimed(nameOf(node.left), node.right) ? 'state' : null;
    case Kind.UpdateExpression:
      return countsSuccess(nameOf(node.argument)) ? 'state' : null;
    case Kind.Literal:
      return typeof node.value === 'string' && setsDone(node.value) ? 'state' : null;
    case Kind.CallExpression:
      return tellsDone(node) ? 'state' : null;
    case Kind.ReturnStatement: {
      const value = node.argument && unwrap(node.argument);
      return value?.type === Kind.Literal && value.value === true && !isQuestion(definition) ? 'yes' : null;
    }
    default:
      return null;
  }
}

/** `toast.success('Saved')`, `setStatus('success')`. */
function tellsDone(call: Call): boolean {
  const name = lastName(call) ?? '';
  const [first] = call.arguments;
  if (/^set\w*(?:Status|State)$/u.test(name)) return saysDone(stringOf(first) ?? '');
  const callee = unwrap(call.callee);
  const owner = callee.type === Kind.MemberExpression ? dottedText(callee.object)?.split('.').at(-1) : undefined;
  return methodName(call) === 'success' && owner !== undefined && /^(?:toast|message|notification|notify|enqueue|\$message)/iu.test(owner);
}

function isQuestion(definition: AnyFunction): boolean {
  return /^(?:is|has|can|should|supports|needs|use|allow|wants|accepts|matches)(?:[A-Z_]|$)/u.test(functionName(definition) ?? 'is');
}

function nameOf(target: JavaScript.Node): string {
  const node = unwrap(target);
  return node.type === Kind.Identifier ? node.name : node.type === Kind.MemberExpression ? (memberName(node) ?? '') : '';
}

function isClaimed(name: string, value: JavaScript.Node): boolean {
  const inner = unwrap(value);
  if (inner.type === Kind.Literal && inner.value === true) return namesSuccess(name);
  if (!namesState(name)) return false;
  const text = stringOf(inner);
  if (text !== undefined) return saysDone(text);
  const last = inner.type === Kind.MemberExpression ? (memberName(inner) ?? '') : '';
  return /^[A-Z]/u.test(last) && saysDone(last);
}

/** Is nothing done that could be the work after all: below the comment, or, where it says little, in the whole function? */
function isIdle(
  nodes: readonly JavaScript.Node[],
  claim: JavaScript.Node,
  comment: JavaScript.Comment | null,
  source: JavaScriptSource,
): boolean {
  return nodes.every((node) => {
    if (!comment && BRANCHING.has(node.type)) return false;
    if (node.type !== Kind.CallExpression && node.type !== Kind.NewExpression) return true;
    if (comment && (node.range[0] < comment.range[0] || node.range[0] > claim.range[0])) return true;
    if (node.range[0] <= claim.range[0] && claim.range[1] <= node.range[1]) return true;
    const name = lastName(node) ?? '';
    return logCall(node, source) !== undefined || isIdleCall(name) || (comment !== null && keepsState(name));
  });
}

const BRANCHING: ReadonlySet<string> = new Set([
  Kind.IfStatement,
  Kind.ForOfStatement,
  Kind.ForStatement,
  Kind.WhileStatement,
  Kind.TryStatement,
  Kind.SwitchStatement,
]);
