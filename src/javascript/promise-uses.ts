import { meaningAcross } from '../project/javascript-modules.ts';
import { placeOf } from '../project/projects.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, memberName, unwrap } from './expressions.ts';
import { asyncCallee } from './floating-promises.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, functionOf, kindOf, readsOf, variableOf, writesOf } from './scopes.ts';

/** What is done with a promise that nobody awaits: it is asked whether it is true, or read as if it were its result. */
export type PromiseUse = 'tested' | 'read';

/** Is the value of this expression, taken where it stands, tested or read? Undefined when it is awaited, passed on or dropped. */
export function promiseUse(expression: JavaScript.Node): PromiseUse | undefined {
  let child = expression;
  for (let node = child.parent; node; child = node, node = node.parent) {
    switch (node.type) {
      // A cast is somebody's word that this is something else.
      case Kind.ChainExpression:
      case Kind.TSNonNullExpression:
        break;
      case Kind.ConditionalExpression:
        if (node.test === child) return 'tested';
        break;
      case Kind.LogicalExpression:
        if (node.left === child) return 'tested';
        break;
      case Kind.IfStatement:
      case Kind.WhileStatement:
      case Kind.DoWhileStatement:
      case Kind.ForStatement:
        return node.test === child ? 'tested' : undefined;
      case Kind.UnaryExpression:
        return node.operator === '!' ? 'tested' : undefined;
      case Kind.BinaryExpression:
        return COMPARING.has(node.operator) ? 'tested' : undefined;
      case Kind.MemberExpression:
        return node.object === child && isOfResult(node) ? 'read' : undefined;
      case Kind.TemplateLiteral:
        return node.parent.type === Kind.TaggedTemplateExpression ? undefined : 'read';
      case Kind.SpreadElement:
        return 'read';
      case Kind.ForOfStatement:
        return node.right === child && !node.await ? 'read' : undefined;
      default:
        return undefined;
    }
  }
  return undefined;
}

const COMPARING: ReadonlySet<string> = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>=']);
const OWN_MEMBERS: ReadonlySet<string> = new Set(['then', 'catch', 'finally', 'constructor', 'toString']);

function isOfResult(member: JavaScript.MemberExpression): boolean {
  const name = memberName(member);
  if (member.computed) return name !== undefined;
  // What is written to a promise is somebody's own mark on it.
  const { parent } = member;
  const isWritten = parent.type === Kind.AssignmentExpression && parent.left === member;
  return name !== undefined && !OWN_MEMBERS.has(name) && !isWritten;
}

/** The same for a call whose promise a `const` holds: only when nothing that reads the name could await it. */
export function heldPromiseUse(call: JavaScript.CallExpression, source: JavaScriptSource): PromiseUse | undefined {
  const { parent } = call;
  if (parent.type !== Kind.VariableDeclarator || parent.init !== call || parent.id.type !== Kind.Identifier) return undefined;
  const variable = variableOf(parent.id, source);
  if (!variable || definitionOf(variable)?.node !== parent || writesOf(variable).length !== 1) return undefined;
  const uses = readsOf(variable).map(promiseUse);
  return uses.includes(undefined) ? undefined : uses.at(0);
}

/** Does this call give a promise: that of an async function of this file, or of one that another module of the project exports? */
export function givesPromise(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  if (asyncCallee(call, source)) return true;
  const callee = unwrap(call.callee);
  if (!placeOf(source) || callee.type !== Kind.Identifier || functionOf(callee, source)) return false;
  const variable = variableOf(callee, source);
  const definition = variable && definitionOf(variable);
  if (!definition || kindOf(definition) !== 'ImportBinding') return false;
  const meaning = meaningAcross(callee, source)?.node;
  return isFunction(meaning) && meaning.async && !meaning.generator;
}
