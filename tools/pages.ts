/** A rule's page: its fixed sections, and the parts of it that the tool writes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PitfallRule } from '../src/define-rule.ts';
import type { FileKind } from '../src/language/kind.ts';
import { pitfalls } from '../src/registry/pitfalls.ts';
import { lintFixture, setupsFor } from './fixtures/lint.ts';
import type { FixtureFile, Scenario } from './fixtures/scenarios.ts';

export const SECTIONS = [
  'What goes wrong',
  'Example',
  'Instead',
  'What you see',
  'Left alone',
  'Known gaps',
  'Options',
  'Turn it off when',
  'Pitfalls',
] as const;

type Section = (typeof SECTIONS)[number];

const ROOT = join(import.meta.dirname, '..');

export function pagePath(rule: string): string {
  return join(ROOT, `docs/rules/${rule}.md`);
}

export function readPage(rule: string): string | null {
  const file = pagePath(rule);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** The headings of a page, in its order. */
export function headingsOf(page: string): string[] {
  return [...page.matchAll(/^## (.*)$/gmu)].map((found) => found[1] ?? '');
}

export function sectionOf(page: string, section: Section): string {
  const parts = page.split(/^## (.*)$/mu);
  const at = parts.indexOf(section);
  return at < 0 ? '' : (parts[at + 1] ?? '').trim();
}

export interface Fence {
  readonly path: string;
  readonly code: string;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  python: 'example.py',
  js: 'example.js',
  javascript: 'example.js',
  jsx: 'example.jsx',
  ts: 'example.ts',
  typescript: 'example.ts',
  tsx: 'example.tsx',
  yaml: 'example.yml',
  dotenv: '.env',
  dockerfile: 'Dockerfile',
  markdown: 'pitfalls.md',
  md: 'pitfalls.md',
  sh: 'example.sh',
  bash: 'example.sh',
};

/** The code blocks of a section, as the files they stand for (```` ```yaml title="compose.yml" ````). */
export function fencesIn(text: string): Fence[] {
  return [...text.matchAll(/^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$/gmsu)].flatMap(([, language = '', title, code = '']) => {
    const path = title ?? EXTENSIONS[language];
    return path === undefined ? [] : [{ path, code }];
  });
}

/** The page with its written parts brought up to date; what people wrote stays as it is. */
export function renderPage(rule: PitfallRule, page: string, scenarios: readonly Scenario[]): string {
  const { card } = rule;
  const firstSection = page.indexOf('\n## ');
  const body = firstSection < 0 ? '' : page.slice(firstSection + 1);
  const written: Partial<Record<Section, string>> = {
    'What you see': card.pitfalls.length > 0 ? whatYouSee(rule, scenarios) : exampleSeen(card.name, sectionOf(page, 'Example')),
    Options: optionsOf(rule),
    Pitfalls:
      card.pitfalls.length === 0
        ? OF_THE_TEAM
        : card.pitfalls.map((id) => `- ${id}: ${pitfalls.find((pitfall) => pitfall.id === id)?.title ?? 'unknown'}`).join('\n'),
  };
  const parts = body.split(/^## (.*)$/mu);
  let text = header(rule);
  for (let index = 1; index < parts.length; index += 2) {
    const heading = (parts[index] ?? '') as Section;
    text += `\n## ${heading}\n\n${written[heading] ?? (parts[index + 1] ?? '').trim()}\n`;
  }
  return text;
}

const KIND_NAMES: Readonly<Record<FileKind, string>> = {
  python: 'Python',
  javascript: 'JavaScript and TypeScript',
  yaml: 'YAML',
  dotenv: 'dotenv',
  dockerfile: 'Dockerfile',
  markdown: 'Markdown',
  shell: 'shell',
};

/** What people call these kinds of file. */
export function kindNames(kinds: readonly FileKind[]): string {
  return kinds.map((kind) => KIND_NAMES[kind]).join(', ');
}

const LEVEL_NAMES = {
  certain: 'certain: an error in `recommended`',
  likely: 'likely: a warning in `recommended`, an error in `strict`',
  hint: 'hint: only in `all`',
} as const;

function header({ card, kinds }: PitfallRule): string {
  const offers = [card.fixable === true ? 'fixes' : '', card.suggestions ? 'suggestions' : ''].filter(Boolean).join(' and ');
  return `# ${card.name}

${card.summary}.

| | |
| --- | --- |
| Level | ${LEVEL_NAMES[card.level]} |
| Looks at | ${kindNames(kinds)} |
| Offers | ${offers || 'no fix'} |
`;
}

function optionsOf({ card }: PitfallRule): string {
  const options = Object.entries(card.options ?? {});
  if (options.length === 0) return 'None.';
  return options.map(([name, option]) => `- \`${name}\` (default \`${JSON.stringify(option.default)}\`): ${option.description}`).join('\n');
}

/** The first fixture that promises the rule, as the linter reports it. */
function whatYouSee(rule: PitfallRule, scenarios: readonly Scenario[]): string {
  for (const id of rule.card.pitfalls) {
    for (const scenario of scenarios.filter((candidate) => candidate.id === id)) {
      for (const file of scenario.files) {
        const shown = firstFinding(rule.card.name, scenario, file);
        if (shown !== null) return shown;
      }
    }
  }
  return 'No fixture promises this rule yet.';
}

const OF_THE_TEAM = "- Those of your team's own registry: [docs/registry.md](../registry.md)";

/** The code blocks of a section as the files of one project. */
export function projectOfFences(fences: readonly Fence[]): Scenario {
  const files = fences.map(({ path, code }): FixtureFile => ({ path, text: code, markers: [], fixed: null }));
  return { id: '', name: 'page', folder: process.cwd(), files, rules: {} };
}

/** What a rule that no registry of ours speaks of finds in the example of its page. */
function exampleSeen(rule: string, example: string): string {
  const project = projectOfFences(fencesIn(example));
  for (const file of project.files) {
    const shown = seenIn(rule, project, file);
    if (shown !== null) return shown;
  }
  return 'The example shows nothing.';
}

function firstFinding(rule: string, scenario: Scenario, file: FixtureFile): string | null {
  return file.markers.some((marker) => marker.rule === rule && marker.kind === 'expect') ? seenIn(rule, scenario, file) : null;
}

function seenIn(rule: string, scenario: Scenario, file: FixtureFile): string | null {
  const setup = setupsFor(file.path).at(0);
  if (!setup) return null;
  const found = lintFixture(scenario, file, setup).find(({ ruleId }) => ruleId === `pitfalls/${rule}`);
  if (!found) return null;
  const line = file.text.split(/\r\n|\r|\n/u)[found.line - 1] ?? '';
  const end = found.endLine === found.line ? (found.endColumn ?? found.column + 1) : line.length + 1;
  const caret = line.slice(0, found.column - 1).replace(/[^\t]/gu, ' ') + '^'.repeat(Math.max(1, end - found.column));
  return `\`\`\`text\n${file.path}:${String(found.line)}:${String(found.column)}\n  ${line}\n  ${caret}\n${found.message}\n\`\`\``;
}

/** Every ID of every registry and what enforces it, one row a line, so that parallel changes merge. */
export function pitfallsPage(rules: readonly PitfallRule[]): string {
  const built = new Set(rules.map(({ card }) => card.name));
  const cell = (name: string) => (built.has(name) ? `[${name}](rules/${name}.md)` : `${name} (not built yet)`);
  const rows = pitfalls.map((pitfall) => {
    const claimed = rules.filter(({ card }) => card.pitfalls.includes(pitfall.id)).map(({ card }) => card.name);
    const names = [...new Set([...claimed, ...pitfall.rules])];
    return `| ${pitfall.id} | ${pitfall.title} | ${names.length > 0 ? names.map(cell).join(', ') : `none: ${pitfall.why ?? ''}`} |`;
  });
  return `# Every pitfall and the rule that stops it

Written by \`npm run docs\`. A rule that is not built yet is named all the same, so that nobody takes silence for safety.

| ID | Pitfall | Rules |
| --- | --- | --- |
${rows.join('\n')}
`;
}
