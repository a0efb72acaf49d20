import { flag, list, type OptionsOf } from '../../options.ts';

export type Message =
  'relativeFile' | 'relativeUrl' | 'twoFiles' | 'relativeDefault' | 'relativeSetting' | 'anchorPython' | 'anchorModule' | 'anchorCommonJs';

export const options = {
  allow: list([], 'Paths that may stay relative, as globs (`data/*.db`).'),
  keys: list([], 'Further names of settings that hold the path or URL of a database.'),
  trustWorkdir: flag(false, 'Leave a Compose service alone that sets an absolute `working_dir`: there the path is absolute by effect.'),
};

export type Options = OptionsOf<typeof options>;

/** Opened by SQLite itself, or a place that is not in the file system. */
const NOT_A_FILE = /^(?::memory:|file::memory:|file:[^?]*\?(?:.*&)?mode=memory\b)|^$/u;

/** `/srv`, `C:\`, `\\server`, `~`, or a place that somebody fills in later: `%s`, `$HOME`, `{{ path }}`, `<path>`. */
const ANCHORED_OR_TEMPLATED = /^(?:[/\\~%$<{]|[A-Za-z]:[/\\])/u;

/** What a manual writes where the reader is to put a path. */
const PLACEHOLDER = /^(?:\.\/)?(?:path\/to\/|path\/|your[-_]|my[-_]?path|\.\.\.|…)/iu;

/** Celery writes what a URL is for before it: `db+sqlite:///results.db`. */
export const urlPrefixes = ['', 'db+', 'sqla+'];
const URL = /^(?:db\+|sqla\+)?sqlite(?:\+\w+)?:\/\/\/(.*)$/su;
const SHORT_URL = /^sqlite3?:(?!\/\/)(.*)$/su;
const DATABASE_FILE = /\.(?:db|db3|sqlite|sqlite3|s3db)$/iu;

/** The relative file that a URL such as `sqlite:///app.db` names; null when it names none. */
export function fileInUrl(url: string): string | null {
  const rest = URL.exec(url)?.[1];
  if (rest === undefined) return null;
  const path = rest.replace(/^file:/u, '').replace(/[?#].*$/su, '');
  return isRelative(rest) && isRelative(path) ? path : null;
}

/** The relative file of Tortoise's `sqlite://app.db`, whose third slash would make it absolute. */
export function fileInTortoiseUrl(url: string): string | null {
  const rest = /^sqlite:\/\/(?!\/)([^?#]*)/u.exec(url)?.[1];
  return rest !== undefined && isRelative(rest) ? rest : null;
}

/** The relative file of Sequelize's `sqlite:app.db`. */
export function fileInShortUrl(url: string): string | null {
  const rest = SHORT_URL.exec(url)?.[1];
  return rest !== undefined && isRelative(rest) ? rest : null;
}

/** The relative file of libSQL's `file:local.db`. */
export function fileInFileUrl(url: string): string | null {
  const rest = /^file:(?!\/)([^?]*)/u.exec(url)?.[1];
  return rest !== undefined && !NOT_A_FILE.test(url) && isRelative(rest) ? rest : null;
}

/** Does SQLite look for this path in the working directory? */
export function isRelative(path: string): boolean {
  return !NOT_A_FILE.test(path) && !ANCHORED_OR_TEMPLATED.test(path) && !PLACEHOLDER.test(path) && !path.includes('\n');
}

/** Is this, by its ending, a file that only SQLite would open? */
export function isRelativeDatabaseFile(path: string): boolean {
  return DATABASE_FILE.test(path) && isRelative(path) && !/\s|:\/\//u.test(path);
}

const URL_KEY = /(?:database|db)[\w.-]{0,60}(?:url|uri)|sqlalchemy[._]url/iu;
const FILE_KEY = /(?:^|[_.-])(?:(?:database|db|sqlite)[_-]?(?:path|file|filename|storage)|sqlite[_-]?db)$/iu;

/** Does a setting of this name hold the URL of a database? */
export function isUrlKey(key: string, { keys }: Options): boolean {
  return URL_KEY.test(key) || keys.includes(key);
}

/** Does a setting of this name hold the path of a database file? */
export function isFileKey(key: string, { keys }: Options): boolean {
  return FILE_KEY.test(snake(key)) || keys.includes(key);
}

/** Does a flag of a command line name a database file? What it is set to still has to look like one. */
export function isFileFlag(flag: string, options: Options): boolean {
  const name = flag.replace(/^--/u, '');
  return flag.startsWith('--') && (/^(?:db|database|sqlite)$/iu.test(name) || isFileKey(name, options));
}

/** Has the team said that this path may stay as it is? */
export function isAllowed(path: string, { allow }: Options): boolean {
  // Several stars on a text of any length would take their time, and no file has such a name.
  if (path.length > LONGEST_PATH) return false;
  const plain = path.replace(/^\.\//u, '');
  return allow.some((glob) => globPattern(glob.replace(/^\.\//u, '')).test(plain));
}

const LONGEST_PATH = 500;

/** The relative file that a setting of this name and value points to; null when it points to none, or it is allowed. */
export function settingDefect(key: string, value: string, options: Options): string | null {
  // `${DATABASE_URL:-sqlite:///app.db}`: what a shell or Compose puts in when the variable is not set.
  const plain = /^\$\{\w+:?-([^}]*)\}$/u.exec(value)?.[1] ?? value;
  const inUrl = isUrlKey(key, options) || isFileKey(key, options) ? fileInUrl(plain) : null;
  const path = inUrl ?? (isFileKey(key, options) && isRelativeDatabaseFile(plain) ? plain : null);
  return path === null || isAllowed(path, options) ? null : path;
}

function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/gu, '$1_$2');
}

function globPattern(glob: string): RegExp {
  const parts = glob.split(/(\*\*\/|\*\*|\*|\?)/u).map((part) => WILDCARDS[part] ?? part.replace(/[.+^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(`^${parts.join('')}$`, 'u');
}

const WILDCARDS: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
