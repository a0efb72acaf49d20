import { describe, expect, it } from 'vitest';
import { anchorAt } from '../../src/dockerfile/anchor.ts';
import type { Node } from '../../src/dockerfile/nodes.ts';
import { parseDockerfile, type ParsedDockerfile } from '../../src/dockerfile/parse.ts';
import { childrenOf } from '../../src/dockerfile/source-code.ts';
import { instructionsOf, stagesOf } from '../../src/dockerfile/stages.ts';
import { Lines } from '../../src/language/lines.ts';
import { Random } from '../../tools/fuzz/random.ts';
import { readSamples } from '../../tools/fuzz/seeds.ts';

const samples = new Map(readSamples().flatMap(({ kind, path, text }) => (kind === 'dockerfile' ? [[path, text]] : [])));

function sample(name: string): ParsedDockerfile {
  return parseDockerfile(samples.get(`${name}.Dockerfile`) ?? '');
}

/** Keywords, stage by stage. */
function outline({ ast }: ParsedDockerfile): string[] {
  return stagesOf(ast).map(
    (stage) =>
      `${stage.name ?? '-'}: ${instructionsOf(stage)
        .map(({ keyword }) => keyword)
        .join(' ')}`,
  );
}

describe('Dockerfiles as people write them', () => {
  it.each([
    [
      'python',
      ['base: FROM ENV WORKDIR', 'build: FROM RUN COPY RUN', '-: FROM LABEL COPY COPY COPY USER EXPOSE HEALTHCHECK ENTRYPOINT CMD'],
    ],
    [
      'node',
      [
        'deps: FROM RUN WORKDIR COPY RUN',
        'builder: FROM WORKDIR COPY COPY ARG ARG ENV RUN',
        'runner: FROM WORKDIR ENV RUN COPY COPY USER EXPOSE ENV CMD',
      ],
    ],
    ['windows', ['-: FROM SHELL ENV RUN RUN WORKDIR COPY VOLUME CMD']],
    ['crlf', ['-: FROM RUN COPY CMD']],
    ['heredocs', ['-: FROM RUN RUN COPY RUN RUN CMD']],
    ['old', ['-: FROM MAINTAINER ENV ENV ADD ADD RUN RUN RUN VOLUME EXPOSE ENTRYPOINT']],
    ['go', ['build: FROM ARG WORKDIR COPY RUN COPY RUN', '-: FROM COPY COPY ENTRYPOINT']],
    ['onbuild', ['-: FROM RUN WORKDIR ONBUILD ONBUILD ONBUILD ONBUILD ONBUILD ONBUILD']],
    ['nginx', ['assets: FROM WORKDIR COPY RUN', '-: FROM COPY COPY STOPSIGNAL HEALTHCHECK CMD']],
    ['java', ['build: FROM COPY COPY RUN', '-: FROM LABEL LABEL ARG COPY ENV EXPOSE ENTRYPOINT']],
    [
      'rust',
      [
        'chef: FROM WORKDIR',
        'planner: FROM COPY RUN',
        'builder: FROM COPY RUN COPY RUN',
        'runtime: FROM COPY ENTRYPOINT',
        'test: FROM RUN',
      ],
    ],
    ['php', ['-: FROM ARG RUN COPY WORKDIR USER SHELL RUN ENV CMD']],
    ['postgres', ['-: FROM ARG ENV COPY RUN HEALTHCHECK']],
  ])('%s', (name, expected) => {
    expect(outline(sample(name))).toEqual(expected);
  });

  it('are all named above', () => {
    expect(samples.size).toBe(13);
  });
});

/** What must be true of every tree. */
function check(text: string): void {
  const parsed = parseDockerfile(text);
  const lines = new Lines(text);
  const open: Node[] = [parsed.ast];
  const comments: Node[] = [];
  let last = 0;
  for (let node = open.pop(); node; node = open.pop()) {
    const [start, end] = node.range;
    expect(start >= 0 && start <= end && end <= text.length).toBe(true);
    expect(node.loc).toEqual({ start: lines.locate(start), end: lines.locate(end) });
    if (node.type === 'comment') comments.push(node);
    if (node.type === 'instruction' || node.type === 'command' || node.type === 'heredoc') {
      const { joined } = node;
      if (node.type !== 'heredoc') expect(joined.rangeOf(0, joined.text.length)).toEqual([start, end]);
      for (let at = 0; at < joined.text.length; at += 1 + Math.floor(joined.text.length / 50)) {
        expect(text.slice(...joined.rangeOf(at, at + 1))).toBe(joined.text[at]);
      }
    }
    if (node.type === 'instruction' && node.parent.type !== 'instruction') {
      expect(start).toBeGreaterThanOrEqual(last);
      // Nothing but comments and joints stands between two instructions.
      for (const line of text.slice(last, start).split(/\r\n|\r|\n/u)) expect(line.trim()).toMatch(/^(?:#.*|[\\`]|)$/su);
      last = end;
    }
    const children = childrenOf(node);
    let previous = start;
    for (const child of children) {
      expect(child.parent).toBe(node);
      expect(child.range[0]).toBeGreaterThanOrEqual(previous);
      expect(child.range[1]).toBeLessThanOrEqual(Math.max(end, child.type === 'comment' ? text.length : 0));
      previous = child.range[0];
    }
    open.push(...children.toReversed());
  }
  expect(comments).toEqual(parsed.comments);
  for (let place = 0; place <= text.length; place += 1 + Math.floor(text.length / 20)) {
    const [start, end] = anchorAt(parsed.ast, text, place).range;
    expect(start <= place && place <= end).toBe(true);
  }
}

const PIECES = [
  '\\\n',
  '\\',
  '\n',
  '\r',
  '\r\n',
  '#',
  ' ',
  '\t',
  '"',
  "'",
  '<<A',
  '<<-A',
  'A\n',
  '\tA\n',
  '[',
  ']',
  '["a"]',
  '`',
  '# escape=`\n',
  '--a=',
];
const WORDS = [
  'RUN ',
  'FROM ',
  ' AS ',
  'ENV A=',
  'ONBUILD ',
  'HEALTHCHECK CMD ',
  'COPY ',
  '\0',
  '😀',
  '\ufeff',
  '\ud800',
  '$',
  '${',
  '=',
  '\u2028',
];

describe('any text', () => {
  it.each([...samples])('%s, changed at random, keeps its places', (_, text) => {
    check(text);
    for (let index = 0; index < 60; index++) {
      const random = new Random(5, index);
      let changed = text;
      for (let round = 0; round <= index % 12; round++) {
        const at = random.below(changed.length + 1);
        const piece = random.pick(random.isLucky(0.6) ? PIECES : WORDS) ?? '';
        changed = changed.slice(0, at) + piece + changed.slice(at + random.below(random.isLucky(0.3) ? 40 : 2));
      }
      check(changed);
    }
  });
});
