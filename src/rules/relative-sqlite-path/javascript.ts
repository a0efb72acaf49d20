import { alternatives } from '../../javascript/alternatives.ts';
import { argument, calleeName, lastName, objectLiteral, property, type Call } from '../../javascript/calls.ts';
import { constantText, fold, type Part } from '../../javascript/constants.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { environmentRead } from '../../javascript/environment.ts';
import { isFunction, keyOf, stringOf, unwrap } from '../../javascript/expressions.ts';
import { importEdit } from '../../javascript/import-edits.ts';
import { sqliteOpenings, type SqliteOpening } from '../../javascript/knowledge/sqlite.ts';
import { mentions } from '../../javascript/mentions.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { variableOf } from '../../javascript/scopes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isEngineName, isTestEnvironment, placesBeside } from './engine-settings.ts';
import {
  fileInFileUrl,
  fileInShortUrl,
  fileInUrl,
  isAllowed,
  isFileKey,
  isRelative,
  isRelativeDatabaseFile,
  type Message,
  type Options,
} from './sqlite-location.ts';

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
    // A program that moves to its own folder first has anchored every path after it.
    if (source.text.includes('process.chdir(') && MOVES_TO_OWN_FOLDER.test(source.text)) return {};

    /** The options of one call are also options that stand by themselves. */
    const told = new Set<JavaScript.Node>();
    const opened = new Set<JavaScript.Node>();
    const defaults: JavaScript.LogicalExpression[] = [];

    function tell(node: JavaScript.Node, message: Message, file: string, suggest: readonly Suggestion<Message>[] = []): void {
      if (told.has(node)) return;
      told.add(node);
      if (!isAllowed(file, options)) report({ node, message, data: { path: file }, suggest });
    }

    /** The relative file that is opened, for certain or where nothing else is given; null for any other. */
    function openedFile(given: JavaScript.Node, form: SqliteOpening['form']): string | null {
      // Who writes `path.resolve` has thought of the working directory, and means it.
      if (mentions(given, (node) => isResolved(node, source), source)) return null;
      const choices = alternatives(given, source);
      for (const choice of choices) opened.add(choice);
      for (const alternative of choices) {
        const file = files[form](beginning(fold(alternative, source).parts));
        if (file !== null) return file;
      }
      return null;
    }

    function checkOpening(call: Call): void {
      for (const opening of sqliteOpenings[calleeName(call, source) ?? ''] ?? []) {
        const given = whatIsOpened(call, opening, source);
        const file = given ? openedFile(given, opening.form) : null;
        if (!given || file === null) continue;
        tell(given, 'relativeFile', file, opening.form === 'path' ? anchor(given, file, source) : []);
        return;
      }
    }

    function checkUrl(node: JavaScript.Node): void {
      if (isOnlyLookedAt(node)) return;
      const file = fileInUrl(beginning(fold(node, source).parts));
      if (file !== null) tell(node, isEnvironmentDefault(node, source) ? 'relativeDefault' : 'relativeUrl', file);
    }

    /** `{ client: 'sqlite3', connection: { filename: './dev.sqlite3' } }`, wherever it is handed over. */
    function checkConfiguration(literal: JavaScript.Node, engine: string): void {
      const settings = settingsAround(literal);
      if (!settings || isForTests(settings.object)) return;
      for (const place of placesBeside(settings.key, engine)) {
        const given = valueAt(settings.object, place, source);
        const form = given && beginning(fold(given, source).parts).startsWith('file:') ? 'file url' : 'path';
        const file = given ? openedFile(given, form) : null;
        // What the object is for is not known here, so the file has to look like one.
        if (given && file !== null && isRelativeDatabaseFile(file))
          tell(given, 'relativeFile', file, form === 'path' ? anchor(given, file, source) : []);
      }
    }

    return {
      CallExpression: checkOpening,
      NewExpression: checkOpening,
      Literal(node) {
        if (typeof node.value !== 'string') return;
        if (node.value.startsWith('sqlite')) checkUrl(node);
        if (isEngineName(node.value)) checkConfiguration(node, node.value);
      },
      TemplateLiteral(node) {
        if (node.quasis[0]?.value.raw.startsWith('sqlite') === true) checkUrl(node);
      },
      LogicalExpression(node) {
        if (node.operator !== '&&' && node.right.type === Kind.Literal) defaults.push(node);
      },
      'Program:exit'() {
        // A default is reported where the file is opened; only where that is in another file it is reported here.
        for (const node of defaults) if (!opened.has(node)) checkDefault(node);
      },
    };

    /** `const DB_PATH = process.env.DB_PATH ?? 'data/app.db'` */
    function checkDefault({ left, right, parent }: JavaScript.LogicalExpression): void {
      // In the middle of a text it is shown: `console.log(`Using ${process.env.DB_PATH || 'app.db'}`)`.
      if (parent.type === Kind.TemplateLiteral || (parent.type === Kind.CallExpression && LOOKING_METHODS.has(lastName(parent) ?? '')))
        return;
      const file = stringOf(right);
      const read = file !== undefined && isRelativeDatabaseFile(file) ? environmentRead(left, source) : undefined;
      if (file === undefined || !read) return;
      const assigned = parent.type === Kind.VariableDeclarator && parent.id.type === Kind.Identifier ? parent.id : undefined;
      const names = [read.name, assigned?.name, parent.type === Kind.Property ? keyOf(parent) : undefined];
      if (!names.some((name) => name !== undefined && isFileKey(name, options))) return;
      // A default that is put behind a folder before it is opened.
      if (isJoined(right) || (assigned && variableOf(assigned, source)?.references.some(({ identifier }) => isJoined(identifier)))) return;
      tell(right, 'relativeDefault', file);
    }
  },
};

const MOVES_TO_OWN_FOLDER = /process\.chdir\([^;\n]{0,200}(?:__dirname|__filename|import\.meta)/u;

/** The object whose key an engine's name stands under. */
function settingsAround(engine: JavaScript.Node): { readonly key: string; readonly object: JavaScript.ObjectExpression } | undefined {
  let node = engine;
  // `'sqlite' as const`
  while (node.parent && unwrap(node.parent) === engine) node = node.parent;
  const { parent } = node;
  const key = parent?.type === Kind.Property && parent.value === node ? keyOf(parent) : undefined;
  return key !== undefined && parent?.parent?.type === Kind.ObjectExpression ? { key, object: parent.parent } : undefined;
}

function isForTests({ parent }: JavaScript.ObjectExpression): boolean {
  return parent.type === Kind.Property && isTestEnvironment(keyOf(parent) ?? '');
}

const JOINS = new Set(['join', 'resolve']);

/** Is it, somewhere inside, what `path.join` puts behind something else? */
function isJoined(node: JavaScript.Node): boolean {
  for (let child = node, { parent } = node; parent && parent.type !== Kind.ExpressionStatement; child = parent, { parent } = parent) {
    if (parent.type === Kind.CallExpression && parent.callee !== child && JOINS.has(lastName(parent) ?? '')) return true;
    if (parent.type === Kind.TemplateLiteral || parent.type === Kind.VariableDeclarator || isFunction(parent)) return false;
  }
  return false;
}

/** The expression that names the file; undefined where this call does not open SQLite, or not visibly. */
function whatIsOpened(call: Call, opening: SqliteOpening, source: JavaScriptSource): JavaScript.Node | undefined {
  const first = argument(call, 0);
  if (!('key' in opening)) return first;
  const settings = objectLiteral(first, source);
  const engine = opening.engine && property(settings, opening.engine.key);
  if (opening.engine && !(engine && opening.engine.values.has(constantText(engine, source) ?? ''))) return undefined;
  return valueAt(settings, opening.key, source);
}

/** The value under a path of keys. */
function valueAt(settings: JavaScript.Node | undefined, path: string, source: JavaScriptSource): JavaScript.Node | undefined {
  let value = settings;
  for (const key of path.split('.')) value = property(objectLiteral(value, source), key);
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
