/** Writes `src/generated/`: what follows from the folders and from the grammar, so that nobody keeps a list by hand. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export function generate(): void {
  mkdirSync('src/generated', { recursive: true });
  writeIfChanged('src/generated/rules.ts', ruleRegistry());
  for (const kind of KINDS) writeIfChanged(`src/generated/${kind}-detectors.ts`, detectorsOf(kind));
  writeIfChanged('src/generated/pages.ts', rulePages());
  for (const [kind, grammar] of Object.entries(GRAMMARS)) writeIfChanged(`src/generated/${kind}-nodes.ts`, nodesOf(kind, grammar));
}

const KINDS = ['python', 'javascript', 'yaml', 'dotenv', 'dockerfile', 'markdown', 'shell'];
/** The grammars that our readers' nodes are typed after. */
const GRAMMARS = { python: 'tree-sitter-python', shell: 'tree-sitter-bash' };

/** The rules, each with the kinds of file for which its folder has a detector. */
function ruleRegistry(): string {
  const names = ruleNames();
  const imports = names.map((name) => `import ${camel(name)} from '../rules/${name}/rule.ts';`);
  const rules = names.map((name) => {
    const kinds = KINDS.filter((kind) => hasDetector(name, kind)).map((kind) => `'${kind}'`);
    return `  ruleFrom(${camel(name)}, detectorsInKits('${name}', [${kinds.join(', ')}])),`;
  });
  return `// Written by tools/generate.ts from the folders of src/rules.
import { ruleFrom, type PitfallRule } from '../define-rule.ts';
import { detectorsInKits } from '../kit.ts';
${imports.join('\n')}

export const rules: readonly PitfallRule[] = [
${rules.join('\n')}
];
`;
}

/** The detectors for one kind of file, held to the cards of their rules. */
function detectorsOf(kind: string): string {
  const names = ruleNames().filter((name) => hasDetector(name, kind));
  const imports = names.flatMap((name) => [
    `import { ${kind} as ${camel(name)} } from '../rules/${name}/${kind}.ts';`,
    `import type ${camel(name)}Card from '../rules/${name}/rule.ts';`,
  ]);
  const entries = names.map((name) => `  '${name}': ${camel(name)} satisfies DetectorFor<'${kind}', typeof ${camel(name)}Card>,`);
  return `// Written by tools/generate.ts from the folders of src/rules.
import type { DetectorFor } from '../detectors.ts';
import type { AnyDetector } from '../language/detector.ts';
${imports.join('\n')}

export const detectors = {
${entries.join('\n')}
} as unknown as Readonly<Record<string, AnyDetector>>;
`;
}

function ruleNames(): string[] {
  return readdirSync('src/rules', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`src/rules/${entry.name}/rule.ts`))
    .map((entry) => entry.name)
    .sort();
}

function hasDetector(rule: string, kind: string): boolean {
  return existsSync(`src/rules/${rule}/${kind}.ts`);
}

function rulePages(): string {
  const pages = readdirSync('docs/rules')
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => [name.slice(0, -'.md'.length), readFileSync(`docs/rules/${name}`, 'utf8')]);
  return `// Written by tools/generate.ts from docs/rules.

/** The page about each rule, as Markdown. */
export const pages: Readonly<Record<string, string>> = ${JSON.stringify(Object.fromEntries(pages), null, 2)};
`;
}

interface NodeType {
  readonly type: string;
  readonly named: boolean;
  readonly subtypes?: readonly { readonly type: string; readonly named: boolean }[];
  readonly fields?: Record<string, FieldType>;
}

interface FieldType {
  readonly multiple: boolean;
  readonly required: boolean;
  readonly types: readonly { readonly type: string; readonly named: boolean }[];
}

function nodesOf(reader: string, grammar: string): string {
  const nodeTypes = JSON.parse(readFileSync(require.resolve(`${grammar}/src/node-types.json`), 'utf8')) as NodeType[];
  const named = nodeTypes.filter((node) => node.named);
  const unions = named.filter((node) => node.subtypes);
  const listed = named.filter((node) => !node.subtypes);
  const kinds = [...listed, ...unlistedKinds(named)];
  return `// Written by tools/generate.ts from ${grammar}'s node-types.json.
import type { Base, Token } from '../${reader}/nodes.ts';

${kinds.map(nodeInterface).join('\n\n')}

export interface SyntaxError extends Base<'ERROR'> {}

${unions.map((node) => `export type ${pascal(node.type)} = ${typeUnion(node.subtypes ?? [])};`).join('\n')}

export interface NodeByKind {
${kinds.map((node) => `  ${node.type}: ${pascal(node.type)};`).join('\n')}
  ERROR: SyntaxError;
}
`;
}

/** Kinds that stand in fields but have no entry of their own (`as_pattern_target`). */
function unlistedKinds(named: readonly NodeType[]): NodeType[] {
  const known = new Set(named.map(({ type }) => type));
  const used = named.flatMap(({ fields = {} }) => Object.values(fields).flatMap(({ types }) => types));
  const missing = used.filter(({ type, named: isNamed }) => isNamed && type !== '_' && !known.has(type));
  return [...new Set(missing.map(({ type }) => type))].map((type) => ({ type, named: true }));
}

function nodeInterface({ type, fields = {} }: NodeType): string {
  const lines = Object.entries(fields).flatMap(([field, { multiple, required, types }]) => {
    // A grammar may lay a comma into a field; nobody asks for it there.
    const union = typeUnion(types.filter(({ type: kind }) => kind !== ',' && kind !== '_'));
    const property = field === 'type' ? 'annotation' : field;
    const one = `  readonly ${property}: ${union}${required ? '' : ' | null'};`;
    return multiple ? [one, `  all(field: '${field}'): readonly (${union})[];`] : [one];
  });
  return `export interface ${pascal(type)} extends Base<'${type}'> {${lines.length > 0 ? `\n${lines.join('\n')}\n` : ''}}`;
}

function typeUnion(types: readonly { readonly type: string; readonly named: boolean }[]): string {
  const members = types.map(({ type, named }) => (named ? pascal(type) : `Token<${JSON.stringify(type)}>`));
  return [...new Set(members)].join(' | ');
}

function pascal(kind: string): string {
  return kind.replace(/(?:^|_+)([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

function camel(name: string): string {
  return name.replace(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}

function writeIfChanged(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

if (process.argv[1] === import.meta.filename) generate();
