import type { Linter } from 'eslint';
import packageJson from '../../package.json' with { type: 'json' };
import { parseWithBabel } from './syntax/babel.ts';
import type { LooseNode } from './syntax/loose-node.ts';
import { normalise } from './syntax/normalise.ts';
import { parseErrorFrom, tooDeep } from './syntax/parse-error.ts';
import { scopesOf } from './syntax/scope-analysis.ts';
import { commentsOf, keywordNames, tokensOf, type EstreeToken } from './syntax/tokens.ts';
import { visitorKeys } from './syntax/visitor-keys.ts';

interface Options {
  readonly filePath?: string;
  readonly sourceType?: string;
}

/** ESLint walks a tree by recursion, and so do rules: what is deeper than this could exhaust the stack under them. */
const DEEPEST_TREE = 3000;

/**
 * An ESLint parser for JavaScript, JSX, Flow and TypeScript that needs no `typescript` package: Babel's, with the tree
 * and the scopes that rules know from typescript-eslint. Small mistakes in a file are passed over.
 */
export const parser = {
  meta: { name: 'pitfalls-babel', version: packageJson.version },
  parseForESLint(text: string, options: Options = {}) {
    try {
      return parse(text, options);
    } catch (error) {
      throw parseErrorFrom(error);
    }
  },
} as Linter.Parser;

/** The same as a function; it throws what Babel throws. */
export function parse(text: string, { filePath = '', sourceType }: Options): Linter.ESLintParseResult {
  const path = filePath.replaceAll('\\', '/');
  const { program, comments, tokens } = parseWithBabel(text, path);
  const { depth, deepest } = normalise(program, text);
  if (depth > DEEPEST_TREE) throw tooDeep(deepest);
  const typescript = /\.[cm]?tsx?$/u.test(path);
  program.tokens = tokensOf(tokens, text, typescript ? keywordNames.typescript : keywordNames.javascript);
  program.comments = [...shebangOf(program), ...commentsOf(comments)];
  const scopeManager = scopesOf(program, {
    typescript,
    commonjs: program.sourceType === 'script' && (sourceType === 'commonjs' || path.endsWith('.cjs') || looksLikeCommonJs(text)),
  });
  return { ast: program, scopeManager, visitorKeys, services: {} } as unknown as Linter.ESLintParseResult;
}

/** ESLint itself hides a `#!` line from parsers; who calls this one directly gets it as espree would give it. */
function shebangOf(program: LooseNode): EstreeToken[] {
  const interpreter = program.interpreter as (LooseNode & { readonly value: string }) | null;
  return interpreter ? [{ type: 'Shebang', value: interpreter.value, range: interpreter.range, loc: interpreter.loc }] : [];
}

function looksLikeCommonJs(text: string): boolean {
  return text.includes('require(') || text.includes('module.exports') || text.includes('exports.');
}
