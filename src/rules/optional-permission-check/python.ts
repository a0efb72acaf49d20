import type { Suggestion } from '../../language/detector.ts';
import { nodeAt } from '../../python/columns.ts';
import { atoms, conditionsAround, conditionsBefore } from '../../python/conditions.ts';
import { decorators } from '../../python/decorators.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { parts } from '../../python/expressions.ts';
import { enclosingFunction, ownNodes } from '../../python/functions.ts';
import { identifiersOf } from '../../python/identifiers.ts';
import { callsWithout, mayBeMissing } from '../../python/missing-values.ts';
import type * as Python from '../../python/nodes.ts';
import { branchOf, enforces, refuses } from '../../python/permission-answers.ts';
import { permissionAsk, type Asked } from '../../python/permission-asks.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import { operandsAround, presenceTest, type Presence } from '../../python/presence.ts';
import { ignoredAnswers } from '../../python/ignored-answers.ts';
import { smellsOfAuth } from '../../vocabulary/auth-smell.ts';
import { namesCheck, type PermissionSubject } from '../../vocabulary/permission-names.ts';
import { isForShow } from '../../vocabulary/stages.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { messageFor, permissionMentions, shown, subjectOf, type MessageId, type Options } from './permission-gate.ts';

/** A test of a permission that nobody makes when whoever is asked is missing. */
type Gate = 'skipped' | 'countsAsYes';

export const python: PythonDetector<MessageId, Options> = {
  mentions: permissionMentions,
  visit: ({ source, options, path, report }) => ({
    'module:exit'() {
      // Tests and examples may do without.
      if (isTestFile(path) || isForShow(path)) return;
      for (const value of subjectsIn(source.tree, options)) {
        const asked: Asked = { text: value.node.text, subject: value.subject };
        const presence = presenceTest(value.node);
        const gate = gateOf(presence, asked);
        const inside = gate && enclosingFunction(value.node);
        const missing = inside && mayBeMissing(value.node);
        if (!gate || !missing || isDecided(value.node, presence.test, inside)) continue;
        const { taker, parameter } = missing;
        // Whoever looks at the caller before has refused those whom nobody knows.
        if (value.subject === 'caller' && decorators(taker ?? inside).some(({ name }) => name !== null && smellsOfAuth(name))) continue;
        const { without, isGivenByAll } = taker && parameter ? callsWithout(taker, parameter) : { without: 0, isGivenByAll: false };
        if (isGivenByAll) continue;
        const message = gate === 'countsAsYes' ? gate : messageFor(value.subject, without);
        report({ node: presence.test, message, data: { name: shown(asked.text) }, suggest: turned(presence, asked) });
      }
      for (const { node, isDropped } of ignoredAnswers(source.tree))
        report({ node, message: isDropped ? 'droppedAnswer' : 'emptyBranch', data: { ask: shown(node.text) } });
    },
  }),
};

/** All that may be asked for a permission, wherever it stands. */
function subjectsIn(tree: PythonTree, options: Options): { readonly node: Python.Node; readonly subject: PermissionSubject }[] {
  const identifiers = identifiersOf(tree);
  return identifiers.names().flatMap((name) => {
    const subject = subjectOf(name, options);
    return subject ? identifiers.rows(name).map((row) => ({ node: valueAt(nodeAt(tree, row)), subject })) : [];
  });
}

/** `user` and `self.user` alike. */
function valueAt(name: Python.Node): Python.Node {
  return name.parent?.type === 'attribute' && name.parent.attribute === name ? name.parent : name;
}

function gateOf({ test, isPresent }: Presence, asked: Asked): Gate | null {
  const around = operandsAround(test);
  if (around) return gateOfOperands(around, test, isPresent, asked);
  const { parent } = test;
  if (parent?.type === 'conditional_expression') {
    const [yes, condition, no] = parts(parent);
    const [asking, other] = isPresent ? [yes, no] : [no, yes];
    return condition === test && other?.type === 'true' && asking && permissionAsk(asking, asked, false)?.certainty === 'surely'
      ? 'countsAsYes'
      : null;
  }
  if ((parent?.type !== 'if_statement' && parent?.type !== 'elif_clause') || parent.condition !== test) return null;
  if (!isPresent) return leavesUnasked(parent, asked) ? 'countsAsYes' : null;
  // What is missing has a branch of its own.
  if (parent.type === 'elif_clause' || parent.all('alternative').length > 0) return null;
  return parts(parent.consequence).some((statement) => tests(statement, asked)) ? 'skipped' : null;
}

function gateOfOperands(
  { whole, operands }: NonNullable<ReturnType<typeof operandsAround>>,
  test: Python.Node,
  isPresent: boolean,
  asked: Asked,
): Gate | null {
  const isAnd = whole.operator.type === 'and';
  if (isAnd !== isPresent) return null;
  const asks = operands.slice(operands.indexOf(test) + 1).flatMap((operand) => permissionAsk(operand, asked, isAnd) ?? []);
  if (!isAnd) return asks.some(({ certainty }) => certainty === 'surely') ? 'countsAsYes' : null;
  const branch = branchOf(whole);
  return branch && asks.some(({ certainty }) => refuses(branch.consequence, certainty)) ? 'skipped' : null;
}

/** Is this statement a test of a permission with a refusal behind it? */
function tests(statement: Python.Node, asked: Asked): boolean {
  if (enforces(statement, asked)) return true;
  if (statement.type !== 'if_statement') return false;
  const ask = permissionAsk(statement.condition, asked, true);
  return ask !== null && refuses(statement.consequence, ask.certainty);
}

/** `if acl is None: return True` in front of the questions to it. */
function leavesUnasked(branch: Python.IfStatement | Python.ElifClause, asked: Asked): boolean {
  const inside = enclosingFunction(branch);
  const last = parts(branch.consequence).at(-1);
  if (!inside || last?.type !== 'return_statement' || parts(branch.consequence).length > 1) return false;
  const [value] = parts(last);
  if (value ? value.type !== 'true' : !namesCheck(inside.name.text)) return false;
  return ownNodes(inside, 'if_statement', 'return_statement', 'expression_statement').some((statement) => {
    if (statement.row <= branch.row) return false;
    if (statement.type === 'expression_statement') return enforces(statement, asked);
    const asking = statement.type === 'if_statement' ? statement.condition : parts(statement)[0];
    return asking !== undefined && [true, false].some((isNegated) => permissionAsk(asking, asked, isNegated)?.certainty === 'surely');
  });
}

/** Is what becomes of a missing one decided elsewhere in the function, so that the test is only careful? */
function isDecided(value: Python.Node, test: Python.Node, inside: Python.FunctionDefinition): boolean {
  const { text } = value;
  const isThere = [...conditionsAround(test), ...conditionsBefore(test)]
    .flatMap(atoms)
    .some(({ expression, holds }) => saysThere(expression, text) === holds);
  return isThere || ownNodes(inside, 'identifier').some((other) => refusesMissing(valueAt(other), text, test));
}

function saysThere(expression: Python.Node, text: string): boolean | null {
  if (expression.text === text) return true;
  if (expression.type !== 'comparison_operator') return null;
  const [left, right] = parts(expression);
  if (left?.text !== text || right?.type !== 'none') return null;
  return expression.operators.type === 'is not' || expression.operators.type === '!=';
}

function refusesMissing(other: Python.Node, text: string, asking: Python.Node): boolean {
  if (other.text !== text) return false;
  const { test, isPresent } = presenceTest(other);
  const around = operandsAround(test);
  if (isPresent || test === asking || (around && around.whole.operator.type !== 'or')) return false;
  const branch = branchOf(around?.whole ?? test);
  return branch !== null && refuses(branch.consequence, 'surely');
}

/** `user and not user.can(x)` becomes `not user or not user.can(x)`, and `acl is None or acl.allows(x)` becomes `acl is not None and acl.allows(x)`. */
function turned({ test, isPresent }: Presence, { text }: Asked): Suggestion<MessageId>[] {
  const around = operandsAround(test);
  if (around?.operands.length !== 2 || around.operands[0] !== test || around.whole.parent?.type === 'boolean_operator') return [];
  const { whole } = around;
  const isWord = !test.text.includes('None');
  const first = isPresent ? (isWord ? `not ${text}` : `${text} is None`) : isWord ? text : `${text} is not None`;
  const rest = whole.right.text;
  return [
    {
      message: 'refuseMissing',
      fix: (fixer) => fixer.replaceTextRange(whole.range, `${first} ${isPresent ? 'or' : 'and'} ${rest}`),
    },
  ];
}
