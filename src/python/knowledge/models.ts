import type { Orm } from '../../language/model.ts';

/** Calls that declare a column, by their last word. */
export const columnCalls: ReadonlySet<string> = new Set(['Column', 'mapped_column', 'deferred']);

/** Classes whose subclasses are models, by full name or as people write them where the class comes from a module of their own. */
export const modelBases: Readonly<Record<string, Orm>> = {
  'django.db.models.Model': 'django',
  'django.contrib.gis.db.models.Model': 'django',
  'django.contrib.auth.models.AbstractUser': 'django',
  'django.contrib.auth.models.AbstractBaseUser': 'django',
  'django.contrib.auth.base_user.AbstractBaseUser': 'django',
  'tortoise.models.Model': 'tortoise',
  'tortoise.Model': 'tortoise',
  'peewee.Model': 'peewee',
};

/** Modules whose fields tell the library, where the base class comes from a module of the project's own. */
export const fieldModules: readonly (readonly [module: string, orm: Orm])[] = [
  ['django.db.models.', 'django'],
  ['django.contrib.', 'django'],
  ['tortoise.fields.', 'tortoise'],
  ['peewee.', 'peewee'],
];

/** Bases that already have a column for the login, so that another one is not. */
export const basesWithLogin: ReadonlySet<string> = new Set(['AbstractUser']);
