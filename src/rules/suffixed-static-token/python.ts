import { parts } from '../../python/expressions.ts';
import { enclosingClass } from '../../python/classes.ts';
import { comparingCalls, fixedComparison } from '../../python/comparisons.ts';
import { moduleOf } from '../../python/columns.ts';
import { constantString } from '../../python/constants.ts';
import { credentialIn } from '../../python/credentials.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { stringsBeginningWith } from '../../python/strings-found.ts';
import { useOf } from '../../python/value-uses.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import {
  checking,
  isBeginning,
  isOfTokenLength,
  leavesOutSuffix,
  lookingAtBeginning,
  namesToken,
  withoutScheme,
  type MessageId,
} from './token-text.ts';

export const python: PythonDetector<MessageId> = {
  mentions: [/token/i, /passkey/i, /secret/i, /api_key/i, /apikey/i],
  visit: ({ source, path, report }) => {
    if (isTestFile(path)) return {};
    const compared = new Map<string, Python.Node>();

    function note(node: Python.Node): void {
      const comparison = fixedComparison(node);
      if (comparison?.extent !== 'whole' || !credentialIn(comparison.subject)) return;
      for (const text of comparison.texts.map(withoutScheme))
        if (isOfTokenLength(text) && !compared.has(text)) compared.set(text, comparison.literal);
    }

    return {
      comparison_operator(node) {
        if (parts(node).some(mayBeFixed)) note(node);
      },
      'module:exit'() {
        for (const call of comparingCalls(source.tree)) note(call);
        for (const [literal, consumer] of compared) {
          const strings = stringsBeginningWith(source.tree, literal);
          // Where the token is looked at or made, the changing part is checked.
          if ([consumer, ...strings].some(checksRest)) continue;
          // Somebody looks at the beginning alone, so the rest may be what it likes.
          if (strings.some(isLookedAt)) continue;
          for (const string of strings) {
            const prefix = beginningOf(string);
            if (prefix !== null && leavesOutSuffix(literal, prefix) && makesToken(wholeOf(string)))
              report({ node: string, message: 'neverEqual', data: { prefix, literal, line: consumer.loc.start.line } });
          }
        }
      },
    };
  },
};

const TEXTS = new Set(['string', 'list', 'set', 'tuple', 'concatenated_string']);

/** A text, or a constant by its name: `token == DEMO_TOKEN`. */
function mayBeFixed(side: Python.Node): boolean {
  return TEXTS.has(side.type) || (side.type === 'identifier' && /^[A-Z][A-Z0-9_]*$/u.test(side.text));
}

/** The expression that a string begins: `'demo_token_' + stamp`, `'demo_token_%s' % stamp`, `'demo_token_{}'.format(stamp)`. */
function wholeOf(string: Python.String): Python.Node {
  let node: Python.Node = string;
  for (let { parent } = node; parent; { parent } = node) {
    const isSum = parent.type === 'binary_operator' && parent.left === node;
    const isFormat =
      (parent.type === 'attribute' && parent.attribute.text === 'format') || (parent.type === 'call' && parent.function === node);
    if (!isSum && !isFormat && parent.type !== 'parenthesized_expression') return node;
    node = parent;
  }
  return node;
}

/** The fixed beginning of a text that goes on with something else; null for a text that is wholly known. */
function beginningOf(string: Python.String): string | null {
  const { parts: pieces } = constantString(wholeOf(string));
  const [first] = pieces;
  return first && 'text' in first && pieces.length > 1 && isBeginning(first.text) ? first.text : null;
}

/** Does the class, the function or else the file that a text stands in check a signature or a digest? */
function checksRest(node: Python.Node): boolean {
  const { text } = enclosingClass(node) ?? enclosingFunction(node) ?? moduleOf(node.tree);
  return checking.some((word) => text.includes(word));
}

function isLookedAt(string: Python.String): boolean {
  const list = string.parent;
  const call = list?.type === 'argument_list' ? list.parent : null;
  return call?.type === 'call' && lookingAtBeginning.has(lastName(call.function) ?? '');
}

/** Does the text become a token: under its name, as an answer's field, or as what a function of that name returns? */
function makesToken(node: Python.Node): boolean {
  const { key, target } = useOf(node);
  if (key !== null && namesToken(key)) return true;
  if (target?.type === 'subscript') return namesToken(target.subscript.text.replace(/['"]/gu, ''));
  if (target) return namesToken(lastName(target) ?? '');
  return node.parent?.type === 'return_statement' && namesToken(enclosingFunction(node)?.name.text ?? '');
}
