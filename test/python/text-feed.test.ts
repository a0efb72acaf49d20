import { expect, test } from 'vitest';
import { pythonParser } from '../../src/python/syntax/grammar.ts';
import { startRuntime, wasmModule } from '../../src/tree-sitter/runtime.ts';

const line = 'name = f"é😀{value!r}"  # ümlaut\n';

/** Longer than tree-sitter's buffer, with its borders inside of characters that take two units. */
const texts = ['', 'x', line.repeat(400), `a${'😀'.repeat(12_000)}`, `'''${'\u{1f600}x'.repeat(6000)}'''\n`, `x = (\n${line.repeat(300)}`];

test('hands over the same text as the binding does by itself', () => {
  const { Parser, Language } = startRuntime();
  const binding = new Parser();
  binding.setLanguage(Language.loadSync(wasmModule('tree-sitter-python.wasm')));
  const { grammar } = pythonParser();
  for (const text of texts) {
    const tree = binding.parse(text);
    const expected: string[] = [];
    const cursor = tree?.walk();
    // Every visible node in the order of the text, with its place.
    for (let goesOn = cursor !== undefined; cursor && goesOn;) {
      expected.push(`${cursor.nodeType} ${String(cursor.startIndex)} ${String(cursor.endIndex)}`);
      goesOn = cursor.gotoFirstChild() || cursor.gotoNextSibling();
      while (!goesOn && cursor.gotoParent()) goesOn = cursor.gotoNextSibling();
    }
    tree?.delete();
    const rows = pythonParser().parse(text);
    const found = Array.from(
      { length: rows.size },
      (_, row) => `${grammar.kindOf(rows.type[row] ?? 0)} ${String(rows.start[row])} ${String(rows.end[row])}`,
    );
    expect(found).toEqual(expected);
  }
});
