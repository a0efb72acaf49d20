import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';
import { syntaxErrorsIn } from '../../src/cli/syntax-errors.ts';

test.each(['\n', '\r\n', '\r'])('what a handler lets pass stands as deep as the handler, where lines end in %j', (end) => {
  const lines = [
    'from werkzeug.exceptions import NotFound',
    'def f():',
    '    try:',
    '        raise NotFound()',
    '    except:',
    '        return None',
    '',
  ];
  const text = lines.join(end);
  const messages = new Linter().verify(text, plugin.configs.all, { filename: 'a.py' });
  const fixes = messages.flatMap(({ suggestions = [] }) => suggestions.map(({ fix }) => fix));
  expect(fixes.length).toBeGreaterThan(0);
  for (const { range, text: insert } of fixes) {
    const changed = text.slice(0, range[0]) + insert + text.slice(range[1]);
    expect(syntaxErrorsIn(changed, 'a.py', 'python')).toBe(0);
  }
  expect(fixes.map((fix) => fix.text.replaceAll(end, '\n'))).toContainEqual('except NotFound:\n        raise\n    ');
});
