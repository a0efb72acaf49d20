import type { Edit } from '../language/detector.ts';
import type { JavaScriptSource } from './detector.ts';
import { loadedModule, moduleName } from './modules.ts';
import { Kind, type JavaScript } from './nodes.ts';

export interface ImportEdit {
  /** What the module is called in this file; null when the name is taken by something else. */
  readonly name: string | null;
  /** The edit that imports it; null when it is there already. */
  readonly edit: Edit | null;
  /** Does the file use `import`, rather than `require`? */
  readonly isModule: boolean;
}

/** How a file gets at a whole module: the name it has there already, or the line that would import it. */
export function importEdit(source: JavaScriptSource, module: string, wanted: string): ImportEdit {
  const { body } = source.ast;
  const isModule = body.some(({ type }) => MODULE_STATEMENTS.has(type));
  for (const statement of body) {
    const name = nameOfModule(statement, module);
    if (name !== null) return { name, edit: null, isModule };
  }
  const isTaken = source.scopeManager?.scopes.some((scope) => scope.set.get(wanted)?.defs.length) ?? false;
  if (isTaken) return { name: null, edit: null, isModule };
  const eol = source.text.includes('\r\n') ? '\r\n' : '\n';
  const quote = /from\s+"|require\("/u.test(source.text) ? '"' : "'";
  const line = isModule ? `import ${wanted} from ${quote}${module}${quote};` : `const ${wanted} = require(${quote}${module}${quote});`;
  const directives = body.filter((statement) => statement.type === Kind.ExpressionStatement && typeof statement.directive === 'string');
  const first = body.find((statement) => !directives.includes(statement));
  const at = first?.range[0] ?? source.text.length;
  return { name: wanted, edit: { range: [at, at], text: line + eol }, isModule };
}

const MODULE_STATEMENTS: ReadonlySet<string> = new Set([
  Kind.ImportDeclaration,
  Kind.ExportAllDeclaration,
  Kind.ExportDefaultDeclaration,
  Kind.ExportNamedDeclaration,
]);

function nameOfModule(statement: JavaScript.ProgramStatement, module: string): string | null {
  if (statement.type === Kind.ImportDeclaration) {
    if (moduleName(statement.source.value) !== module) return null;
    const whole = statement.specifiers.find(({ type }) => type === Kind.ImportDefaultSpecifier || type === Kind.ImportNamespaceSpecifier);
    return whole?.local.name ?? null;
  }
  if (statement.type !== Kind.VariableDeclaration) return null;
  for (const { id, init } of statement.declarations) {
    if (id.type === Kind.Identifier && init && loadedModule(init) === module) return id.name;
  }
  return null;
}
