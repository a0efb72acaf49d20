import type { PitfallRule } from '../../src/define-rule.ts';
import { defineRule } from '../../tools/whole-rule.ts';
import type { Fix } from '../../src/language/detector.ts';
import type { Range } from '../../src/language/position.ts';

/** A call that a rule looks at: its name, and the places of the name and of all of it. */
export interface Call {
  readonly name: string;
  readonly nameRange: Range;
  readonly range: Range;
  readonly text: string;
  /** The file it stands in. */
  readonly file: string;
}

/** A rule that finds calls of `called` and mends them somehow; `null` finds them and cannot mend them. */
export function fixRule(name: string, called: string | readonly string[], mend: (call: Call) => Fix | null): PitfallRule {
  const findingFor = (call: Call): { readonly fix?: Fix } => {
    const fix = mend(call);
    return fix ? { fix } : {};
  };
  return defineRule({
    name,
    pitfalls: ['ZZ-9'],
    summary: `Calls of ${String(called)}`,
    level: 'certain',
    messages: { called: "'{{name}}' is called here. Call something else." },
    suggestions: { leave: 'Leave it.' },
    fixable: true,
    detectors: {
      python: {
        visit: ({ report, file }) => ({
          call(node) {
            const { text: word, range: nameRange } = node.function;
            if (![called].flat().includes(word)) return;
            const call = { name: word, nameRange, range: node.range, text: node.text, file };
            report({
              node,
              message: 'called',
              data: { name: word },
              ...findingFor(call),
              suggest: [{ message: 'leave', fix: (fixer) => fixer.replaceTextRange(node.range, 'suggested()') }],
            });
          },
        }),
      },
      javascript: {
        visit: ({ report, source, file }) => ({
          CallExpression(node) {
            const word = source.getText(node.callee);
            if (![called].flat().includes(word)) return;
            const call = { name: word, nameRange: node.callee.range, range: node.range, text: source.getText(node), file };
            report({ node, message: 'called', data: { name: word }, ...findingFor(call) });
          },
        }),
      },
    },
  });
}

/** Calls `zip` instead of `zap`. */
export const mended = fixRule(
  'no-zap',
  'zap',
  ({ nameRange }) =>
    (fixer) =>
      fixer.replaceTextRange(nameRange, 'zip'),
);

/** The same, with a change as wide as the call: of two that are nested only one can be made at a time. */
export const mendedWhole = fixRule(
  'no-zap',
  'zap',
  ({ range, text }) =>
    (fixer) =>
      fixer.replaceTextRange(range, text.replace('zap', 'zip')),
);

/** Undoes what it did before. */
export const undecided = fixRule('undecided', ['ping', 'pong'], ({ name, nameRange }) => (fixer) => {
  return fixer.replaceTextRange(nameRange, name === 'ping' ? 'pong' : 'ping');
});

/** Never has enough. */
export const greedy = fixRule(
  'greedy',
  'more',
  ({ range }) =>
    (fixer) =>
      fixer.insertTextAfterRange(range, ', 1'),
);

/** Leaves something that is no code. */
export const breaking = fixRule(
  'breaking',
  'crash',
  ({ nameRange }) =>
    (fixer) =>
      fixer.replaceTextRange(nameRange, '(('),
);
