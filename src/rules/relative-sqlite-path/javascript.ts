import { argument, calleeName, objectLiteral, property, type Call } from '../../javascript/calls.ts';
import { constantText, fold, type Part } from '../../javascript/constants.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { environmentRead } from '../../javascript/environment.ts';
import { stringOf } from '../../javascript/expressions.ts';
import { importEdit } from '../../javascript/import-edits.ts';
import { sqliteOpenings, type SqliteOpening } from '../../javascript/knowledge/sqlite.ts';
import { mentions } from '../../javascript/mentions.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { fileInFileUrl, fileInShortUrl, fileInUrl, isAllowed, isRelative, type Message, type Options } from './sqlite-location.ts';

const files: Readonly<Record<SqliteOpening['form'], (text: string) => string | null>> = {
  path: (text) => (isRelative(text) ? text : null),
  'short url': fileInShortUrl,
  'file url': fileInFileUrl,
};

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: ['sqlite', 'libsql', 'typeorm', 'sequelize', 'knex'],
  visit: ({ source, options, path, report }) => {
    // A test works in the directory it is started in, and what it leaves behind is nobody's data.
    if (isTestFile(path)) return {};

    function tell(node: JavaScript.Node, message: Message, file: string, suggest: readonly Suggestion<Message>[] = []): void {
      if (!isAllowed(file, options)) report({ node, message, data: { path: file }, suggest });
    }

    function checkOpening(call: Call): void {
      for (const opening of sqliteOpenings[calleeName(call, source) ?? ''] ?? []) {
        const given = whatIsOpened(call, opening, source);
        // Who writes `path.resolve` has thought of the working directory, and means it.
        if (!given || mentions(given, (node) => isResolved(node, source), source)) continue;
        const file = files[opening.form](beginning(fold(given, source).parts));
        if (file === null) continue;
        tell(given, 'relativeFile', file, opening.form === 'path' ? anchor(given, file, source) : []);
        return;
      }
    }

    function checkUrl(node: JavaScript.Node): void {
      if (isOnlyLookedAt(node)) return;
      const file = fileInUrl(beginning(fold(node, source).parts));
      if (file !== null) tell(node, isEnvironmentDefault(node, source) ? 'relativeDefault' : 'relativeUrl', file);
    }

    return {
      CallExpression: checkOpening,
      NewExpression: checkOpening,
      Literal(node) {
        if (typeof node.value === 'string' && node.value.startsWith('sqlite')) checkUrl(node);
      },
      TemplateLiteral(node) {
        if (node.quasis[0]?.value.raw.startsWith('sqlite') === true) checkUrl(node);
      },
    };
  },
};

/** The expression that names the file; undefined where this call does not open SQLite, or not visibly. */
function whatIsOpened(call: Call, opening: SqliteOpening, source: JavaScriptSource): JavaScript.Node | undefined {
  const first = argument(call, 0);
  if (!('key' in opening)) return first;
  const settings = objectLiteral(first, source);
  const engine = opening.engine && property(settings, opening.engine.key);
  if (opening.engine && !(engine && opening.engine.values.has(constantText(engine, source) ?? ''))) return undefined;
  let value: JavaScript.Node | undefined = settings;
  for (const key of opening.key.split('.')) value = property(objectLiteral(value, source), key);
  return value;
}

function isResolved(node: JavaScript.Node, source: JavaScriptSource): boolean {
  return node.type === Kind.CallExpression && calleeName(node, source) === 'node:path.resolve';
}

/** The text before the first part that is not known, if it says something by itself. */
function beginning(parts: readonly Part[]): string {
  const [first] = parts;
  if (!first || !('text' in first)) return '';
  return parts.length === 1 || /[^:/]\/?$/u.test(first.text) ? first.text : '';
}

const LOOKING_METHODS = new Set(['startsWith', 'endsWith', 'includes', 'indexOf', 'replace', 'split', 'match', 'test', 'log']);

/** Is the text compared, searched for, or shown, but never opened? */
function isOnlyLookedAt(node: JavaScript.Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case Kind.BinaryExpression:
      return parent.operator !== '+' || parent.left !== node;
    case Kind.SwitchCase:
    case Kind.ImportDeclaration:
    case Kind.ExpressionStatement:
    case Kind.TSLiteralType:
      return true;
    case Kind.Property:
      return parent.key === node;
    case Kind.CallExpression:
    case Kind.NewExpression: {
      const { callee } = parent;
      const name = callee.type === Kind.MemberExpression && callee.property.type === Kind.Identifier ? callee.property.name : '';
      return LOOKING_METHODS.has(name) || (callee.type === Kind.Identifier && callee.name.endsWith('Error'));
    }
    default:
      return false;
  }
}

function isEnvironmentDefault({ parent }: JavaScript.Node, source: JavaScriptSource): boolean {
  return parent?.type === Kind.LogicalExpression && environmentRead(parent.left, source) !== undefined;
}

/** Only a plain literal is replaced: what stands in a template or a name is somebody's thought-out path. */
function anchor(given: JavaScript.Node, file: string, source: JavaScriptSource): Suggestion<Message>[] {
  if (given.type !== Kind.Literal || stringOf(given) === undefined) return [];
  const { edit, name, isModule } = importEdit(source, 'node:path', 'path');
  if (name === null) return [];
  const folder = isModule ? 'import.meta.dirname' : '__dirname';
  const quote = source.getText(given).charAt(0);
  return [
    {
      message: isModule ? 'anchorModule' : 'anchorCommonJs',
      fix: (fixer) => {
        const replaced = fixer.replaceTextRange(given.range, `${name}.join(${folder}, ${quote}${file.replace(/^\.\//u, '')}${quote})`);
        return edit ? [edit, replaced] : replaced;
      },
    },
  ];
}
