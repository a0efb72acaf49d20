import { describe, expect, it } from 'vitest';
import { pitfallById, pitfalls, registries } from '../../src/registry/pitfalls.ts';

function countOf(registry: string): number {
  return pitfalls.filter((pitfall) => pitfall.registry === registry).length;
}

describe('the registries', () => {
  it('hold every entry once', () => {
    expect(new Set(pitfalls.map(({ id }) => id)).size).toBe(pitfalls.length);
    expect({ PF: countOf('PF'), GR: countOf('GR'), NA: countOf('NA'), PAT: countOf('PAT') }).toEqual({ PF: 54, GR: 44, NA: 61, PAT: 50 });
  });

  it('stand in the order PF, GR, NA, PAT', () => {
    expect([...new Set(pitfalls.map(({ registry }) => registry))]).toEqual(registries.map(({ id }) => id));
    expect(pitfalls.at(0)?.id).toBe('PF-001');
    expect(pitfalls.at(-1)?.id).toBe('PAT-020b');
  });

  it('begin each ID with the registry', () => {
    expect(pitfalls.filter(({ id, registry }) => !id.startsWith(`${registry}-`))).toEqual([]);
  });

  it('name rules as rules are named, and none twice', () => {
    expect(pitfalls.flatMap(({ rules }) => rules).filter((rule) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/u.test(rule))).toEqual([]);
    expect(pitfalls.filter(({ rules }) => new Set(rules).size !== rules.length)).toEqual([]);
    expect(new Set(pitfalls.flatMap(({ rules }) => rules)).size).toBe(176);
  });

  it('have short titles of their own', () => {
    expect(pitfalls.filter(({ title }) => title.length > 80 || title.endsWith('.') || !/^[A-Z]/u.test(title))).toEqual([]);
    expect(new Set(pitfalls.map(({ title }) => title)).size).toBe(pitfalls.length);
  });

  it('say why where there is no rule', () => {
    expect(pitfalls.filter(({ rules }) => rules.length === 0).map(({ id }) => id)).toEqual(['PAT-007b']);
    expect(pitfallById('PAT-007b')?.why).toBe('judgement, no static signal');
    expect(pitfalls.filter(({ rules, why }) => rules.length > 0 && why !== undefined)).toEqual([]);
  });
});

describe('pitfallById', () => {
  it.each([
    ['PF-001', ['decorator-order']],
    ['PF-002', ['relative-sqlite-path']],
    ['PF-041', ['hardcoded-token-bypass']],
    ['PF-012b', ['db-cli-without-fallback']],
    ['PF-036', ['unexplained-suppression', 'scan-includes-tests']],
    ['GR-4', ['broad-except', 'raise-without-cause', 'error-detail-leak']],
    ['GR-5', ['sql-string-interpolation']],
    ['GR-LD7', ['unthrottled-auth-route', 'rate-limit-without-retry-after', 'middleware-order']],
    ['NA-7.2', ['retry-callback-swallows-error']],
    ['NA-IG5', ['uniform-retry', 'broad-except']],
    ['PAT-010c.3', ['cartesian-count']],
    ['PAT-004', ['hardcoded-token-bypass', 'suffixed-static-token']],
    ['PAT-016', ['unscheduled-backup', 'live-sqlite-copy', 'pipeline-hides-failure', 'delete-before-verify']],
  ])('%s', (id, rules) => {
    expect(pitfallById(id)?.rules).toEqual(rules);
  });

  it.each(['PF-047', 'PAT-XXX', 'pf-001', ''])('%s is no ID', (id) => {
    expect(pitfallById(id)).toBeUndefined();
  });
});
