import { expect, test } from 'vitest';
import { language } from '../../src/python/language.ts';
import { PythonSource } from '../../src/python/source-code.ts';
import type { PythonTree } from '../../src/python/syntax/tree.ts';
import type { Content } from '../../src/project/content.ts';
import { Project } from '../../src/project/project.ts';
import { pythonModule } from '../../src/project/python-modules.ts';
import { pythonTreesOf } from '../../src/project/python-trees.ts';

const TEXT = 'def guard():\n    return True\n';

function projectThat(isSteady: boolean): Project {
  const texts = new Map([['auth.py', TEXT]]);
  const content: Content = {
    list: () => [...texts.keys()],
    stamp: (path) => (texts.has(path) ? 'given' : null),
    read: (path) => texts.get(path) ?? null,
    isSteady,
  };
  return new Project(content);
}

/** The tree that ESLint gets when the file is linted. What was parsed is known by its rows. */
function linted(project: Project, text: string): PythonTree {
  let source: PythonSource | undefined;
  pythonTreesOf(project).linting(
    'auth.py',
    () => {
      const parsed = language.parse({ body: text });
      if (parsed.ok && parsed.ast) source = new PythonSource(parsed.ast, 'declared');
    },
    () => source,
  );
  if (!source) throw new Error('not parsed');
  return source.tree;
}

test('what rules asked about is not parsed again when it is linted, and the other way round', () => {
  const project = projectThat(true);
  const asked = pythonModule(project, 'auth.py');
  expect(asked).not.toBeNull();
  expect(linted(project, TEXT).rows).toBe(asked?.rows);
  const other = projectThat(true);
  const first = linted(other, TEXT);
  expect(pythonModule(other, 'auth.py')?.rows).toBe(first.rows);
  // What rules found out about the linted file does not live on with it.
  expect(pythonModule(other, 'auth.py')).not.toBe(first);
});

test('another text is another tree, and the file that was mended does not stand for the one that others see', () => {
  const project = projectThat(true);
  const asked = pythonModule(project, 'auth.py');
  const mended = linted(project, TEXT.replace('True', 'False'));
  expect(mended).not.toBe(asked);
  expect(mended.text).toContain('False');
  expect(pythonModule(project, 'auth.py')).toBe(asked);
  const late = projectThat(true);
  linted(late, TEXT.replace('True', 'False'));
  expect(pythonModule(late, 'auth.py')?.text).toBe(TEXT);
});

test('an editor, where files change, shares nothing', () => {
  const project = projectThat(false);
  const asked = pythonModule(project, 'auth.py');
  expect(linted(project, TEXT).rows).not.toBe(asked?.rows);
  // Without a project in between, nothing is offered any more.
  const parsed = language.parse({ body: TEXT });
  expect(parsed.ok && parsed.ast?.rows).not.toBe(asked?.rows);
});
