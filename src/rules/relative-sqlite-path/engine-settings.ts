/** How a library's settings say that the database is SQLite, and where the file stands beside that. */
export interface EngineSettings {
  readonly key: string;
  readonly engines: ReadonlySet<string>;
  /** `connection.filename` is a key in the object under a key. */
  readonly places: readonly string[];
}

/** TypeORM, Sequelize and drizzle, knex: in code, and in files that are handed to them as they are. */
export const engineSettings: readonly EngineSettings[] = [
  { key: 'type', engines: new Set(['sqlite', 'better-sqlite3', 'sqljs']), places: ['database'] },
  { key: 'dialect', engines: new Set(['sqlite', 'turso']), places: ['storage', 'dbCredentials.url'] },
  { key: 'client', engines: new Set(['sqlite3', 'better-sqlite3', 'sqlite']), places: ['connection', 'connection.filename'] },
];

const engineNames = new Set(engineSettings.flatMap(({ engines }) => [...engines]));

/** Is a text the name of SQLite in some library's settings? Asked before anything around it is looked at. */
export function isEngineName(text: string): boolean {
  return engineNames.has(text);
}

/** Where the file may stand beside an engine's name under a key; nowhere, where the key is another library's. */
export function placesBeside(key: string, engine: string): readonly string[] {
  return engineSettings.flatMap((settings) => (settings.key === key && settings.engines.has(engine) ? settings.places : []));
}

/** `test: { client: 'sqlite3', ... }` among the environments of a configuration. */
export function isTestEnvironment(name: string): boolean {
  return /^(?:tests?|testing|e2e)$/u.test(name);
}
