import { argumentsOf } from './calls.ts';
import { unwrap } from './expressions.ts';
import { boundName, handlerBody, handlersOf, tryOf } from './handlers.ts';
import { logCall } from './logging.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { asksForKind } from '../vocabulary/retry-words.ts';

/** Does a handler look at which error it got before it decides, by itself or by handing the error on? */
export function asksWhichError(clause: Python.ExceptClause): boolean {
  const body = handlerBody(clause);
  if (!body) return true;
  const carried = carriedNames(clause, body);
  const isCarried = (node: Python.Node): boolean => namesIn(node).some((name) => carried.has(name.text));
  // `if e.status == 401: raise`; but `if attempt == last: raise` asks for nothing.
  if (conditionsIn(body).some((condition) => isCarried(condition) || asksForKind(condition.text))) return true;
  return body.descendants('call').some((call) => {
    if (logCall(call)) return false;
    const name = lastName(call.function) ?? '';
    if (asksForKind(name)) return true;
    const callee = unwrap(call.function);
    // `e.response.json()` may be looked at later, `str(e)` and `last = RetryError(e)` only tell.
    if (callee.type === 'attribute' && isCarried(callee.object)) return !tells(name);
    return !tells(name) && argumentsOf(call).some(({ value }) => isCarried(value));
  });
}

/** What takes an error only to write it down, or to make another one of it. */
function tells(name: string): boolean {
  return (
    TELLING.has(name) ||
    /^[A-Z]/u.test(name) ||
    /log|warn|debug|error|notify|report|emit|metric|record|callback|message|echo|describe|trace/iu.test(name)
  );
}

const TELLING = new Set(
  `str repr type format getattr append add put print lower upper strip split join replace sleep add_note len min max dict bool isoformat
  with_traceback write on_retry on_error on_failure`.split(/\s+/u),
);

/** The name of the error, and the names of what the handler makes of it. */
function carriedNames(clause: Python.ExceptClause, body: Python.Block): Set<string> {
  const error = boundName(clause);
  const carried = new Set(error ? [error.text] : []);
  for (const { left, right } of body.descendants('assignment'))
    if (left.type === 'identifier' && right && namesIn(right).some(({ text }) => carried.has(text))) carried.add(left.text);
  return carried;
}

function namesIn(node: Python.Node): Python.Identifier[] {
  return node.type === 'identifier' ? [node] : node.descendants('identifier');
}

function conditionsIn(body: Python.Block): Python.Node[] {
  return body
    .descendants('if_statement', 'elif_clause', 'while_statement', 'conditional_expression', 'match_statement', 'assert_statement')
    .flatMap((node): Python.Node[] => {
      if (node.type === 'match_statement') return [node.subject];
      if (node.type === 'conditional_expression' || node.type === 'assert_statement') {
        const [first, second] = node.children;
        return node.type === 'assert_statement' ? (first ? [first] : []) : second ? [second] : [];
      }
      return [node.condition];
    });
}

/** The handlers of the same `try` that always leave: what they name is not tried again. */
export function leavingBefore(clause: Python.ExceptClause, leaves: (clause: Python.ExceptClause) => boolean): Python.ExceptClause[] {
  const statement = tryOf(clause);
  if (!statement) return [];
  const all = handlersOf(statement);
  return all.slice(0, all.indexOf(clause)).filter(leaves);
}
