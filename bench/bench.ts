/** `npm run bench -- DIR`: how much do our rules add to parsing what lies in a folder? Ratios only; it never fails. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Candidate } from '../src/cli/discover.ts';
import type { FileKind } from '../src/language/kind.ts';
import { builtParts, type Parts } from './built.ts';
import { measurePairs } from './pairs.ts';

/** What docs/architecture.md promises at most. */
const bars = { python: 1.6, javascript: 1.25, start: 1.5 };

interface Text {
  readonly path: string;
  readonly text: string;
  readonly reading: Candidate['reading'];
}

async function main(folder: string): Promise<void> {
  execFileSync(process.execPath, ['--import', 'tsx', 'tools/build.ts', '--if-stale'], { stdio: 'inherit' });
  const { parts, clean } = await builtParts();
  try {
    const texts = await textsIn(folder, parts);
    benchPython(texts.python ?? [], parts);
    benchJavaScript(texts.javascript ?? [], parts);
    benchStart(texts.python ?? []);
  } finally {
    clean();
  }
}

async function textsIn(folder: string, parts: Parts): Promise<Partial<Record<FileKind, Text[]>>> {
  const { places } = parts.placesOf([folder], process.cwd());
  const texts: Text[] = [];
  for (const place of places) {
    for (const { path, location, reading } of (await parts.candidatesIn(place)).candidates) {
      const file = parts.readRegularFile(location, { root: place.root, isNamed: false, isListed: () => true });
      const decoded = 'bytes' in file ? parts.decode(file.bytes, reading.kind) : file;
      if ('text' in decoded && !(reading.kind === 'javascript' && parts.isMinified(path, decoded.text))) texts.push({ path, text: decoded.text, reading });
    }
  }
  return { python: texts.filter(({ reading }) => reading.kind === 'python'), javascript: texts.filter(({ reading }) => reading.kind === 'javascript') };
}

function benchPython(texts: readonly Text[], parts: Parts): void {
  if (texts.length === 0) return;
  const parser = parts.pythonParser();
  const floor = (): void => {
    for (const { text } of texts) parser.parseOnly(text);
  };
  tell('python', 'tree-sitter alone', texts, floor, parts);
}

function benchJavaScript(all: readonly Text[], parts: Parts): void {
  const parser = parts.parser as { parseForESLint(text: string, options: object): unknown };
  const optionsOf = ({ path }: Text): object => ({ filePath: `/${path}`, sourceType: path.endsWith('.cjs') ? 'commonjs' : 'module' });
  const texts = all.filter((text) => {
    try {
      return Boolean(parser.parseForESLint(text.text, optionsOf(text)));
    } catch {
      return false;
    }
  });
  if (texts.length === 0) return;
  const floor = (): void => {
    for (const text of texts) parser.parseForESLint(text.text, optionsOf(text));
  };
  tell('javascript', 'parse and scopes alone', texts, floor, parts);
}

function tell(kind: 'python' | 'javascript', floorName: string, texts: readonly Text[], floor: () => void, { ProjectLinter, rules }: Parts): void {
  const linter = new ProjectLinter(resolve('/'), rules, { preset: 'all', settings: { rules: new Map(), ignore: [] }, only: [] });
  let findings = 0;
  const full = (): void => {
    findings = 0;
    for (const { path, text, reading } of texts) findings += linter.lint(path, text, reading).findings.length;
  };
  const { floor: bare, full: linted, ratio } = measurePairs(floor, full, { warmups: 2, runs: 7 });
  const lines = texts.reduce((sum, { text }) => sum + text.split('\n').length, 0);
  const own = rules.filter(({ kinds }) => kinds.includes(kind)).length;
  console.log(`${kind}: ${String(texts.length)} files, ${String(lines)} lines, ${String(own)} rules, ${String(findings)} findings`);
  console.log(`  ${floorName} ${bare.toFixed(0)} ms, all rules ${linted.toFixed(0)} ms: ${ratio.toFixed(2)}x (bar ${String(bars[kind])}x)`);
}

function benchStart(texts: readonly Text[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'pitfalls-start-'));
  const sorted = texts.toSorted((a, b) => a.text.length - b.text.length);
  const typical = sorted[sorted.length >> 1]?.text ?? 'print("one")\n';
  writeFileSync(join(folder, 'one.py'), typical);
  const spawn = (args: readonly string[]): void => {
    try {
      execFileSync(process.execPath, args, { stdio: 'ignore' });
    } catch {
      // findings are an exit code
    }
  };
  const eslint = (): void => {
    spawn(['-e', "import('eslint')"]);
  };
  const command = (): void => {
    spawn(['dist/cli.js', join(folder, 'one.py')]);
  };
  const { floor, full, ratio } = measurePairs(eslint, command, { warmups: 2, runs: 15 });
  rmSync(folder, { recursive: true, force: true });
  console.log(`start: one Python file of ${String(typical.split('\n').length)} lines`);
  console.log(`  import('eslint') ${floor.toFixed(0)} ms, pitfalls one.py ${full.toFixed(0)} ms: ${ratio.toFixed(2)}x (bar ${String(bars.start)}x)`);
}

await main(process.argv[2] ?? '.');
