import type { ESLint, Linter } from 'eslint';
import { files, globsBefore } from './language/files.ts';
import type { FileKind } from './language/kind.ts';
import type { Card, Level } from './card.ts';
import type { PitfallRule } from './define-rule.ts';

/** Which levels a preset switches on, and how loudly. */
const severities = {
  recommended: { certain: 'error', likely: 'warn', hint: 'off' },
  strict: { certain: 'error', likely: 'error', hint: 'off' },
  all: { certain: 'error', likely: 'error', hint: 'warn' },
} as const satisfies Record<string, Record<Level, Linter.StringSeverity>>;

export type PresetName = keyof typeof severities;

export const presetNames = Object.keys(severities) as readonly PresetName[];

/** How loudly does a preset report a rule? One that is new waits in `all`, however sure it is. */
export function severityOf(preset: PresetName, { level, stage }: Pick<Card, 'level' | 'stage'>): Linter.StringSeverity {
  return stage === 'preview' && preset !== 'all' ? 'off' : severities[preset][level];
}

/** Folders of other people's code, which `eslint .` would walk into. */
const ignores = ['**/.venv/', '**/venv/', '**/site-packages/', '**/__pycache__/'];

/** One configuration block for each kind of file, holding the rules that have a detector for it. */
export function preset(name: PresetName, plugin: ESLint.Plugin, rules: readonly PitfallRule[]): Linter.Config[] {
  const rulesFor = (kind: FileKind): Linter.RulesRecord =>
    Object.fromEntries(
      rules
        .filter((rule) => rule.kinds.includes(kind) && severityOf(name, rule.card) !== 'off')
        .map(({ card }) => [`pitfalls/${card.name}`, severityOf(name, card)]),
    );
  const plugins = { pitfalls: plugin };
  const block = (part: string, kind: FileKind, config: Linter.Config): Linter.Config => ({
    name: `pitfalls/${name}/${part}`,
    plugins,
    rules: rulesFor(kind),
    ...config,
  });
  return [
    { name: 'pitfalls/ignores', ignores },
    block('python', 'python', {
      files: [...files.python],
      language: 'pitfalls/python',
      languageOptions: { visit: 'declared' },
    }),
    block('javascript', 'javascript', { files: [...files.javascript] }),
    // A pattern that ends in `/*` makes ESLint lint nothing by itself: where nobody set up a parser for TypeScript,
    // these files stay out of the run instead of failing to parse. A `Dockerfile` has no ending at all, and no rules of these.
    block('typescript', 'javascript', { files: ['**/*'], ignores: ['**/*', ...files.typescript.map((glob) => `!${glob}`)] }),
    block('yaml', 'yaml', { files: [...files.yaml], language: 'pitfalls/yaml' }),
    // `Dockerfile.js` is JavaScript; read as two languages at once, it would end the run.
    ...(['dotenv', 'dockerfile', 'markdown', 'shell'] as const).map((kind) =>
      block(kind, kind, {
        files: [...files[kind]],
        ignores: globsBefore(kind),
        language: `pitfalls/${kind}`,
        ...(kind === 'shell' ? { languageOptions: { visit: 'declared' } } : {}),
      }),
    ),
  ];
}
