import { describe, expect, it } from 'vitest';
import type { Instruction, Node } from '../../src/dockerfile/nodes.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { instructionsOf, stageNamed, stagesOf } from '../../src/dockerfile/stages.ts';

/** All instructions in a file, in its order, without those inside of others. */
function all(text: string): readonly Instruction[] {
  const { ast } = parseDockerfile(text);
  return ast.children.flatMap((node) => (node.type === 'stage' ? instructionsOf(node) : node.type === 'instruction' ? [node] : []));
}

function only(text: string): Instruction {
  const [instruction, ...others] = all(text);
  if (!instruction || others.length > 0) throw new Error(`${String(others.length + 1)} instructions in ${text}`);
  return instruction;
}

const sliced = (text: string, { range }: Pick<Node, 'range'>): string => text.slice(...range);

describe('lines', () => {
  it.each([
    ['RUN a', ['RUN a']],
    ['  run a  ', ['run a']],
    ['RUN a \\\n  b', ['RUN a   b']],
    ['RUN a \\  \n  b', ['RUN a   b']],
    ['RUN a\\\nb', ['RUN ab']],
    ['RU\\\nN a', ['RUN a']],
    ['RUN a \\\n# c\n  b', ['RUN a   b']],
    ['RUN a \\\n\n\n  b', ['RUN a   b']],
    ['RUN a \\\n  # c\n\n# d \\\n  b\nRUN c', ['RUN a   b', 'RUN c']],
    ['RUN a \\\\\nRUN b', ['RUN a \\\\', 'RUN b']],
    ['RUN a # b \\\n c', ['RUN a # b  c']],
    ['# c \\\nRUN a', ['RUN a']],
    ['\\\nRUN a', ['RUN a']],
    ['\\\n# c\n   RUN a', ['RUN a']],
    ['RUN a \\\n   \\\n', ['RUN a']],
    ['RUN a \\', ['RUN a']],
    ['RUN a \\\n# c', ['RUN a']],
    ['\\', []],
    ['\\\n\\\n', []],
    ['# escape=`\nRUN a \\\nRUN b `\n c', ['RUN a \\', 'RUN b  c']],
    ['# syntax=x\n#  Escape = ` \nRUN a `\n b', ['RUN a  b']],
    ['# hello\n# escape=`\nRUN a \\\n b', ['RUN a  b']],
    ['\n# escape=`\nRUN a \\\n b', ['RUN a  b']],
    ['# escape=x\nRUN a \\\n b', ['RUN a  b']],
  ])('%j says %j', (text, said) => {
    expect(all(text).map((instruction) => instruction.text)).toEqual(said);
    expect(all(text.replaceAll('\n', '\r\n')).map((instruction) => instruction.text)).toEqual(said);
    expect(all(text.replaceAll('\n', '\r')).map((instruction) => instruction.text)).toEqual(said);
  });

  it('keep every comment, wherever it stands', () => {
    const text = '# a\nFROM x\n  # b\nRUN y \\\n  # c\n# d\n z\n# e\nFROM q\n# f';
    const { comments, ast } = parseDockerfile(text);
    expect(comments.map((comment) => [comment.text, comment.parent.type, comment.loc.start])).toEqual([
      ['# a', 'document', { line: 1, column: 0 }],
      ['# b', 'stage', { line: 3, column: 2 }],
      ['# c', 'instruction', { line: 5, column: 2 }],
      ['# d', 'instruction', { line: 6, column: 0 }],
      ['# e', 'document', { line: 8, column: 0 }],
      ['# f', 'document', { line: 10, column: 0 }],
    ]);
    expect(ast.children.map(({ type }) => type)).toEqual(['comment', 'stage', 'comment', 'stage', 'comment']);
  });

  it('keep comments behind a joint that joins nothing', () => {
    expect(parseDockerfile('\\\n# a').comments.map(({ text }) => text)).toEqual(['# a']);
  });
});

describe('directives', () => {
  it('are read before anything else', () => {
    expect(parseDockerfile('# syntax = docker/dockerfile:1 \n#ESCAPE=`\nFROM a').ast).toMatchObject({
      syntax: 'docker/dockerfile:1',
      escape: '`',
    });
    expect(parseDockerfile('FROM a\n# syntax=b').ast).toMatchObject({ syntax: null, escape: '\\' });
  });
});

describe('flags', () => {
  it.each([
    ['COPY --from=a b c', [['from', 'a']], ['b', 'c']],
    [
      'COPY --link --chown=1:1 b c',
      [
        ['link', null],
        ['chown', '1:1'],
      ],
      ['b', 'c'],
    ],
    ['COPY --from="a b" c d', [['from', 'a b']], ['c', 'd']],
    ['COPY --link -- --b c', [['link', null]], ['--b', 'c']],
    ['FROM --platform=$B a', [['platform', '$B']], ['a']],
    [
      'RUN --mount=type=cache,target=/a --network=none b --c',
      [
        ['mount', 'type=cache,target=/a'],
        ['network', 'none'],
      ],
      [],
    ],
    ['COPY b --from=c', [], ['b', '--from=c']],
    ['COPY --from=', [['from', '']], []],
  ])('%j', (text, flags, words) => {
    const instruction = only(text);
    expect(instruction.flags.map(({ name, value }) => [name, value])).toEqual(flags);
    expect(instruction.words.map((word) => word.text)).toEqual(words);
  });

  it('are no part of the command', () => {
    expect(only('RUN --network=none \\\n  b --c').command?.text).toBe('b --c');
  });
});

describe('arguments', () => {
  it.each([
    ['CMD ["a", "b c"]', 'exec', ['a', 'b c']],
    ['CMD [ "a\\"b" , "\\u00e9" ]', 'exec', ['a"b', 'é']],
    ['CMD []', 'exec', []],
    ['CMD ["a", \\\n  "b"]', 'exec', ['a', 'b']],
    ['CMD ["a"] b', 'exec', ['a']],
    ["CMD ['a']", 'shell', []],
    ['CMD ["a"', 'shell', []],
    ['CMD ["a",]', 'shell', []],
    ['CMD ["a\\q"]', 'shell', []],
    ['CMD ["a", 1]', 'shell', []],
    ['RUN [ -d a ] || b', 'shell', []],
    ['RUN', null, []],
    ['COPY ["a b", "c"]', 'exec', ['a b', 'c']],
    ['COPY a\tb  c', null, ['a', 'b', 'c']],
    ['COPY "a b" c', null, ['a', 'b', 'c']],
    ['VOLUME /a /b', null, ['/a', '/b']],
    ['WORKDIR /a b', null, ['/a b']],
    ['WORKDIR "/a b"', null, ['/a b']],
    ['EXPOSE 80 443/udp', null, ['80', '443/udp']],
    ['MAINTAINER A B <c@d>', null, ['A B <c@d>']],
    ['HEALTHCHECK NONE', null, ['NONE']],
    ['NONSENSE a "b"', null, ['a', 'b']],
  ])('%j', (text, form, words) => {
    const instruction = only(text);
    expect([instruction.form, instruction.words.map((word) => word.text)]).toEqual([form, words]);
    for (const word of instruction.words) expect(sliced(text, word)).not.toMatch(/^\s|\s$/u);
  });

  it.each([
    ['ENV A=1', { A: '1' }],
    ['ENV A=1 B="2 3" C=\'4 $D\' E=f\\ g', { A: '1', B: '2 3', C: '4 $D', E: 'f g' }],
    ['ENV A=1 \\\n  # c\n  B=2', { A: '1', B: '2' }],
    ['ENV A b  "c"=d', { A: 'b  c=d' }],
    ['ENV A', { A: null }],
    ['ENV A=', { A: '' }],
    ['ENV A="b\\"c\\d"', { A: 'b"c\\d' }],
    ['ENV A=b=c', { A: 'b=c' }],
    ['ARG A', { A: null }],
    ['ARG A=1 B C=2', { A: '1', B: null, C: '2' }],
    ['LABEL a.b="c d" "e f"=g', { 'a.b': 'c d', 'e f': 'g' }],
    ['ENV A="b', { A: 'b' }],
    ['ENV', {}],
  ])('%j sets %j', (text, set) => {
    const { assignments } = only(text);
    expect(Object.fromEntries(assignments.map(({ key, value }) => [key.name, value?.text ?? null]))).toEqual(set);
  });

  it('know the quote around a value', () => {
    const { assignments } = only('ENV A="b" C=\'d\' E=f G="h"i J="k\\"l"');
    expect(assignments.map(({ value }) => value?.quote)).toEqual(['"', "'", null, null, '"']);
  });

  it('may be instructions', () => {
    const { inner } = only('HEALTHCHECK --interval=5s CMD curl a || exit 1');
    expect(inner).toMatchObject({ keyword: 'CMD', form: 'shell', text: 'CMD curl a || exit 1' });
    expect(only('ONBUILD ENV A=1').inner).toMatchObject({ keyword: 'ENV', text: 'ENV A=1' });
    expect(only('ONBUILD ONBUILD ONBUILD RUN a').inner?.inner).toBeNull();
    expect(only('ONBUILD HEALTHCHECK CMD ["a"]').inner?.inner).toMatchObject({ keyword: 'CMD', form: 'exec' });
  });
});

describe('heredocs', () => {
  it.each([
    ['RUN <<EOF\na\nb\nEOF\nRUN c', [['EOF', 'a\nb\n', true]], 2],
    [
      'RUN cat <<A <<B\na\nA\nb\nB\nRUN c',
      [
        ['A', 'a\n', true],
        ['B', 'b\n', true],
      ],
      2,
    ],
    ["COPY <<'A' /a\n$b\nA", [['A', '$b\n', false]], 1],
    ['RUN <<-A\n\ta\n\t\tb\n\tA', [['A', 'a\nb\n', true]], 1],
    ['RUN <<A\nA', [['A', '', true]], 1],
    ['RUN <<A\n A\nA', [['A', ' A\n', true]], 1],
    ['RUN a <<< b', [], 1],
    ['RUN a << B\nB', [], 2],
    ['RUN echo "<<A"\nA', [], 2],
    ['CMD <<A\nA', [], 2],
    ['RUN ["<<A"]\nA', [], 2],
    ['RUN a \\\n  <<A && \\\n  b\nc \\\nA\nRUN d', [['A', 'c \\\n', true]], 2],
    ['ONBUILD RUN <<A\n# b\nA\nRUN c', [['A', '# b\n', true]], 2],
  ])('%j', (text, expected, count) => {
    const instructions = all(text);
    const heredocs = instructions.flatMap((instruction) => (instruction.inner ?? instruction).heredocs);
    expect(heredocs.map((heredoc) => [heredoc.name, heredoc.text, heredoc.isExpanded])).toEqual(expected);
    expect(instructions).toHaveLength(count);
    expect(heredocs.every(({ isClosed }) => isClosed)).toBe(true);
  });

  it('take nothing with them that nobody closes', () => {
    const text = 'RUN cat <<A\nRUN b\n<<B';
    const [first, second] = all(text);
    expect(first?.heredocs).toMatchObject([{ name: 'A', text: '', isClosed: false, range: [8, 11] }]);
    expect(second?.text).toBe('RUN b');
  });

  it('stand behind the instruction in its text', () => {
    const text = 'RUN sh <<A\ncurl x | sh\nA\n';
    const run = only(text);
    expect(run.text).toBe('RUN sh <<A\ncurl x | sh\nA');
    expect(sliced(text, run)).toBe(run.text);
    expect(run.command?.text).toBe('sh <<A');
    expect(run.heredocs.map((heredoc) => [sliced(text, heredoc), text.slice(...heredoc.opener)])).toEqual([['curl x | sh\nA', '<<A']]);
  });
});

describe('stages', () => {
  const text = [
    'ARG V=1',
    'FROM a:$V AS Build',
    'RUN x',
    '# about b',
    'FROM --platform=linux/amd64 b as final',
    'COPY --from=build c d',
    'FROM BUILD',
    'FROM',
  ].join('\n');
  const { ast } = parseDockerfile(text);
  const stages = stagesOf(ast);

  it('have names and images', () => {
    expect(stages.map(({ index, name, image }) => [index, name, image])).toEqual([
      [0, 'Build', 'a:$V'],
      [1, 'final', 'b'],
      [2, null, 'BUILD'],
      [3, null, ''],
    ]);
    expect(ast.children.map(({ type }) => type)).toEqual(['instruction', 'stage', 'comment', 'stage', 'stage', 'stage']);
  });

  it('hold what is built upon them', () => {
    expect(stages.map((stage) => instructionsOf(stage).map(({ keyword }) => keyword))).toEqual([
      ['FROM', 'RUN'],
      ['FROM', 'COPY'],
      ['FROM'],
      ['FROM'],
    ]);
    expect(stages[0] && sliced(text, stages[0])).toBe('FROM a:$V AS Build\nRUN x');
    expect(stages[0]?.from.parent).toBe(stages[0]);
  });

  it('are found by name and by number, when they come before', () => {
    const [first, second, third] = stages;
    if (!first || !second || !third) throw new Error('stages are missing');
    expect(stageNamed('build', second)).toBe(first);
    expect(stageNamed('0', second)).toBe(first);
    expect(stageNamed(third.image, third)).toBe(first);
    expect(stageNamed('final', first)).toBeNull();
    expect(stageNamed('b', third)).toBeNull();
  });
});

describe('positions', () => {
  it('are those of the file, whatever is joined', () => {
    const text = '\t run --mount=type=ssh \\\r\n  # 😀\r\n  echo "😀" && \\\r\n  curl a | sh  \r\n';
    const run = only(text);
    expect(run.text).toBe('run --mount=type=ssh   echo "😀" &&   curl a | sh');
    expect(run.keyword).toBe('RUN');
    expect(text.slice(...run.keywordRange)).toBe('run');
    expect(run.loc).toEqual({ start: { line: 1, column: 2 }, end: { line: 4, column: 13 } });
    const { command } = run;
    const at = command?.text.indexOf('curl a | sh') ?? -1;
    const range = command?.joined.rangeOf(at, at + 'curl a | sh'.length);
    expect(range && text.slice(...range)).toBe('curl a | sh');
    expect(command?.loc.start).toEqual({ line: 3, column: 2 });
  });

  it('of words in a list hold the quotes', () => {
    const text = 'CMD ["a\\"b", "c"]';
    expect(only(text).words.map((word) => sliced(text, word))).toEqual(['"a\\"b"', '"c"']);
  });

  it('of an assignment are those of its parts', () => {
    const text = 'ENV A="😀 b" \\\n  C d=';
    const [first, second, third] = only(text).assignments;
    expect([first, first?.key, first?.value].map((node) => node && sliced(text, node))).toEqual(['A="😀 b"', 'A', '"😀 b"']);
    expect([second, third].map((node) => node && sliced(text, node))).toEqual(['C', 'd=']);
    expect(third?.value?.range).toEqual([text.length, text.length]);
  });

  it('of a heredoc without its tabs are found again', () => {
    const text = 'RUN <<-A\n\t\tx\n\ty\nA';
    const [heredoc] = only(text).heredocs;
    expect(heredoc?.text).toBe('x\ny\n');
    expect(heredoc?.joined.rangeOf(2, 3)).toEqual([14, 15]);
  });
});

describe('the tree', () => {
  it('knows parents that nobody enumerates', () => {
    const { ast } = parseDockerfile('FROM a\nENV B=c\n');
    const [stage] = stagesOf(ast);
    expect(stage?.parent).toBe(ast);
    const environment = stage?.children[1];
    expect(environment?.parent).toBe(stage);
    expect(environment?.type === 'instruction' && environment.assignments[0]?.value?.parent).toBe(
      environment?.type === 'instruction' && environment.assignments[0],
    );
    expect(JSON.stringify(ast)).not.toMatch(/parent|joined/u);
  });

  it('is made soon, whatever the text', () => {
    const start = process.cpuUsage();
    const pieces = [
      'RUN a \\\n',
      'RUN <<A\n',
      'RUN <<A <<B\nA\n',
      '\\\n',
      '"',
      "ENV A='\n",
      '[',
      'CMD ["',
      '\\',
      ' ',
      '\r',
      '#',
      '# \n',
      '\0',
    ];
    for (const piece of [...pieces, 'FROM a AS a\n', 'ONBUILD ', '--a ', 'ENV A=$A$A\n', '\tA\n', 'COPY a b\n', 'ENV a=b \\\n']) {
      parseDockerfile(piece.repeat(40_000));
      parseDockerfile(`RUN ${piece.repeat(40_000)}`);
      parseDockerfile(`ENV ${piece.repeat(40_000)}`);
    }
    parseDockerfile('FROM a\nRUN b && c \\\n  && d\n'.repeat(150_000));
    parseDockerfile(`CMD ["${'\\n'.repeat(2_500_000)}"]`);
    parseDockerfile(`RUN ${'a \\\n'.repeat(1_200_000)}`);
    // What other programs do meanwhile is not the text's fault.
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(40_000);
  });
});
