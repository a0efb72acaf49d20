import type { Level } from '../../src/card.ts';
import type { PitfallRule } from '../../src/define-rule.ts';
import { defineRule } from '../../tools/whole-rule.ts';
import { flag, list } from '../../src/options.ts';

/** A rule that the tests of the command can rely on: it finds calls of functions by their names. */
export function callRule(name: string, called: string, level: Level = 'certain'): PitfallRule {
  const names = ({ also }: { readonly also: readonly string[] }): string[] => [called, ...also];
  return defineRule({
    name,
    pitfalls: ['ZZ-1', 'ZZ-2'],
    summary: `Calls of ${called}`,
    level,
    messages: { called: "'{{text}}' is called here. Call something else." },
    options: { also: list([], 'More names.'), loud: flag(false, 'Nothing.') },
    detectors: {
      python: {
        visit: ({ report, options }) => ({
          call(node) {
            if (!names(options).includes(node.function.text)) return;
            report({ node: node.function, message: 'called', data: { text: node.text } });
          },
        }),
      },
      javascript: {
        visit: ({ report, options, source }) => ({
          CallExpression(node) {
            if (!names(options).includes(source.getText(node.callee))) return;
            report({ node: node.callee, message: 'called', data: { text: source.getText(node) } });
          },
        }),
      },
    },
  });
}

/** A rule that throws wherever it finds a call. */
export const throwingRule: PitfallRule = defineRule({
  name: 'throwing',
  pitfalls: ['ZZ-3'],
  summary: 'Throws',
  level: 'certain',
  messages: { never: 'Never said.' },
  detectors: {
    python: {
      visit: () => ({
        call() {
          throw new Error('on purpose');
        },
      }),
    },
  },
});

/** A rule that, wherever it finds a call of 'forever', never comes to an end. */
export const endlessRule: PitfallRule = defineRule({
  name: 'endless',
  pitfalls: ['ZZ-4'],
  summary: 'Never ends',
  level: 'certain',
  messages: { never: 'Never said.' },
  detectors: {
    python: {
      visit: () => ({
        call(node) {
          while (node.function.text === 'forever');
        },
      }),
    },
  },
});

export const zap = callRule('no-zap', 'zap');
