import { pathInPattern, type Path } from './access-paths.ts';
import { isFunction, isLoop } from './expressions.ts';
import { methodName } from './calls.ts';
import { iteratingMethods } from './knowledge/conversions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { kindOf, type Variable } from './scopes.ts';
import { reachingWrites, type Stretch, type Write } from '../language/reaching.ts';

/** One place that gives a variable a value. */
export interface VariableWrite extends Write {
  /** `added` by `+=`; a `parameter` gets its value from the calls; what an `import` or a `declaration` gives is of its own kind. */
  readonly kind: 'value' | 'added' | 'parameter' | 'import' | 'declaration';
  /** The name that is written. */
  readonly node: JavaScript.Node;
  /** Where the value comes from, and the way to it from there. */
  readonly expression: JavaScript.Node | undefined;
  readonly path: Path;
}

const known = new WeakMap<Variable, readonly VariableWrite[]>();

/** All places that give a variable a value, in the order of the text. */
export function writesTo(variable: Variable): readonly VariableWrite[] {
  let writes = known.get(variable);
  if (!writes)
    known.set(variable, (writes = [...declarations(variable), ...assignments(variable)].sort((a, b) => a.node.range[0] - b.node.range[0])));
  return writes;
}

/** The writes that a use of the variable can still see; all of them, when the use runs some other time. */
export function reachingWritesTo(identifier: JavaScript.Identifier, variable: Variable): readonly VariableWrite[] {
  const writes = writesTo(variable);
  if (writes.length < 2) return writes;
  const home = functionAround(variable.defs[0]?.name);
  const loops: Stretch[] = [];
  for (let at: JavaScript.Node | undefined = identifier.parent; at && at !== home; at = at.parent) {
    if (isLoop(at)) loops.push(at.range);
    if (isFunction(at)) {
      // A callback that an array's method calls at once runs in place, and once for each element.
      if (!isCalledInPlace(at)) return writes;
      loops.push(at.range);
    }
  }
  return reachingWrites(writes, identifier.range[0], loops);
}

function functionAround(node: JavaScript.Node | undefined): JavaScript.Node | undefined {
  for (let at = node; at; at = at.parent) if (isFunction(at) || at.type === Kind.Program) return at;
  return undefined;
}

function isCalledInPlace(node: JavaScript.Node): boolean {
  const { parent } = node;
  if (parent?.type !== Kind.CallExpression) return false;
  return parent.callee === node || iteratingMethods.has(methodName(parent) ?? '') || methodName(parent) === 'reduce';
}

/** What declares the name without an assignment: parameters, imports, functions, classes. */
function declarations({ defs }: Variable): VariableWrite[] {
  return defs.flatMap((definition): VariableWrite[] => {
    const node = definition.name as JavaScript.Node;
    const kind = kindOf(definition);
    const nothing = { node, expression: undefined, path: [], from: node.range[0], block: null };
    if (kind === 'Parameter') return [{ ...nothing, kind: 'parameter' }];
    if (kind === 'ImportBinding') return [{ ...nothing, kind: 'import' }];
    return kind === 'Variable' ? [] : [{ ...nothing, kind: 'declaration' }];
  });
}

function assignments({ references }: Variable): VariableWrite[] {
  return references.flatMap((reference): VariableWrite[] => {
    const node = reference.identifier as JavaScript.Node;
    const written = reference.isWrite() ? reference.writeExpr : null;
    return written ? [writeBy(node, written)] : [];
  });
}

function writeBy(node: JavaScript.Node, expression: JavaScript.Node): VariableWrite {
  let child = node;
  let parent = node.parent;
  for (; parent && PATTERNS.has(parent.type); child = parent, parent = parent.parent) {
    // A default inside of a pattern is written as it is.
    if (parent.type === Kind.AssignmentPattern && parent.right === expression) return written(node, expression, [], null);
  }
  const path = pathInPattern(child, node) ?? ['item'];
  switch (parent?.type) {
    case Kind.ForOfStatement:
      return written(node, expression, ['element', ...path], parent.body);
    case Kind.ForInStatement:
      return written(node, expression, ['key', ...path], parent.body);
    case Kind.VariableDeclarator: {
      const loop = parent.parent.parent;
      if (parent.init === null && loop.type === Kind.ForOfStatement) return written(node, expression, ['element', ...path], loop.body);
      if (parent.init === null && loop.type === Kind.ForInStatement) return written(node, expression, ['key', ...path], loop.body);
      return written(node, expression, path, parent);
    }
    case Kind.AssignmentExpression:
      if (parent.operator === '+=') return { ...written(node, expression, path, null), kind: 'added' };
      return written(node, expression, path, parent.operator === '=' ? parent : null);
    default:
      return written(node, expression, path, null);
  }
}

const PATTERNS: ReadonlySet<string> = new Set([
  Kind.Property,
  Kind.ObjectPattern,
  Kind.ArrayPattern,
  Kind.RestElement,
  Kind.AssignmentPattern,
]);

/** `by` surely runs whenever the statements around it do: the assignment, or the body of the loop that assigns. */
function written(node: JavaScript.Node, expression: JavaScript.Node, path: Path, by: JavaScript.Node | null): VariableWrite {
  if (by && BODIES.has(by.type)) return { kind: 'value', node, expression, path, from: by.range[0], block: by.range };
  const [statement, block] = by ? placeOf(by) : [undefined, undefined];
  return { kind: 'value', node, expression, path, from: statement?.range[1] ?? expression.range[1], block: block?.range ?? null };
}

const BODIES: ReadonlySet<string> = new Set([Kind.BlockStatement, Kind.ExpressionStatement, Kind.IfStatement, Kind.ReturnStatement]);

/** The statement that runs an assignment and the block that the statement stands in; nothing when something may skip it. */
function placeOf(by: JavaScript.Node): readonly [JavaScript.Node | undefined, JavaScript.Node | undefined] {
  let child = by;
  for (let parent = by.parent; parent; child = parent, parent = parent.parent) {
    if (BLOCKS.has(parent.type)) return [child, parent];
    if (!TRANSPARENT.has(parent.type)) return [undefined, undefined];
  }
  return [undefined, undefined];
}

const BLOCKS: ReadonlySet<string> = new Set([Kind.BlockStatement, Kind.Program, Kind.StaticBlock, Kind.SwitchCase]);
const TRANSPARENT: ReadonlySet<string> = new Set([
  Kind.VariableDeclaration,
  Kind.ExpressionStatement,
  Kind.ExportNamedDeclaration,
  Kind.VariableDeclarator,
]);
