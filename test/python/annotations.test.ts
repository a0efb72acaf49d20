import { describe, expect, it } from 'vitest';
import { typeOf, typeOfName } from '../../src/python/annotations.ts';
import { find, last, parse } from './parse.ts';

const HEAD = 'import a\nfrom b import C\nfrom typing import Optional, Union, Annotated, Literal\nimport typing as t\nclass D: pass\n';

function described(annotation: string): string {
  const { name, text, isOptional } = typeOf(find(parse(`${HEAD}x: ${annotation} = 1`), 'type'));
  return `${name ?? '-'} ${text ?? '-'}${isOptional ? ' optional' : ''}`;
}

describe('typeOf', () => {
  it.each([
    ['int', 'builtins.int int'],
    ['a.B', 'a.B a.B'],
    ['C', 'b.C C'],
    ['D', '- D'],
    ['C | None', 'b.C C optional'],
    ['None | a.B', 'a.B a.B optional'],
    ['Optional[C]', 'b.C C optional'],
    ['t.Optional[a.B]', 'a.B a.B optional'],
    ['Union[C, None]', 'b.C C optional'],
    ['Union[C, D]', '- -'],
    ['int | str | None', '- - optional'],
    ['Annotated[C, Depends(f)]', 'b.C C'],
    ['Annotated[C | None, 1]', 'b.C C optional'],
    ['list[C]', 'builtins.list list'],
    ['t.List["C"]', 'typing.List t.List'],
    ['"C"', 'b.C C'],
    ['"a.B | None"', 'a.B a.B optional'],
    ['"int"', 'builtins.int int'],
    ['"D"', '- D'],
    ['"Optional[C]"', '- -'],
    ['list[C] | None', 'builtins.list list optional'],
    ['[1]', '- -'],
  ])('%s: %s', (annotation, expected) => {
    expect(described(annotation)).toBe(expected);
  });

  it('keeps arguments, literals and metadata', () => {
    const type = (annotation: string) => typeOf(find(parse(`${HEAD}x: ${annotation}`), 'type'));
    expect(type('dict[str, list[C]]').arguments.map(({ name }) => name)).toEqual(['builtins.str', 'builtins.list']);
    expect(type('Literal["a", \'b\']').literals).toEqual(['a', 'b']);
    expect(type('Literal["a"] | None').literals).toEqual(['a']);
    expect(type('Literal[1]').literals).toBeNull();
    expect(type('Annotated[C, Depends(f), 2]').metadata.map(({ text }) => text)).toEqual(['Depends(f)', '2']);
    expect(type(`${'list['.repeat(100)}int${']'.repeat(100)}`).name).toBe('builtins.list');
  });

  it('is asked of a parameter where it is used', () => {
    expect(typeOfName(last(parse('import a\ndef f(x: a.B = None):\n  return x'), 'identifier', 'x'))?.name).toBe('a.B');
    expect(typeOfName(last(parse('def f(x):\n  return x'), 'identifier', 'x'))).toBeNull();
  });
});
