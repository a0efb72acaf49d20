import { wordsOf } from '../../vocabulary/words.ts';

export type Message = 'uncached';

/** Does a function of this name run for each request that has to be somebody's? Not those of a logout, a refresh or an administrator's page. */
export function runsForEachRequest(name: string): boolean {
  if (/log_?out|refresh|admin|cleanup|purge|delete|create|issue|login/iu.test(name)) return false;
  return /current_?user|authenticat|(?:verify|validate|check|decode)_?(?:access_?)?(?:token|jwt|session)|is_?\w{0,20}(?:black_?listed|block_?listed|deny_?listed|revoked)|^(?:require|ensure|protect|is)_?(?:auth|login|user|session)\w{0,20}$|auth_?(?:middleware|guard|required)|token_in_blocklist/iu.test(
    name,
  );
}

/** Does a model or table of this name hold sessions, tokens, or which of them were revoked? */
export function keepsTokens(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => STORES.has(word)) && !words.some((word) => OTHERS.has(word));
}

const STORES = new Set('blacklist blacklisted blocklist blocklisted denylist revoked revocation session sessions token tokens'.split(' '));
/** `db.session`, `async_session`: the connection, and not what is kept. */
const OTHERS = new Set(
  'db async local maker factory scoped sqlalchemy usage count reset verification invite push device csrf refresh remote project installation chat event block'.split(
    ' ',
  ),
);

/** Does a piece of code look into something that is kept in memory? */
export function looksIntoCache(text: string): boolean {
  return /cache|redis|memcache|\blru\b|ttl|valkey/iu.test(text);
}

/** The table that a text of SQL reads tokens from. */
export function tokenTableIn(sql: string): string | null {
  const table = /\bFROM\s{1,20}["'`[]?([A-Za-z_][\w.]{0,60})/iu.exec(sql)?.[1];
  return table !== undefined && keepsTokens(table.slice(table.lastIndexOf('.') + 1)) ? table : null;
}
