import { builtinModules } from 'node:module';
import type { TSESLint } from '@typescript-eslint/utils';
import { unwrapAwaited, stringOf } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';

const BUILTIN: ReadonlySet<string> = new Set(builtinModules);

/** The one spelling of a module's name: Node's own always with `node:` (`node:fs` for `fs`), others as they are written. */
export function moduleName(specifier: string): string {
  return BUILTIN.has(specifier) ? `node:${specifier}` : specifier;
}

/** The full name of what an import binds: `pg.Pool` for `import { Pool } from 'pg'`; a default export is called like its module. */
export function importedName(definition: TSESLint.Scope.Definition): string | undefined {
  const { node, parent } = definition as { node: JavaScript.Node; parent?: JavaScript.Node | null };
  if (parent?.type !== Kind.ImportDeclaration) return undefined;
  const name = moduleName(parent.source.value);
  return node.type === Kind.ImportSpecifier
    ? exportName(name, stringOf(node.imported) ?? (node.imported as JavaScript.Identifier).name)
    : name;
}

/** What `require('x')`, `import('x')`, awaited or not, and TypeScript's `require` in an `import x =` load. */
export function loadedModule(node: JavaScript.Node): string | undefined {
  const inner = unwrapAwaited(node);
  let specifier: string | undefined;
  if (inner.type === Kind.ImportExpression) specifier = stringOf(inner.source);
  else if (inner.type === Kind.TSExternalModuleReference) specifier = stringOf(inner.expression);
  else if (inner.type === Kind.CallExpression && isRequire(inner.callee)) specifier = stringOf(inner.arguments[0]);
  return specifier === undefined ? undefined : moduleName(specifier);
}

function isRequire(callee: JavaScript.Node): boolean {
  return callee.type === Kind.Identifier && callee.name === 'require';
}

/** A member of a module; `default` is the module itself, whichever way it was loaded. */
export function exportName(module: string, name: string): string {
  return name === 'default' ? module : `${module}.${name}`;
}

/** The modules a file loads, by import, `require` at its top level or `export ... from`, in the text's order. */
export function importedModules(program: JavaScript.Program): readonly string[] {
  let known = modulesOf.get(program);
  if (!known) modulesOf.set(program, (known = findModules(program)));
  return known;
}

const modulesOf = new WeakMap<JavaScript.Program, readonly string[]>();

function findModules(program: JavaScript.Program): string[] {
  return program.body.flatMap((statement) => {
    switch (statement.type) {
      case Kind.ImportDeclaration:
        // A type is gone at run time: its module says nothing about where the file runs.
        return statement.importKind === 'type' ? [] : [moduleName(statement.source.value)];
      case Kind.ExportAllDeclaration:
        return [moduleName(statement.source.value)];
      case Kind.ExportNamedDeclaration:
        return statement.source ? [moduleName(statement.source.value)] : [];
      case Kind.TSImportEqualsDeclaration:
        return loadedModules(statement.moduleReference);
      case Kind.VariableDeclaration:
        return statement.declarations.flatMap(({ init }) => (init ? loadedModules(init) : []));
      case Kind.ExpressionStatement:
        return loadedModules(statement.expression);
      default:
        return [];
    }
  });
}

/** The module behind `require('x')`, `require('x').y`, `require('x')(y)`, `new (require('x'))()`. */
function loadedModules(expression: JavaScript.Node): string[] {
  let inner = unwrapAwaited(expression);
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    const name = loadedModule(inner);
    if (name !== undefined) return [name];
    if (inner.type === Kind.MemberExpression) inner = unwrapAwaited(inner.object);
    else if (inner.type === Kind.CallExpression || inner.type === Kind.NewExpression) inner = unwrapAwaited(inner.callee);
    else return [];
  }
  return [];
}

const MOST_HOPS = 20;
