import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defineRule } from '../tools/whole-rule.ts';
import { rules } from '../src/generated/rules.ts';
import { severityOf } from '../src/presets.ts';

/** What is in `recommended`, and how loudly. Changed by hand, on purpose: after a release, only with a major version. */
const recommended: Readonly<Record<string, string>> = {
  'broad-except': 'error',
  'decorator-order': 'error',
  'hardcoded-token-bypass': 'error',
  'relative-sqlite-path': 'error',
  'sql-string-interpolation': 'error',
};

/** The version that was released last. As long as there is none, rules may still join without standing in the list. */
const released = { version: null as string | null };

describe('recommended', () => {
  test('holds what it has promised', () => {
    const today = Object.fromEntries(
      rules.filter(({ card }) => card.name in recommended).map(({ card }) => [card.name, severityOf('recommended', card)]),
    );
    expect(today).toEqual(recommended);
  });

  test.runIf(released.version !== null)('holds nothing else', () => {
    const others = rules.filter(({ card }) => !(card.name in recommended) && severityOf('recommended', card) !== 'off');
    expect(others.map(({ card }) => `${card.name} is new: give it since and stage: 'preview'`)).toEqual([]);
  });

  test('leaves out what is in preview, as strict does', () => {
    const card = { level: 'certain', stage: 'preview' } as const;
    expect((['recommended', 'strict', 'all'] as const).map((preset) => severityOf(preset, card))).toEqual(['off', 'off', 'error']);
    const rule = defineRule({ name: 'a-b', pitfalls: [], summary: '', messages: {}, detectors: {}, since: '0.2.0', ...card });
    expect([rule.since, rule.stage, rule.meta?.docs?.recommended]).toEqual(['0.2.0', 'preview', false]);
  });
});

describe('every rule', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

  test('has come with a version that is there, or is the next one', () => {
    expect(rules.filter(({ since }) => !/^\d+\.\d+\.0$/u.test(since) || Number.parseInt(since) > Number.parseInt(version) + 1)).toEqual([]);
  });

  test('is stable or in preview, and in preview not from the start', () => {
    expect(rules.filter(({ since, stage }) => stage === 'preview' && since === '0.1.0').map(({ card }) => card.name)).toEqual([]);
  });

  test('has names that no other rule has, today or formerly', () => {
    const names = rules.flatMap(({ card }) => [card.name, ...(card.formerly ?? [])]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
