import { argumentsOf } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { piecesOf } from './strings.ts';
import { namesFailure, namesWorking, saysFailure } from '../vocabulary/failure-words.ts';

/**
 * What a value tells whoever gets it: `empty` is also what a search answers that found nothing, `constant` any other
 * fixed value, `failure` says that something went wrong, `other` is worked out.
 */
export type Answer = 'empty' | 'constant' | 'failure' | 'other';

const DEEPEST = 12;

/** What does this value tell whoever gets it? */
export function answerOf(expression: Python.Node, depth = 0): Answer {
  const node = unwrap(expression);
  if (depth > DEEPEST) return 'other';
  switch (node.type) {
    case 'none':
    case 'false':
      return 'empty';
    case 'true':
    case 'ellipsis':
      return 'constant';
    case 'integer':
    case 'float':
      return Number(node.text.replaceAll('_', '')) === 0 ? 'empty' : 'constant';
    case 'unary_operator': {
      const inner = answerOf(node.argument, depth + 1);
      return inner === 'empty' || inner === 'constant' ? 'constant' : 'other';
    }
    case 'string':
    case 'concatenated_string':
      return ofText(node);
    case 'tuple':
    case 'expression_list':
      // `return jsonify([]), 500`
      if (parts(node).some(isErrorStatus)) return 'failure';
      return ofAll(parts(node).map((part) => answerOf(part, depth + 1)));
    case 'list':
    case 'set':
      return ofAll(parts(node).map((part) => answerOf(part, depth + 1)));
    case 'dictionary':
      return ofDictionary(node, depth);
    case 'call':
      return ofCall(node, depth);
    case 'identifier':
    case 'attribute':
      // `HTTP_500_INTERNAL_SERVER_ERROR`, `Status.FAILED`
      return namesFailure(lastName(node) ?? '') ? 'failure' : 'other';
    case 'binary_operator':
    case 'conditional_expression':
      return node.descendants('string').some((string) => ofText(string) === 'failure') ? 'failure' : 'other';
    case 'await':
      return answerOf(parts(node)[0] ?? node, depth + 1) === 'failure' ? 'failure' : 'other';
    default:
      return 'other';
  }
}

/** Does setting this name to this value say that something failed: `success = False`, `self.error = "..."`, `status = "failed"`? */
export function marksFailure(target: Python.Node, value: Python.Node): boolean {
  const answer = answerOf(value);
  if (answer === 'failure') return true;
  const subject = target.type === 'subscript' ? textWithin(target.subscript) : (lastName(target) ?? '');
  const isFalse = unwrap(value).type === 'false';
  if (isFalse) return namesWorking(subject);
  return namesFailure(subject) && answer !== 'empty';
}

function ofText(node: Python.String | Python.ConcatenatedString): Answer {
  const strings = node.type === 'string' ? [node] : node.descendants('string');
  let text = '';
  let isWhole = true;
  for (const string of strings) {
    for (const piece of piecesOf(string)) {
      if ('text' in piece) text += piece.text;
      else isWhole = false;
    }
  }
  if (text.trim() === '' && isWhole) return 'empty';
  if (saysFailure(text)) return 'failure';
  return isWhole ? 'constant' : 'other';
}

function ofAll(answers: readonly Answer[]): Answer {
  if (answers.includes('failure')) return 'failure';
  if (answers.includes('other')) return 'other';
  return answers.includes('constant') ? 'constant' : 'empty';
}

function ofDictionary(node: Python.Dictionary, depth: number): Answer {
  const answers = parts(node).map((pair): Answer => {
    if (pair.type !== 'pair') return 'other';
    return ofNamed(textWithin(pair.key), pair.value, depth);
  });
  return ofAll(answers);
}

/** A value under a name: `error="..."` and `success=False` tell, `error=None` and `items=[]` do not. */
function ofNamed(name: string, value: Python.Node, depth: number): Answer {
  const answer = answerOf(value, depth + 1);
  if (/^status(?:_?code)?$|^code$/u.test(name) && isErrorStatus(value)) return 'failure';
  if (unwrap(value).type === 'false' && namesWorking(name)) return 'failure';
  // `"errors": 0` and `error=""` claim that all went well; `error=<anything else>` does not.
  if (namesFailure(name) && answer !== 'empty') return 'failure';
  return answer;
}

/** Calls without arguments (or with a type) that make something empty. */
const EMPTY_MAKERS = new Set(
  'dict list set tuple str bytes bytearray frozenset int float OrderedDict defaultdict Counter deque DataFrame Series none empty iter'.split(
    ' ',
  ),
);

/** Calls that turn a value into an answer without adding to what it says. */
const WRAPPERS = new Set(
  'jsonify JSONResponse JsonResponse ORJSONResponse UJSONResponse json_response Response HttpResponse make_response'.split(' '),
);

function ofCall(call: Python.Call, depth: number): Answer {
  const name = lastName(call.function) ?? '';
  const given = argumentsOf(call);
  if (namesFailure(name)) return 'failure';
  const answers = given.map(({ name: keyword, value }) => (keyword === null ? answerOf(value, depth + 1) : ofNamed(keyword, value, depth)));
  if (answers.includes('failure') || given.some(({ value, name: keyword }) => keyword === null && isErrorStatus(value))) return 'failure';
  if (given.length === 0 && EMPTY_MAKERS.has(name)) return 'empty';
  if (WRAPPERS.has(name) && given.length > 0)
    return ofAll(answers.filter((_, index) => !/^(?:status|media_type|headers|safe)/u.test(given[index]?.name ?? '')));
  return 'other';
}

function isErrorStatus(value: Python.Node): boolean {
  const node = unwrap(value);
  return node.type === 'integer' && /^[45]\d\d$/u.test(node.text);
}

function textWithin(node: Python.Node): string {
  const inner = unwrap(node);
  if (inner.type === 'string')
    return piecesOf(inner)
      .map((piece) => ('text' in piece ? piece.text : ''))
      .join('');
  return lastName(inner) ?? '';
}
