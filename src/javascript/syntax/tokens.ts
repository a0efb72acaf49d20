import type { Location } from '../../language/position.ts';

/** A token or comment as ESLint knows it. */
export interface EstreeToken {
  type: string;
  value: string;
  range: [start: number, end: number];
  loc: Location;
}

/** A token as Babel leaves it: comments stand among them, and a template's delimiters are tokens of their own. */
export interface BabelToken {
  readonly type: string | BabelTokenType;
  readonly value?: unknown;
  readonly start: number;
  readonly end: number;
  readonly loc: Location;
}

interface BabelTokenType {
  readonly label: string;
  readonly keyword?: string | undefined;
}

/** The file's tokens in ESTree's terms. */
export function tokensOf(tokens: readonly BabelToken[], text: string, keywordNames: ReadonlySet<string>): EstreeToken[] {
  const result: EstreeToken[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token || typeof token.type === 'string') continue;
    const { label } = token.type;
    if (label === 'eof' || label.startsWith('#!')) continue;
    const { start } = token;
    if (labelOf(tokens[index + 1]) === 'template') {
      const last = tokens[index + 2] ?? token;
      result.push({
        type: 'Template',
        value: text.slice(start, last.end),
        range: [start, last.end],
        loc: { start: token.loc.start, end: last.loc.end },
      });
      index += 2;
    } else if (label === '#' && tokens[index + 1]?.start === token.end) {
      const name = tokens[index + 1] ?? token;
      result.push({
        type: 'PrivateIdentifier',
        value: text.slice(name.start, name.end),
        range: [start, name.end],
        loc: { start: token.loc.start, end: name.loc.end },
      });
      index += 1;
    } else {
      const value = text.slice(start, token.end);
      result.push({
        type: isAttributeValue(label, result) ? 'JSXText' : typeOf(token.type, value, keywordNames),
        value,
        range: [start, token.end],
        loc: token.loc,
      });
    }
  }
  return result;
}

function labelOf(token: BabelToken | undefined): string | undefined {
  return typeof token?.type === 'object' ? token.type.label : undefined;
}

const BY_LABEL: ReadonlyMap<string, string> = new Map([
  ['num', 'Numeric'],
  ['bigint', 'Numeric'],
  ['decimal', 'Numeric'],
  ['string', 'String'],
  ['regexp', 'RegularExpression'],
  ['jsxName', 'JSXIdentifier'],
  ['jsxText', 'JSXText'],
  ['null', 'Null'],
  ['true', 'Boolean'],
  ['false', 'Boolean'],
]);

/** Names that other parsers count among the keywords, in either language. */
export const keywordNames = {
  javascript: new Set(['let', 'static', 'yield']),
  typescript: new Set(['implements', 'interface', 'let', 'package', 'private', 'protected', 'public', 'static', 'yield']),
} as const satisfies Record<string, ReadonlySet<string>>;

function isAttributeValue(label: string, before: readonly EstreeToken[]): boolean {
  return label === 'string' && before.at(-1)?.value === '=' && before.at(-2)?.type === 'JSXIdentifier';
}

function typeOf({ label, keyword }: BabelTokenType, value: string, names: ReadonlySet<string>): string {
  const known = BY_LABEL.get(label);
  if (known) return known;
  if (keyword !== undefined) return 'Keyword';
  if (label !== 'name') return 'Punctuator';
  return names.has(value) ? 'Keyword' : 'Identifier';
}

/** The file's comments in ESTree's terms. */
export function commentsOf(comments: readonly BabelToken[]): EstreeToken[] {
  return comments.map(({ type, value, start, end, loc }) => ({
    type: type === 'CommentBlock' ? 'Block' : 'Line',
    value: String(value),
    range: [start, end],
    loc,
  }));
}
