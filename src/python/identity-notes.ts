import { isIdentityName } from '../vocabulary/guard-names.ts';
import { unwrap } from './expressions.ts';
import { callsOf, ownNodes } from './functions.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';

/** Does a function note who is calling: `g.user = ...`, `request.user = ...`, `session['user_id'] = ...`, `login_user(...)`? */
export function notesIdentity(definition: Python.FunctionDefinition): boolean {
  return (
    ownNodes(definition, 'assignment').some(({ left }) => isIdentityTarget(left)) ||
    callsOf(definition).some((call) => lastName(call.function) === 'login_user')
  );
}

/** Does a function note somebody in the session (`session['user'] = name`)? Who is noted there has just come in. */
export function opensSession(definition: Python.FunctionDefinition): boolean {
  return ownNodes(definition, 'assignment').some(
    ({ left }) => left.type === 'subscript' && /(?:^|\.)session$/u.test(dottedText(left.value) ?? '') && isIdentityTarget(left),
  );
}

/** Does an assignment to this target say who is calling? */
export function isIdentityTarget(target: Python.Node): boolean {
  const node = unwrap(target);
  if (node.type === 'subscript') {
    const holder = dottedText(node.value);
    return (
      holder !== null &&
      /(?:^|[._])(?:session|session_state|state|g|user_session|storage)$/u.test(holder) &&
      isIdentityName(node.subscript.text)
    );
  }
  if (node.type !== 'attribute' || !isIdentityName(node.attribute.text)) return false;
  const holder = dottedText(node.object);
  return (
    holder !== null &&
    /(?:^|[._])(?:g|request|req|state|session|session_state|context|ctx|top|local|scope|websocket|info|handler|self)$/u.test(holder)
  );
}
