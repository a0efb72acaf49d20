import { describe, expect, it } from 'vitest';
import { saysPublic } from '../../src/vocabulary/public-marker.ts';

describe('a text that says a route is public', () => {
  it.each([
    'This endpoint is intentionally public for user discovery.',
    'Deliberately left public',
    'by design this list is public',
    'Public endpoint.',
    'A public API for partners',
    'pitfalls: public - the landing page shows it',
    'pitfalls:public',
    'Not a public endpoint before 2.0.\n\nNow intentionally public.',
  ])('%s', (text) => {
    expect(saysPublic(text)).toBe(true);
  });
});

describe('a text that does not', () => {
  it.each([
    'Lists the public holidays',
    'Serves /public/files',
    'by design everything below /public/ is cached',
    'see /public route',
    'This is not a public endpoint.',
    'non-public API',
    'Intentionally not public',
    'deliberately not a public route',
    `intentionally ${'x'.repeat(80)} public`,
    'intentionally\npublic',
    '',
  ])('%s', (text) => {
    expect(saysPublic(text)).toBe(false);
  });

  it('answers soon on long texts', () => {
    const start = performance.now();
    expect(saysPublic('intentionally not '.repeat(50_000))).toBe(false);
    expect(saysPublic(`pitfalls:${' '.repeat(500_000)}`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});
