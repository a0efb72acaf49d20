/** Functions that answer with something new at each call, by full name. */
export const generators: ReadonlySet<string> = new Set([
  'secrets.token_hex',
  'secrets.token_bytes',
  'secrets.token_urlsafe',
  'secrets.choice',
  'secrets.randbits',
  'os.urandom',
  'uuid.uuid1',
  'uuid.uuid4',
  'random.choice',
  'random.choices',
  'random.getrandbits',
  'random.randbytes',
  'random.SystemRandom',
  'Crypto.Random.get_random_bytes',
  'nacl.utils.random',
  'cryptography.fernet.Fernet.generate_key',
  'django.core.management.utils.get_random_secret_key',
  'django.utils.crypto.get_random_string',
  'werkzeug.security.gen_salt',
  'cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key',
  'cryptography.hazmat.primitives.asymmetric.ec.generate_private_key',
  'cryptography.hazmat.primitives.asymmetric.ed25519.Ed25519PrivateKey.generate',
]);

/** Functions that give the same thing another form. */
export const reshaping: ReadonlySet<string> = new Set([
  'builtins.str',
  'builtins.bytes',
  'builtins.hex',
  'binascii.hexlify',
  'binascii.b2a_hex',
  'base64.b64encode',
  'base64.b32encode',
  'base64.b16encode',
  'base64.urlsafe_b64encode',
  'hashlib.sha256',
  'hashlib.sha512',
  'hashlib.md5',
  'hashlib.sha1',
]);

/** Methods and attributes that do so. */
export const reshapingMembers: ReadonlySet<string> = new Set(
  'hex decode encode hexdigest digest strip rstrip lstrip replace lower upper bytes join'.split(' '),
);
