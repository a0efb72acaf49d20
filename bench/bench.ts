/** `npm run bench -- DIR [--rule NAME,NAME]`: how much do our rules add to parsing what lies in a folder? Ratios only; it never fails. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { join, resolve } from 'node:path';
import type { PitfallRule } from '../src/define-rule.ts';
import { builtParts, type Parts } from './built.ts';
import { measurePairs, type Pairs } from './pairs.ts';
import { textsIn, type Text } from './texts.ts';

const WHOLE_FOLDER = { warmups: 2, runs: 9 };
const PROCESS_STARTS = { warmups: 1, runs: 15 };

const { values, positionals } = parseArgs({ options: { rule: { type: 'string', multiple: true } }, allowPositionals: true });
const [folder = '.'] = positionals;
const asked = (values.rule ?? []).flatMap((names) => names.split(','));
/** At most so many times the floor: with a handful of rules, and with all of them. */
const bars = { python: asked.length > 0 ? 1.6 : 1.75, javascript: 1.25, start: 1.5 };
execFileSync(process.execPath, ['--import', 'tsx', 'tools/build.ts', '--if-stale'], { stdio: 'inherit' });
const { parts: built, clean } = await builtParts();
const { NO_SETTINGS } = built;
const parts: Parts = { ...built, rules: built.rules.filter(({ card }) => asked.length === 0 || asked.includes(card.name)) };
try {
  const texts = await textsIn(folder, parts);
  benchPython(texts('python'), parts);
  benchJavaScript(texts('javascript'), parts);
  benchStart(texts('python'));
} finally {
  clean();
}

function benchPython(texts: readonly Text[], { ProjectLinter, pythonParser, rules }: Parts): void {
  if (texts.length === 0) return;
  const full = linting(texts, rules, ProjectLinter);
  const parser = pythonParser();
  const floor = (): void => {
    for (const { text } of texts) parser.parseOnly(text);
  };
  const pairs = measurePairs(floor, full.run, WHOLE_FOLDER);
  title('python', texts, rules, full.findings());
  tell('tree-sitter alone', 'the rules', pairs, bars.python);
}

function benchJavaScript(all: readonly Text[], { ProjectLinter, parser, rules, idleRule }: Parts): void {
  const { parseForESLint } = parser as { readonly parseForESLint: (text: string, options: object) => unknown };
  const parse = ({ path, text }: Text): unknown =>
    parseForESLint(text, { filePath: `/${path}`, sourceType: path.endsWith('.cjs') ? 'commonjs' : 'module' });
  const texts = all.filter((text) => isParsed(() => parse(text)));
  if (texts.length === 0) return;
  const full = linting(texts, rules, ProjectLinter);
  const floor = (): void => {
    for (const text of texts) parse(text);
  };
  const overParsing = measurePairs(floor, full.run, WHOLE_FOLDER);
  const overEslint = measurePairs(linting(texts, [idleRule], ProjectLinter).run, full.run, WHOLE_FOLDER);
  title('javascript', texts, rules, full.findings());
  tell('parse and scopes alone', 'the rules', overParsing, bars.javascript);
  // ESLint's own walk with code paths and tokens costs more than any rule of ours.
  tell('ESLint with one idle rule', 'the rules', overEslint, bars.javascript);
}

function benchStart(texts: readonly Text[]): void {
  const place = mkdtempSync(join(tmpdir(), 'pitfalls-start-'));
  const file = join(place, 'one.py');
  const typical = texts.toSorted((a, b) => a.text.length - b.text.length)[texts.length >> 1]?.text ?? 'print("one")\n';
  writeFileSync(file, typical);
  const start = (args: readonly string[]) => (): void => {
    spawnSync(process.execPath, args, { stdio: 'ignore' });
  };
  const pairs = measurePairs(start(['-e', "import('eslint')"]), start(['dist/cli.js', file]), PROCESS_STARTS);
  rmSync(place, { recursive: true });
  console.log(`start: one Python file of ${String(linesIn([{ text: typical }]))} lines`);
  tell("import('eslint')", 'pitfalls one.py', pairs, bars.start);
}

/** Linting as the command does it, with every rule on. Nothing is known from an earlier run, neither trees nor what other files say. */
function linting(texts: readonly Text[], rules: readonly PitfallRule[], ProjectLinter: Parts['ProjectLinter']) {
  let findings = 0;
  return {
    run: (): void => {
      const linter = new ProjectLinter(resolve(folder), rules, { preset: 'all', settings: NO_SETTINGS, only: [] });
      findings = texts.reduce((sum, { path, text, reading }) => sum + linter.lint(path, text, reading).findings.length, 0);
    },
    findings: () => findings,
  };
}

function isParsed(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

function title(kind: 'python' | 'javascript', texts: readonly Text[], rules: readonly PitfallRule[], findings: number): void {
  const own = rules.filter(({ kinds }) => kinds.includes(kind)).length;
  const counts = { files: texts.length, lines: linesIn(texts), rules: own, findings };
  console.log(
    `${kind}: ${Object.entries(counts)
      .map(([what, count]) => `${String(count)} ${what}`)
      .join(', ')}`,
  );
}

function linesIn(texts: readonly { readonly text: string }[]): number {
  return texts.reduce((sum, { text }) => sum + text.split('\n').length, 0);
}

function tell(floorName: string, fullName: string, { floor, full, ratio }: Pairs, bar: number): void {
  const times = `${floorName} ${floor.toFixed(0)} ms, ${fullName} ${full.toFixed(0)} ms`;
  console.log(`  ${times}: ${ratio.toFixed(2)}x (bar ${String(bar)}x)`);
}
