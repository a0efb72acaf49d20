import { expect, it } from 'vitest';
import { commentBeside, commentsAbove, commentsByLine, commentsInside, docstring, docstringText } from '../../src/python/comments.ts';
import { decorators, withDecorators } from '../../src/python/decorators.ts';
import { find, parse } from './parse.ts';

const texts = (comments: readonly { readonly text: string }[]) => comments.map(({ text }) => text);

it('finds comments above, beside and inside', () => {
  const module = parse('x = 1  # beside x\n# one\n\t# two\n@a  # at a\ndef f():  # at f\n  y = 2 # in\n');
  const definition = find(module, 'function_definition');
  expect(texts(commentsAbove(withDecorators(definition)))).toEqual(['# one', '# two']);
  expect(commentsAbove(definition)).toEqual([]);
  expect(commentBeside(find(module, 'assignment'))?.text).toBe('# beside x');
  const [decorator] = decorators(definition);
  expect(decorator && commentBeside(decorator.node)?.text).toBe('# at a');
  expect(texts(commentsInside(definition))).toEqual(['# at f', '# in']);
  expect([...commentsByLine(module.tree).keys()]).toEqual([1, 2, 3, 4, 5, 6]);
});

it('stops at code, at blank lines and at the top', () => {
  expect(commentsAbove(find(parse('# far\n\nx = 1'), 'assignment'))).toEqual([]);
  expect(commentsAbove(find(parse('y() # code\nx = 1'), 'assignment'))).toEqual([]);
  expect(texts(commentsAbove(find(parse('\uFEFF# top\r\nx = 1'), 'assignment')))).toEqual(['# top']);
  expect(texts(commentsAbove(find(parse('# a\r# b\rx = 1'), 'assignment')))).toEqual(['# a', '# b']);
});

it('takes "#" in strings for no comment', () => {
  expect(commentsByLine(parse('x = "# no"\ny = """\n# no\n"""').tree).size).toBe(0);
});

it('reads docstrings', () => {
  expect(docstringText(parse('#!/usr/bin/python\n"""The \\"module\\"."""\n'))).toBe('The "module".');
  expect(docstringText(find(parse('def f():\n  # c\n  r"""a\\b"""\n  return 1'), 'function_definition'))).toBe('a\\b');
  expect(docstringText(find(parse('class A:\n  "a" "b"\n'), 'class_definition'))).toBe('ab');
  expect(docstring(find(parse('def f():\n  x = 1\n  "not one"'), 'function_definition'))).toBeNull();
  expect(docstringText(parse(''))).toBeNull();
});
