import { Linter, type Rule } from 'eslint';
import * as typescriptParser from '@typescript-eslint/parser';
import * as espree from 'espree';
import type { JavaScriptSource } from '../../src/javascript/detector.ts';
import { Kind, type JavaScript } from '../../src/javascript/nodes.ts';
import { parser } from '../../src/javascript/parser.ts';
import { childrenOf } from '../../src/javascript/scopes.ts';

export const parsers = { espree: espree as Linter.Parser, typescript: typescriptParser as Linter.Parser, ours: parser };
export type ParserName = keyof typeof parsers;
/** Every question is asked under each of them. */
export const everyParser: readonly ParserName[] = ['espree', 'typescript', 'ours'];
/** The ones that read TypeScript. */
export const typedParsers: readonly ParserName[] = ['typescript', 'ours'];

/** What a rule sees of a file under a parser. */
export function sourceOf(code: string, parserName: ParserName, filename = 'file.js'): JavaScriptSource {
  let source: JavaScriptSource | undefined;
  const capture: Rule.RuleModule = {
    create(context) {
      source = context.sourceCode as unknown as JavaScriptSource;
      return {};
    },
  };
  const messages = new Linter().verify(
    code,
    {
      files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
      plugins: { test: { rules: { capture } } },
      rules: { 'test/capture': 'error' },
      languageOptions: { parser: parsers[parserName], parserOptions: { ecmaFeatures: { jsx: filename.endsWith('x') } } },
    },
    filename,
  );
  if (!source) throw new Error(messages[0]?.message ?? 'ESLint did not run the rule');
  return source;
}

/** All nodes of a file, in the text's order. */
export function allNodes(source: JavaScriptSource): JavaScript.Node[] {
  const found: JavaScript.Node[] = [];
  const stack: JavaScript.Node[] = [source.ast];
  for (let node = stack.pop(); node; node = stack.pop()) {
    found.push(node);
    stack.push(...childrenOf(node, source).reverse());
  }
  return found;
}

/** The first node of a file that is written exactly like this. */
export function nodeOf(source: JavaScriptSource, text: string): JavaScript.Node {
  const found = allNodes(source).find((node) => source.getText(node) === text && node.type !== Kind.ExpressionStatement);
  if (!found) throw new Error(`no node is written as ${text}`);
  return found;
}

/** What stands in the parentheses of the file's `probe(...)`. */
export function probed(source: JavaScriptSource): JavaScript.Node {
  for (const node of allNodes(source)) {
    if (node.type !== Kind.CallExpression || node.callee.type !== Kind.Identifier || node.callee.name !== 'probe') continue;
    const [first] = node.arguments;
    if (first) return first;
  }
  throw new Error('the file has no probe(...)');
}
