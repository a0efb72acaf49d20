import { describe, expect, it } from 'vitest';
import { isBackupCopy, isTestFile } from '../../src/vocabulary/test-files.ts';

describe('test files', () => {
  it.each([
    'tests/app.py',
    'test/app.js',
    'src/__tests__/a.ts',
    'app/e2e/login.ts',
    'spec/models/user.rb',
    'cypress/support/x.ts',
    'pkg/fixtures/.env',
    'src/testdata/a.yml',
    'Tests/App.py',
    'test_app.py',
    'src/app_test.py',
    'src/conftest.py',
    'src/app.test.ts',
    'src/app.spec.mjs',
    'app.cy.jsx',
    'a.e2e.ts',
    'docker-compose.test.yml',
    'src/app.test.d.ts',
    'src/SKIP_old.py',
  ])('%s is one', (path) => {
    expect(isTestFile(path)).toBe(true);
  });

  it.each([
    'app.py',
    'src/contest.py',
    'src/latest/app.py',
    'testing/app.py',
    'src/attest.ts',
    'src/test.py',
    'testserver.py',
    'src/skip_list.py',
    'specification/a.md',
    'src/app.tests',
    'a.test',
    '',
  ])('%s is none', (path) => {
    expect(isTestFile(path)).toBe(false);
  });
});

describe('back-up copies', () => {
  it.each(['app_backup.py', 'src/app.py.bak', 'src/app.py.orig', 'app.py~', 'SRC/APP.PY.BAK'])('%s is one', (path) => {
    expect(isBackupCopy(path)).toBe(true);
  });

  it.each(['backup.py', 'src/_backup/app.py', 'src/backup_job.py', 'original.py', '~/app.py', ''])('%s is none', (path) => {
    expect(isBackupCopy(path)).toBe(false);
  });
});
