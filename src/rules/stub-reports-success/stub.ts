export type MessageId = 'claimed';

/** Words, one of which stands in every comment that says so. */
export const STUB_WORDS = ['TODO', 'FIXME', 'XXX', 'HACK', 'or now', 'imulat', 'tub', 'laceholder', 'ot implemented', 'ot yet implemented'];

/** How plainly a comment says that the code beside it does not do its work yet. */
export type Confession = 'plain' | 'vague' | null;

/** Does a comment say that what follows it is not done yet? */
export function confessionIn(comment: string): Confession {
  const text = comment.slice(0, LONGEST_COMMENT);
  // What is commented out, and what tools are told, says nothing.
  if (/^\W*(?:noqa|type:|eslint|pylint|pragma|@ts-|mypy|ruff)/iu.test(text)) return null;
  if (PLAIN.test(text) && !ABOUT_OTHERS.test(text)) return 'plain';
  return VAGUE.test(text) ? 'vague' : null;
}

const LONGEST_COMMENT = 300;
const PLAIN =
  /\b(?:simulat(?:e|es|ed|ing|ion)\b|not (?:yet )?(?:really |actually )?implemented|to be implemented|unimplemented|stub(?:bed)?\b|placeholder\b|(?:TODO|FIXME|XXX)\b\W{0,3}(?:\(\w+\)\W{0,3})?(?:implement|actually|integrate|connect|send|call|real|replace|hook up|wire|use the real|do the|make it|perform|process|finish|complete|write|add (?:the )?(?:actual|real|logic|implementation|call)))/iu;
/** Simulated input, stubs of gRPC, placeholders of SQL and of forms are things in their own right. */
const ABOUT_OTHERS =
  /\b(?:grpc|sql placeholder|placeholders?\b.{0,20}\b(?:query|queries|text|attribute|input|image|value|values|token|tokens|for the)|stubs? (?:file|class|module|for test)|simulat\w+ (?:user|keyboard|mouse|input|click|key|browser))/iu;
const VAGUE = /\b(?:TODO|FIXME|XXX|HACK)\b|\bfor now\b/u;

/** Is this the name of a state: `status`, `task_state`, `newStatus`? */
export function namesState(name: string): boolean {
  return /(?:^|_|[a-z](?=S))(?:status|state|result|outcome|Status|State)$/u.test(name);
}

/** Does a state of this name or text say that the work is done: `'completed'`, `Status.SENT`? */
export function saysDone(text: string): boolean {
  return /^(?:completed?|success(?:ful|fully)?|succeeded|done|sent|delivered|processed|finished)$/iu.test(text);
}

/** Is this the name of a yes to the question whether it worked: `success`, `sent`, `completed`? */
export function namesSuccess(name: string): boolean {
  return /^(?:is_?)?(?:success|successful|succeeded|sent|delivered|completed|processed)$/iu.test(name);
}

/** Is this a counter of what worked: `success_count`, `sent_total`? */
export function countsSuccess(name: string): boolean {
  return /^(?:success(?:es|ful)?|succeeded|sent|completed|delivered)_?(?:count|total)?$|(?:success|sent|completed)_?[cC]ount$/iu.test(name);
}

/** Does an SQL statement set a state to done? */
export function setsDone(sql: string): boolean {
  return (
    /\b(?:status|state)\s*=\s*'(?:completed?|success|succeeded|done|sent)'/iu.test(sql.slice(0, 2000)) &&
    /\b(?:update|insert)\b/iu.test(sql.slice(0, 2000))
  );
}

/** May a call of this name stand between the confession and the claim without being the work itself? */
export function isIdleCall(name: string): boolean {
  return /^(?:sleep|delay|wait|setTimeout|now|utcnow|isoformat|time|uuid4|uuid1|randint|random|uniform|choice|len|str|int|dict|list|append|extend|format|get|items|join|Date|toISOString|Promise|resolve|randomUUID|String|Number|log|push|max|min|range|strip|lower|json|Response|jsonify|status|send|floor|round|toString|print)$/u.test(
    name,
  );
}

/** May a call of this name keep or tell the state that is claimed? */
export function keepsState(name: string): boolean {
  return /^_?(?:save|commit|flush|execute|update|emit|publish|create|add|refresh|set|notify|broadcast|record|put|write)(?:[_A-Z]\w*)?$/u.test(
    name,
  );
}

/** What a comment says, in a few words for a message. */
export function shortened(comment: string): string {
  const text = comment
    .replace(/^[\s#/*]+|[\s*/]+$/gu, '')
    .replace(/\s+/gu, ' ')
    .replaceAll("'", '’');
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN - 1).trimEnd()}…`;
}

const LONGEST_SHOWN = 50;

/** So many lines below its confession a claim still belongs to it. */
export const MOST_LINES = 40;
