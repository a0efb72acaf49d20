/** A function that reads an environment variable: where its call passes the variable's name and the default. */
export interface EnvironmentReader {
  readonly name: number;
  readonly default: { readonly position?: number; readonly keyword: string };
}

const plain: EnvironmentReader = { name: 0, default: { position: 1, keyword: 'default' } };
const keywordOnly: EnvironmentReader = { name: 0, default: { keyword: 'default' } };

/** By full name. */
export const environmentReaders: Readonly<Record<string, EnvironmentReader>> = {
  'os.getenv': plain,
  'os.getenvb': plain,
  'os.environ.get': plain,
  'os.environ.setdefault': plain,
  'os.environ.pop': plain,
  'decouple.config': plain,
  'starlette.config.environ.get': plain,
};

/** Classes whose instances are called (`env('X')`), or their methods (`env.str('X')`), to read a variable. */
export const environmentClasses: Readonly<Record<string, EnvironmentReader>> = {
  'environ.Env': plain,
  'environs.Env': plain,
  'decouple.Config': keywordOnly,
  'starlette.config.Config': { name: 0, default: { position: 2, keyword: 'default' } },
};

/** The mappings that hold the environment itself. */
export const environmentMappings: ReadonlySet<string> = new Set(['os.environ', 'os.environb', 'starlette.config.environ']);

/** Pydantic's base classes whose fields are read from the environment. */
export const settingsClasses: ReadonlySet<string> = new Set([
  'pydantic.BaseSettings',
  'pydantic_settings.BaseSettings',
  'pydantic.v1.BaseSettings',
]);
