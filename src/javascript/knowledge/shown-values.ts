/** Functions that show, or give back, what they are given. */
export const keepingFunctions: ReadonlySet<string> = new Set([
  'JSON.stringify',
  'String',
  'Object.assign',
  'Object.entries',
  'Object.fromEntries',
  'Object.values',
  'structuredClone',
  'util.inspect',
  'inspect',
  'util.format',
  'format',
  'stringify',
  'encodeURIComponent',
  'decodeURIComponent',
]);

/** Methods that give a value back, at most in another form. */
export const keepingMethods: ReadonlySet<string> = new Set(
  'toString toJSON valueOf trim trimEnd trimStart toLowerCase toUpperCase padEnd padStart normalize toObject'.split(' '),
);

/** Methods that read what lies under a key. */
export const keyReaders: ReadonlySet<string> = new Set('get getOrThrow header getItem getAll'.split(' '));

/** Packages that colour what they are given. */
export const stylers: ReadonlySet<string> = new Set('chalk colors color pc picocolors kleur clc c'.split(' '));
