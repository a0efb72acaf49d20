import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';

function lint(file: string, text: string, options: object = {}): Linter.LintMessage[] {
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.js'], languageOptions: { parser: plugin.parser } },
    { files: ['**/*.*'], rules: { 'pitfalls/naive-datetime': ['error', options] } },
  ];
  const messages = new Linter({ cwd: '/project' }).verify(text, configs as Linter.Config[], { filename: `/project/${file}` });
  return messages.filter(({ ruleId }) => ruleId === 'pitfalls/naive-datetime' || ruleId === null);
}

/** The text after the first suggestion of the first finding. */
function suggested(text: string): string | undefined {
  const fix = lint('a.py', text)[0]?.suggestions?.find(({ messageId }) =>
    /^(?:useAware|useDjango|writeZone|keepZone)$/u.test(messageId ?? ''),
  )?.fix;
  return fix && text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
}

describe('Python', () => {
  test('is reported on the call', () => {
    const [message] = lint('a.py', 'import datetime\n\ndef made():\n    return datetime.datetime.now()\n');
    expect(message).toMatchObject({ line: 4, column: 12, endColumn: 35, messageId: 'localTime' });
  });

  test.each([
    ['from datetime import datetime', ', timezone', 'datetime.now(timezone.utc)'],
    ['from datetime import UTC, datetime', '', 'datetime.now(UTC)'],
    ['from datetime import (datetime)', ', timezone', 'datetime.now(timezone.utc)'],
  ])('%s gets the name it needs', (line, added, call) => {
    const after = line.endsWith(')') ? `${line.slice(0, -1)}${added})` : line + added;
    expect(suggested(`${line}\n\ndef made():\n    return datetime.utcnow()\n`)).toBe(`${after}\n\ndef made():\n    return ${call}\n`);
  });

  test('says timezone.now() where timezone is that of Django', () => {
    const head = 'from datetime import datetime\nfrom django.utils import timezone\n\ndef made():\n    return ';
    expect(suggested(`${head}datetime.now()\n`)).toBe(`${head}timezone.now()\n`);
  });

  test('offers nothing where timezone is something else', () => {
    expect(
      suggested('from datetime import datetime\nfrom zones import timezone\n\ndef made():\n    return datetime.now()\n'),
    ).toBeUndefined();
  });

  test('passes the zone beside what is passed already', () => {
    const head = 'import datetime as dt\n\ndef made(x):\n    return ';
    expect(suggested(`${head}dt.datetime.utcfromtimestamp(x / 1000)\n`)).toBe(
      `${head}dt.datetime.fromtimestamp(x / 1000, dt.timezone.utc)\n`,
    );
  });

  test.each([
    ['x = datetime.now()\n    return x.isoformat()[:10]', []],
    ['x = datetime.now()\n    return x.isoformat()', ['localTime']],
    ['return datetime.now(None)', ['localTime']],
    ['return datetime.now(tz)', []],
    ['return f"{datetime.now():%Y}"', []],
    ['return f"{datetime.now().isoformat()}"', ['localTime']],
    ['return datetime.utcnow() - timedelta(days=1)', ['utcTime']],
    ['return datetime.utcnow() - start', ['deprecatedCall']],
    ['return datetime.utcnow().replace(tzinfo=timezone.utc)', []],
    ['return datetime.utcnow().replace(tzinfo=None)', ['utcTime']],
    ['return datetime.fromtimestamp(x).replace(tzinfo=timezone.utc)', ['localAsUtc']],
    ['return mktime(datetime.utcnow().timetuple())', ['utcAsLocal']],
    ['return timegm(datetime.utcnow().timetuple())', ['deprecatedCall']],
    ['db.execute("insert", (datetime.now(),))', ['localTime']],
    ['x = y = datetime.now()\n    return y', ['localTime']],
    ['x = x_before = datetime.now()\n    x = x.replace(x)\n    return 1', []],
  ])('%s', (body, expected) => {
    const text = `from datetime import datetime, timedelta, timezone\n\ndef made(tz, x, start, db, mktime, timegm):\n    ${body}\n`;
    expect(lint('a.py', text).map(({ messageId }) => messageId)).toEqual(expected);
  });

  test('knows a class that comes with a star', () => {
    expect(lint('a.py', 'from datetime import *\n\ndef made():\n    return datetime.now()\n')).toHaveLength(1);
  });

  test('goes through a circle of names', () => {
    expect(
      lint('a.py', 'from datetime import datetime\n\ndef made():\n    a = datetime.now()\n    b = a\n    a = b\n    return 1\n'),
    ).toEqual([]);
  });
});

describe('JavaScript', () => {
  test.each([
    ["new Date('2026-01-02 03:04')", ['textWithoutZone']],
    ["new Date('2026-01-02T03:04+01:00')", []],
    ["new Date('2026-01-02').getDay()", ['dateOnly']],
    ["new Date('2026-01-02').getUTCDay()", []],
    ["new Date().toLocaleString().split(',')", ['localeText']],
    ["total.toLocaleString().split(',')", []],
  ])('%s', (code, expected) => {
    expect(lint('a.js', `export const x = ${code};\n`).map(({ messageId }) => messageId)).toEqual(expected);
  });
});
