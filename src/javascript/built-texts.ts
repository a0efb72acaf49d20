import { lastName, methodName } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf, memberName, unwrap } from './expressions.ts';
import { logCall } from './loggers.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { variableOf } from './scopes.ts';
import { builtText } from './texts.ts';
import { reachingWritesTo } from './writes.ts';

/** The whole expression that puts a text together, of which `node` is a part: all of `'a' + (b + 'c')`. */
export function outermostText(node: JavaScript.Node, source: JavaScriptSource): JavaScript.Node | undefined {
  const around = [node];
  for (let child = node, parent = child.parent; parent && goesOn(parent, child); child = parent, parent = parent.parent) {
    // Of a long sum only the whole is asked for.
    if (isSum(child) && isSum(parent)) around.pop();
    around.push(parent);
  }
  return around.findLast((candidate) => !CARRIERS.has(candidate.type) && builtText(candidate, source));
}

const CARRIERS: ReadonlySet<string> = new Set([Kind.MemberExpression, Kind.ArrayExpression]);

function isSum(node: JavaScript.Node): boolean {
  return node.type === Kind.BinaryExpression;
}

/** Does what stands around a piece of text still put the same text together? */
function goesOn(parent: JavaScript.Node, child: JavaScript.Node): boolean {
  switch (parent.type) {
    case Kind.BinaryExpression:
      return parent.operator === '+';
    case Kind.TaggedTemplateExpression:
      return parent.quasi === child;
    case Kind.MemberExpression:
      return parent.object === child && parent.parent.type === Kind.CallExpression && parent.parent.callee === parent;
    case Kind.CallExpression:
      return parent.callee === child || methodName(parent) === 'concat';
    case Kind.ArrayExpression:
      return parent.parent.type === Kind.MemberExpression && memberName(parent.parent) === 'join';
    case Kind.TSAsExpression:
    case Kind.TSNonNullExpression:
    case Kind.TSSatisfiesExpression:
      return true;
    default:
      return false;
  }
}

const SHOWING: ReadonlySet<string> = new Set(
  `log info warn error debug trace fatal verbose alert confirm write expect toBe toEqual toStrictEqual toContain toMatch toThrow toHaveBeenCalledWith
  describe it test assert equal strictEqual deepEqual match t i18n print fail step send RegExp`
    .trim()
    .split(/\s+/u),
);

/** Is the text only shown to people or compared with another one: logged, thrown, asserted? */
export function isOnlyShown(text: JavaScript.Node, source: JavaScriptSource): boolean {
  for (let child = text, parent = child.parent; parent; child = parent, parent = parent.parent) {
    switch (parent.type) {
      case Kind.ConditionalExpression:
      case Kind.LogicalExpression:
      case Kind.TSAsExpression:
      case Kind.TemplateLiteral:
      case Kind.ArrayExpression:
      case Kind.SpreadElement:
        break;
      case Kind.BinaryExpression:
        if (parent.operator !== '+') return true;
        break;
      case Kind.CallExpression:
        return parent.callee !== child && (logCall(parent, source) !== undefined || SHOWING.has(lastName(parent) ?? ''));
      case Kind.NewExpression:
        return /(?:Error|Exception|Warning)$|^RegExp$/u.test(lastName(parent) ?? '');
      case Kind.JSXExpressionContainer:
      case Kind.JSXAttribute:
      case Kind.ThrowStatement:
      case Kind.SwitchCase:
        return true;
      case Kind.ExpressionStatement:
        return child === text;
      default:
        return false;
    }
  }
  return false;
}

/** The name that a text is assigned to, or stands under in an object: what says what it is for. */
export function nameOfText(text: JavaScript.Node): string | undefined {
  for (let child = text, parent = child.parent; parent; child = parent, parent = parent.parent) {
    switch (parent.type) {
      case Kind.ConditionalExpression:
      case Kind.LogicalExpression:
      case Kind.TSAsExpression:
      case Kind.TaggedTemplateExpression:
        break;
      case Kind.VariableDeclarator:
        return parent.id.type === Kind.Identifier ? parent.id.name : undefined;
      case Kind.AssignmentExpression:
        return parent.left.type === Kind.Identifier
          ? parent.left.name
          : parent.left.type === Kind.MemberExpression
            ? memberName(parent.left)
            : undefined;
      case Kind.Property:
      case Kind.PropertyDefinition:
        return keyOf(parent);
      default:
        return undefined;
    }
  }
  return undefined;
}

/** A text that is added to what a name holds, and what the name is given above. */
export interface TextAddition {
  readonly name: string;
  /** Does the text itself begin with the name, as in `sql = sql + text`? */
  readonly isRepeated: boolean;
  readonly before: readonly { readonly expression: JavaScript.Node; readonly isAdded: boolean }[];
}

export function additionOf(text: JavaScript.Node, source: JavaScriptSource): TextAddition | undefined {
  const { parent } = text;
  if (parent?.type !== Kind.AssignmentExpression || parent.right !== text || (parent.operator !== '+=' && parent.operator !== '='))
    return undefined;
  const name = unwrap(parent.left);
  const isRepeated = parent.operator === '=';
  if (isRepeated && !beginsWith(text, name, source)) return undefined;
  const variable = name.type === Kind.Identifier ? variableOf(name, source) : undefined;
  if (!variable || name.type !== Kind.Identifier) return undefined;
  const before = reachingWritesTo(name, variable).flatMap(({ kind, expression }) =>
    expression && expression.range[0] < text.range[0] ? [{ expression, isAdded: kind === 'added' }] : [],
  );
  return { name: name.name, isRepeated, before };
}

function beginsWith(text: JavaScript.Node, name: JavaScript.Node, source: JavaScriptSource): boolean {
  const first = builtText(text, source)?.[0];
  const expression = first && 'expression' in first ? unwrap(first.expression) : undefined;
  return expression?.type === Kind.Identifier && name.type === Kind.Identifier && expression.name === name.name;
}
