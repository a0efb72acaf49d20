export type Message = 'forcedConsent' | 'flowInTest' | 'flowInWorkflow' | 'dropPrompt';

/** What the parameters of an authorization URL are called, in the spellings of all libraries. */
export const offlineKeys: ReadonlySet<string> = new Set(['access_type', 'accessType']);
export const promptKeys: ReadonlySet<string> = new Set(['prompt', 'approval_prompt', 'approvalPrompt']);

/** Does this value of a prompt make the provider ask for consent, and with it hand out another refresh token? */
export function forcesConsent(value: string): boolean {
  return /^(?:force|(?:.{0,40} )?consent(?: .{0,40})?)$/u.test(value);
}

/** Does a text of an authorization URL ask for both? */
export function asksInText(text: string): boolean {
  return (
    text.includes('access_type=offline') && /(?:[?&]|\b)(?:prompt=(?:[a-z_]{0,20}(?:%20|\+))?consent|approval_prompt=force)\b/u.test(text)
  );
}

/** Does a test in front of it ask whether there is a token already, or was one asked for? */
export function asksForToken(test: string): boolean {
  return /token|cred|connected|consent|linked|grant|force|reauth|scope/iu.test(test);
}

/** A script is run once, by a person. */
export function isScript(path: string): boolean {
  return /(?:^|\/)(?:scripts?|bin|tools?|cli|examples?|quickstart|docs?|samples?)\/|(?:^|\/)(?:cli|setup|get|generate|create|obtain|fetch)_?\w{0,30}token\w{0,10}\.\w{2,4}$/iu.test(
    path,
  );
}
