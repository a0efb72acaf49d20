import { expect, test } from 'vitest';
import { relativePath } from '../../src/language/path.ts';

test.each([
  ['/project/src/app.py', 'src/app.py'],
  ['/project//src/app.py', 'src/app.py'],
  ['/project/..app.py', '..app.py'],
  ['/projects/app.py', '/projects/app.py'],
  ['/elsewhere/app.py', '/elsewhere/app.py'],
])('%s is %s from the root', (file, path) => {
  expect(relativePath('/project', file)).toBe(path);
});
