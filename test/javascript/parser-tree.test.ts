import * as typescriptEstree from '@typescript-eslint/typescript-estree';
import * as espree from 'espree';
import { describe, expect, it } from 'vitest';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { parser } from '../../src/javascript/parser.ts';
import { differences, kindsIn } from './compare-trees.ts';
import { javascript, jsx, tsx, typescript } from './samples.ts';

interface Token {
  readonly type: string;
  readonly value: string;
  readonly range: readonly [number, number];
}
interface Ast {
  readonly tokens: readonly Token[];
  readonly comments: readonly Token[];
}

function ours(text: string, filePath: string): Ast {
  if (!('parseForESLint' in parser)) throw new Error('the parser has no parseForESLint');
  return parser.parseForESLint(text, { filePath }).ast as Ast;
}

function theirs(text: string, filePath: string): Ast {
  const isJsx = filePath.endsWith('x');
  return typescriptEstree.parse(text, { comment: true, filePath, jsx: isJsx, loc: true, range: true, tokens: true });
}

const samples = [
  ...javascript.map((text) => ['file.js', text] as const),
  ...jsx.map((text) => ['file.jsx', text] as const),
  ...typescript.map((text) => ['file.ts', text] as const),
  ...tsx.map((text) => ['file.tsx', text] as const),
];

describe('our tree beside that of typescript-estree', () => {
  it.each(samples)('%s %s', (file, text) => {
    expect(differences(ours(text, file), theirs(text, file), text)).toEqual([]);
  });

  it('is compared on every kind of node there is', () => {
    const seen = new Set(samples.flatMap(([file, text]) => [...kindsIn(theirs(text, file))]));
    const missing = Object.keys(visitorKeys).filter((kind) => !seen.has(kind));
    expect(missing).toEqual(UNSEEN);
  });
});

/** Modifiers, which are flags of what they modify, and names of drafts that became `RestElement` and `SpreadElement`. */
const UNSEEN: readonly string[] = [
  'ExperimentalRestProperty',
  'ExperimentalSpreadProperty',
  'TSAbstractKeyword',
  'TSAsyncKeyword',
  'TSDeclareKeyword',
  'TSExportKeyword',
  'TSPrivateKeyword',
  'TSProtectedKeyword',
  'TSPublicKeyword',
  'TSReadonlyKeyword',
  'TSStaticKeyword',
];

describe('our tree beside that of espree', () => {
  it.each([...javascript, ...jsx].map((text) => [text]))('%s', (text) => {
    const tree = espree.parse(text, {
      comment: true,
      ecmaFeatures: { jsx: true },
      ecmaVersion: 'latest',
      loc: true,
      range: true,
      sourceType: 'module',
      tokens: true,
    }) as object;
    expect(
      differences(ours(text, 'file.jsx'), tree, text).filter((difference) => !ADDED.some((field) => difference.includes(`: ${field} is `))),
    ).toEqual([]);
  });
});

/** What TypeScript knows of nodes that JavaScript has too. */
const ADDED: readonly string[] = ['exportKind', 'importKind', 'sourceType'];

describe('our tokens beside those of typescript-estree', () => {
  it.each(samples)('%s %s', (file, text) => {
    const [our, their] = [ours(text, file), theirs(text, file)];
    expect(our.tokens.map(described)).toEqual(their.tokens.map(described));
    expect(our.comments.map(describedFully)).toEqual(their.comments.map(describedFully));
  });

  it.each(javascript.map((text) => [text]))('and of espree: %s', (text) => {
    const tree = espree.parse(text, {
      comment: true,
      ecmaVersion: 'latest',
      loc: true,
      range: true,
      sourceType: 'module',
      tokens: true,
    }) as unknown as Ast;
    expect(ours(text, 'file.js').tokens.map(describedFully)).toEqual(tree.tokens.map(describedFully));
  });
});

/** Places only: which words are keywords typescript-estree decides in its own way. */
function described({ range, value }: Token): string {
  return `${range.join()} ${value}`;
}

function describedFully({ type, range, value }: Token): string {
  return `${type} ${range.join()} ${value}`;
}
