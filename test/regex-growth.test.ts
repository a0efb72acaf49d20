import { describe, expect, test } from 'vitest';
import { readingOf } from '../src/cli/kinds.ts';
import { ProjectLinter } from '../src/cli/lint.ts';
import '../src/every-kit.ts';
import { NO_SETTINGS } from '../src/cli/settings.ts';
import { rules } from '../src/generated/rules.ts';
import { OutOfTime, withinTime } from '../src/cli/within-time.ts';

/** What patterns and loops have choked on elsewhere, and what our own patterns look for, over and over. */
const pumps: readonly string[] = [
  ...['a', 'aA', 'a_', '0', '😀', ' ', '\n', '\r\n', '"', "'", '`', '\\', '"""', '(', '[', '{', '()', '${', '<a>', '--', '/*', '#'],
  ...['a.', 'a.b(', 'f().', '@a', 'a,', 'a=b;', '?a=b&', 'not ', 'a and ', 'lambda a, ', 'await ', 'if a:\n', '} catch {'],
  ...['SELECT * FROM a WHERE ', "' OR '1'='1", 'a IN (', '%s', '%(a)s', '{0} ', '{a!r:>{b}}', '" % a "'],
  ...['token == ', 'tokens', 'to_ken', 'checksignature', 'Bearer ', 'Authorization: Bearer a, ', 'demo-', '***', 'store ', 'database'],
  ...['sqlite:///', '../', 'a.db', 'file=', '/pages/api/', 'could not ', 'by design '],
];

const LENGTH = 50_000;
const filled = (pump: string, length: number): string => pump.repeat(Math.ceil(length / pump.length));
/** Python, JavaScript and YAML all read it. */
const quoted = (text: string): string => JSON.stringify(text);

type Shapes = Readonly<Record<string, (text: string) => string>>;

/** The places of a file whose text rules look at. */
const shapes: Readonly<Record<string, Shapes>> = {
  'a.py': {
    bare: (text) => text,
    quoted: (text) =>
      [
        `import sqlite3, logging, os\nfrom flask import Flask, request\napp = Flask(__name__)\nlogger = logging.getLogger(__name__)`,
        `TOKEN = ${quoted(text)}`,
        `@app.route(${quoted(text)})\ndef view(token, name):`,
        `    db = sqlite3.connect(${quoted(text)})`,
        `    db.execute(${quoted(`SELECT ${text}`)} % name)`,
        `    db.execute(f${quoted(`SELECT ${text.replace(/[{}]/gu, '')} {name}`)})`,
        `    db.execute("SELECT " + ${quoted(text)} + name)`,
        `    if token == ${quoted(text)} or request.headers.get("Authorization") == ${quoted(`Bearer ${text}`)}:\n        return True`,
        `    try:\n        return os.environ[${quoted(text)}]`,
        `    except Exception as e:  # ${text.replace(/[\r\n]/gu, ' ')}\n        logger.info(${quoted(text)}, e)\n        return {"error": ${quoted(text)}}`,
      ].join('\n'),
    named: (text) => {
      const name = `n${text.replace(/\W/gu, '_')}`;
      return `def ${name}(${name}):\n    try:\n        ${name}.execute("select " + ${name})\n    except Exception:\n        self.${name} = ${name} == "a"\n        return ${name}()\n`;
    },
  },
  'a.js': {
    bare: (text) => text,
    quoted: (text) =>
      [
        `import express from 'express';\nimport Database from 'better-sqlite3';\nconst app = express();`,
        `const TOKEN = ${quoted(text)};`,
        `app.get(${quoted(text)}, async (req, res) => {`,
        `  const db = new Database(${quoted(text)});`,
        `  db.prepare(${quoted(`SELECT ${text}`)} + req.query.name);`,
        `  db.exec(\`SELECT ${text.replace(/[`$\\]/gu, '')} \${req.query.name}\`);`,
        `  if (req.headers.authorization === ${quoted(`Bearer ${text}`)} || req.token === ${quoted(text)}) return true;`,
        `  try { await db.all(process.env[${quoted(text)}]); } catch (e) { /* ${text.replaceAll('*/', '')} */ console.log(${quoted(text)}, e); res.json({ error: ${quoted(text)} }); }`,
        `});`,
      ].join('\n'),
    named: (text) => {
      const name = `n${text.replace(/\W/gu, '_')}`;
      return `function ${name}(${name}) { try { ${name}.query('select ' + ${name}); } catch { this.${name} = ${name} === 'a'; return ${name}(); } }\n`;
    },
  },
  'compose.yml': {
    bare: (text) => text,
    quoted: (text) =>
      `services:\n  app:\n    image: ${quoted(text)}\n    command: ${quoted(`run --token=${text}`)}\n    environment:\n      TOKEN: ${quoted(text)}\n      DATABASE_URL: ${quoted(`sqlite:///${text}`)}\n      ${quoted(text.slice(0, 1000))}: a\n`,
    plain: (text) => `a: ${text.replace(/\s+/gu, ' ')}\nb: |\n  ${text.replace(/[\r\n]/gu, ' ')}\n# ${text.replace(/[\r\n]/gu, ' ')}\n`,
  },
  '.env': {
    bare: (text) => text,
    quoted: (text) =>
      `TOKEN=${quoted(text)}\nDATABASE_URL=sqlite:///${text.replace(/[\r\n]/gu, ' ')}\nA='${text}'\n# ${text.replace(/[\r\n]/gu, ' ')}\n`,
    named: (text) => `${text.replace(/\W/gu, '_')}=${text}\n`,
  },
  Dockerfile: {
    bare: (text) => text,
    quoted: (text) => `FROM ${text}\nENV A=${quoted(text)}\nRUN --mount=${quoted(text)} ${text}\nCMD [${quoted(text)}]\n`,
    heredoc: (text) => `FROM a\nRUN <<E\n${text}\nE\n`,
  },
};

/** The time this process works for something, however busy the machine is. */
function work(action: () => void): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const linter = new ProjectLinter('/project', rules, { preset: 'all', settings: NO_SETTINGS, only: [] });
const FAST = 300;
/** How many times as long may twice as much take? For each template, Babel itself moves all tokens that come after it. */
const mostFor = (pump: string): number => (pump === '`' ? 7 : 3.5);
const ENDLESS = 10_000;

describe.each(Object.entries(shapes))('every rule on %s', (path, forms) => {
  const reading = readingOf(path);
  if (!reading) throw new Error(`nobody reads ${path}`);
  const timeFor = (text: string): number => {
    try {
      return work(() => withinTime(ENDLESS, () => linter.lint(path, text, reading)));
    } catch (error) {
      if (error instanceof OutOfTime) return ENDLESS;
      throw error;
    }
  };

  test.each(Object.entries(forms))('takes twice as long for twice as much: %s', (_, form) => {
    const slow = pumps.flatMap((pump) => {
      const [half, whole] = [form(filled(pump, LENGTH)), form(filled(pump, 2 * LENGTH))];
      let told = '';
      // What the compiler and the collector of garbage do now and then is not the text's fault.
      for (let round = 0; round < 4; round++) {
        const long = timeFor(whole);
        if (long < FAST) return [];
        const ratio = long / timeFor(half);
        if (ratio < mostFor(pump)) return [];
        told = `${JSON.stringify(pump)}: ${long.toFixed()} ms, ${ratio.toFixed(1)} times as long as for one half`;
      }
      return [told];
    });
    expect(slow).toEqual([]);
  });
});
