import type * as Regexpp from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';
import { parserModule } from '../language/parsers.ts';

/**
 * Why would a regular expression not be run? It may be written by anybody, so it is held to a form that cannot take for ever
 * on any text: nothing that repeats holds something else that repeats, or choices that begin alike, and no two ways lead on
 * more than twice. Undefined: it is run.
 */
export function problemWithPattern(source: string, flags: string): string | undefined {
  const { RegExpParser, RegExpSyntaxError } = parserModule('regexpp') as typeof Regexpp;
  try {
    const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags.includes('u') });
    return problemIn(pattern.alternatives, false);
  } catch (error) {
    if (error instanceof RegExpSyntaxError) return 'is no regular expression';
    throw error;
  }
}

const MOST_REPEATS = 2;
/** Repeating so often is no danger. */
const FEW = 20;

function problemIn(alternatives: readonly AST.Alternative[], isRepeated: boolean): string | undefined {
  if (isRepeated && alternatives.length > 1 && !beginApart(alternatives)) return 'repeats a choice whose parts may begin alike';
  for (const { elements } of alternatives) {
    let repeats = 0;
    for (const element of elements) {
      const isMany = element.type === 'Quantifier' && element.max > FEW;
      if (isMany && isRepeated) return 'repeats something that repeats itself';
      if (isMany && ++repeats > MOST_REPEATS) return `repeats more than ${String(MOST_REPEATS)} things in a row`;
      const inner = element.type === 'Quantifier' ? element.element : element;
      if (inner.type === 'Backreference') return 'refers back to what it has matched';
      if (!('alternatives' in inner)) continue;
      const problem = problemIn(inner.alternatives, isRepeated || isMany);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function beginApart(alternatives: readonly AST.Alternative[]): boolean {
  const first = alternatives.map(({ elements }) => (elements[0]?.type === 'Character' ? elements[0].value : -1));
  return !first.includes(-1) && new Set(first).size === first.length;
}
