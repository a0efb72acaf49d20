import { isVerification } from '../vocabulary/guard-names.ts';
import { guardRole } from '../vocabulary/guard-roles.ts';
import { meaningOf } from '../project/python-modules.ts';
import { parts } from './expressions.ts';
import { enclosingFunction } from './functions.ts';
import { breadth, handlersOf } from './handlers.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';

type Definition = Python.FunctionDefinition | Python.ClassDefinition;

/** How many functions that a hook calls are looked into, one inside of the other. */
const MOST_HOPS = 2;

/**
 * Can a hook or middleware keep a request from its handler? One that only notes who is calling (`g.user = load(session.get("id"))`)
 * stands before all routes and guards none of them.
 */
export function mayRefuse(definition: Definition, hops = MOST_HOPS): boolean {
  if (definition.descendants('raise_statement').length > 0 || /\b40[13]\b|["']\/?log-?in/u.test(definition.text)) return true;
  const isHook = definition.type === 'function_definition' && hops === MOST_HOPS;
  // What a hook returns is sent instead of the answer; of a middleware's `return await call_next(request)` nothing can be told.
  if (
    isHook &&
    definition.descendants('return_statement').some((statement) => enclosingFunction(statement) === definition && answers(statement))
  )
    return true;
  return definition.descendants('call').some((call) => {
    if (isCaught(call, definition)) return false;
    const name = dottedText(call.function) ?? lastName(call.function);
    if (name === null) return true;
    if (REFUSING.test(name) || guardRole(name) !== null || isVerification(name)) return true;
    const meaning = hops > 0 ? meaningOf(call.function) : null;
    return meaning?.node.type === 'function_definition' && meaning.node !== definition && mayRefuse(meaning.node, hops - 1);
  });
}

/** Whatever this call raises, does the code around it go on: `try: user = await authenticate(request)` and `except Exception: user = None`? */
function isCaught(call: Python.Call, whole: Definition): boolean {
  for (let up: Python.Node | null = call.parent, child: Python.Node = call; up && up !== whole; child = up, up = up.parent) {
    if (up.type !== 'try_statement' || up.body !== child) continue;
    const broad = handlersOf(up).find((clause) => breadth(clause) !== null);
    if (broad) return broad.descendants('return_statement', 'call').length === 0;
  }
  return false;
}

const REFUSING =
  /(?:^|[._])(?:abort|redirect\w{0,40}|unauthori[sz]ed\w{0,40}|forbid\w{0,40}|den(?:y|ied)\w{0,40}|refuse\w{0,40}|reject\w{0,40}|(?:check|verify|require|ensure|enforce|validate|assert|authenticate|authori[sz]e|protect)\w{0,40})$|Response$/u;

function answers(statement: Python.Node): boolean {
  const [value] = parts(statement);
  return value !== undefined && value.type !== 'none' && !/^(?:await )?call_next\(|^response$/u.test(value.text.slice(0, LONGEST_ANSWER));
}

const LONGEST_ANSWER = 30;
