import type { Suggestion } from '../../language/detector.ts';
import { argument } from '../../python/calls.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { functionMeantBy, ownNodes, parameters } from '../../python/functions.ts';
import { isExit } from '../../python/logging.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { booleanOf, isNone } from '../../python/numbers.ts';
import { retryPolicies, type RetryPolicy } from '../../python/retry-policies.ts';
import { followed } from '../../python/values.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { saysThatItRaises, type MessageId, type SuggestionId } from './outcome.ts';

type Ids = MessageId | SuggestionId;

export const python: PythonDetector<Ids> = {
  mentions: ['retry_error_callback'],
  visit: ({ source, path, report }) => {
    if (isTestFile(path)) return {};
    return {
      'module:exit'() {
        for (const policy of retryPolicies(source.tree)) judge(policy, report);
      },
    };
  },
};

function judge({ library, call, definition }: RetryPolicy, report: PythonContext<Ids>['report']): void {
  const given = library === 'tenacity' && call ? argument(call, { keyword: KEYWORD }) : null;
  if (!call || given === null || given === 'unknown' || isNone(given)) return;
  const reraise = argument(call, { keyword: 'reraise' });
  const isReraised = reraise !== null && reraise !== 'unknown' && booleanOf(reraise) === true;
  const callback = callbackOf(given);
  if (!callback) {
    // It stands elsewhere, and raises or does not; only the two together are wrong for sure.
    if (isReraised && !saysThatItRaises(lastName(given) ?? ''))
      report({ node: given, message: 'ignored', data: { value: 'what it returns' } });
    return;
  }
  if (raises(callback)) return;
  const value = valueOf(callback);
  // A value that is given on purpose is a way to end; so is nothing, where nobody expects anything.
  if (!isReraised && (value !== null || (definition?.return_type != null && isNone(definition.return_type)))) return;
  report({
    node: given,
    message: isReraised ? 'ignored' : 'dropped',
    data: { value: value ?? 'None', after: "'after'" },
    suggest: raiseAgain(callback),
  });
}

const KEYWORD = 'retry_error_callback';

type Callback = Python.FunctionDefinition | Python.Lambda;

function callbackOf(given: Python.Node): Callback | null {
  const value = followed(given);
  return value.type === 'lambda' ? value : functionMeantBy(given);
}

/** Does it raise, or ask for the result, which raises what was raised last? */
function raises(callback: Callback): boolean {
  if (callback.type === 'function_definition' && ownNodes(callback, 'raise_statement').length > 0) return true;
  const calls = callback.type === 'lambda' ? callsIn(callback.body) : ownNodes(callback, 'call');
  return calls.some((call) => {
    const name = lastName(call.function) ?? '';
    return name === 'result' || name === 'reraise' || name === 'throw' || isExit(call) || saysThatItRaises(name);
  });
}

function callsIn(body: Python.Node): Python.Call[] {
  return body.type === 'call' ? [body, ...body.descendants('call')] : body.descendants('call');
}

/** What the callback returns, as it is written; null for nothing. */
function valueOf(callback: Callback): string | null {
  if (callback.type === 'lambda') return isEmpty(callback.body) ? null : shortened(callback.body.text);
  const values = ownNodes(callback, 'return_statement').flatMap((statement) => {
    const [value] = parts(statement);
    return value && !isEmpty(value) ? [value] : [];
  });
  const [first] = values;
  return first ? shortened(first.text) : null;
}

/** `None`, and what a log call returns. */
function isEmpty(value: Python.Node): boolean {
  const node = unwrap(value);
  if (node.type === 'call') return /^(?:debug|info|warning|error|exception|critical|log|print)$/u.test(lastName(node.function) ?? '');
  return isNone(node);
}

function shortened(text: string): string {
  return text.length <= LONGEST && !text.includes('\n') ? text : 'what it returns';
}

const LONGEST = 30;

function raiseAgain(callback: Callback): Suggestion<Ids>[] {
  if (callback.type === 'lambda') return [];
  const statements = parts(callback.body);
  const last = statements.at(-1);
  const [state] = parameters(callback);
  if (!last || !state || last.loc.start.line === callback.loc.start.line) return [];
  const { text } = callback.tree;
  const [start] = last.range;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (indent.trim() !== '') return [];
  const code = `raise ${state.name}.outcome.exception()`;
  return [
    {
      message: 'raiseAgain',
      fix: (fixer) =>
        last.type === 'return_statement' || last.type === 'pass_statement'
          ? fixer.replaceTextRange(last.range, code)
          : fixer.insertTextAfterRange(last.range, `\n${indent}${code}`),
    },
  ];
}
