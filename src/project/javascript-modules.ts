import { posix } from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import type { JavaScriptSource } from '../javascript/detector.ts';
import { keyOf, memberName, stringOf, unwrap } from '../javascript/expressions.ts';
import { loadedModule } from '../javascript/modules.ts';
import { Kind, type JavaScript } from '../javascript/nodes.ts';
import { parser } from '../javascript/parser.ts';
import { definitionOf, singleValue, variableOf, type Variable } from '../javascript/scopes.ts';
import type { Project } from './project.ts';
import { placeOf, setPlace, type Place } from './projects.ts';
import { projectPaths } from './tsconfig.ts';

/** How many names of modules are looked at for one. */
const MOST_NAMES = 100;

interface Parsed {
  readonly ast: TSESLint.SourceCode.Program;
  readonly scopeManager: TSESLint.Scope.ScopeManager;
  readonly visitorKeys: Readonly<Record<string, readonly string[]>>;
}

type SourceClass = new (parts: object) => JavaScriptSource;

/** A module as our own parser reads it, made into what rules ask with the class that the linted file's own source is of. */
function readerWith(Source: SourceClass): (text: string, path: string) => JavaScriptSource | null {
  return (text, path) => {
    try {
      const { ast, scopeManager, visitorKeys } = (parser as ParserForEslint).parseForESLint(text, { filePath: path });
      const source = new Source({ text, ast, scopeManager, visitorKeys, parserServices: {}, hasBOM: false });
      setParents(ast, visitorKeys);
      return source;
      // eslint-disable-next-line pitfalls/broad-except -- what cannot be parsed is told where that file itself is linted
    } catch {
      return null;
    }
  };
}

interface ParserForEslint {
  readonly parseForESLint: (text: string, options: { readonly filePath: string }) => Parsed;
}

/** ESLint does so while it walks a file, and scopes are looked up from node to node. */
function setParents(program: JavaScript.Node, visitorKeys: Parsed['visitorKeys']): void {
  const open = [program];
  for (let node = open.pop(); node; node = open.pop()) {
    const fields = node as unknown as Readonly<Record<string, unknown>>;
    for (const key of visitorKeys[node.type] ?? []) {
      const value = fields[key];
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (typeof child !== 'object' || child === null) continue;
        (child as { parent?: JavaScript.Node }).parent = node;
        open.push(child as JavaScript.Node);
      }
    }
  }
}

const readers = new WeakMap<object, ReturnType<typeof readerWith>>();

/** A module of the project, read for the sake of a file that is being linted; null when there is none. */
export function javascriptModule(asking: JavaScriptSource, path: string): JavaScriptSource | null {
  const project = placeOf(asking)?.project;
  if (!project) return null;
  const linted = project.linted(path);
  if (linted && 'isESTree' in linted) return linted as unknown as JavaScriptSource;
  const Source = asking.constructor as unknown as SourceClass;
  let read = readers.get(Source);
  if (!read) readers.set(Source, (read = readerWith(Source)));
  const source = project.ask(read, path);
  if (source && !placeOf(source)) setPlace(source, { project, path });
  return source;
}

/** The endings that an import may leave out, in the order in which they are tried. */
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** What TypeScript writes for a module, and what the file is called. */
const COMPILED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.js$/u, ['.ts', '.tsx']],
  [/\.jsx$/u, ['.tsx']],
  [/\.mjs$/u, ['.mts']],
  [/\.cjs$/u, ['.cts']],
];

/** The file that an import in another file loads; null for packages and for what is not there. */
export function javascriptModulePath({ project, path }: Place, specifier: string): string | null {
  if (/^\.{1,2}(?:\/|$)/u.test(specifier)) return fileAt(project, posix.join(posix.dirname(path), specifier));
  for (const candidate of projectPaths(project, path, specifier)) {
    const found = fileAt(project, candidate);
    if (found !== null) return found;
  }
  return null;
}

function fileAt(project: Project, base: string): string | null {
  const [, compiled = []] = COMPILED.find(([ending]) => ending.test(base)) ?? [];
  const candidates = [
    ...(/\.\w+$/u.test(base) ? [base] : []),
    ...compiled.map((ending) => base.replace(/\.\w+$/u, ending)),
    ...ENDINGS.map((ending) => base + ending),
    ...ENDINGS.map((ending) => posix.join(base, `index${ending}`)),
  ];
  return candidates.find((candidate) => project.has(candidate)) ?? null;
}

/** What a name stands for, wherever in the project that is written. */
export interface Meaning {
  readonly source: JavaScriptSource;
  /** The function, the class, the value; the program where it is the whole module. */
  readonly node: JavaScript.Node;
}

/**
 * What does a name or member stand for: the function, class or value, in this file or, through imports and re-exports, in
 * another module of the project? Undefined when that is not known, as for everything from installed packages.
 */
export function meaningAcross(expression: JavaScript.Node, source: JavaScriptSource): Meaning | undefined {
  return follow(expression, source, new Set());
}

function follow(expression: JavaScript.Node, source: JavaScriptSource, seen: Set<string>): Meaning | undefined {
  const node = unwrap(expression);
  const place = placeOf(source);
  const key = `${place?.path ?? ''} ${String(node.range[0])} ${String(node.range[1])}`;
  if (seen.has(key) || seen.size >= MOST_NAMES) return undefined;
  seen.add(key);
  const module = loadedModule(node);
  if (module !== undefined) return required(exportOf(source, module, null, seen), seen);
  if (node.type === Kind.Identifier) {
    const variable = variableOf(node, source);
    return variable && ofVariable(variable, source, seen);
  }
  if (node.type === Kind.MemberExpression) {
    const name = memberName(node);
    const owner = name === undefined ? undefined : follow(node.object, source, seen);
    return owner && name !== undefined ? memberOf(owner, name, seen) : undefined;
  }
  return { source, node };
}

function ofVariable(variable: Variable, source: JavaScriptSource, seen: Set<string>): Meaning | undefined {
  const definition = definitionOf(variable);
  if (!definition) return undefined;
  const node = definition.node as JavaScript.Node;
  switch (node.type) {
    case Kind.FunctionDeclaration:
    case Kind.ClassDeclaration:
      return { source, node };
    case Kind.ImportSpecifier:
    case Kind.ImportDefaultSpecifier:
    case Kind.ImportNamespaceSpecifier: {
      const module = stringOf(node.parent.type === Kind.ImportDeclaration ? node.parent.source : undefined);
      if (module === undefined) return undefined;
      const name =
        node.type === Kind.ImportSpecifier ? exportedName(node.imported) : node.type === Kind.ImportDefaultSpecifier ? 'default' : null;
      return exportOf(source, module, name, seen);
    }
    case Kind.TSImportEqualsDeclaration: {
      const module = loadedModule(node.moduleReference);
      return module === undefined ? undefined : required(exportOf(source, module, null, seen), seen);
    }
    case Kind.VariableDeclarator: {
      const value = singleValue(variable);
      let found = value && follow(value.expression, source, seen);
      for (const key of value?.path ?? []) found = found && memberOf(found, key, seen);
      return found;
    }
    default:
      return undefined;
  }
}

function exportedName(node: JavaScript.Node): string | null {
  return node.type === Kind.Identifier ? node.name : (stringOf(node) ?? null);
}

/** What a module exports under a name; null for the module as a whole. */
function exportOf(from: JavaScriptSource, specifier: string, name: string | null, seen: Set<string>): Meaning | undefined {
  const place = placeOf(from);
  const path = place && javascriptModulePath(place, specifier);
  const source = path && javascriptModule(from, path);
  if (!source) return undefined;
  const module = { source, node: source.ast as JavaScript.Node };
  return name === null ? module : memberOf(module, name, seen);
}

function memberOf(owner: Meaning, name: string, seen: Set<string>): Meaning | undefined {
  const { source, node } = owner;
  const key = `${placeOf(source)?.path ?? ''} ${String(node.range[0])}.${name}`;
  if (seen.has(key) || seen.size >= MOST_NAMES) return undefined;
  seen.add(key);
  switch (node.type) {
    case Kind.Program:
      return exported(source, node, name, seen);
    case Kind.ObjectExpression: {
      const property = node.properties.find((entry) => entry.type === Kind.Property && keyOf(entry) === name);
      return property?.type === Kind.Property ? follow(property.value, source, seen) : undefined;
    }
    case Kind.ClassDeclaration:
    case Kind.ClassExpression: {
      const member = node.body.body.find((entry) => entry.type === Kind.MethodDefinition && keyOf(entry) === name);
      return member?.type === Kind.MethodDefinition ? { source, node: member.value } : undefined;
    }
    default:
      return undefined;
  }
}

function exported(source: JavaScriptSource, program: JavaScript.Program, name: string, seen: Set<string>): Meaning | undefined {
  const stars: string[] = [];
  for (const statement of program.body) {
    if (statement.type === Kind.ExportNamedDeclaration) {
      const found = inExport(source, statement, name, seen);
      if (found) return found;
    } else if (statement.type === Kind.ExportDefaultDeclaration && name === 'default') {
      return follow(statement.declaration, source, seen);
    } else if (statement.type === Kind.ExportAllDeclaration) {
      if (statement.exported === null) stars.push(statement.source.value);
      else if (exportedName(statement.exported) === name) return exportOf(source, statement.source.value, null, seen);
    } else if (statement.type === Kind.TSExportAssignment && name === 'default') {
      return follow(statement.expression, source, seen);
    }
  }
  for (const star of name === 'default' ? [] : stars) {
    const found = exportOf(source, star, name, seen);
    if (found) return found;
  }
  return inCommonJs(source, program, name, seen);
}

function inExport(
  source: JavaScriptSource,
  statement: JavaScript.ExportNamedDeclaration,
  name: string,
  seen: Set<string>,
): Meaning | undefined {
  for (const specifier of statement.specifiers) {
    if (exportedName(specifier.exported) !== name) continue;
    const local = exportedName(specifier.local);
    if (statement.source) return exportOf(source, statement.source.value, local, seen);
    return specifier.local.type === Kind.Identifier ? follow(specifier.local, source, seen) : undefined;
  }
  const { declaration } = statement;
  if (declaration?.type === Kind.FunctionDeclaration || declaration?.type === Kind.ClassDeclaration) {
    return declaration.id?.name === name ? { source, node: declaration } : undefined;
  }
  if (declaration?.type !== Kind.VariableDeclaration) return undefined;
  const found = source.getDeclaredVariables(declaration).find((variable) => variable.name === name);
  return found && ofVariable(found, source, seen);
}

/** What `require` gives for a module: what `module.exports` is, unless it is an object, to which members may be added one by one. */
function required(module: Meaning | undefined, seen: Set<string>): Meaning | undefined {
  if (module?.node.type !== Kind.Program) return module;
  const { whole } = commonJsOf(module.node);
  return whole && whole.type !== Kind.ObjectExpression ? follow(whole, module.source, seen) : module;
}

interface CommonJs {
  /** `x` of `module.exports = x`. */
  readonly whole: JavaScript.Expression | undefined;
  /** `exports.a = x`, `module.exports.a = x`. */
  readonly members: ReadonlyMap<string, JavaScript.Expression>;
}

function commonJsOf(program: JavaScript.Program): CommonJs {
  let whole: JavaScript.Expression | undefined;
  const members = new Map<string, JavaScript.Expression>();
  for (const statement of program.body) {
    let assignment = statement.type === Kind.ExpressionStatement ? statement.expression : undefined;
    // `exports = module.exports = x`
    for (; assignment?.type === Kind.AssignmentExpression; assignment = assignment.right) {
      const { left } = assignment;
      if (left.type !== Kind.MemberExpression) continue;
      const member = memberName(left);
      const owner = left.object;
      if (isModuleExports(owner) && member !== undefined) members.set(member, assignment.right);
      if (owner.type === Kind.Identifier && owner.name === 'module' && member === 'exports') whole = assignment.right;
    }
  }
  return { whole, members };
}

function inCommonJs(source: JavaScriptSource, program: JavaScript.Program, name: string, seen: Set<string>): Meaning | undefined {
  const { whole, members } = commonJsOf(program);
  const member = members.get(name);
  if (member) return follow(member, source, seen);
  // A default import of a CommonJS module is the whole of what it exports.
  const module = whole && follow(whole, source, seen);
  return name === 'default' ? module : module && memberOf(module, name, seen);
}

function isModuleExports(node: JavaScript.Node): boolean {
  if (node.type === Kind.Identifier) return node.name === 'exports';
  return (
    node.type === Kind.MemberExpression &&
    node.object.type === Kind.Identifier &&
    node.object.name === 'module' &&
    memberName(node) === 'exports'
  );
}
