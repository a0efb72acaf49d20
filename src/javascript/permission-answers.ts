import { enforcesPermission, speaksOfRefusal, type Certainty } from '../vocabulary/permission-names.ts';
import { lastName, receiver } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { unwrap, unwrapAwaited } from './expressions.ts';
import { isFalsy, isRefusalCall } from './guard-refusals.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { isGiven, type Asked } from './permission-asks.ts';

/** The statements of a branch, braces or not. */
export function statementsOf(branch: JavaScript.Statement): readonly JavaScript.Statement[] {
  return branch.type === Kind.BlockStatement ? branch.body : [branch];
}

/** Does a branch turn somebody away, where its condition asks for a permission with this certainty? */
export function refuses(branch: JavaScript.Statement, certainty: Certainty, source: JavaScriptSource): boolean {
  return statementsOf(branch).some(
    (statement) => turnsAway(statement) && (certainty === 'surely' || speaksOfRefusal(source.getText(statement))),
  );
}

function turnsAway(statement: JavaScript.Statement): boolean {
  switch (statement.type) {
    case Kind.ThrowStatement:
    case Kind.ContinueStatement:
      return true;
    case Kind.ReturnStatement: {
      const value = statement.argument && unwrapAwaited(statement.argument);
      return !value || isFalsy(value) || (value.type === Kind.CallExpression && (isRefusalCall(value, true) || handsErrorOn(value)));
    }
    case Kind.ExpressionStatement: {
      const call = unwrapAwaited(statement.expression);
      return call.type === Kind.CallExpression && (isRefusalCall(call, false) || handsErrorOn(call));
    }
    default:
      return false;
  }
}

/** `next(new Forbidden())`, `callback(error)`. */
function handsErrorOn(call: JavaScript.CallExpression): boolean {
  return /^(?:next|done|cb|callback|reject)$/u.test(lastName(call) ?? '') && call.arguments.length > 0;
}

/** Does a statement by itself see to it that whoever is asked may do this: `acl.check(...)`, `await requirePermission(user)`? */
export function enforces(statement: JavaScript.Statement, asked: Asked): boolean {
  if (statement.type !== Kind.ExpressionStatement) return false;
  const call = unwrapAwaited(statement.expression);
  if (call.type !== Kind.CallExpression) return false;
  if (dottedText(unwrap(call.callee)) === asked.text) return asked.subject === 'decider';
  const object = receiver(call);
  if (object && dottedText(object) === asked.text) return enforcesPermission(lastName(call) ?? '', asked.subject);
  return isGiven(call, asked) && enforcesPermission(lastName(call) ?? '', null);
}
