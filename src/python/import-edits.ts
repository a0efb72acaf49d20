import type { Edit } from '../language/detector.ts';
import { moduleOf } from './columns.ts';
import { parts } from './expressions.ts';
import { moduleName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { moduleScope } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

/**
 * The edit that makes `from MODULE import NAME` available under its own name, `'there'` when it is already, and null when
 * the name means something else in this file.
 */
export function importEdit(tree: PythonTree, module: string, name: string): Edit | 'there' | null {
  const binding = moduleScope(tree).binding(name);
  if (binding) {
    const [first] = binding.definitions;
    return first && qualifiedName(first.node) === `${module}.${name}` ? 'there' : null;
  }
  const same = parts(moduleOf(tree)).find(
    (node): node is Python.ImportFromStatement =>
      node.type === 'import_from_statement' && moduleName(node) === module && node.all('name').length > 0,
  );
  const last = same?.all('name').at(-1);
  if (last) return { range: [last.range[1], last.range[1]], text: `, ${name}` };
  return importLine(tree, `from ${module} import ${name}`);
}

/** The same for `import MODULE`. */
export function moduleImportEdit(tree: PythonTree, module: string): Edit | 'there' | null {
  const binding = moduleScope(tree).binding(module);
  if (!binding) return importLine(tree, `import ${module}`);
  const [first] = binding.definitions;
  return first && qualifiedName(first.node) === module ? 'there' : null;
}

function importLine(tree: PythonTree, line: string): Edit {
  const statements = parts(moduleOf(tree));
  const eol = tree.text.includes('\r\n') ? '\r\n' : '\n';
  const imports = statements.filter(isImport);
  // Below the first import that is no `from __future__`, as that must stay on top; else below the head of the file.
  const [beside] = imports.filter(({ type }) => type !== 'future_import_statement');
  if (beside) return { range: [beside.range[1], beside.range[1]], text: eol + line };
  const head = imports.at(-1) ?? statements.find(isDocstring);
  if (head) return { range: [head.range[1], head.range[1]], text: eol + eol + line };
  const start = statements[0]?.range[0] ?? 0;
  return { range: [start, start], text: line + eol + eol };
}

function isImport({ type }: Python.Node): boolean {
  return type === 'import_statement' || type === 'import_from_statement' || type === 'future_import_statement';
}

function isDocstring(statement: Python.Node): boolean {
  return statement.type === 'expression_statement' && parts(statement)[0]?.type === 'string';
}
