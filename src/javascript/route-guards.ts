import { javascriptModulePath, meaningAcross } from '../project/javascript-modules.ts';
import { placeOf } from '../project/projects.ts';
import { smellsOfAuth } from '../vocabulary/auth-smell.ts';
import { isVerification } from '../vocabulary/guard-names.ts';
import { guardRole } from '../vocabulary/guard-roles.ts';
import { calleeOf, middlewareName } from './auth-middleware.ts';
import { callerUse } from './caller-use.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, unwrap } from './expressions.ts';
import { loadedModule } from './modules.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { questionsIn } from './route-texts.ts';
import { callsUnder, definitionOf, nodesUnder, variableOf } from './scopes.ts';

/** What somebody that stands before a handler does: it looks at who is calling, it does not, or nobody can tell. */
export type Standing = 'guard' | 'harmless' | 'unknown';

/** What does a middleware, a guard or a factory of them do? */
export function standingOf(element: JavaScript.Node, source: JavaScriptSource): Standing {
  const node = unwrap(element);
  if (isFunction(node)) return looksAtCaller(node, source) ? 'guard' : 'harmless';
  if (node.type === Kind.ArrayExpression) return worst(node.elements.map((inner) => (inner ? standingOf(inner, source) : 'harmless')));
  const name = middlewareName(node);
  if (name === undefined) return 'unknown';
  if (smellsOfAuth(name)) return 'guard';
  const callee = calleeOf(node);
  const meaning = meaningAcross(callee, source);
  if (meaning) {
    if (isCode(meaning.node)) return codeGuards(meaning.node, meaning.source) ? 'guard' : 'harmless';
    if (meaning.node.type === Kind.ArrayExpression) return standingOf(meaning.node, meaning.source);
    return namesIn(meaning.node, meaning.source).some(smellsOfAuth) ? 'guard' : 'harmless';
  }
  // `asyncHandler(requireUser)`: what it is given counts too.
  if (node.type === Kind.CallExpression && node.arguments.some((given) => namesIn(given, source).some(smellsOfAuth))) return 'guard';
  return isFromPackage(callee, source) ? 'harmless' : 'unknown';
}

function worst(standings: readonly Standing[]): Standing {
  if (standings.includes('guard')) return 'guard';
  return standings.includes('unknown') ? 'unknown' : 'harmless';
}

function isCode(node: JavaScript.Node): boolean {
  return isFunction(node) || node.type === Kind.ClassDeclaration || node.type === Kind.ClassExpression;
}

function codeGuards(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const use = callerUse(node, source);
  return use.notes || use.findsOut || use.relies || looksAtCaller(node, source);
}

/** Does a function's code look at who is calling, turn strangers away, or check a signature? */
export function looksAtCaller(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const [start, end] = node.range;
  if (questionsIn(source.text.slice(start, end))) return true;
  return callsUnder(node, source).some((call) => {
    const name = dottedText(call.callee);
    return name !== undefined && (guardRole(name) !== null || isVerification(name));
  });
}

/** The names in a short expression. */
function namesIn(node: JavaScript.Node, source: JavaScriptSource): string[] {
  return nodesUnder(node, source, MOST_NAMES).flatMap((inner) => (inner.type === Kind.Identifier ? inner.name : []));
}

const MOST_NAMES = 60;

/** Does a name come from an installed package, and not from a module of the project that could not be read? */
function isFromPackage(node: JavaScript.Node, source: JavaScriptSource): boolean {
  let root = node;
  while (root.type === Kind.MemberExpression || root.type === Kind.CallExpression)
    root = unwrap(root.type === Kind.MemberExpression ? root.object : root.callee);
  const variable = root.type === Kind.Identifier ? variableOf(root, source) : undefined;
  const definition = variable && definitionOf(variable);
  if (!definition) return false;
  const { node: owner, parent } = definition as { node: JavaScript.Node; parent?: JavaScript.Node | null };
  const module =
    parent?.type === Kind.ImportDeclaration
      ? parent.source.value
      : owner.type === Kind.VariableDeclarator && owner.init
        ? loadedModule(owner.init)
        : undefined;
  if (module !== undefined) {
    const place = placeOf(source);
    return !module.startsWith('.') && !(place && javascriptModulePath(place, module) !== null);
  }
  // `const upload = multer(...)`.
  return (
    owner.type === Kind.VariableDeclarator &&
    owner.init !== null &&
    unwrap(owner.init).type !== Kind.Identifier &&
    !smellsOfAuth(variable.name)
  );
}
