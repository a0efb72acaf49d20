import { alternatives } from '../../python/alternatives.ts';
import { argument, argumentsOf } from '../../python/calls.ts';
import { classInfo, enclosingClass } from '../../python/classes.ts';
import { constantString, constantText, type Part } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { environmentRead, mayReadEnvironment } from '../../python/environment.ts';
import { parts as codeOf, unwrap } from '../../python/expressions.ts';
import { importEdit } from '../../python/import-edits.ts';
import { settingsClasses } from '../../python/knowledge/environment.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, lastName, qualifiedName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { isAnchoredLater } from '../../python/paths.ts';
import { mayOpenSqlite, openedPath } from '../../python/sqlite-openings.ts';
import { stringsBeginningWith } from '../../python/strings-found.ts';
import { isTortoiseUrl, tortoiseEngine, tortoiseFile } from '../../python/tortoise-settings.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import {
  fileInTortoiseUrl,
  fileInUrl,
  isAllowed,
  isFileFlag,
  isFileKey,
  isRelative,
  isRelativeDatabaseFile,
  urlPrefixes,
  type Message,
  type Options,
} from './sqlite-location.ts';

export const python: PythonDetector<Message, Options> = {
  mentions: ['sqlite', 'Sqlite', '.db"', ".db'", 'apsw'],
  visit: ({ source, options, path, report }) => {
    // A test works in the directory it is started in, and what it leaves behind is nobody's data.
    if (isTestFile(path)) return {};
    // A program that moves to its own folder first has anchored every path after it.
    if (source.text.includes('os.chdir(') && movesToOwnFolder(source.tree.root as unknown as Python.Module)) return {};

    function tell(node: Python.Node, message: Message, file: string, suggest: readonly Suggestion<Message>[]): void {
      if (!isAllowed(file, options)) report({ node, message, data: { path: file }, suggest });
    }

    function checkUrl(string: Python.String): void {
      const expression = wholeExpression(string);
      if (!expression || isOnlyLookedAt(expression)) return;
      const { parts } = constantString(expression);
      const url = beginning(parts);
      const file = isTortoiseUrl(expression) ? fileInTortoiseUrl(url) : fileInUrl(url);
      if (file === null || isInMemory(parts) || isAnchoredLater(expression)) return;
      const suggest = expression === string && parts.length === 1 ? anchoredUrl(string, file) : [];
      tell(string, urlMessage(expression), file, suggest);
    }

    function checkOpener(call: Python.Call): boolean {
      const given = openedPath(call);
      if (given === null) return false;
      if (given === 'unknown') return true;
      // A setting is reported where its default stands, not again where it is opened.
      const file = isReportedDefault(given, options) ? null : openedFile(given);
      if (file !== null) tell(given, 'relativeFile', file, given.type === 'string' ? anchoredPath(given, file) : []);
      return true;
    }

    function checkTortoiseFile(engine: Python.String): void {
      const given = tortoiseFile(engine);
      const file = given ? openedFile(given) : null;
      if (given && file !== null) tell(given, 'relativeFile', file, given.type === 'string' ? anchoredPath(given, file) : []);
    }

    /** `os.getenv('DB_PATH', 'app.db')`, `--db-path` with `default='app.db'`. */
    function checkDefault(call: Python.Call): void {
      const found = defaultOf(call, options);
      if (!found) return;
      const file = constantText(found);
      if (file === null || !isRelativeDatabaseFile(file) || isAnchoredLater(call)) return;
      tell(found, 'relativeDefault', file, []);
    }

    for (const string of stringsBeginningWith(source.tree, 'sqlite', urlPrefixes)) checkUrl(string);
    if (source.text.includes(tortoiseEngine))
      for (const string of stringsBeginningWith(source.tree, tortoiseEngine)) checkTortoiseFile(string);

    const { text } = source;
    return {
      module() {
        const mayOpen = mayOpenSqlite(source.tree);
        const mayRead = mayReadEnvironment(source.tree);
        const calls = callsNamed(source.tree, (name) => mayOpen(name) || mayRead(name) || DECLARING.test(name));
        for (const call of calls) if (!checkOpener(call)) checkDefault(call);
      },
      ...(text.includes('ENGINE') && {
        pair(node: Python.Pair) {
          const value = djangoName(node);
          const file = value && constantText(value);
          if (file && isRelative(file)) tell(value, 'relativeFile', file, value.type === 'string' ? anchoredPath(value, file) : []);
        },
      }),
      ...(text.includes('BaseSettings') && {
        assignment(node: Python.Assignment) {
          const value = settingsField(node, options);
          const file = value && constantText(value);
          if (file && isRelativeDatabaseFile(file)) tell(value, 'relativeDefault', file, []);
        },
      }),
    };
  },
};

/** `add_argument`, `option`, `typer.Option`, `DEFINE_string`: what declares the flags of a command. */
const DECLARING = /arg|opt|flag|define|param/iu;

/** The text before the first part that is not known, and a sign that something follows. */
function beginning(parts: readonly Part[]): string {
  const [first] = parts;
  if (!first || !('text' in first)) return '';
  const isWhole = parts.length === 1;
  // `sqlite:///` alone says nothing of what follows; `sqlite:///data/` does.
  return isWhole || /[^:/]\/?$/u.test(first.text) ? first.text : '';
}

/** The relative file that is opened, for certain or where nothing else is given; null for any other. */
function openedFile(given: Python.Node): string | null {
  for (const alternative of alternatives(given)) {
    const { parts } = constantString(alternative);
    const text = beginning(parts);
    if (isInMemory(parts)) return null;
    const file = text.replace(/^file:/u, '').replace(/\?.*$/su, '');
    if (isRelative(text) && isRelative(file)) return file;
  }
  return null;
}

/** `file:NAME?mode=memory`, whatever the name. */
function isInMemory(parts: readonly Part[]): boolean {
  return parts.some((part) => 'text' in part && part.text.includes('mode=memory'));
}

/** The string that an expression builds from this one at its left end; null when the string is not at the left end. */
function wholeExpression(string: Python.String): Python.Node | null {
  let node: Python.Node = string;
  for (let parent = node.parent; parent; parent = node.parent) {
    switch (parent.type) {
      case 'concatenated_string':
        if (codeOf(parent)[0] !== node) return null;
        break;
      case 'binary_operator':
        if (parent.left !== node) return null;
        break;
      case 'parenthesized_expression':
        break;
      case 'attribute':
        if (parent.attribute.text !== 'format' || parent.parent?.type !== 'call') return node;
        node = parent;
        break;
      case 'call':
        if (parent.function !== node) return node;
        break;
      default:
        return node;
    }
    node = parent;
  }
  return node;
}

const WORDS_ABOUT = new Set(['help', 'description', 'example', 'examples', 'metavar', 'placeholder', 'title', 'doc', 'text']);
const LOOKING_METHODS = new Set([
  'startswith',
  'endswith',
  'removeprefix',
  'replace',
  'split',
  'partition',
  'find',
  'index',
  'match',
  'search',
  'sub',
  'print',
  'compile',
  'fullmatch',
]);

const WRAPPERS = new Set(['tuple', 'list', 'parenthesized_expression', 'boolean_operator', 'conditional_expression']);
/** What these are made from is hashed, shown or compared. */
const NAMES_OF_NO_PLACE = /(?:^|_)(?:seed|hash|digest|id|label|hint|example|prefix|pattern|help)s?$/iu;

/** Is the text compared, searched for, or shown, but never opened? */
function isOnlyLookedAt(expression: Python.Node): boolean {
  let node = expression;
  let { parent } = node;
  while (parent && WRAPPERS.has(parent.type)) {
    node = parent;
    parent = node.parent;
  }
  switch (parent?.type) {
    case 'assignment':
      return NAMES_OF_NO_PLACE.test(lastName(parent.left) ?? '');
    case 'comparison_operator':
    case 'expression_statement':
    case 'assert_statement':
      return true;
    case 'pair':
      return parent.key === node || WORDS_ABOUT.has(constantText(parent.key) ?? '');
    case 'subscript':
      return parent.value !== node;
    case 'keyword_argument':
      return WORDS_ABOUT.has(parent.name.text);
    case 'attribute':
      return LOOKING_METHODS.has(parent.attribute.text);
    case 'argument_list': {
      const call = parent.parent;
      return call?.type === 'call' && (LOOKING_METHODS.has(lastName(call.function) ?? '') || call.parent?.type === 'raise_statement');
    }
    default:
      return false;
  }
}

/** Flask-SQLAlchemy 3 looks a relative file up in the instance folder; whoever else reads the setting does not. */
const FLASK_KEYS = new Set(['SQLALCHEMY_DATABASE_URI', 'SQLALCHEMY_BINDS']);

function urlMessage(expression: Python.Node): Message {
  for (let node: Python.Node | null = expression; node; node = node.parent) {
    if (node.type === 'call' && environmentRead(node)?.default?.contains(expression)) return 'relativeDefault';
    if (node.type === 'boolean_operator' && node.right.contains(expression) && environmentRead(node.left)) return 'relativeDefault';
    const name = settingName(node);
    if (name !== null && FLASK_KEYS.has(name)) return 'twoFiles';
    if (node.type === 'block' || node.type === 'class_definition') break;
  }
  return 'relativeUrl';
}

/** The name that a node gives to a value: of an assignment, a keyword, or a key. */
function settingName(node: Python.Node): string | null {
  switch (node.type) {
    case 'keyword_argument':
      return node.name.text;
    case 'pair':
      return constantText(node.key);
    case 'assignment':
      return node.left.type === 'subscript' ? constantText(node.left.subscript) : lastName(node.left);
    default:
      return null;
  }
}

function defaultOf(call: Python.Call, options: Options): Python.Node | null {
  const read = environmentRead(call);
  if (read) {
    const names = [read.variable && constantText(read.variable), assignedName(call)];
    if (!names.some((name) => name !== null && isFileKey(name, options))) return null;
    const { parent } = call;
    const fallback = parent?.type === 'boolean_operator' && parent.operator.type === 'or' && parent.left === call ? parent.right : null;
    return read.default ?? fallback;
  }
  const isTyper = TYPER.has(calleeName(call) ?? '');
  const flags = argumentsOf(call).flatMap(({ kind, value }) => (kind === 'positional' ? [constantText(value)] : []));
  const parameter = isTyper ? parameterOf(call) : null;
  if (!flags.some((flag) => flag !== null && isFileFlag(flag, options)) && !(parameter !== null && isFileKey(parameter, options)))
    return null;
  const given = argument(call, isTyper ? { position: 0, keyword: 'default' } : { keyword: 'default' });
  return given === 'unknown' ? null : given;
}

/** Their default comes first, and the flags after it. */
const TYPER = new Set(['typer.Option', 'typer.Argument']);

/** The parameter whose default an expression is. */
function parameterOf({ parent }: Python.Node): string | null {
  return parent?.type === 'typed_default_parameter' || parent?.type === 'default_parameter' ? lastName(parent.name) : null;
}

function assignedName(value: Python.Node): string | null {
  for (let node = value.parent; node; node = node.parent) {
    if (node.type === 'assignment' || node.type === 'keyword_argument') return settingName(node);
    if (node.type !== 'boolean_operator' && node.type !== 'argument_list' && node.type !== 'call') return null;
  }
  return null;
}

/** Does the opened name get its value from a default that is reported by itself? */
function isReportedDefault(given: Python.Node, options: Options): boolean {
  const folded = constantString(given);
  return folded.fromEnvironment && isFileKey(lastName(given) ?? '', options);
}

const DJANGO_ENGINE = /(?:sqlite3|spatialite)$/u;

/** `NAME` beside `ENGINE: 'django.db.backends.sqlite3'`. */
function djangoName(pair: Python.Pair): Python.Node | null {
  if (constantText(pair.key) !== 'NAME' || pair.parent?.type !== 'dictionary') return null;
  const engine = codeOf(pair.parent).find((other) => other.type === 'pair' && constantText(other.key) === 'ENGINE');
  return engine?.type === 'pair' && DJANGO_ENGINE.test(constantText(engine.value) ?? '') ? unwrap(pair.value) : null;
}

/** The default of a pydantic settings field that holds a path. */
function settingsField({ left, right, parent }: Python.Assignment, options: Options): Python.Node | null {
  if (!right || left.type !== 'identifier' || parent?.type !== 'expression_statement' || !isFileKey(left.text, options)) return null;
  const owner = enclosingClass(left);
  if (!owner || !classInfo(owner).bases.some(({ qualified }) => qualified !== null && settingsClasses.has(qualified))) return null;
  const value = unwrap(right);
  if (value.type !== 'call') return value;
  // `Path('app.db')` is a path as well as the text.
  if (qualifiedName(value.function)?.endsWith('.Field') !== true) return value;
  const given = argument(value, { position: 0, keyword: 'default' });
  return given === 'unknown' ? null : given;
}

function movesToOwnFolder(module: Python.Module): boolean {
  return module.descendants('call').some((call) => calleeName(call) === 'os.chdir' && call.arguments.text.includes('__file__'));
}

function anchoredPath(string: Python.String, file: string): Suggestion<Message>[] {
  return anchor(string, (folder) => `${folder} / ${JSON.stringify(plain(file))}`);
}

function anchoredUrl(string: Python.String, file: string): Suggestion<Message>[] {
  const scheme = (constantText(string) ?? '').replace(/\/\/\/.*$/su, '///');
  // Nested quotes must differ, and a query behind the file would have to be kept: not worth guessing.
  if (/[?#"'\\{}]/u.test(constantText(string) ?? '')) return [];
  return anchor(string, (folder) => `f"${scheme}{${folder} / '${plain(file)}'}"`);
}

function anchor(string: Python.String, write: (folder: string) => string): Suggestion<Message>[] {
  const edit = importEdit(string.tree, 'pathlib', 'Path');
  if (edit === null) return [];
  return [
    {
      message: 'anchorPython',
      fix: (fixer) => {
        const replaced = fixer.replaceTextRange(string.range, write('Path(__file__).resolve().parent'));
        return edit === 'there' ? replaced : [edit, replaced];
      },
    },
  ];
}

function plain(file: string): string {
  return file.replace(/^\.\//u, '');
}
