import { flag, list, type OptionsOf } from '../../options.ts';
import { oncePerName } from '../../vocabulary/known-names.ts';
import { isMaskName } from '../../vocabulary/masked-names.ts';
import { isSecretName } from '../../vocabulary/secret-names.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export const options = {
  names: list([], 'Further names of secrets: what ends in one of them is one too (`session_key`).'),
  ignore: list([], 'Names that hold one of these are no secrets (`design_token`).'),
  masks: list([], 'Further functions whose result may be logged (`shorten`).'),
  prefixes: flag(true, 'Report the first characters of a secret too, when there are more than four of them.'),
  containers: flag(true, 'Report the whole environment, the whole configuration and all headers of a request.'),
  echo: flag(true, 'Report database libraries that are told to log the values of their statements.'),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'value' | 'prefix' | 'container' | 'sqlValues' | 'echo' | 'validation';
export type SuggestionId = 'onlyWhether' | 'onlyNames' | 'hideParameters' | 'withoutInput';

/** How many characters of a secret may be shown, so that a person can tell which one it is. */
export const SHORTEST_PREFIX = 5;

/** Where one of these does not occur, nothing is secret. */
export const secretMentions = [
  /password/i,
  /passwd/i,
  /pwd/i,
  /passphrase/i,
  /secret/i,
  /token/i,
  /credential/i,
  /cookie/i,
  /authorization/i,
  /dsn/i,
  /_pass\b/i,
  ...[/apikey/i, /api_key/i, /api-key/i, /accesskey/i, /access_key/i, /privatekey/i, /private_key/i, /signingkey/i, /signing_key/i],
  ...[/authkey/i, /auth_key/i, /encryptionkey/i, /encryption_key/i, /connectionstring/i, /connection_string/i],
  ...[/databaseuri/i, /databaseurl/i, /database_uri/i, /database_url/i, /dburl/i, /dburi/i, /db_url/i, /db_uri/i, /pgurl/i, /pg_url/i],
] as const;

/** What deals with language cuts it into tokens. */
export const languageMentions = [
  /tokeniz/i,
  /tokenis/i,
  /lexer/i,
  /\bpygments\b/,
  /\bspacy\b/,
  /\bnltk\b/,
  /\bopenai\b/,
  /\banthropic\b/,
  /\btiktoken\b/,
  /\btransformers\b/,
  /\bllm/i,
  /\bgrammar/i,
] as const;

/** Does a value of this name hold a secret that a log must not show? */
export function isSecretToLog(name: string, { names, ignore }: Options, countsTokens: boolean): boolean {
  if (!isSecretName(name, { connections: true, extra: names, ignore, countsTokens }) || isMaskName(name)) return false;
  return names.length > 0 && isSecretName(name, { extra: names, ignore }) !== isSecretName(name, { ignore })
    ? true
    : endsInSecret(name) && !isOnlyPart(name) && !(countsTokens && isPieceOfText(name));
}

/** `api_key`, `password2`, `token_str`; but not `api_key_spend` or `token_cache`. */
const endsInSecret = oncePerName((name) => {
  const words = wordsOf(name);
  const last = words.findLast((word) => !FORMS.has(word) && !/^\d+$/u.test(word))?.replace(/(?<=\D)\d+$/u, '') ?? '';
  return SECRETS.test(last);
});

const SECRETS =
  /(?:pass|password|passwords|passwd|pwd|passphrase|secret|secrets|credential|credentials|key|keys|token|tokens|cookie|cookies|authorization|dsn|string|url|uri)$/u;
const FORMS = new Set(
  'value values str string text plain plaintext raw b64 base64 encoded decoded bytes hex bearer new old current default'.split(' '),
);

/** Where texts are cut into tokens, only what a token is for makes it a secret. */
const isPieceOfText = oncePerName((name) => {
  const words = wordsOf(name);
  return words.at(-1) === 'token' && !OF_DOORS.has(words.at(-2) ?? '');
});

const OF_DOORS = new Set(
  'access refresh auth bearer api session bot app webhook jwt id identity oauth user client secret reset login admin service hf'.split(' '),
);

/** `dsn_host`, `credential_id_b64`, `update_password`: a part of it, which one it is, or what is done with it; and a path by its nature. */
const isOnlyPart = oncePerName((name) => {
  const words = wordsOf(name);
  return (
    name === 'GOOGLE_APPLICATION_CREDENTIALS' ||
    PARTS.has(words.at(-1) ?? '') ||
    (words.includes('id') && words.at(-1) !== 'token') ||
    (words.length > 1 && ACTIONS.has(words[0] ?? ''))
  );
});

const PARTS = new Set(
  'host port user username db dbname database ids set unset source flag option options arg args result results msg hook hooks cmd command'.split(
    ' ',
  ),
);
const ACTIONS = new Set(
  'update set reset change forgot delete remove add verify check validate test revoke rotate use show ask confirm'.split(' '),
);

/** Does a function of this name give a secret, and not do something with one: `get_database_url`, but not `check_password`? */
export function givesSecret(name: string, options: Options, countsTokens: boolean): boolean {
  if (options.masks.includes(name) || !isSecretToLog(name, options, countsTokens)) return false;
  const [first = '', ...others] = wordsOf(name);
  // `get_roles_from_id_token` gives roles.
  return (GIVING.has(first) || NOUNS.has(first)) && !others.some((word) => FROM.has(word));
}

const FROM = new Set('from with by for via in of using'.split(' '));
const GIVING = new Set(
  'get getpass read load fetch create generate make build new issue mint resolve obtain find lookup decrypt'.split(' '),
);
const NOUNS = new Set(
  'password secret token api access auth refresh private credentials database db dsn bearer jwt client session'.split(' '),
);

/** Do these two names stand for an SQL statement and for the values that belong to it? */
export function areSqlAndValues(names: readonly string[], isDatabaseFile: boolean): boolean {
  const isSql = (name: string): boolean => {
    const words = wordsOf(name);
    return words.includes('sql') || words.includes('stmt') || (isDatabaseFile && /^(?:query|statement)$/u.test(words.at(-1) ?? ''));
  };
  return names.some(isSql) && names.some((name) => VALUES.test(name) && !isSql(name));
}

const VALUES = /^_*(?:sql_?|query_?)?(?:params?|parameters|bind_?params|bindings?|binds?)$/iu;

/** Is it the whole of a configuration, called after where it came from: `config.user_config`, but not `config.retry_config`? */
export function isWholeConfiguration(name: string, owner: string): boolean {
  const [source = '', last = '', ...others] = wordsOf(name);
  return OWNERS.test(owner) && others.length === 0 && /^(?:config|configuration)$/u.test(last) && CONFIGURED_BY.has(source);
}

const OWNERS = /^_?(?:config|configuration|settings|conf)$/u;
const CONFIGURED_BY = new Set('user env environment auto system file raw merged effective full loaded'.split(' '));

/** Do the words before a value say that it is a secret, where its name says nothing: `Stored token data: ` before `stored`? */
export function labelNamesSecret(label: string, name: string): boolean {
  return SAYS_NOTHING.has(name) && LABEL.test(label);
}

const SAYS_NOTHING = new Set('stored data value val result res response resp payload cached content found item entry'.split(' '));
const LABEL =
  /\b(?:tokens? (?:data|response|payload)|(?:access|refresh|bearer|api)[ _-]?(?:tokens?|keys?)|passwords?|credentials) ?[:=] ?['"]?$/iu;

/** The way a thing is called in a message. */
export function shortened(text: string): string {
  const flat = text.replace(/\s+/gu, ' ');
  return flat.length <= LONGEST ? flat : `${flat.slice(0, LONGEST)}...`;
}

const LONGEST = 50;

/** Is a fixed text a word about secrets, or empty, and no secret itself: `PASSWORD = "password"`? */
export function isWordAboutSecrets(text: string): boolean {
  return text === '' || (/^[a-z][a-z _.-]{0,60}$/iu.test(text) && isSecretName(text, { connections: true }));
}

/** Is something of this name a list of names, and no settings: `GrantType` of `GrantType.PASSWORD`? */
export function namesLabels(owner: string): boolean {
  return /^_*[A-Z]\w*[a-z]/u.test(owner) && !/conf|setting|env|secret|credential/iu.test(owner);
}
