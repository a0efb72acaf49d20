import { maskOf, nodeAt } from './columns.ts';
import { effectsOf, type OwnEffects } from './effects.ts';
import { parts, unwrap } from './expressions.ts';
import { answerOf } from './answers.ts';
import { logCall } from './logging.ts';
import { oncePerNode } from './memo.ts';
import { lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { dispositionOf, type Disposition, type Substitute } from '../language/disposition.ts';

/** How much a handler catches: everything (`bare`, `BaseException`), every error (`Exception`), or less (null). */
export type Breadth = 'bare' | 'BaseException' | 'Exception' | null;

/** The exceptions a handler names, each as it is written; none for a bare `except:`. */
export function caughtTypes(clause: Python.ExceptClause): readonly Python.Node[] {
  const value = typeExpression(clause);
  if (!value) return [];
  if (value.type === 'tuple') return parts(value);
  const listed = listedTypes(clause).filter((type) => !isOldAlias(clause, type));
  return listed.length > 1 ? listed : [value];
}

/** What stands between `except` and `as`, without its parentheses; null for a bare `except:`. */
export function typeExpression(clause: Python.ExceptClause): Python.Node | null {
  const { value } = clause;
  if (!value) return null;
  return unwrap(value.type === 'as_pattern' ? (parts(value)[0] ?? value) : value);
}

/** How much does the handler catch? */
export function breadth(clause: Python.ExceptClause): Breadth {
  const types = caughtTypes(clause);
  if (types.length === 0) return hasErrorBeforeColon(clause) ? null : 'bare';
  const names = types.map(broadName);
  return names.find((name) => name === 'BaseException') ?? names.find((name) => name === 'Exception') ?? null;
}

/** Is this the name of the class of all errors, or of everything that can be raised? */
export function broadName(type: Python.Node): 'Exception' | 'BaseException' | null {
  const last = lastName(type);
  if (last !== 'Exception' && last !== 'BaseException') return null;
  const full = qualifiedName(type);
  return full === `builtins.${last}` || full === `exceptions.${last}` ? last : null;
}

/** `e` of `except X as e`; null when the handler gives the error no name. */
export function boundName(clause: Python.ExceptClause): Python.Identifier | null {
  const { value } = clause;
  if (value?.type === 'as_pattern') return value.descendants('as_pattern_target')[0]?.descendants('identifier')[0] ?? null;
  return listedTypes(clause).find((type): type is Python.Identifier => isOldAlias(clause, type)) ?? null;
}

/** What stands between `except` and the colon. */
function listedTypes(clause: Python.ExceptClause): Python.Node[] {
  return parts(clause).filter(({ type }) => type !== 'block');
}

/** Python 2's `except A, e`; in Python 3.14 the same text may list two exceptions, which begin with capitals. */
function isOldAlias(clause: Python.ExceptClause, type: Python.Node): boolean {
  const values = listedTypes(clause);
  return values.length === 2 && values[1] === type && type.type === 'identifier' && /^[a-z_]/u.test(type.text);
}

/** The statements of a handler; null when the file is broken here. */
export function handlerBody(clause: Python.ExceptClause): Python.Block | null {
  return (clause.children.find(({ type }) => type === 'block') as Python.Block | undefined) ?? null;
}

/** The `try` that a handler belongs to. */
export function tryOf(clause: Python.ExceptClause): Python.TryStatement | null {
  return clause.parent?.type === 'try_statement' ? clause.parent : null;
}

/** The handlers of a `try`, in their order. */
export function handlersOf(statement: Python.TryStatement): Python.ExceptClause[] {
  return statement.children.filter((child): child is Python.ExceptClause => child.type === 'except_clause');
}

/** What becomes of an error that a handler catches, and how one can tell. */
export interface Outcome {
  readonly disposition: Disposition;
  readonly effects: OwnEffects;
  /** The value that goes out in place of a result, from the handler or from the statement after the `try`. */
  readonly substitute: Substitute | null;
}

/** What becomes of the error that this handler catches? */
export const outcomeOf = oncePerNode((clause: Python.ExceptClause): Outcome => {
  const body = handlerBody(clause);
  const own = effectsOf(clause, body, boundName(clause));
  const substitute = own.substitute ?? (own.leaves ? null : valueAfter(clause));
  const acts = own.acts || (!own.leaves && own.substitute === null && triesNext(clause));
  const effects = { ...own, acts, substitute };
  return { disposition: dispositionOf(effects), effects, substitute };
});

/** The empty value that the statement right after the `try` returns, which is where a handler goes that leaves nothing itself. */
function valueAfter(clause: Python.ExceptClause): Substitute | null {
  const after = statementAfter(tryOf(clause));
  if (after?.type !== 'return_statement') return null;
  const [value] = parts(after);
  if (!value || answerOf(value) !== 'empty') return null;
  return { kind: 'empty', text: value.text, isReturned: true };
}

/**
 * Does what follows the `try` ask somebody else, once the `try` has returned nothing? A handler that leaves that to it does what
 * `except Exception: return other()` does.
 */
function triesNext(clause: Python.ExceptClause): boolean {
  const statement = tryOf(clause);
  if (!statement || !answers(statement)) return false;
  // Where the `try` always returns, all that follows is the handler's.
  if (parts(statement.body).at(-1)?.type === 'return_statement') return statementsAfter(statement).some(asks);
  const after = statementAfter(statement);
  if (after?.type === 'try_statement') return answers(after);
  return after?.type === 'return_statement' && asks(after);
}

/** The statements that run after this one, in its block and, past the end of an `if`, in the next. */
function statementsAfter(statement: Python.Node): Python.Node[] {
  const found: Python.Node[] = [];
  for (let at: Python.Node | null = statement; at; at = at.parent) {
    if (at !== statement && !/^(?:block|(?:if|with)_statement|(?:else|elif)_clause)$/u.test(at.type)) break;
    if (at.parent?.type !== 'block' && at.parent?.type !== 'module') continue;
    const siblings = parts(at.parent);
    found.push(...siblings.slice(siblings.indexOf(at) + 1));
  }
  return found;
}

function asks(statement: Python.Node): boolean {
  const [value] = parts(statement);
  if (statement.type === 'raise_statement') return true;
  if (statement.type === 'return_statement' && value && answerOf(value) === 'empty') return false;
  if (value?.type === 'call' && logCall(value)) return false;
  return statement.descendants('call').length > 0;
}

function answers(statement: Python.TryStatement): boolean {
  return triedNodes(statement, 'return_statement').some((answer) => parts(answer).length > 0);
}

/** The next statement of the same block. */
export function statementAfter(statement: Python.Node | null): Python.Node | null {
  const siblings = statement?.parent ? parts(statement.parent) : [];
  const at = statement ? siblings.indexOf(statement) : -1;
  return at < 0 ? null : (siblings[at + 1] ?? null);
}

/** Does a handler catch, before this one is asked, what the predicate names? */
export function isCaughtBefore(clause: Python.ExceptClause, predicate: (type: Python.Node) => boolean): boolean {
  const statement = tryOf(clause);
  if (!statement) return false;
  const earlier = handlersOf(statement);
  return earlier.slice(0, earlier.indexOf(clause)).some((other) => caughtTypes(other).some(predicate));
}

/** The nodes of some kinds that the `try` itself runs: neither in nested functions nor under nested handlers that would catch first. */
export function triedNodes<K extends Python.Kinds>(statement: Python.TryStatement, ...kinds: K[]): Python.NodeByKind[K][] {
  const { tree, body } = statement;
  const { type: types, next } = tree.rows;
  const wanted = maskOf(tree.grammar, kinds);
  const closed = maskOf(tree.grammar, ['function_definition', 'lambda', 'class_definition']);
  const found: Python.NodeByKind[K][] = [];
  for (let row = body.row + 1, end = next[body.row] ?? 0; row < end; row++) {
    const type = types[row] ?? 0;
    if (closed[type] === 1) row = (next[row] ?? end) - 1;
    // `await` and `yield` are keywords' names too.
    else if (wanted[type] === 1 && tree.grammar.isNamed(type)) found.push(nodeAt(tree, row) as Python.NodeByKind[K]);
  }
  return found;
}

function hasErrorBeforeColon(clause: Python.ExceptClause): boolean {
  return clause.children.some(({ type }) => type === 'ERROR');
}
