import { commentsByLine } from '../../python/comments.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { callsOf, enclosingFunction, ownNodes } from '../../python/functions.ts';
import { logCall } from '../../python/logging.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
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

export const python: PythonDetector<MessageId> = {
  mentions: STUB_WORDS,
  visit: (context) => ({
    'module:exit'() {
      if (isTestFile(context.path)) return;
      const told = new Set<Python.Node>();
      for (const comment of commentsByLine(context.source.tree).values()) {
        const confession = confessionIn(comment.text);
        if (confession !== null) judge(comment, confession, told, context);
      }
    },
  }),
};

function judge(comment: Python.Comment, confession: Confession, told: Set<Python.Node>, { report }: PythonContext<MessageId>): void {
  // A comment before the first statement stands outside of the function's block.
  const definition = comment.parent?.type === 'function_definition' ? comment.parent : enclosingFunction(comment);
  // What raises until it works says so.
  if (!definition || told.has(definition) || raisesUnimplemented(definition)) return;
  const line = comment.loc.start.line;
  const claim = claimsIn(definition).find(
    ({ node, isPlainYes }) =>
      node.loc.start.line >= line &&
      node.loc.start.line <= line + MOST_LINES &&
      holdsAfter(comment, node) &&
      isIdle(definition, node, confession === 'plain' && !isPlainYes ? comment : null),
  );
  if (!claim) return;
  told.add(definition);
  const text = claim.node.text.replace(/\s+/gu, ' ');
  report({
    node: claim.node,
    message: 'claimed',
    data: { comment: shortened(comment.text), line, claim: text.length <= LONGEST_CLAIM ? text : `${text.slice(0, LONGEST_CLAIM)}...` },
  });
}

const LONGEST_CLAIM = 40;

function raisesUnimplemented(definition: Python.FunctionDefinition): boolean {
  return ownNodes(definition, 'raise_statement').some((statement) => statement.text.includes('NotImplemented'));
}

/** Does the claim come after the comment on every way, and not in the branch beside it? */
function holdsAfter(comment: Python.Node, claim: Python.Node): boolean {
  let block: Python.Node | null = claim;
  while (block && block.type !== 'block') block = block.parent;
  // The comment before the first statement of a block stands outside of it.
  return block !== null && (block.contains(comment) || block.parent === comment.parent);
}

interface Claim {
  readonly node: Python.Node;
  /** `return True` says less than `status = "completed"`. */
  readonly isPlainYes: boolean;
}

/** Where a function says that all went well. */
function claimsIn(definition: Python.FunctionDefinition): Claim[] {
  const found: Claim[] = [];
  for (const node of ownNodes(definition, 'keyword_argument', 'pair', 'assignment', 'augmented_assignment', 'return_statement', 'string')) {
    if (node.type === 'return_statement') {
      if (unwrap(parts(node)[0] ?? node).type === 'true' && !isQuestion(definition)) found.push({ node, isPlainYes: true });
    } else if (isClaim(node)) found.push({ node, isPlainYes: false });
  }
  return found;
}

function isQuestion({ name }: Python.FunctionDefinition): boolean {
  return /^_*(?:is|has|can|should|supports|needs|use|allow|wants|accepts|matches|eq|__)/u.test(name.text);
}

function isClaim(node: Python.Node): boolean {
  switch (node.type) {
    case 'keyword_argument':
      return isClaimed(node.name.text, node.value);
    case 'pair':
      return isClaimed(constantText(node.key) ?? '', node.value);
    case 'assignment':
      return node.right !== null && isClaimed(nameOf(node.left), node.right);
    case 'augmented_assignment':
      return countsSuccess(nameOf(node.left));
    case 'string':
      return setsDone(node.text);
    default:
      return false;
  }
}

function nameOf(target: Python.Node): string {
  const node = unwrap(target);
  return node.type === 'subscript' ? (constantText(node.descendants('string')[0] ?? node) ?? '') : (lastName(node) ?? '');
}

function isClaimed(name: string, value: Python.Node): boolean {
  const inner = unwrap(value);
  if (inner.type === 'true') return namesSuccess(name);
  if (!namesState(name)) return false;
  if (inner.type === 'string') return saysDone(constantText(inner) ?? '');
  // `TaskStatus.COMPLETED`, `TaskStatus.COMPLETED.value`
  return inner.type === 'attribute' && inner.text.split('.').some((word) => /^[A-Z]/u.test(word) && saysDone(word));
}

/** Is nothing done that could be the work after all: below the comment, or, where it says little, in the whole function? */
function isIdle(definition: Python.FunctionDefinition, claim: Python.Node, comment: Python.Node | null): boolean {
  if (!comment && ownNodes(definition, 'if_statement', 'for_statement', 'while_statement', 'try_statement', 'with_statement').length > 0)
    return false;
  return callsOf(definition).every((call) => {
    if (comment && (call.range[0] < comment.range[0] || call.range[0] > claim.range[0])) return true;
    if (call.contains(claim) || logCall(call) !== null) return true;
    const name = lastName(call.function) ?? '';
    return isIdleCall(name) || (comment !== null && keepsState(name));
  });
}
