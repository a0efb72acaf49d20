import type { FileKind } from '../../src/language/kind.ts';
import type { Donors } from './pieces.ts';
import type { Random } from './random.ts';

/** What a mutation may use. */
export interface Workshop {
  readonly kind: FileKind;
  readonly path: string;
  readonly random: Random;
  readonly donors: Donors;
  /** Any other text of the same kind. */
  readonly other: () => string;
}

type Mutation = (text: string, workshop: Workshop) => string;

/** Longer ones take their time without telling more. */
const LONGEST_TEXT = 120_000;

/** A text after one to six changes, each of which may undo what the others left intact. */
export function mutated(text: string, workshop: Workshop): string {
  const { random } = workshop;
  let result = text;
  for (let round = 0; round < 6; round++) {
    const next = pickWeighted(random)(result, workshop);
    if (next.length <= LONGEST_TEXT) result = next;
    if (random.isLucky(0.4)) break;
  }
  return result;
}

const TOKEN = /[\p{L}\p{N}_$]+|[^\S\r\n]+|\r\n|[\r\n]|"[^"\r\n]{0,80}"|'[^'\r\n]{0,80}'|[=!<>]=+|=>|\*\*|&&|\|\||\?\?|[^\p{L}\p{N}_\s]/gu;

function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

function lookOf(token: string): string {
  return token
    .replace(/^["'].*/su, '"')
    .replace(/^\p{L}.*/su, 'a')
    .replace(/^\d.*/su, '1');
}

/** A short run of items somewhere in a list. */
function stretch(length: number, random: Random, longest: number): [number, number] {
  const from = random.below(length + 1);
  return [from, Math.min(length, from + 1 + random.below(longest))];
}

const onTokens =
  (change: (tokens: string[], workshop: Workshop) => void): Mutation =>
  (text, workshop) => {
    const tokens = tokensOf(text);
    change(tokens, workshop);
    return tokens.join('');
  };

const onLines =
  (change: (lines: string[], workshop: Workshop) => void): Mutation =>
  (text, workshop) => {
    const lines = text.split(/(?<=\n)/u);
    change(lines, workshop);
    return lines.join('');
  };

const graft: Mutation = (text, { donors, path, random }) => donors.graft(text, path, random);

const swapToken = onTokens((tokens, { random, other }) => {
  const at = random.below(tokens.length);
  const look = lookOf(tokens[at] ?? '');
  const donor = random.pick(tokensOf(other()).filter((token) => lookOf(token) === look));
  if (donor !== undefined) tokens[at] = donor;
});

const deleteTokens = onTokens((tokens, { random }) => {
  const [from, to] = stretch(tokens.length, random, 4);
  tokens.splice(from, to - from);
});

const duplicateTokens = onTokens((tokens, { random }) => {
  const [from, to] = stretch(tokens.length, random, 12);
  tokens.splice(random.isLucky(0.5) ? to : random.below(tokens.length + 1), 0, ...tokens.slice(from, to));
});

/** The same few tokens over and over: what a pattern or a loop may choke on. */
const pump = onTokens((tokens, { random }) => {
  const [from, to] = stretch(tokens.length, random, 6);
  const times = random.pick([3, 20, 200, 2000]);
  tokens.splice(to, 0, tokens.slice(from, to).join('').repeat(times));
});

const deleteLines = onLines((lines, { random }) => {
  const [from, to] = stretch(lines.length, random, 3);
  lines.splice(from, to - from);
});

const moveLines = onLines((lines, { random }) => {
  const [from, to] = stretch(lines.length, random, 4);
  const moved = random.isLucky(0.5) ? lines.splice(from, to - from) : lines.slice(from, to);
  lines.splice(random.below(lines.length + 1), 0, ...moved);
});

const indentLines = onLines((lines, { random }) => {
  const [from, to] = stretch(lines.length, random, 5);
  const indent = random.pick(['  ', '    ', '\t', ' ', '\f']);
  for (let index = from; index < to; index++) {
    const line = lines[index] ?? '';
    lines[index] = random.isLucky(0.6) ? indent + line : line.replace(/^[ \t]{1,4}/u, '');
  }
});

const splice: Mutation = (text, { random, other }) => {
  const donor = other();
  const cut = (whole: string): number => {
    const at = random.below(whole.length + 1);
    return random.isLucky(0.5) ? whole.lastIndexOf('\n', at) + 1 : at;
  };
  const from = cut(donor);
  const at = cut(text);
  return random.isLucky(0.5)
    ? text.slice(0, at) + donor.slice(from)
    : text.slice(0, at) + donor.slice(from, from + random.below(400)) + text.slice(at);
};

const truncate: Mutation = (text, { random }) => {
  const at = random.below(text.length + 1);
  return random.isLucky(0.8) ? text.slice(0, at) : text.slice(at);
};

const flipByte: Mutation = (text, { random }) => {
  const bytes = Buffer.from(text);
  const at = random.below(bytes.length);
  if (bytes.length > 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  return bytes.toString();
};

const flipCharacter: Mutation = (text, { random }) => {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + String.fromCharCode(random.below(random.isLucky(0.7) ? 128 : 65_536)) + text.slice(at + 1);
};

const ODD = [
  '\r',
  '\n',
  '\r\n',
  '\ufeff',
  '\0',
  '😀',
  '𝒳',
  '\ud800',
  '\udc00',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u00a0',
  '\u200b',
  '\u202e',
  'İ',
  'ſ',
  'ﬀ',
  'é',
  '\f',
  '\v',
  '\t',
  '\\',
  '\\\n',
  '"""',
  "'''",
  '`',
  '${',
  '{{',
  '%(',
  '%s',
  '#',
  '//',
  '/*',
  '<!--',
  '*/',
  '&a ',
  '*a ',
  '<<: ',
  '---\n',
  '? ',
  '!!python/object ',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '[]',
  '()',
  '...',
  '**',
  'await ',
  'async ',
  'yield ',
  'not ',
  'lambda: ',
  'else:\n',
] as const;

const insertOdd: Mutation = (text, { random }) => {
  const at = random.below(text.length + 1);
  const place = random.isLucky(0.1) ? 0 : random.isLucky(0.1) ? text.length : at;
  return text.slice(0, place) + random.pick(ODD).repeat(random.isLucky(0.9) ? 1 : 1 + random.below(9)) + text.slice(place);
};

const LINE_ENDS: readonly [readonly string[], ...(readonly string[])[]] = [
  ['\r\n'],
  ['\r'],
  ['\n', '\r\n'],
  ['\n', '\r', '\r\n', '\u2028'],
];

const changeLineEnds: Mutation = (text, { random }) => {
  const ends = random.pick(LINE_ENDS);
  return text.replace(/\r\n|\r|\n/gu, () => random.pick(ends) ?? '');
};

const DEPTHS = [3, 3, 10, 10, 60, 60, 400, 3000, 20_000] as const;
const BRACKETS: Readonly<Record<FileKind, readonly (readonly [string, string])[]>> = {
  python: [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
    ['f(', ')'],
    ['not ', ''],
    ['lambda: ', ''],
    ['-', ''],
    ['await ', ''],
    ['a.b(', ').c'],
    ['f"{', '}"'],
    ['x if y else ', ''],
    ['', '.a'],
    ['', '[0]'],
    ['', ' + a'],
    ['', ' and a'],
  ],
  javascript: [
    ['(', ')'],
    ['[', ']'],
    ['({a: ', '})'],
    ['f(', ')'],
    ['!', ''],
    ['() => ', ''],
    ['await ', ''],
    ['a.b(', ').c'],
    ['`${', '}`'],
    ['x ? y : ', ''],
    ['', '.a'],
    ['', '?.[0]'],
    ['', ' + a'],
    ['', ' && a'],
    ['<a>', '</a>'],
    ['<any>', ''],
  ],
  yaml: [
    ['[', ']'],
    ['{a: ', '}'],
    ['- ', ''],
    ['? ', ''],
    ['"', '"'],
    ['!a ', ''],
    ['&a ', ''],
  ],
  dotenv: [
    ['"', '"'],
    ["'", "'"],
    ['${', '}'],
    ['export ', ''],
    ['`', '`'],
    ['$(', ')'],
  ],
  dockerfile: [
    ['"', '"'],
    ["'", "'"],
    ['["', '"]'],
    ['\\\n', ''],
    ['ONBUILD ', ''],
    ['<<A ', ''],
    ['--a=', ''],
    ['${', '}'],
  ],
  markdown: [
    ['```\n', '\n```\n'],
    ['<!--', '-->'],
    ['**', '**'],
    ['`', '`'],
    ['- ', ''],
    ['|', '|'],
  ],
  shell: [
    ['(', ')'],
    ['$(', ')'],
    ['`', '`'],
    ['"$(', ')"'],
    ['${a:-', '}'],
    ['((', '))'],
    ['[[ ', ' ]]'],
    ['{ ', '; }'],
    ['a | ', ''],
    ['! ', ''],
    ['<<A ', ''],
    ['', ' && a'],
    ['', '[0]'],
  ],
};

/** Wraps a stretch of tokens into many brackets, which may lack their other halves. */
const nest: Mutation = (text, { random, kind }) => {
  const tokens = tokensOf(text);
  const [from, to] = stretch(tokens.length, random, 5);
  const [open, close] = random.pick(BRACKETS[kind]) ?? ['(', ')'];
  const depth = random.pick(DEPTHS);
  const end = random.isLucky(0.85) ? close.repeat(depth) : '';
  return [...tokens.slice(0, from), open.repeat(depth), ...tokens.slice(from, to), end, ...tokens.slice(to)].join('');
};

const BLOCKS: Readonly<Record<FileKind, readonly string[]>> = {
  python: [
    'if x:',
    'try:',
    'def f(a):',
    'class A:',
    'with a as b:',
    'for x in y:',
    'while True:',
    'async def f():',
    'match x:',
    'except Exception as e:',
  ],
  javascript: [
    'if (x) {',
    'try {',
    'function f(a) {',
    'class A { m() {',
    'for (const x of y) {',
    'switch (x) { default:',
    'catch (e) {',
    'label: {',
    'namespace A {',
  ],
  yaml: ['a:', '- b:', '? c:', '- -'],
  dotenv: ['A="', "B='"],
  shell: ['if a; then', 'while a; do', 'f() {', 'case a in b)', 'for a in b; do', 'cat <<A', '(', 'a \\'],
  dockerfile: ['RUN <<A', 'RUN a \\', 'FROM a AS b', 'ENV A="', '# escape=`'],
  markdown: ['- a', '### PF-1: A', '```', '<!--'],
};

/** Puts some lines below a staircase of blocks. */
const nestBlocks = onLines((lines, { random, kind }) => {
  const [from, to] = stretch(lines.length, random, 8);
  const depth = random.pick([2, 3, 5, 12, 40, 150]);
  const indent = / */u.exec(lines[from] ?? '')?.[0] ?? '';
  const openings = Array.from({ length: depth }, (_, level) => `${indent}${' '.repeat(level)}${random.pick(BLOCKS[kind]) ?? ''}\n`);
  const body = lines.slice(from, to).map((line) => ' '.repeat(depth) + line);
  const closings =
    kind === 'javascript' && random.isLucky(0.8) ? openings.flatMap((line) => [...line.matchAll(/\{/gu)].map(() => '}')) : [];
  lines.splice(from, to - from, ...openings, ...body, closings.join(''), '\n');
});

const DIRECTIVES = [
  'eslint-disable',
  'eslint-enable',
  'eslint-disable-next-line',
  'eslint-disable-line pitfalls/broad-except -- x',
  'eslint pitfalls/broad-except: "error"',
  'eslint pitfalls/broad-except: ["error", 5]',
  'eslint pitfalls/nothing: 2',
  'eslint no-undef: 2',
  'global a, b:writable',
  'exported a',
  'eslint-env node',
  'noqa',
  '@flow',
  'type: ignore',
  '-*- coding: utf-16 -*-',
] as const;

const insertDirective = onLines((lines, { random, kind }) => {
  const words = random.pick(DIRECTIVES);
  const comment = kind === 'javascript' ? (random.isLucky(0.5) ? `/* ${words} */` : `// ${words}`) : `# ${words}`;
  const at = random.below(lines.length + 1);
  if (random.isLucky(0.5)) lines.splice(at, 0, `${comment}\n`);
  else lines[at] = `${(lines[at] ?? '').trimEnd()} ${comment}\n`;
});

const WEIGHTED: readonly (readonly [number, Mutation])[] = [
  [7, graft],
  [5, swapToken],
  [2, deleteTokens],
  [2, duplicateTokens],
  [0.3, pump],
  [1.5, deleteLines],
  [2, moveLines],
  [1, indentLines],
  [1.5, splice],
  [0.7, truncate],
  [0.7, flipByte],
  [0.8, flipCharacter],
  [2, insertOdd],
  [0.6, changeLineEnds],
  [0.8, nest],
  [0.6, nestBlocks],
  [0.4, insertDirective],
];

const TOTAL = WEIGHTED.reduce((sum, [weight]) => sum + weight, 0);

function pickWeighted(random: Random): Mutation {
  let left = random.next() * TOTAL;
  for (const [weight, mutation] of WEIGHTED) {
    left -= weight;
    if (left < 0) return mutation;
  }
  return graft;
}
