import { describe, expect, test } from 'vitest';
import { decode } from '../../src/project/decode.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const refused = (refusal: string) => ({ refusal: `${refusal}; save it as UTF-8 to have it checked` });

describe('UTF-8', () => {
  test('keeps its byte order mark, line ends and everything else', () => {
    expect(decode(bytes('\ufeffa\r\nb\rc 😀'), 'python')).toEqual({ text: '\ufeffa\r\nb\rc 😀' });
    expect(decode(bytes(''), 'yaml')).toEqual({ text: '' });
  });

  test('is not guessed at: the first broken line is named', () => {
    expect(decode(bytes('a\nä\nb', [0xe9], '\n'), 'javascript')).toEqual(refused('is not UTF-8 from line 3 on'));
    expect(decode(bytes([0xed, 0xa0, 0x80]), 'yaml')).toEqual(refused('is not UTF-8 from line 1 on'));
  });
});

describe('other encodings are named', () => {
  const utf16 = Buffer.from('x = 1\n', 'utf16le');
  test.for([
    ['UTF-16LE', bytes([0xff, 0xfe], [...utf16])],
    ['UTF-16BE', bytes([0xfe, 0xff], [...Buffer.from(utf16).swap16()])],
    ['UTF-32LE', bytes([0xff, 0xfe, 0, 0], [0x78, 0, 0, 0])],
    ['UTF-32BE', bytes([0, 0, 0xfe, 0xff], [0, 0, 0, 0x78])],
  ] as const)('%s with its mark', ([name, content]) => {
    expect(decode(content, 'python')).toEqual(refused(`is saved as ${name}`));
  });

  test('UTF-16 without a mark', () => {
    expect(decode(utf16, 'python')).toEqual(refused('is saved as UTF-16LE'));
    expect(decode(Buffer.from(utf16).swap16(), 'python')).toEqual(refused('is saved as UTF-16BE'));
  });

  test('bytes that are no text at all', () => {
    expect(decode(bytes('PNG', [0, 0, 0, 13]), 'javascript')).toEqual({ refusal: 'is a binary file in spite of its name' });
  });
});

describe('a Python file may declare its encoding', () => {
  test('in the first line or after a first line that is blank or a comment', () => {
    expect(decode(bytes('# -*- coding: latin-1 -*-\n"', [0xe9, 0x80], '"'), 'python')).toEqual({
      text: '# -*- coding: latin-1 -*-\n"é\x80"',
    });
    expect(decode(bytes('#!/usr/bin/python\r\n# vim: set fileencoding=cp1252 :\r\n"', [0x80], '"'), 'python')).toEqual({
      text: '#!/usr/bin/python\r\n# vim: set fileencoding=cp1252 :\r\n"€"',
    });
    expect(decode(bytes('\n# coding: ISO_8859_15\n"', [0xa4], '"'), 'python')).toEqual({ text: '\n# coding: ISO_8859_15\n"€"' });
  });

  test('but not later, not behind code, and in no other kind of file', () => {
    const broken = refused('is not UTF-8 from line 3 on');
    expect(decode(bytes('#\n#\n# coding: latin-1 ', [0xe9]), 'python')).toEqual(broken);
    expect(decode(bytes('x = 1\n# coding: latin-1\n', [0xe9]), 'python')).toEqual(broken);
    expect(decode(bytes('# coding: latin-1\n\n', [0xe9]), 'yaml')).toEqual(broken);
  });

  test('as UTF-8, which is then read as strictly as ever', () => {
    expect(decode(bytes('# coding: utf8\n"é"'), 'python')).toEqual({ text: '# coding: utf8\n"é"' });
    expect(decode(bytes('# coding: UTF-8\n', [0xe9]), 'python')).toEqual(refused('is not UTF-8 from line 2 on'));
  });

  test('as something that does not exist or does not hold', () => {
    expect(decode(bytes('# coding: klingon\n'), 'python')).toEqual({ refusal: "declares an encoding that is not known here ('klingon')" });
    expect(decode(bytes('# coding: euc-jp\n', [0xff]), 'python')).toEqual({ refusal: 'is not the euc-jp that it declares' });
  });
});
