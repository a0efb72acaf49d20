import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Location } from '../../src/language/position.ts';
import { PythonSource } from '../../src/python/source-code.ts';
import { pythonParser } from '../../src/python/syntax/grammar.ts';
import type { Rows } from '../../src/tree-sitter/rows.ts';
import { stepsThrough } from '../../src/tree-sitter/steps.ts';
import { parsePython } from '../../src/python/syntax/tree.ts';
import { awkward, generator, mutations, sources } from './awkward.ts';
import { find, parse } from './parse.ts';

const place = ({ loc: { start, end } }: { readonly loc: Location }) =>
  `${String(start.line)}:${String(start.column)}-${String(end.line)}:${String(end.column)}`;

describe('a node', () => {
  const module = parse('@d\ndef f(a: int = 1, *b) -> str:\n  x = y = 2 # c\n  if a: pass\n  elif b: pass\n  else: pass\n');

  it('has the fields of the grammar as properties', () => {
    const definition = find(module, 'function_definition');
    expect(definition.name.text).toBe('f');
    expect(definition.return_type?.text).toBe('str');
    expect(definition.type_parameters).toBeNull();
    const parameter = find(definition, 'typed_default_parameter');
    expect([parameter.name.text, parameter.annotation.text, parameter.value.text]).toEqual(['a', 'int', '1']);
    expect(find(module, 'assignment').right?.type).toBe('assignment');
    expect(find(module, 'assignment').annotation).toBeNull();
  });

  it('gives all children of a field, and those of all kinds', () => {
    const statement = find(module, 'if_statement');
    expect(statement.all('alternative').map(({ type }) => type)).toEqual(['elif_clause', 'else_clause']);
    expect(
      find(parse('from a import b, c as d'), 'import_from_statement')
        .all('name')
        .map(({ text }) => text),
    ).toEqual(['b', 'c as d']);
    expect(find(module, 'parameters').children.map(({ type }) => type)).toEqual(['typed_default_parameter', 'list_splat_pattern']);
    expect(find(module, 'parameters').tokens.map(({ text }) => text)).toEqual(['(', 'a: int = 1', ',', '*b', ')']);
    const comparison = find(parse('a not in b is not c'), 'comparison_operator');
    expect(comparison.all('operators').map(({ type }) => type)).toEqual(['not in', 'is not']);
  });

  it('is one object, however it is reached', () => {
    const definition = find(module, 'function_definition');
    expect(definition.parent).toBe(find(module, 'decorated_definition'));
    expect(definition.name.parent).toBe(definition);
    expect(definition.body.children[0]).toBe(module.descendants('expression_statement')[0]);
    expect(module.parent).toBeNull();
    expect(Object.keys(definition)).toEqual(['type']);
    expect(JSON.stringify(definition)).toBe('{"type":"function_definition"}');
  });

  it('knows what stands inside of it', () => {
    const definition = find(module, 'function_definition');
    expect(definition.contains(definition)).toBe(true);
    expect(definition.contains(find(module, 'assignment'))).toBe(true);
    expect(definition.contains(find(module, 'decorator'))).toBe(false);
    expect(find(module, 'assignment').contains(definition)).toBe(false);
    expect(
      definition
        .descendants('identifier', 'integer')
        .map(({ text }) => text)
        .join(' '),
    ).toBe('f a int 1 b str x y 2 a b');
  });

  it('finds what stands inside of it by its kinds, in a long file as in a short one', () => {
    for (const text of ['def f(a):\n    return g(a)\nx = [(\n', 'def f(a):\n    return g(a)\n'.repeat(100) + 'x = [(\n']) {
      const { tree } = parse(text);
      for (const kinds of [['identifier'], ['call', 'identifier', 'return_statement'], ['lambda'], ['ERROR', 'call']]) {
        const all = Array.from({ length: tree.rows.size }, (_, row) => tree.node(row)).slice(1);
        expect(tree.root.descendants(...kinds)).toEqual(all.filter(({ type }) => kinds.includes(type)));
      }
    }
  });

  it('tells what the parser made up', () => {
    const { tree } = parse('for x in (1, 2:\n  y');
    const made = Array.from({ length: tree.rows.size }, (_, row) => tree.node(row)).filter(({ isMissing }) => isMissing);
    expect(made.map(({ type, text }) => [type, text])).toEqual([[')', '']]);
  });
});

describe('positions', () => {
  it.each([
    ['\n', '2:0-2:1'],
    ['\r\n', '2:0-2:1'],
    ['\r', '2:0-2:1'],
  ])('lines end with %j', (end, expected) => {
    expect(place(find(parse(`a${end}x${end}b`), 'identifier', 'x'))).toBe(expected);
    const module = parse(`def f():${end}\tx = """a${end}b"""${end}`);
    expect(place(find(module, 'string'))).toBe('2:5-3:4');
    expect(find(module, 'string').range).toEqual([13 + end.length, 21 + 2 * end.length]);
  });

  it('count UTF-16 units, tabs and a BOM as one column each', () => {
    expect(place(find(parse('é = "😀"; x'), 'identifier', 'x'))).toBe('1:10-1:11');
    expect(place(find(parse('if a:\n\t\tx'), 'identifier', 'x'))).toBe('2:2-2:3');
    expect(find(parse('\uFEFFx'), 'identifier', 'x').range).toEqual([1, 2]);
    expect(find(parse('𐐀x = 1'), 'identifier').text).toBe('𐐀x');
  });

  it('end a comment before its line end', () => {
    const comments = parse('# a\r\nx # b\r# c\n# d').descendants('comment');
    expect(comments.map(({ text }) => text)).toEqual(['# a', '# b', '# c', '# d']);
    expect(comments.map(place)).toEqual(['1:0-1:3', '2:2-2:5', '3:0-3:3', '4:0-4:3']);
  });
});

describe('steps', () => {
  const kinds = (text: string, selectors: readonly string[] | null) =>
    stepsThrough(parsePython(text), selectors && new Set(selectors)).map((step) =>
      step.kind === 2 ? step.target : `${step.target.type}${step.phase === 1 ? '' : ':exit'}`,
    );

  it('enter and leave the declared kinds only where it was declared, in order', () => {
    expect(kinds('f(g(1))\nx = 2', ['call', 'call:exit', 'assignment:exit'])).toEqual([
      'call',
      'call',
      'call:exit',
      'call:exit',
      'assignment:exit',
    ]);
    expect(kinds('f(g(1))\nx = 2', ['call', 'assignment:exit'])).toEqual(['call', 'call', 'assignment:exit']);
  });

  it('visit everything for a selector that is more than a kind', () => {
    expect(kinds('f()', ['call > identifier'])).toEqual(kinds('f()', null));
    const all = [
      'module expression_statement call identifier identifier:exit argument_list argument_list:exit',
      'call:exit expression_statement:exit module:exit',
    ];
    expect(kinds('f()', null).join(' ')).toBe(all.join(' '));
  });

  it('pass over the pieces of an error but not over the statements beside it', () => {
    const text = 'a(1)\n)]} b(2) = = (\ndef f():\n  c(3)\n';
    expect(kinds(text, ['ERROR'])).toContain('ERROR');
    const calls = stepsThrough(parsePython(text), new Set(['call'])).map(({ args: [node] }) => node.text);
    expect(calls).toContain('a(1)');
    expect(calls).toContain('c(3)');
    expect(calls).not.toContain('b(2)');
  });

  it('are asked of the source code with what rules declared after ESLint asked for them', () => {
    const source = new PythonSource(parsePython('f(1)'), 'declared');
    const steps = source.traverse();
    source.declare(['call']);
    expect(Array.from(steps, ({ target }) => target)).toEqual(['call']);
  });
});

describe('the reader of the WebAssembly memory', () => {
  const files = readdirSync('fixtures', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.py'));
  const fixtures = files.map((file) => readFileSync(`fixtures/${file}`, 'utf8'));
  const texts = [...sources, ...fixtures, ...mutations(300, [awkward, ...fixtures, ...sources])];

  it('reads the same rows as the public cursor', () => {
    const parser = pythonParser();
    const different = texts.filter((text) => !isSame(parser.parse(text, 'heap'), parser.parse(text, 'cursor')));
    expect(different).toEqual([]);
  });

  it('reads a tree whose rows nest', () => {
    for (const text of texts) {
      const { size, start, end, parent, next } = pythonParser().parse(text);
      for (let row = 1; row < size; row++) {
        const up = parent[row] ?? -1;
        const isInside = up >= 0 && up < row && (next[row] ?? 0) <= (next[up] ?? 0);
        const isCovered = (start[row] ?? 0) >= (start[up] ?? 0) && (end[row] ?? 0) <= (end[up] ?? 0);
        if (!isInside || !isCovered) throw new Error(`row ${String(row)} leaves its parent in ${JSON.stringify(text)}`);
      }
    }
  });

  it('takes a hundred thousand parentheses', () => {
    const text = `${'('.repeat(100_000)}x${')'.repeat(100_000)}`;
    const started = performance.now();
    const module = parse(text);
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(module.descendants('identifier').map(({ text: name }) => name)).toEqual(['x']);
    expect(module.descendants('parenthesized_expression')).toHaveLength(100_000);
  });

  it('takes five megabytes', () => {
    const line = 'def function(a, b=1):\n    return f"{a}" + other(b)["key"]\n';
    const count = Math.ceil(5_000_000 / line.length);
    const module = parse(line.repeat(count));
    expect(module.descendants('function_definition')).toHaveLength(count);
  }, 30_000);

  it('takes random bytes', () => {
    const random = generator(7);
    for (let round = 0; round < 30; round++) {
      const bytes = Uint8Array.from({ length: 2000 }, () => Math.floor(random() * 256));
      for (const encoding of ['utf-8', 'latin1', 'utf-16le']) {
        expect(stepsThrough(parsePython(new TextDecoder(encoding).decode(bytes)), null).length).toBeGreaterThan(0);
      }
    }
  });
});

function isSame(a: Rows, b: Rows): boolean {
  const columns = ['type', 'start', 'end', 'parent', 'next', 'field'] as const;
  return a.size === b.size && columns.every((column) => Buffer.compare(Buffer.from(a[column].buffer), Buffer.from(b[column].buffer)) === 0);
}
