/** An option that makes a database library log the values of its statements. */
export interface VerboseOption {
  readonly module: string;
  readonly option: string;
  readonly values: readonly (string | boolean)[];
}

/** By the last name of what is called. Sequelize 6 logs values only when told to, TypeORM 0.3 whenever it logs queries. */
export const verboseDatabases: ReadonlyMap<string, readonly VerboseOption[]> = new Map([
  ['Sequelize', [{ module: 'sequelize', option: 'logQueryParameters', values: [true] }]],
  ['DataSource', [{ module: 'typeorm', option: 'logging', values: [true, 'all'] }]],
  ['createConnection', [{ module: 'typeorm', option: 'logging', values: [true, 'all'] }]],
  ['forRoot', [{ module: '@nestjs/typeorm', option: 'logging', values: [true, 'all'] }]],
]);
