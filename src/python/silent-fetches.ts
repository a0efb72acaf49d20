import { isPlaceOfCleanup } from './boundaries.ts';
import { methodName, receiver } from './calls.ts';
import { commentsInside } from './comments.ts';
import { answerOf } from './answers.ts';
import { parts, unwrap } from './expressions.ts';
import { enclosingFunction, isGenerator } from './functions.ts';
import * as Handlers from './handlers.ts';
import { fetchers, fetchingModules } from './knowledge/fetching-calls.ts';
import { logCall } from './logging.ts';
import { oncePerNode } from './memo.ts';
import { calleeName, dottedText, instanceOf, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import {
  isLocalMethod,
  namesClient,
  namesConnection,
  namesExpected,
  namesFetch,
  namesPause,
  namesQuestion,
  namesVerdict,
  requestVerbs,
  saysOnPurpose,
} from '../vocabulary/fetch-names.ts';

/** A handler that turns a failed question to somebody else into nothing, without a trace. */
export interface SilentFetch {
  readonly call: Python.Call;
  /** What goes out in place of the answer; null where the answer is only missing. */
  readonly value: string | null;
}

/** Does this handler turn a failed fetch into an empty result that nobody hears of? */
export const silentFetch = oncePerNode((clause: Python.ExceptClause): SilentFetch | null => {
  const statement = Handlers.tryOf(clause);
  const body = Handlers.handlerBody(clause);
  if (!statement || !body || !mayBeEmpty(body) || isExpected(clause)) return null;
  const found = fetchIn(statement);
  // What is dropped of a database, in general, is what broad handlers are reported for; the finer types tell one cause from another.
  if (!found || (!found.isRemote && !Handlers.caughtTypes(clause).some((type) => DATABASE_ERRORS.has(lastName(type) ?? '')))) return null;
  const { disposition, effects, substitute } = Handlers.outcomeOf(clause);
  if (disposition !== 'silent' || effects.prints) return null;
  if (substitute?.kind === 'constant') return null;
  const definition = enclosingFunction(clause);
  // To a failure of any kind "no" is an honest answer of `is_up()`; where things are put away, nobody waits for any.
  if (definition && namesVerdict(definition.name.text)) return null;
  if (isPlaceOfCleanup(statement)) return null;
  const isReturned = substitute?.isReturned === true;
  // Whoever says why has decided it.
  if (!isReturned && commentsInside(clause).some(({ text }) => saysOnPurpose(text))) return null;
  if (isReturned ? isHonestNo(statement, substitute.text) : tellsAfter(statement)) return null;
  const isBare = substitute === null || (isReturned && substitute.text === 'None');
  // A value that nobody takes is missed by nobody, nor is the answer of a function that gives none.
  if (isBare && !isTaken(found.call)) return null;
  if (definition && isReturned && isGenerator(definition)) return { call: found.call, value: null };
  const value = substitute?.text ?? (isBareReturn(body) ? 'None' : null);
  return { call: found.call, value: value !== null && value.length > LONGEST_VALUE ? null : value };
});

const LONGEST_VALUE = 30;

const DATABASE_ERRORS = new Set('Error DatabaseError SQLAlchemyError DBAPIError MySQLError PostgresError PyMongoError'.split(' '));

/** The cheapest look: is the handler's last statement one that leaves with nothing, or goes on? */
function mayBeEmpty(body: Python.Block): boolean {
  const last = parts(body).at(-1);
  switch (last?.type) {
    case 'pass_statement':
    case 'continue_statement':
    case 'break_statement':
    case 'expression_statement':
      return true;
    case 'return_statement': {
      const [value] = parts(last);
      if (!value) return true;
      return answerOf(value) === 'empty' || unwrap(value).type === 'identifier' || startsEmpty(value);
    }
    default:
      return false;
  }
}

/** `return None, 0`: an empty answer among others. */
function startsEmpty(value: Python.Node): boolean {
  const [first] = value.type === 'expression_list' || value.type === 'tuple' ? parts(value) : [];
  return first !== undefined && answerOf(first) === 'empty';
}

function isBareReturn(body: Python.Block): boolean {
  const last = parts(body).at(-1);
  return last?.type === 'return_statement' && parts(last).length === 0;
}

/** Does the handler catch nothing but errors that are answers: not found, not allowed, not to be parsed? */
function isExpected(clause: Python.ExceptClause): boolean {
  const types = Handlers.caughtTypes(clause);
  return types.length > 0 && types.every((type) => Handlers.broadName(type) === null && namesExpected(lastName(type) ?? ''));
}

/** The first call in the `try` that asks somebody else. */
function fetchIn(statement: Python.TryStatement): { readonly call: Python.Call; readonly isRemote: boolean } | null {
  const calls = Handlers.triedNodes(statement, 'call');
  const remote = calls.find(isRemoteCall);
  if (remote) return { call: remote, isRemote: true };
  const query = calls.find(isQuery);
  return query ? { call: query, isRemote: false } : null;
}

/** Does this call ask somebody else over a network? */
export function isRemoteCall(call: Python.Call): boolean {
  const name = lastName(call.function);
  if (name === null) return false;
  const method = methodName(call);
  if (namesFetch(name)) return !/^(?:fetchone|fetchall|fetchmany|fetch_?(?:row|val|one|all|many))$/u.test(name);
  const full = calleeName(call);
  if (full !== null) {
    if (fetchers.has(full)) return true;
    // `requests.get(...)`, `stripe.Charge.retrieve(...)`, but not `requests.Session()` or `boto3.client('s3')`.
    const module = full.split('.')[0] ?? '';
    if (fetchingModules.get(module)?.test(name) === true) return true;
  }
  const owner = method === null ? null : receiver(call);
  if (owner && isClient(owner, name)) return true;
  return namesQuestion(name) && call.parent?.type === 'await' && (owner === null || !namesConnection(lastName(owner) ?? ''));
}

/** `session.get(url)`, `self.client.list_orders()`. */
function isClient(owner: Python.Node, method: string): boolean {
  const name = lastName(owner) ?? '';
  if (!namesClient(name) || isLocalMethod(method)) return false;
  const words = name.toLowerCase();
  // `session` is a browser's, a visitor's and a database's as well; only an address tells.
  if (words.endsWith('session')) return requestVerbs.has(method) && isAddress(owner);
  return words.endsWith('requests') || words.endsWith('http') ? requestVerbs.has(method) : true;
}

/** Is what is asked for an address: `session.get(url)`, `session.post(f"{base}/x")`? */
function isAddress(owner: Python.Node): boolean {
  const call = owner.parent?.parent;
  const made = instanceOf(owner);
  if (made !== null) return /(?:Session|session|Client)$/u.test(made) && !/^(?:sqlalchemy|sqlmodel|flask|django)\b/u.test(made);
  const [first] = call?.type === 'call' && call.arguments.type === 'argument_list' ? parts(call.arguments) : [];
  const text = first?.text.slice(0, LONGEST_ADDRESS) ?? '';
  return /url|uri|https?:|endpoint|f["']\{|href|link/iu.test(text);
}

const LONGEST_ADDRESS = 200;

const QUERIES = new Set('execute executemany fetchone fetchall fetchrow fetchval scalars scalar query'.split(' '));

function isQuery(call: Python.Call): boolean {
  const owner = QUERIES.has(methodName(call) ?? '') ? receiver(call) : null;
  return owner !== null && namesConnection(lastName(owner) ?? '');
}

/** Is what the call gives put to use, rather than dropped on the spot? */
function isTaken(call: Python.Call): boolean {
  let node: Python.Node = call;
  while (node.parent?.type === 'await' || node.parent?.type === 'parenthesized_expression' || node.parent?.type === 'attribute') {
    node = node.parent;
    // `requests.post(url).raise_for_status()`
    if (node.type === 'attribute' && node.parent?.type === 'call') node = node.parent;
  }
  return node.parent?.type !== 'expression_statement';
}

/** `return False` beside `return True`: the caller is told that it did not work. */
function isHonestNo(statement: Python.TryStatement, text: string): boolean {
  if (text !== 'False') return false;
  const given = Handlers.triedNodes(statement, 'return_statement').map((answer) => parts(answer)[0]);
  const definition = enclosingFunction(statement);
  const others = given.length > 0 || !definition ? given : [];
  return others.every((value) => {
    const node = value && unwrap(value);
    return !node || /^(?:true|false|comparison_operator|not_operator|boolean_operator|attribute)$/u.test(node.type) || isBool(node);
  });
}

function isBool(node: Python.Node): boolean {
  return node.type === 'call' && /^(?:bool|all|any|isinstance)$|^(?:is|has)_/u.test(lastName(node.function) ?? '');
}

/** Does what runs after the `try` speak of the answer that is missing (a log line, an error, once all tries have failed), or try again? */
function tellsAfter(statement: Python.TryStatement): boolean {
  const definition = enclosingFunction(statement);
  const end = statement.range[1];
  const scope: Python.Node = definition ?? statement.parent ?? statement;
  return scope
    .descendants('raise_statement', 'call', 'assert_statement')
    .some((node) => node.range[0] >= end && (node.type !== 'call' || logCall(node) !== null || namesPause(lastName(node.function) ?? '')));
}

/** What a fetch is called in a message. */
export function nameOfFetch({ call }: SilentFetch): string {
  return (dottedText(call.function) ?? lastName(call.function) ?? 'fetch').slice(-LONGEST_VALUE);
}
