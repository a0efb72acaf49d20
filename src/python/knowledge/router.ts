export type Framework = 'flask' | 'fastapi' | 'django';

/** What a framework's routers look like. */
export interface RouterFacts {
  readonly framework: Framework;
  /** A file that imports one of these modules uses the framework. */
  readonly modules: readonly string[];
  /** The classes, by full name, whose instances register routes. */
  readonly routers: ReadonlySet<string>;
  /** The methods that register the function they decorate; the methods of HTTP that each stands for. */
  readonly decorators: Readonly<Record<string, readonly string[]>>;
  /** The methods that register a function they are given: where they take it. */
  readonly registrars: Readonly<Record<string, { readonly position: number; readonly keyword: string }>>;
  /** Base classes, by full name or as usually written, whose methods `get`, `post`... handle requests. */
  readonly views: readonly string[];
  /** The keyword for the path, which otherwise comes first. */
  readonly pathKeyword: string;
}

/** The methods of HTTP, as class-based views name them. */
export const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'] as const;

/** An object of this name registers routes, whatever it was made by. */
export const routerName = /(?:^|_)(?:app|router|api|bp|blueprint)\d*$/iu;
