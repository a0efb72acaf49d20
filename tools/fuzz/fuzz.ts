/** `npm run fuzz -- --seconds N --seed S [--kind KIND] [--out FOLDER]`: feeds every rule with files that nobody would write. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { rules } from '../../src/generated/rules.ts';
import type { FileKind } from '../../src/language/kind.ts';
import { campaign, type Mistake } from './campaign.ts';
import { Inputs } from './inputs.ts';

const KINDS: readonly FileKind[] = ['python', 'javascript', 'yaml', 'dotenv', 'dockerfile', 'markdown', 'shell'];

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string' },
    out: { type: 'string' },
    // One input alone, by its number.
    index: { type: 'string' },
  },
});
const kind = values.kind === undefined ? undefined : KINDS.find((known) => known === values.kind);
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
if ((values.kind !== undefined && !kind) || !Number.isFinite(seconds) || !Number.isInteger(seed)) {
  console.error(`fuzz: --seconds and --seed take numbers, --kind takes ${KINDS.join(', ')}`);
  process.exit(2);
}

const inputs = new Inputs(seed, kind);
const limits = values.index === undefined ? { seconds, inputs: Infinity } : { seconds, inputs: 1, from: Number(values.index) };
const outcome = campaign(inputs, rules, limits);
const { checked, findings, changes, mistakes } = outcome;
console.log(
  `seed ${String(seed)}: ${String(checked)} could be read, with ${String(findings)} findings; ${String(changes)} fixes and suggestions tried`,
);
const failures = mistakes.reduce((sum, { count }) => sum + count, 0);
console.log(`${String(outcome.inputs)} inputs, ${String(failures)} failures`);
if (mistakes.length > 0) {
  const folder = values.out === undefined ? mkdtempSync(join(tmpdir(), 'pitfalls-fuzz-')) : resolve(values.out);
  for (const [position, mistake] of mistakes.entries()) keep(mistake, join(folder, `seed-${String(seed)}-${String(position + 1)}`));
  console.log(`kept in ${folder}`);
  process.exitCode = 1;
}

function keep({ what, detail, index, input, count }: Mistake, folder: string): void {
  const { kind: kindOfInput, path, text } = input;
  console.log(
    `\n${kindOfInput}, ${String(count)} times, first input ${String(index)}: ${what}\n${JSON.stringify(path)}: ${JSON.stringify(text.slice(0, 500))}`,
  );
  mkdirSync(folder, { recursive: true });
  const ending = /\.\w+$/u.exec(path)?.[0] ?? `.${kindOfInput}`;
  writeFileSync(join(folder, `input${ending}`), text);
  // The file alone could not hold half of a character.
  writeFileSync(join(folder, 'failure.json'), `${JSON.stringify({ what, detail, seed, index, ...input }, null, 2)}\n`);
}
