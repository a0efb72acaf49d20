import { moduleOf } from './columns.ts';
import { oncePerTree } from './memo.ts';
import { dottedNameText, moduleName } from './names.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

export interface Import {
  /** The module that is loaded: `a.b` for `import a.b` and for `from a.b import c`, `.x` for `from .x import y`. */
  readonly module: string;
  /** What is taken from it: `c` for `from a.b import c as d`, `*` for a star import; null for a plain `import`. */
  readonly name: string | null;
  readonly node: Python.ImportStatement | Python.ImportFromStatement;
}

/** Everything a file imports, wherever in the file. */
export const imports = oncePerTree((tree: PythonTree): readonly Import[] =>
  moduleOf(tree)
    .descendants('import_statement', 'import_from_statement')
    .flatMap((node): Import[] => {
      const names = node.all('name').map(nameOf);
      if (node.type === 'import_statement') return names.map((module) => ({ module, name: null, node }));
      const module = moduleName(node);
      return (names.length > 0 ? names : ['*']).map((name) => ({ module, name, node }));
    }),
);

function nameOf(imported: Python.AliasedImport | Python.DottedName): string {
  return dottedNameText(imported.type === 'aliased_import' ? imported.name : imported);
}

/** Does the file import one of these modules, or something inside of one? `flask` covers `flask.views`. */
export function importsAny(tree: PythonTree, ...modules: string[]): boolean {
  const imported = importedNames(tree);
  return modules.some((wanted) => imported.has(wanted));
}

/** The full names that are imported, and the modules and packages that those are in. */
const importedNames = oncePerTree((tree): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const { module, name } of imports(tree)) {
    const full = name === null || name === '*' ? module : `${module}.${name}`;
    for (let end = full.length; end > 0; end = full.lastIndexOf('.', end - 1)) found.add(full.slice(0, end));
  }
  return found;
});

/** The names that imports are given here: `t` of `from sqlalchemy import text as t`. */
export const importAliases = oncePerTree(
  (tree: PythonTree): ReadonlySet<string> =>
    new Set(
      moduleOf(tree)
        .descendants('aliased_import')
        .map(({ alias }) => alias.text),
    ),
);
