import { expect, test } from 'vitest';
import { visible, withoutCommands } from '../../src/cli/safe-text.ts';

test('control, bidi, invisible and broken characters are spelled', () => {
  expect(visible('a\x1b[2J\x07\n\t\x7f\x9b')).toBe('a\\x1b[2J\\x07\\x0a\\x09\\x7f\\x9b');
  expect(visible('h\u202egpj\u2066\u200b\u2028\ufeff')).toBe('h\\u202egpj\\u2066\\u200b\\u2028\\ufeff');
  expect(visible('\u{e0041}\ud800x\udc00')).toBe('\\u{e0041}\\ud800x\\udc00');
});

test('other characters are left alone', () => {
  expect(visible('Grüße 你好 😀 e\u0301 "\\"')).toBe('Grüße 你好 😀 e\u0301 "\\"');
});

test('a line is no command to a runner', () => {
  expect(withoutCommands('::error file=a::b')).toBe(':\\x3aerror file=a::b');
  expect(withoutCommands(' \u00a0 ::error::b')).toBe(' \u00a0 :\\x3aerror::b');
  expect(withoutCommands('\x1b[1m::error::b\x1b[0m')).toBe('\x1b[1m:\\x3aerror::b\x1b[0m');
  expect(withoutCommands('a ##[error]b ###[x]')).toBe('a ##\\x5berror]b ###\\x5bx]');
  expect(withoutCommands('std::vector # [x]')).toBe('std::vector # [x]');
});
