import { describe, expect, it } from 'vitest';
import type { Instruction } from '../../src/dockerfile/nodes.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { instructionsOf, stagesOf } from '../../src/dockerfile/stages.ts';
import { filledIn, valueOf } from '../../src/dockerfile/variables.ts';

/** What a text is at the last instruction of a file. */
function atEnd(file: string, text: string): string | null {
  const { ast } = parseDockerfile(file);
  const last: Instruction | undefined = instructionsOf(stagesOf(ast).at(-1) ?? ast).at(-1);
  if (!last) throw new Error('there is no instruction');
  return filledIn(text, last);
}

describe('variables', () => {
  it.each([
    ['FROM a\nENV A=1\nRUN b', '$A ${A}x', '1 1x'],
    ['FROM a\nENV A=1\nENV A=2\nRUN b', '$A', '2'],
    ['FROM a\nRUN b', '$A', null],
    ['FROM a\nRUN b', '${A:-c}', 'c'],
    ['FROM a\nARG A=1\nRUN b', '${A:-c}', '1'],
    ['FROM a\nARG A=\nRUN b', '${A:-c}${A-d}', 'c'],
    ['FROM a\nARG A\nRUN b', '$A', null],
    ['FROM a\nENV A=1\nRUN b', '${A:+c}', 'c'],
    ['FROM a\nRUN b', '\\$A', '$A'],
    ['FROM a\nENV A=1\nRUN b', '${B:-${A}}', null],
    // What comes later, or stands in the same instruction, is not there yet.
    ['FROM a\nENV A=1\nENV A=2 B=$A\nRUN b', '$B', '1'],
    ['FROM a\nRUN b $A\nENV A=1\n', '$A', null],
    // An ENV wins over an ARG.
    ['FROM a\nENV A=1\nARG A=2\nRUN b', '$A', '1'],
    ['FROM a\nARG A=1\nENV A=$A\nRUN b', '$A', '1'],
    // Before all stages.
    ['ARG A=1\nFROM a:$A', '$A', '1'],
    ['ARG A=1\nARG B=x-$A\nFROM a:$A', '$B', 'x-1'],
    ['ARG A=1\nFROM a\nRUN b', '$A', null],
    ['ARG A=1\nFROM a\nARG A\nRUN b', '$A', '1'],
    ['ARG A=1\nFROM a\nARG A=2\nRUN b', '$A', '2'],
    // From stage to stage.
    ['FROM a AS c\nENV A=1\nARG B=2\nFROM c\nRUN b', '$A', '1'],
    ['FROM a AS c\nENV A=1\nARG B=2\nFROM c\nRUN b', '$B', null],
    ['FROM a AS c\nENV A=1\nFROM c AS d\nFROM D\nENV E=$A$A\nRUN b', '$E', '11'],
    ['FROM a\nENV A=1\nFROM c\nRUN b', '$A', null],
    ['FROM a AS a\nENV A=1\nFROM a AS a\nRUN b', '$A', '1'],
  ])('at the end of %j, %j is %j', (file, text, value) => {
    expect(atEnd(file, text)).toBe(value);
  });

  it('are found soon, however they are made of each other', () => {
    const doubling = `FROM a\nENV A=11\n${'ENV A=$A$A\n'.repeat(5000)}RUN b`;
    expect(atEnd(doubling, '$A')).toBeNull();
    const chain = Array.from({ length: 5000 }, (_, index) => `FROM s${String(index - 1)} AS s${String(index)}\nENV A${String(index)}=$A0`);
    const { ast } = parseDockerfile(`${chain.join('\n')}\nRUN b`);
    const last = instructionsOf(stagesOf(ast).at(-1) ?? ast).at(-1);
    expect(last && valueOf('A4999', last)).toBeNull();
  });
});
