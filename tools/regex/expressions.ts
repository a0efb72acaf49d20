import { readFileSync } from 'node:fs';
import { parse, type ParserOptions } from '@babel/parser';

/** A regular expression of ours, and where it stands. */
export interface Expression {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
}

/** What a file says about its expressions: those that can be read, and the lines that make others from parts. */
export interface Expressions {
  readonly written: readonly Expression[];
  readonly made: readonly number[];
}

interface Node {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number } };
  readonly [field: string]: unknown;
}

const OPTIONS: ParserOptions = { sourceType: 'module', plugins: ['typescript'] };

/** Reads a source file's tree: a pattern that looked for patterns would be fooled by every slash in a string. */
export function expressionsIn(file: string): Expressions {
  const written: Expression[] = [];
  const made: number[] = [];
  const open: unknown[] = [parse(readFileSync(file, 'utf8'), OPTIONS).program];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    open.push(...(Object.values(value) as unknown[]));
    if (!('type' in value) || !('loc' in value)) continue;
    const node = value as Node;
    const { line } = node.loc.start;
    if (node.type === 'RegExpLiteral') written.push({ file, line, source: String(node.pattern), flags: String(node.flags) });
    else if (makesExpression(node)) {
      const [source = null, flags = ''] = (node.arguments as readonly Node[]).map(constantText);
      if (source === null || flags === null) made.push(line);
      else written.push({ file, line, source, flags });
    }
  }
  return { written, made };
}

function makesExpression({ type, callee }: Node): boolean {
  return (type === 'NewExpression' || type === 'CallExpression') && (callee as { readonly name?: unknown }).name === 'RegExp';
}

/** A text that stands there as it is; null for one that is put together. */
function constantText(node: Node): string | null {
  if (node.type === 'StringLiteral') return String(node.value);
  if (node.type !== 'TemplateLiteral') return null;
  const [only, ...others] = node.quasis as readonly { readonly value: { readonly cooked: string } }[];
  return only && others.length === 0 ? only.value.cooked : null;
}
