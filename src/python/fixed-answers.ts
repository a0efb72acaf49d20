import { docstring } from './comments.ts';
import { parts, unwrap } from './expressions.ts';
import { logCall } from './logging.ts';
import { dottedText, lastName, rootName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve } from './scopes.ts';

/** Does a function answer the same whatever happens: nothing but literals, constants, the time, the version? */
export function answersFixedly(definition: Python.FunctionDefinition): boolean {
  const documentation = docstring(definition);
  const statements = parts(definition.body).filter((statement) => !(documentation && statement.contains(documentation)));
  const last = statements.at(-1);
  if (last?.type !== 'return_statement' || parts(last).length === 0 || statements.length > MOST_STATEMENTS) return false;
  return statements.every((statement) => {
    if (statement.type !== 'return_statement' && statement.type !== 'expression_statement') return false;
    const [value] = parts(statement);
    if (statement.type === 'expression_statement' && value?.type === 'call') return logCall(value) !== null;
    return isFixed(statement);
  });
}

const MOST_STATEMENTS = 6;

function isFixed(statement: Python.Node): boolean {
  if (
    statement.descendants('await', 'conditional_expression', 'comparison_operator', 'boolean_operator', 'lambda', 'list_comprehension')
      .length > 0
  )
    return false;
  if (statement.descendants('call').some((call) => !isFixedCall(call))) return false;
  return statement.descendants('attribute', 'subscript').every((node) => {
    const root = rootName(node);
    // `request.app.state.ready` and `self.ready` may change.
    return root !== null && !/^(?:request|req|app|self|cls|g|state|services)$/u.test(root.text) && !isOfFunction(root);
  });
}

/** A parameter, or what the function works out, is no constant. */
function isOfFunction(name: Python.Identifier): boolean {
  return resolve(name)?.definitions.some(({ kind }) => kind === 'parameter') === true;
}

function isFixedCall(call: Python.Call): boolean {
  const name = lastName(call.function) ?? '';
  if (ANSWERS.has(name) || CLOCKS.has(name)) return true;
  // `HealthResponse(status="ok")`
  return (
    /^[A-Z]\w*(?:Response|Status|Health|Out|Schema|Model|Result|Check|Read)$|^Health\w*$/u.test(name) &&
    dottedText(unwrap(call.function)) !== null
  );
}

const ANSWERS = new Set(
  'jsonify JSONResponse JsonResponse ORJSONResponse PlainTextResponse HTMLResponse Response HttpResponse make_response json_response text json dict str Status'.split(
    ' ',
  ),
);
const CLOCKS = new Set(
  'now utcnow isoformat time timestamp getenv get_version version strftime total_seconds monotonic perf_counter round int'.split(' '),
);
