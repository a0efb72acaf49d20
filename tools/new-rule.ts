/**
 * `npm run new-rule -- NAME --pitfall ID --language python [--language yaml ...]`: writes the folder, one fixture and the
 * page of a new rule. What it writes is complete except for the detector, so exactly the fixture's promise is not kept.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { pitfalls } from '../src/registry/pitfalls.ts';
import { generate } from './generate.ts';
import { SECTIONS } from './pages.ts';

interface Language {
  readonly type: string;
  readonly visitor: string;
  /** File name and text of the first fixtures: one that bites, one that does not. */
  readonly file: string;
  readonly bites: (rule: string) => string;
  readonly fine: string;
  readonly fence: string;
  readonly example: string;
}

const languages: Readonly<Record<string, Language>> = {
  python: {
    type: 'PythonDetector',
    visitor: 'call(_node) {\n      // The place is found here; what it means is judged in a file named after its subject.\n    },',
    file: 'app.py',
    bites: (rule) => `import os\n\nvalue = os.getcwd()  # expect: ${rule}\n`,
    fine: 'import os\n\nvalue = os.getcwd()\n',
    fence: 'python',
    example: 'value = 1',
  },
  javascript: {
    type: 'JavaScriptDetector',
    visitor:
      'CallExpression(_node) {\n      // The place is found here; what it means is judged in a file named after its subject.\n    },',
    file: 'app.js',
    bites: (rule) => `export const value = process.cwd(); // expect: ${rule}\n`,
    fine: 'export const value = process.cwd();\n',
    fence: 'js',
    example: 'const value = 1;',
  },
  yaml: {
    type: 'YamlDetector',
    visitor: 'YAMLPair(_node) {\n      // The place is found here; what it means is judged in a file named after its subject.\n    },',
    file: 'settings.yml',
    bites: (rule) => `value: 1 # expect: ${rule}\n`,
    fine: 'value: 1\n',
    fence: 'yaml',
    example: 'value: 1',
  },
  dotenv: {
    type: 'DotenvDetector',
    visitor: 'assignment(_node) {\n      // The place is found here; what it means is judged in a file named after its subject.\n    },',
    file: '.env',
    bites: (rule) => `# expect-below: ${rule}\nVALUE=1\n`,
    fine: 'VALUE=1\n',
    fence: 'dotenv',
    example: 'VALUE=1',
  },
  dockerfile: {
    type: 'DockerfileDetector',
    visitor: 'instruction(_node) {\n      // The place is found here; what it means is judged in a file named after its subject.\n    },',
    file: 'Dockerfile',
    bites: (rule) => `FROM alpine:3.22\n# expect-below: ${rule}\nRUN true\n`,
    fine: 'FROM alpine:3.22\nRUN true\n',
    fence: 'dockerfile',
    example: 'FROM alpine:3.22',
  },
  shell: {
    type: 'ShellDetector',
    visitor: 'command(_node) {\n      // The place is found here; what it means is judged in a file named after its subject.\n    },',
    file: 'start.sh',
    bites: (rule) => `#!/bin/sh\ntrue # expect: ${rule}\n`,
    fine: '#!/bin/sh\ntrue\n',
    fence: 'sh',
    example: 'true',
  },
};

function main(args: readonly string[]): void {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { pitfall: { type: 'string', multiple: true }, language: { type: 'string', multiple: true } },
  });
  const [name] = positionals;
  const ids = values.pitfall ?? [];
  const kinds = values.language ?? [];
  if (name === undefined || ids.length === 0 || kinds.length === 0) {
    throw new Error(`usage: npm run new-rule -- NAME --pitfall ID --language ${Object.keys(languages).join('|')}`);
  }
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/u.test(name)) throw new Error(`'${name}' is not a name like relative-sqlite-path`);
  const folder = `src/rules/${name}`;
  if (existsSync(folder)) throw new Error(`${folder} exists already`);
  for (const id of ids) if (!pitfalls.some((pitfall) => pitfall.id === id)) throw new Error(`no registry has ${id}`);
  for (const kind of kinds)
    if (!languages[kind]) throw new Error(`no reader for '${kind}'; there are ${Object.keys(languages).join(', ')}`);

  write(`${folder}/rule.ts`, card(name, ids));
  for (const kind of kinds) write(`${folder}/${kind}.ts`, detector(kind));
  const first = languages[kinds[0] ?? ''];
  const id = ids[0] ?? '';
  if (!first) return;
  write(`fixtures/${id}/${name}-first-case/${first.file}`, first.bites(name));
  write(`fixtures/${id}/ok-${name}-look-alike/${first.file}`, first.fine);
  write(`docs/rules/${name}.md`, page(name, first));
  generate();
  console.log(`Next: fixtures/${id}/${name}-first-case shows the defect, ${folder} finds it, npm run docs finishes the page.`);
}

function card(name: string, ids: readonly string[]): string {
  return `import { defineCard } from '../../card.ts';

export default defineCard({
  name: '${name}',
  pitfalls: [${ids.map((id) => `'${id}'`).join(', ')}],
  summary: '${sentence(name)}',
  level: 'hint',
  messages: {
    found: "'{{code}}' says what is done here, and what follows from it. Use the better way.",
  },
});
`;
}

function detector(kind: string): string {
  const language = languages[kind];
  if (!language) return '';
  return `import type { ${language.type} } from '../../${kind}/detector.ts';

export const ${kind}: ${language.type}<'found'> = {
  visit: () => ({
    ${language.visitor}
  }),
};
`;
}

function page(name: string, { fence, example }: Language): string {
  const texts: Readonly<Partial<Record<(typeof SECTIONS)[number], string>>> = {
    'What goes wrong': 'What happens, to whom, and when they notice.',
    Example: `\`\`\`${fence}\n${example}\n\`\`\``,
    Instead: `\`\`\`${fence}\n${example}\n\`\`\``,
    'Left alone': '- What looks alike and is not reported, and why.',
    'Known gaps': '- Nothing has been measured on real code yet.',
    'Turn it off when': 'Nobody has needed to yet.',
  };
  return `# ${name}\n${SECTIONS.map((section) => `\n## ${section}\n\n${texts[section] ?? 'npm run docs writes this.'}\n`).join('')}`;
}

function sentence(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function write(file: string, text: string): void {
  const path = join(process.cwd(), file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
