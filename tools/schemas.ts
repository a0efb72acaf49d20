/** The published JSON schemas: of `pitfalls.json`, which follows from the rules, and of the JSON report. */
import type { PitfallRule } from '../src/define-rule.ts';

const DRAFT = 'http://json-schema.org/draft-07/schema#';
const count = { type: 'integer', minimum: 0 };
const severity = { enum: ['off', 'warn', 'error'] };

/** What may stand in `pitfalls.json`: every rule with its options. */
export function settingsSchema(rules: readonly PitfallRule[]): object {
  return {
    $schema: DRAFT,
    title: 'Settings of the pitfalls command (pitfalls.json)',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      rules: {
        description: 'Rules whose level or options differ from the preset.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((rule) => [rule.card.name, ruleSchema(rule)])),
      },
      limits: {
        description: 'What may be found how often at most: one more is exit code 1, and what is within the number is none.',
        type: 'object',
        propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9.-]*$' },
        additionalProperties: count,
      },
      registries: {
        description: 'Markdown files that are registries of pitfalls, besides those called pitfalls.md.',
        type: 'array',
        items: { type: 'string', minLength: 1, pattern: '\\.md$' },
      },
      ignore: {
        description: 'Files and folders that are left out: *, ? and ** are special; a pattern without a slash fits at any depth.',
        type: 'array',
        items: { type: 'string', minLength: 1, pattern: '^[^!]' },
      },
    },
  };
}

function ruleSchema({ card }: PitfallRule): object {
  const options = Object.entries(card.options ?? {}).map(([name, option]) => [
    name,
    { ...option.schema, description: option.description, default: option.default },
  ]);
  const withOptions = {
    type: 'array',
    items: [severity, { type: 'object', additionalProperties: false, properties: Object.fromEntries(options) as object }],
    minItems: 1,
    maxItems: options.length > 0 ? 2 : 1,
  };
  return { description: `${card.summary} (${card.pitfalls.join(', ')}).`, anyOf: [severity, withOptions] };
}

const place = { type: 'integer', minimum: 1 };
const text = { type: 'string' };
const unchecked = { type: 'array', items: fixed({ path: text, line: place, reason: text }, ['line']) };

const finding = {
  path: text,
  line: place,
  column: place,
  endLine: place,
  endColumn: place,
  severity: { enum: ['error', 'warning'] },
  rule: text,
  pitfalls: { type: 'array', items: text },
  message: text,
  source: { ...text, description: 'The line it stands on.' },
  url: text,
  fingerprint: { ...text, description: 'What it is known by wherever its line moves, the path not included.' },
};
const tallies = {
  type: 'array',
  items: fixed(
    {
      name: text,
      findings: count,
      accepted: count,
      trend: { type: 'integer', description: 'How many more there are than the baseline accepts, or with a minus fewer.' },
    },
    ['trend'],
  ),
};
const times = { type: 'array', items: fixed({ name: text, milliseconds: { type: 'number', minimum: 0 } }) };
const limits = {
  description: 'What may be found so many times at most, and was found how often; what is accepted counts as well.',
  type: 'array',
  items: fixed({ name: text, most: count, count, origin: text }),
};
const statistics = {
  description: 'With --statistics only: in each list what is found most stands first.',
  ...fixed({ rules: tallies, pitfalls: tallies, folders: tallies, timing: fixed({ rules: times, files: times }) }, ['timing']),
};

/** What `--format json` prints. What is added later does not make it another version. */
export const reportSchema = {
  $schema: DRAFT,
  title: 'Report of the pitfalls command (--format json)',
  ...fixed(
    {
      version: { const: 1 },
      tool: fixed({ name: { const: 'pitfalls' }, version: text }),
      summary: fixed(
        {
          errors: count,
          warnings: count,
          checkedFiles: count,
          minifiedFiles: count,
          acceptedFindings: count,
          fixedProblems: count,
          exitCode: { enum: [0, 1, 2] },
        },
        ['fixedProblems'],
      ),
      statistics,
      limits,
      findings: { type: 'array', items: fixed(finding) },
      accepted: {
        description: 'With --with-accepted only: what the baseline, eslint-suppressions.json or a comment keeps silent.',
        type: 'array',
        items: fixed({ ...finding, by: { enum: ['baseline', 'suppressions', 'comment'] }, reason: text }),
      },
      skipped: { ...unchecked, description: 'What could not be checked.' },
      notes: unchecked,
      shard: {
        description: 'With --shard only: what `pitfalls merge` of the same version needs to join the parts. Its inside has no promise.',
        type: 'object',
        required: ['part', 'of', 'version'],
        properties: { part: count, of: count, version: text },
      },
    },
    ['statistics', 'limits', 'accepted', 'shard'],
  ),
};

function fixed(properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  return { type: 'object', required: Object.keys(properties).filter((name) => !optional.includes(name)), properties };
}

export function schemaText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
