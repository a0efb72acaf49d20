import type { Suggestion } from '../../language/detector.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, unwrap, unwrapAwaited } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { askOfEmptyBranch, droppedAsk } from '../../javascript/ignored-answers.ts';
import { callsWithout, mayBeMissing } from '../../javascript/missing-values.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { enforces, refuses, statementsOf } from '../../javascript/permission-answers.ts';
import { permissionAsk, type Asked } from '../../javascript/permission-asks.ts';
import { operandsOf, presenceIn, type Presence } from '../../javascript/presence.ts';
import { enclosingClass, enclosingFunction, ownNodes } from '../../javascript/scopes.ts';
import { smellsOfAuth } from '../../vocabulary/auth-smell.ts';
import { namesCheck } from '../../vocabulary/permission-names.ts';
import { isForShow } from '../../vocabulary/stages.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { messageFor, permissionMentions, shown, subjectOf, type MessageId, type Options } from './permission-gate.ts';

interface Gate extends Presence {
  readonly asked: Asked;
  readonly kind: 'skipped' | 'countsAsYes';
  /** What can be turned round, so that what is missing is refused. */
  readonly whole?: JavaScript.LogicalExpression;
}

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: permissionMentions,
  visit: ({ source, options, path, report }) => {
    // Tests and examples may do without.
    if (isTestFile(path) || isForShow(path)) return {};

    function askedBy(presence: Presence | undefined): Asked | undefined {
      const text = presence && dottedText(presence.value);
      const subject = text === undefined ? null : subjectOf(text.slice(text.lastIndexOf('.') + 1), options);
      return text !== undefined && subject ? { text, subject } : undefined;
    }

    function tell(gate: Gate): void {
      const { asked, test, value } = gate;
      const missing = mayBeMissing(value, source);
      const inside = enclosingFunction(value);
      if (!missing || !inside || isDecided(gate, inside.body, source)) return;
      // Whoever looks at the caller before has refused those whom nobody knows.
      if (asked.subject === 'caller' && isDecorated(value)) return;
      const { without, isGivenByAll } = callsWithout(missing, source);
      if (isGivenByAll) return;
      const message = gate.kind === 'countsAsYes' ? gate.kind : messageFor(asked.subject, without);
      report({ node: test, message, data: { name: shown(asked.text) }, suggest: turned(gate, source) });
    }

    return {
      LogicalExpression(node) {
        if (node.parent.type === Kind.LogicalExpression && node.parent.operator === node.operator) return;
        if (node.operator === '??') {
          const gate = gateOfNullish(node);
          if (gate) tell(gate);
          return;
        }
        const operands = operandsOf(node);
        for (const [at, operand] of operands.entries()) {
          const presence = presenceIn(operand);
          const asked = askedBy(presence);
          if (!presence || !asked || presence.isPresent !== (node.operator === '&&')) continue;
          const asks = operands.slice(at + 1).flatMap((other) => permissionAsk(other, asked, presence.isPresent) ?? []);
          const branch = branchOf(node);
          const isGate = presence.isPresent
            ? branch !== undefined && asks.some((certainty) => refuses(branch, certainty, source))
            : asks.includes('surely') && !isRefusal(node, source);
          const turnable = operands.length === 2 && at === 0 && node.parent.type !== Kind.LogicalExpression ? { whole: node } : {};
          if (isGate) tell({ ...presence, asked, kind: presence.isPresent ? 'skipped' : 'countsAsYes', ...turnable });
        }
      },
      ConditionalExpression(node) {
        const presence = presenceIn(node.test);
        const asked = askedBy(presence);
        if (!presence || !asked) return;
        const [asking, other] = presence.isPresent ? [node.consequent, node.alternate] : [node.alternate, node.consequent];
        if (isYes(other) && permissionAsk(asking, asked, false) === 'surely') tell({ ...presence, asked, kind: 'countsAsYes' });
      },
      IfStatement(node) {
        const ignored = askOfEmptyBranch(node);
        if (ignored) report({ node: ignored, message: 'emptyBranch', data: { ask: shown(source.getText(ignored)) } });
        const presence = presenceIn(node.test);
        const asked = askedBy(presence);
        if (!presence || !asked) return;
        if (!presence.isPresent) {
          if (leavesUnasked(node, asked, source)) tell({ ...presence, asked, kind: 'countsAsYes' });
          // What is missing may have a branch of its own.
        } else if (!node.alternate && statementsOf(node.consequent).some((statement) => tests(statement, asked, source)))
          tell({ ...presence, asked, kind: 'skipped' });
      },
      ExpressionStatement(node) {
        const ignored = droppedAsk(node);
        if (ignored) report({ node: ignored, message: 'droppedAnswer', data: { ask: shown(source.getText(ignored)) } });
        // `this.acl?.check('write', path);`
        const value = optionalObject(node.expression);
        const presence = value && presenceIn(value);
        const asked = askedBy(presence);
        if (presence && asked && enforces(node, asked)) tell({ ...presence, asked, kind: 'skipped' });
      },
    };

    /** `acl?.allows(user) ?? true` */
    function gateOfNullish(node: JavaScript.LogicalExpression): Gate | undefined {
      const value = isYes(node.right) ? optionalObject(node.left) : undefined;
      const presence = value && presenceIn(value);
      const asked = askedBy(presence);
      return presence && asked && permissionAsk(node.left, asked, false) === 'surely'
        ? { ...presence, asked, kind: 'countsAsYes' }
        : undefined;
    }
  },
};

function isYes(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  return inner.type === Kind.Literal && inner.value === true;
}

/** `acl` of `acl?.check()` and of `await acl?.check()`. */
function optionalObject(node: JavaScript.Node): JavaScript.Node | undefined {
  const call = unwrapAwaited(node);
  if (call.type !== Kind.CallExpression) return undefined;
  const { callee } = call;
  if (callee.type === Kind.MemberExpression) return callee.optional ? callee.object : undefined;
  return call.optional ? callee : undefined;
}

/** The branch that a condition decides about, when the expression is the whole condition or one of its operands. */
function branchOf(expression: JavaScript.Node): JavaScript.Statement | undefined {
  let node = expression;
  while (node.parent?.type === Kind.LogicalExpression) node = node.parent;
  return node.parent?.type === Kind.IfStatement && node.parent.test === node ? node.parent.consequent : undefined;
}

/** Does what the condition decides about turn away, so that its "yes" means no? */
function isRefusal(condition: JavaScript.Node, source: JavaScriptSource): boolean {
  const branch = branchOf(condition);
  return (
    branch?.type === Kind.BlockStatement &&
    branch.body.some(({ type }) => type === Kind.ThrowStatement) &&
    refuses(branch, 'surely', source)
  );
}

/** Is this statement a test of a permission with a refusal behind it? */
function tests(statement: JavaScript.Statement, asked: Asked, source: JavaScriptSource): boolean {
  if (enforces(statement, asked)) return true;
  if (statement.type !== Kind.IfStatement) return false;
  const certainty = permissionAsk(statement.test, asked, true);
  return certainty !== undefined && refuses(statement.consequent, certainty, source);
}

/** `if (!acl) return true;` in front of the questions to it. */
function leavesUnasked(statement: JavaScript.IfStatement, asked: Asked, source: JavaScriptSource): boolean {
  const inside = enclosingFunction(statement);
  const [only, ...more] = statementsOf(statement.consequent);
  if (!inside || only?.type !== Kind.ReturnStatement || more.length > 0) return false;
  if (only.argument ? !isYes(only.argument) : !namesCheck(functionName(inside) ?? '')) return false;
  return ownNodes(inside.body, source).some((node) => {
    if (node.range[0] <= statement.range[1]) return false;
    if (node.type === Kind.ExpressionStatement) return enforces(node, asked);
    const asking = node.type === Kind.IfStatement ? node.test : node.type === Kind.ReturnStatement ? node.argument : null;
    return asking !== null && [true, false].some((isNegated) => permissionAsk(asking, asked, isNegated) === 'surely');
  });
}

/** Is what becomes of a missing one decided elsewhere in the function, so that the test is only careful? */
function isDecided({ test, asked }: Gate, body: JavaScript.Node, source: JavaScriptSource): boolean {
  for (let node = test, parent = node.parent; parent && !isFunction(parent); node = parent, parent = parent.parent) {
    if (parent.type !== Kind.IfStatement) continue;
    if (parent.consequent === node && saysThere(parent.test, asked, true)) return true;
    if (parent.alternate === node && saysThere(parent.test, asked, false)) return true;
  }
  return ownNodes(body, source).some((node) => {
    if (node.type !== Kind.IfStatement) return false;
    const isItself = node.range[0] <= test.range[0] && test.range[1] <= node.test.range[1];
    return !isItself && saysThere(node.test, asked, false) && refuses(node.consequent, 'surely', source);
  });
}

/** Does a condition, or one of its operands, ask whether this is there? */
function saysThere(condition: JavaScript.Node, { text }: Asked, isPresent: boolean): boolean {
  const inner = unwrap(condition);
  const operands = inner.type === Kind.LogicalExpression && inner.operator === (isPresent ? '&&' : '||') ? operandsOf(inner) : [inner];
  return operands.some((operand) => {
    const presence = presenceIn(operand);
    return presence?.isPresent === isPresent && dottedText(presence.value) === text;
  });
}

/** `@UseGuards(JwtAuthGuard)` on the method or its class. */
function isDecorated(value: JavaScript.Node): boolean {
  const method = enclosingFunction(value)?.parent;
  const decorators = [...(method?.type === Kind.MethodDefinition ? method.decorators : []), ...(enclosingClass(value)?.decorators ?? [])];
  return decorators.some(({ expression }) => {
    const called = expression.type === Kind.CallExpression ? expression : undefined;
    const names = [dottedText(called?.callee ?? expression), ...(called?.arguments ?? []).map((given) => dottedText(given))];
    return names.some((name) => name !== undefined && smellsOfAuth(name));
  });
}

/** `user && !user.can(x)` becomes `!user || !user.can(x)`, and `!acl || acl.allows(x)` becomes `!!acl && acl.allows(x)`. */
function turned({ whole, isPresent, test }: Gate, source: JavaScriptSource): Suggestion<MessageId>[] {
  const plain = unwrap(test);
  if (!whole || (plain.type !== Kind.Identifier && plain.type !== Kind.MemberExpression && plain.type !== Kind.UnaryExpression)) return [];
  const first = isPresent ? `!${source.getText(plain)}` : `!!${source.getText(plain).replace(/^!/u, '')}`;
  const text = `${first} ${isPresent ? '||' : '&&'} ${source.getText(whole.right)}`;
  return [{ message: 'refuseMissing', fix: (fixer) => fixer.replaceTextRange(whole.range, text) }];
}
