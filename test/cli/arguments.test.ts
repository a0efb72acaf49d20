import { describe, expect, test } from 'vitest';
import { parseArguments, type Request } from '../../src/cli/arguments.ts';

const nothingThere = (): boolean => false;

function requestOf(...argv: readonly string[]): Request {
  const parsed = parseArguments(argv, nothingThere);
  if (parsed.kind !== 'check') throw new Error(JSON.stringify(parsed));
  return parsed.request;
}

function mistakeIn(argv: readonly string[], exists: (path: string) => boolean = nothingThere): string {
  const parsed = parseArguments(argv, exists);
  if (parsed.kind !== 'mistake') throw new Error(JSON.stringify(parsed));
  return parsed.message;
}

describe('what was asked', () => {
  test('is this folder with the recommended preset when nothing is said', () => {
    expect(requestOf()).toEqual({
      paths: ['.'],
      preset: 'recommended',
      only: [],
      color: undefined,
      outputs: [{ format: 'pretty', file: null }],
      since: null,
      isUntrusted: false,
      baselineFrom: null,
      baseline: 'use',
      failOn: 'warning',
      fix: 'no',
      stdinName: null,
      isHook: false,
      annotateSince: null,
      limits: [],
      hasAccepted: false,
      isCounted: false,
      isTimed: false,
      share: null,
      budget: 5,
      threads: null,
    });
  });

  test('is read from options before, between and after the paths', () => {
    expect(requestOf('--preset', 'strict', 'a', '--rule=x', 'b', '--rule', 'y', '--no-color')).toMatchObject({
      paths: ['a', 'b'],
      preset: 'strict',
      only: ['x', 'y'],
      color: false,
    });
  });

  test('holds everything after -- as paths', () => {
    expect(requestOf('--color', '--', '--preset', '-h', '--').paths).toEqual(['--preset', '-h', '--']);
  });

  test('is help or the version, short or long', () => {
    const kinds = ['-h', '--help', '-v', '--version'].map((token) => parseArguments([token], nothingThere).kind);
    expect(kinds).toEqual(['help', 'help', 'version', 'version']);
  });
});

describe('a mistake', () => {
  test('names the nearest option', () => {
    expect(mistakeIn(['--prest=all'])).toContain("there is no option '--prest'; did you mean '--preset'?");
    expect(mistakeIn(['--mend'])).toContain("there is no option '--mend'");
    expect(mistakeIn(['--mend'])).not.toContain('did you mean');
  });

  test('names the nearest preset', () => {
    expect(mistakeIn(['--preset', 'recomended'])).toContain("there is no preset 'recomended'; did you mean 'recommended'?");
  });

  test('is a value too many or too few', () => {
    expect(mistakeIn(['--color=yes'])).toContain("'--color' takes no value");
    expect(mistakeIn(['--preset'])).toContain("'--preset' needs a value: recommended, strict, all");
    expect(mistakeIn(['--preset='])).toContain("'--preset' needs a value");
  });

  test('is an option that is also a file, because a list of names may hold anything', () => {
    const message = mistakeIn(['a.py', '--no-color'], (path) => path === '--no-color');
    expect(message).toContain("'--no-color' is also a file here: write './--no-color' for the file, or put '--' before the file names");
  });

  test('does not fall for names that every object has', () => {
    expect(mistakeIn(['--toString'])).toContain("there is no option '--toString'");
    expect(mistakeIn(['__proto__', '-constructor'])).toContain("there is no option '-constructor'");
  });
});
