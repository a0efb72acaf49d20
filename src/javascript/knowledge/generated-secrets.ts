/** Functions that answer with something new at each call, by full name. */
export const generators: ReadonlySet<string> = new Set([
  'node:crypto.randomBytes',
  'node:crypto.pseudoRandomBytes',
  'node:crypto.randomUUID',
  'node:crypto.generateKeySync',
  'node:crypto.generateKeyPairSync',
  'node:crypto.webcrypto.getRandomValues',
  'node:crypto.webcrypto.randomUUID',
  'node:crypto.getRandomValues',
  'crypto.randomUUID',
  'crypto.randomBytes',
  'crypto.getRandomValues',
  'globalThis.crypto.randomUUID',
  'Math.random',
  'uuid',
  'uuid.v1',
  'uuid.v4',
  'uuid.v7',
  'uuid/v4',
  'uuid/v1',
  'nanoid',
  'nanoid.nanoid',
  'cuid',
  '@paralleldrive/cuid2.createId',
  'ulid.ulid',
  'randomstring.generate',
  'jose.generateSecret',
]);

/** Methods that give the same thing another form. */
export const reshapingMethods: ReadonlySet<string> = new Set(
  'toString slice substring substr replace replaceAll toLowerCase toUpperCase trim export digest join concat padEnd padStart'.split(' '),
);

/** Functions that do so. */
export const reshapingCalls: ReadonlySet<string> = new Set(['String', 'Buffer.from', 'btoa', 'Uint8Array.from', 'Array.from']);
