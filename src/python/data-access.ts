import { wordsOf } from '../vocabulary/words.ts';
import { argumentsOf } from './calls.ts';
import { parameters } from './functions.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';

/** What a function does with what is kept. */
export interface DataAccess {
  readonly writes: boolean;
  readonly reads: boolean;
}

const SESSION =
  /^(?:db|session|s|database|conn|connection|cursor|cur|collection|coll|mongo|engine|tx|transaction|uow|async_session|redis|r)$/u;
const SESSION_TYPE =
  /\b(?:Async)?Session(?:Dep|Local)?\b|\bDatabase\b|\bConnection\b|\bSessionDep\b|Db\w{0,10}(?:Dep|Session)|DBSession|Motor\w{1,20}|get_db|get_session|get_async_session|get_database/u;
const WRITING = new Set(
  'add add_all commit delete save insert insert_one insert_many update update_one update_many delete_one delete_many replace_one bulk_create bulk_update merge flush executemany upsert create get_or_create update_or_create bulk_write remove find_one_and_update find_one_and_delete'.split(
    ' ',
  ),
);
const READING = new Set(
  'query scalars scalar execute fetchall fetchone fetch fetchrow find find_one aggregate select filter filter_by get_or_404 get_object_or_404 get_list_or_404 first_or_404 paginate exec all first'.split(
    ' ',
  ),
);
const LONGEST_TYPE = 200;

/** What does a function's own code do with a database? */
export function dataAccess(definition: Python.FunctionDefinition): DataAccess {
  let writes = false;
  // `[order.number for order in Order.query]`, `Order.objects.filter(...)`.
  let reads = definition
    .descendants('attribute')
    .some(({ object, attribute }) => /^(?:query|objects)$/u.test(attribute.text) && /^[A-Z]/u.test(object.text));
  for (const call of definition.descendants('call')) {
    const name = lastName(call.function) ?? '';
    if (!WRITING.has(name) && !READING.has(name)) continue;
    const owner =
      call.function.type === 'attribute' ? (dottedText(call.function.object) ?? call.function.object.text.slice(0, LONGEST_TYPE)) : '';
    // `customer.save()`, `form.save()`, `order.delete()`; an image is saved to a path.
    const isRecord = (name === 'save' || name === 'delete') && owner !== '' && !argumentsOf(call).some(({ kind }) => kind === 'positional');
    if (!isRecord && !isStore(owner) && !isStatement(call, name)) continue;
    if (WRITING.has(name) || isWritingStatement(call)) writes = true;
    else reads = true;
  }
  return { writes, reads };
}

/** `db.session`, `User.objects`, `User.query`, `self.collection`, `cursor`. */
function isStore(owner: string): boolean {
  const parts = owner.split(/[.(]/u);
  const last = parts.at(-1) ?? '';
  return (
    SESSION.test(last) ||
    /^(?:objects|query|session|_session)$/u.test(last) ||
    parts.some((part) => SESSION.test(part) || part === 'objects' || part === 'query')
  );
}

/** `select(User)`, `delete(User).where(...)`: functions that make statements, as they are used with a session beside them. */
function isStatement(call: Python.Call, name: string): boolean {
  if (/^(?:get_object_or_404|get_list_or_404)$/u.test(name)) return true;
  const [first] = argumentsOf(call);
  return (
    call.function.type === 'identifier' &&
    /^(?:select|insert|update|delete)$/u.test(name) &&
    first !== undefined &&
    /^[A-Z]/u.test(first.value.text)
  );
}

function isWritingStatement(call: Python.Call): boolean {
  const [first] = argumentsOf(call);
  return (
    first !== undefined &&
    /^\s*[a-z]*["']{1,3}\s*(?:insert|update|delete|drop|alter|create|replace|merge)\b/iu.test(first.value.text.slice(0, LONGEST_TYPE))
  );
}

/** Is a function handed a connection to a database: `db: Session = Depends(get_db)`? */
export function takesDatabase(definition: Python.FunctionDefinition): boolean {
  return parameters(definition).some(
    ({ name, node }) =>
      SESSION_TYPE.test(node.text.slice(0, LONGEST_TYPE)) ||
      (name.length < LONGEST_TYPE && /^(?:db|session|conn|database)$/u.test(name)) ||
      wordsOf(name).includes('repo') ||
      wordsOf(name).includes('repository'),
  );
}
