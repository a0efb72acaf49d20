import packageJson from '../../package.json' with { type: 'json' };
import { basenamePattern, files } from '../language/files.ts';
import type { FileKind } from '../language/kind.ts';

/** A file that brings pitfalls into a project. */
export interface Setup {
  /** From the root of the project. */
  readonly path: string;
  /** What it is good for. */
  readonly use: string;
  /** Names under which a project may have such a file already. */
  readonly others: RegExp | null;
  readonly text: string;
  /** Does it need packages that are installed in the project? */
  readonly needsPackages: boolean;
}

/** Exact versions: what checks a change must not change with the day. */
export const PACKAGES: readonly string[] = [
  `${packageJson.name}@${packageJson.version}`,
  `eslint@${packageJson.devDependencies.eslint.replace(/^\D+/u, '')}`,
];

const ENDING = /^\*\*\/\*\.(?=\w+$)/u;

/**
 * The files that pitfalls reads as one regular expression, as pre-commit wants it: its own types know neither `.env` nor
 * half of the others.
 */
export const preCommitFiles = ((): string => {
  const globs = Object.values(files).flat();
  const byEnding = globs.filter((glob) => ENDING.test(glob)).map((glob) => glob.replace(ENDING, ''));
  const byName = globs.filter((glob) => !ENDING.test(glob)).map(basenamePattern);
  return `\\.(${byEnding.join('|')})$|(^|/)(${byName.join('|')})$`;
})();

/** The languages of VS Code whose files pitfalls reads; left to itself, the extension asks ESLint about some of them only. */
const editorLanguages: Readonly<Record<FileKind, readonly string[]>> = {
  javascript: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'],
  python: ['python'],
  yaml: ['yaml', 'dockercompose', 'github-actions-workflow'],
  dotenv: ['dotenv', 'properties'],
  dockerfile: ['dockerfile'],
  markdown: ['markdown'],
  shell: ['shellscript'],
};

const eslintConfig = `import pitfalls from 'eslint-plugin-pitfalls';

export default [
  ...pitfalls.configs.recommended,
  // Leave this out where another part of the configuration brings a parser for TypeScript and JSX.
  { files: pitfalls.files.typescript, languageOptions: { parser: pitfalls.parser } },
];
`;

const preCommit = `repos:
  - repo: local
    hooks:
      - id: pitfalls
        name: pitfalls
        language: node
        entry: pitfalls hook
        args: ['--']
        types: [text]
        files: '${preCommitFiles}'
        require_serial: true
        additional_dependencies: [${PACKAGES.map((name) => `'${name}'`).join(', ')}]
`;

const workflow = `name: pitfalls
on: pull_request
permissions:
  contents: read
jobs:
  pitfalls:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      # Before the checkout and outside of it, so that nothing in the pull request has a say in what is installed.
      - name: Install pitfalls
        run: npm install --prefix "$RUNNER_TEMP/pitfalls" --ignore-scripts --no-audit --no-fund ${PACKAGES.join(' ')}
      - uses: actions/checkout@v5
        with:
          # The whole history: what is new can only be told beside what was there.
          fetch-depth: 0
          persist-credentials: false
      - name: Check what this pull request brings
        env:
          BASE: origin/\${{ github.base_ref }}
          NODE_OPTIONS: ''
        run: node "$RUNNER_TEMP/pitfalls/node_modules/eslint-plugin-pitfalls/dist/cli.js" --since="$BASE" --baseline-from="$BASE"
`;

const editor = `${JSON.stringify({ 'eslint.validate': Object.values(editorLanguages).flat() }, null, 2)}\n`;

/** Every way in that takes a file, in the order in which people meet them. */
export const setups: readonly Setup[] = [
  {
    path: 'eslint.config.mjs',
    use: 'the same findings in your own ESLint run (npm install --save-dev eslint eslint-plugin-pitfalls)',
    others: /^eslint\.config\.[cm]?[jt]s$/u,
    text: eslintConfig,
    needsPackages: true,
  },
  {
    path: '.pre-commit-config.yaml',
    use: 'before each commit',
    others: /^\.pre-commit-config\.ya?ml$/u,
    text: preCommit,
    needsPackages: false,
  },
  {
    path: '.github/workflows/pitfalls.yml',
    use: 'on each pull request',
    others: /^pitfalls\.ya?ml$/u,
    text: workflow,
    needsPackages: false,
  },
  { path: '.vscode/settings.json', use: "in VS Code, with Microsoft's ESLint extension", others: null, text: editor, needsPackages: true },
];
