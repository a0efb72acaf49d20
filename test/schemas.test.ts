import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { parseSettings } from '../src/cli/settings.ts';
import { rules } from '../src/generated/rules.ts';
import { reportSchema, schemaText, settingsSchema } from '../tools/schemas.ts';
import { pitfalls, repositoryWith } from './cli/repository.ts';

type Validate = (value: unknown) => boolean;

// ESLint's own validator, which its users have as well.
const require = createRequire(createRequire(import.meta.url).resolve('eslint/package.json'));
const Ajv = require('ajv') as new (options?: object) => { compile: (schema: object) => Validate };
const compile = (schema: object): Validate => new Ajv({ schemaId: 'auto' }).compile(schema);

describe('docs/settings.schema.json', () => {
  const isValid = compile(settingsSchema(rules));

  test('is up to date: npm run docs', () => {
    expect(readFileSync('docs/settings.schema.json', 'utf8')).toBe(schemaText(settingsSchema(rules)));
  });

  test.each([
    {},
    { $schema: './settings.schema.json', rules: { 'broad-except': 'off' }, ignore: ['legacy/'] },
    { rules: { 'sql-string-interpolation': ['warn', { strict: true }] } },
    { rules: { 'broad-except': ['error'] } },
    { rules: { 'brod-except': 'off' } },
    { rules: { 'broad-except': 'of' } },
    { rules: { 'sql-string-interpolation': ['warn', { strct: true }] } },
    { rules: { 'sql-string-interpolation': ['warn', { strict: 'yes' }] } },
    { rule: {} },
    { limits: { 'broad-except': 12, 'GR-4': 3, certain: 0, all: 100 } },
    { limits: { all: -1 } },
    { limits: { all: '3' } },
    { limits: [] },
    { ignore: ['!kept.py'] },
    { ignore: [''] },
  ])('takes what the command takes: %j', (settings) => {
    expect(isValid(settings)).toBe('settings' in parseSettings(JSON.stringify(settings), rules));
  });
});

describe('docs/report.schema.json', () => {
  test('is up to date: npm run docs', () => {
    expect(readFileSync('docs/report.schema.json', 'utf8')).toBe(schemaText(reportSchema));
  });

  test('describes what is printed', async () => {
    const isValid = compile(reportSchema);
    const files = { 'a.py': 'zap()\n', 'b.py': Buffer.from([0xff]), 'c.py': 'def f(:\n' };
    const report = JSON.parse((await pitfalls(repositoryWith(files), ['--format', 'json'])).out) as Record<string, unknown>;
    expect(isValid(report)).toBe(true);
    const counted = (
      await pitfalls(repositoryWith(files), ['--format', 'json', '--statistics', '--timing', '--max', 'all=1', '--with-accepted'])
    ).out;
    expect(isValid(JSON.parse(counted))).toBe(true);
    expect(isValid({ ...report, statistics: { rules: [] } })).toBe(false);
    expect(isValid({ ...report, version: 2 })).toBe(false);
    expect(isValid({ ...report, findings: [{}] })).toBe(false);
  });
});
