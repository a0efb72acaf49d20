/** Functions that join path segments. */
export const joinsPaths: ReadonlySet<string> = new Set([
  'os.path.join',
  'posixpath.join',
  'ntpath.join',
  'django.utils._os.safe_join',
  'flask.safe_join',
]);

/** Classes whose instances are paths, made of the segments they are given. */
export const makesPath: ReadonlySet<string> = new Set([
  'pathlib.Path',
  'pathlib.PurePath',
  'pathlib.PosixPath',
  'pathlib.PurePosixPath',
  'pathlib.WindowsPath',
  'pathlib.PureWindowsPath',
  'anyio.Path',
  'upath.UPath',
]);

/** Functions that give the text of their first argument back, but for its outer white space. */
export const keepsText: ReadonlySet<string> = new Set([
  'builtins.str',
  'builtins.unicode',
  'os.fspath',
  'os.fsdecode',
  'os.fsencode',
  'os.path.normpath',
  'os.path.expandvars',
  'textwrap.dedent',
  'inspect.cleandoc',
  'gettext.gettext',
]);
