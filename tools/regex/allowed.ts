/** An expression that is slow on some text, or put together at run time, and why that harms nobody. */
export interface Allowed {
  readonly file: string;
  /** The expression itself, or `made` for one whose parts are not known before a file is linted. */
  readonly source: string;
  readonly reason: string;
}

export const allowed: readonly Allowed[] = [
  {
    file: 'src/javascript/syntax/estree-nodes.ts',
    source: 'made',
    reason: "A regular expression of the checked file, made for the tree's sake; rules read it and never run it.",
  },
  {
    file: 'src/rules/hardcoded-token-bypass/fixed-credential.ts',
    source: 'made',
    reason: 'Words with at most one character between them, and no repetition.',
  },
  {
    file: 'src/rules/relative-sqlite-path/sqlite-location.ts',
    source: 'made',
    reason: "A pattern of the team's own, which is only held against paths of at most 500 characters.",
  },
  {
    file: 'src/cli/explain.ts',
    source: String.raw`\[([^\]]*)\]\([^)]*\)`,
    reason: 'Reads the pages of our own documentation.',
  },
  {
    file: 'src/cli/explain.ts',
    source: String.raw`^\.+|\.+$`,
    reason: 'Reads what was typed behind `pitfalls explain`.',
  },
  {
    file: 'src/javascript/next-routes.ts',
    source: String.raw`(?:^|\/)app\/(.*?)\/?route\.[jt]sx?$`,
    reason: 'Reads the path of a file, which systems bound to 4096 characters.',
  },
  {
    file: 'src/javascript/next-routes.ts',
    source: String.raw`(?:^|\/)pages\/(api\/.*?)(?:\/?index)?\.[jt]sx?$`,
    reason: 'Reads the path of a file, which systems bound to 4096 characters.',
  },
  {
    file: 'src/rules/relative-sqlite-path/javascript.ts',
    source: String.raw`process\.chdir\([^;\n]{0,200}(?:__dirname|__filename|import\.meta)`,
    reason: 'Looks at most 200 characters ahead, and only behind `process.chdir(`.',
  },
  {
    file: 'src/javascript/request-limits.ts',
    source: String.raw`(?:APP_GUARD|useGlobalGuards)[\s\S]{0,200}Throttler`,
    reason: 'Looks at most 200 characters ahead, and only behind two words.',
  },
  {
    file: 'src/python/request-limits.ts',
    source: String.raw`(?:dependencies|before_request)[^\n]{0,120}(?:limit|throttl)`,
    reason: 'Looks at most 120 characters ahead, and only behind two words.',
  },
  {
    file: 'src/javascript/wiring.ts',
    source: String.raw`\.apply\([^)]{0,200}(?:Auth|Jwt|Token|Session|User)`,
    reason: 'Looks at most 200 characters ahead, and only behind `.apply(`.',
  },
  {
    file: 'src/rules/missing-error-handler/javascript.ts',
    source: String.raw`setErrorHandler|ErrorHandler\(|\be\w{0,20}(?::[^,()]{0,40})?,\s{0,20}_?req\w{0,10}(?::[^,()]{0,40})?,\s{0,20}_?res\w{0,10}(?::[^,()]{0,40})?,\s{0,20}_?\w{1,20}`,
    reason: 'Four parameters of bounded length, one after the other: it looks at most 300 characters ahead.',
  },
  {
    file: 'src/rules/relative-sqlite-path/sqlite-location.ts',
    source: String.raw`(?:database|db)[\w.-]{0,60}(?:url|uri)|sqlalchemy[._]url`,
    reason: 'Looks at most 60 characters ahead.',
  },
  {
    file: 'src/vocabulary/public-marker.ts',
    source: String.raw`\b(?:intentional(?:ly)?|deliberate(?:ly)?|by design)\b[^\n]{0,60}?(?<!\/)\bpublic\b(?!\/)`,
    reason: 'Looks at most 60 characters ahead.',
  },
  {
    file: 'src/python/auth-guards.ts',
    source: String.raw`(?:^|[_/.-])(?:auth|oauth|oauth2|authentication|login|session|sessions)(?:[_.-][^/]*)?$`,
    reason: 'Reads the name of a file, which systems bound to 255 characters.',
  },
  {
    file: 'src/vocabulary/masked-names.ts',
    source: String.raw`^\W*(?:x{3,}|hidden|redacted|masked|secret|filtered|removed)?\W*$`,
    reason: 'Reads at most 40 characters.',
  },
];
