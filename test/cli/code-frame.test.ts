import { expect, test } from 'vitest';
import { codeFrame } from '../../src/cli/report/code-frame.ts';

/** The marked part of the frame, by columns of a terminal where each character takes one. */
const marked = (line: string, part: string): string | undefined => {
  const start = line.indexOf(part);
  const frame = codeFrame(line, start, start + part.length);
  return frame?.code.slice(frame.indent, frame.indent + frame.marks);
};

test('the marks stand below the finding', () => {
  expect(codeFrame('x = zap()', 4, 7)).toEqual({ code: 'x = zap()', indent: 4, marks: 3 });
  expect(codeFrame('zap', 3, 3)).toEqual({ code: 'zap', indent: 3, marks: 1 });
  expect(codeFrame('   ', 0, 1)).toBeUndefined();
});

test('tabs are as wide as a terminal shows them', () => {
  expect(codeFrame('\tif a:\tzap()', 7, 10)).toEqual({ code: '    if a:   zap()', indent: 12, marks: 3 });
});

test('wide characters take two columns, combining ones none', () => {
  expect(codeFrame('"你😀" zap', 6, 9)).toMatchObject({ indent: 7, marks: 3 });
  expect(codeFrame('e\u0301 zap', 3, 6)).toMatchObject({ indent: 2, marks: 3 });
  expect(codeFrame('你好', 0, 2)).toMatchObject({ indent: 0, marks: 4 });
});

test('what a terminal would obey is spelled, and the marks know it', () => {
  expect(codeFrame('"\x1b[2J" zap', 7, 10)).toEqual({ code: '"\\x1b[2J" zap', indent: 10, marks: 3 });
});

test('a long line is cropped around the finding', () => {
  const line = `${'a'.repeat(300)} zap() ${'b'.repeat(500_000)}`;
  const frame = codeFrame(line, 301, 304);
  expect(frame?.code.length).toBeLessThanOrEqual(121);
  expect(frame?.code).toMatch(/^…a+ zap\(\) b+…$/u);
  expect(marked(line, 'zap')).toBe('zap');
  expect(codeFrame(`${'😀'.repeat(200)}zap`, 400, 403)?.code).toMatch(/^…(?:😀)+zap$/u);
  expect(codeFrame('a'.repeat(300), 10, 300)).toEqual({ code: `${'a'.repeat(120)}…`, indent: 10, marks: 110 });
});
