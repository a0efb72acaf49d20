import { describe, expect, it } from 'vitest';
import { rules } from '../../src/generated/rules.ts';
import { ProjectLinter } from '../../src/cli/lint.ts';
import '../../src/every-kit.ts';
import { NO_SETTINGS } from '../../src/cli/settings.ts';
import { readingOf } from '../../src/cli/kinds.ts';

function fingerprints(path: string, text: string, rule = 'broad-except'): string[] {
  const reading = readingOf(path);
  if (!reading) throw new Error(`${path} is not read`);
  const linter = new ProjectLinter('/project', rules, { preset: 'all', settings: NO_SETTINGS, only: [rule] });
  return linter.lint(path, text, reading).findings.map(({ fingerprint }) => fingerprint);
}

const python = `import json

def load(path):
    try:
        return json.load(open(path))
    except Exception:
        return None
`;

describe('a fingerprint', () => {
  it('is that of the code, wherever it moves', () => {
    const [print] = fingerprints('src/app.py', python);
    expect(print).toMatch(/^[0-9a-f]{20}$/u);
    expect(fingerprints('src/app.py', `# moved\n\n\n${python}`)).toEqual([print]);
    expect(fingerprints('lib/other.py', python)).toEqual([print]);
    expect(fingerprints('src/app.py', python.replaceAll('    ', '\t').replaceAll('\n', '\r\n'))).toEqual([print]);
    expect(
      fingerprints('src/app.py', python.replace('except Exception:\n        return None', 'except  Exception :\n        return  None')),
    ).toEqual([print]);
  });

  it('is another one in another function, and for other code', () => {
    const [print] = fingerprints('app.py', python);
    expect(fingerprints('app.py', python.replace('def load', 'def read'))).not.toEqual([print]);
    expect(fingerprints('app.py', python.replace('return None', 'return []'))).not.toEqual([print]);
  });

  it('tells two alike findings apart', () => {
    const twice = fingerprints('app.py', `${python}\n${python}`);
    expect(twice).toHaveLength(2);
    expect(new Set(twice).size).toBe(2);
    expect(twice[0]).toBe(fingerprints('app.py', python)[0]);
  });

  it('knows functions, methods and handlers of JavaScript', () => {
    const script = `class Store {
  load(path) {
    try { return db.query(path); } catch (error) { return null; }
  }
}
export const load = async (path) => {
  try { return await db.query(path); } catch (error) { return null; }
};
`;
    const both = fingerprints('app.js', script);
    expect(both).toHaveLength(2);
    expect(new Set(both).size).toBe(2);
    expect(fingerprints('app.ts', script.replace('async (path)', 'async(\n  path,\n)').replaceAll('  ', '    '))).toEqual(both);
  });

  it('knows the keys of YAML and the variables of dotenv', () => {
    const yaml = 'services:\n  web:\n    environment:\n      DATABASE_URL: sqlite:///app.db\n';
    const [inWeb] = fingerprints('docker-compose.yml', yaml, 'relative-sqlite-path');
    expect(inWeb).toBeDefined();
    expect(fingerprints('docker-compose.yml', yaml.replace('services:', '# all\nservices:'), 'relative-sqlite-path')).toEqual([inWeb]);
    expect(fingerprints('docker-compose.yml', yaml.replace('web', 'api'), 'relative-sqlite-path')).not.toEqual([inWeb]);
    const [first] = fingerprints('.env', 'DATABASE_URL=sqlite:///app.db\n', 'relative-sqlite-path');
    expect(first).toBeDefined();
    expect(fingerprints('.env', '# here\nexport DATABASE_URL="sqlite:///app.db"\n', 'relative-sqlite-path')).not.toEqual([]);
  });
});
