/** `npm run regex-check`: is every regular expression of `src` fast on every text? Prints a text that it is slow on, where not. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { allowed } from './allowed.ts';
import { expressionsIn, type Expression } from './expressions.ts';
import { expressionsMadeBy } from './made.ts';

interface Diagnostics {
  readonly status: 'safe' | 'vulnerable' | 'unknown';
  readonly complexity?: { readonly summary: string };
  readonly attack?: { readonly pattern: string };
  readonly error?: { readonly kind: string };
}

interface Recheck {
  readonly checkSync: (source: string, flags: string, parameters: Readonly<Record<string, unknown>>) => Diagnostics;
}

// Its engine in JavaScript: the others are programs of their own.
process.env.RECHECK_BACKEND = 'pure';
process.env.RECHECK_SYNC_BACKEND = 'pure';
const { checkSync } = createRequire(import.meta.url)('recheck') as Recheck;

/** Generous, so that a busy machine comes to the same answers. */
const PARAMETERS = { timeout: 120_000, attackTimeout: 10_000, incubationTimeout: 10_000 };

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .map((path) => join('src', path))
  .sort();
const read = files.map((file) => ({ file, ...expressionsIn(file) }));
const loaded = await expressionsMadeBy(files);
const made = read.flatMap(({ file, made: lines }) => lines.map((line) => ({ file, line })));
const known = made.map(({ file, line }) => loaded.filter((one) => one.file === file && one.line === line));
const problems: string[] = [];
const used = new Set<(typeof allowed)[number]>();

function isAllowed(file: string, source: string): boolean {
  const entry = allowed.find((one) => one.file === file && one.source === source);
  if (entry) used.add(entry);
  return entry !== undefined;
}

for (const [index, { file, line }] of made.entries()) {
  if (known[index]?.length === 0 && !isAllowed(file, 'made'))
    problems.push(`${file}:${String(line)} is made from parts that are not known here`);
}

const checked = new Map<string, Diagnostics>();
function diagnosticsOf({ source, flags }: Expression): Diagnostics {
  const key = `/${source}/${flags}`;
  let diagnostics = checked.get(key);
  if (!diagnostics) checked.set(key, (diagnostics = checkSync(source, flags, PARAMETERS)));
  return diagnostics;
}

for (const expression of [...read.flatMap(({ written }) => written), ...known.flat()]) {
  const { file, line, source, flags } = expression;
  if (isAllowed(file, source)) continue;
  const { status, complexity, attack, error } = diagnosticsOf(expression);
  if (status === 'safe') continue;
  const why =
    status === 'vulnerable' ? `${complexity?.summary ?? ''}, attacked with ${attack?.pattern ?? ''}` : `unknown: ${error?.kind ?? ''}`;
  problems.push(`${file}:${String(line)} /${source}/${flags} ${why}`);
}
for (const { file, source } of allowed.filter((entry) => !used.has(entry))) {
  problems.push(`tools/regex/allowed.ts: nothing needs the entry for ${source} in ${file}`);
}
for (const problem of problems) console.log(problem);
console.log(`${String(checked.size)} expressions, ${String(problems.length)} vulnerable`);
process.exitCode = problems.length > 0 ? 1 : 0;
