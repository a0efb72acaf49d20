import { describe, expect, it } from 'vitest';
import { MentionSearch, type Mention } from '../../src/language/mentions.ts';

function found(text: string, ...mentions: Mention[]): Mention[] {
  const search = new MentionSearch();
  for (const mention of mentions) search.add(mention);
  const answer = search.in(text);
  return mentions.filter((mention) => answer.has(mention));
}

describe('MentionSearch', () => {
  it('finds texts as they are written', () => {
    expect(found('cur.execute("SELECT 1")', 'SELECT', 'select', 'execute', '.db"')).toEqual(['SELECT', 'execute']);
  });

  it('finds words inside of other words, and words that overlap', () => {
    expect(found('ushers', 'he', 'she', 'his', 'hers', 'us')).toEqual(['he', 'she', 'hers', 'us']);
  });

  it('finds a word after a false start of another one', () => {
    expect(found('aab', 'ab', 'aaa')).toEqual(['ab']);
    expect(found('abcabd', 'abcabe', 'cabd')).toEqual(['cabd']);
  });

  it('looks on for a word in its own case when it first meets another one', () => {
    expect(found('select SELECT', 'SELECT')).toEqual(['SELECT']);
    expect(found('select Select', 'SELECT')).toEqual([]);
  });

  it('finds letters of any case where the pattern says so', () => {
    const token = /token/iu;
    expect(found('const accessToken = 1', token)).toEqual([token]);
    expect(found('const accessToken = 1', /token/u)).toEqual([]);
  });

  it('respects the bounds of a word', () => {
    const pin = /\bpin\b/iu;
    const pass = /pass\b/u;
    expect(found('spin pins pin_code', pin)).toEqual([]);
    expect(found('(PIN)', pin)).toEqual([pin]);
    expect(found('pin', pin)).toEqual([pin]);
    expect(found('spin pin', pin)).toEqual([pin]);
    expect(found('passed user_pass=', pass)).toEqual([pass]);
    expect(found('passed', pass)).toEqual([]);
  });

  it('is not led astray by other letters than those of ASCII', () => {
    expect(found('tok\u00e9en to\u{1F600}ken', 'token')).toEqual([]);
    expect(found('\u{1F600}token\u00e9', 'token')).toEqual(['token']);
  });

  it('answers for what was not declared', () => {
    const answer = new MentionSearch().in('spin PIN straße');
    expect(answer.has('straße')).toBe(true);
    expect(answer.has(/\bpin\b/iu)).toBe(true);
    expect(answer.has(/\bspi\b/iu)).toBe(false);
    expect(answer.has('pin')).toBe(true);
    expect(answer.has('pins')).toBe(false);
  });

  it('answers for what is declared after a text was searched', () => {
    const search = new MentionSearch();
    search.add('a');
    const before = search.in('abc');
    search.add('b');
    expect(before.has('b')).toBe(true);
    expect(search.in('abc').has('b')).toBe(true);
    expect(search.in('ac').has('b')).toBe(false);
  });

  it('refuses patterns it cannot look for', () => {
    expect(() => {
      new MentionSearch().add(/tok(?:en)?/u);
    }).toThrow('more than letters');
  });
});
