import type { Mention } from '../../language/mentions.ts';
import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';

const LOAD_TEST =
  /(?:^|[/_.-])(?:locustfile|loadtests?|load[_-]tests?|perf[_-]?tests?|stress[_-]?tests?|benchmarks?|k6|gatling|artillery)(?:[/_.-]|$)/iu;
const LOAD_TOOL = /(?:^|\n)[ \t]*(?:from locust\b|import locust\b)|(?:from\s+|require\()['"](?:k6(?:\/\w+)*|artillery|autocannon)['"]/u;
const EXPLAINING = /(?:^|\/)(?:docs?|docs_src|documentation|__mocks__)\//iu;

/** Does nobody run this file in production: tests, load tests, put-aside copies, documentation? */
export function isNotRun(path: string, text: string): boolean {
  if (isTestFile(path) || isBackupCopy(path) || LOAD_TEST.test(path) || EXPLAINING.test(path)) return true;
  return LOAD_TOOLS.some((tool) => text.includes(tool)) && LOAD_TOOL.test(text);
}

const LOAD_TOOLS = ['locust', 'k6', 'artillery', 'autocannon'];

/** Words for credentials, by any of the names they go by: a file without one need not be read. */
const CREDENTIALS: readonly Mention[] = [
  ...[/token/i, /passw/i, /passk/i, /passc/i, /passp/i, /pwd/i, /\bpw\b/i, /\bpin\b/i, /otp/i, /secret/i, /cred/i, /auth/i, /jwt/i],
  ...[/bearer/i, /login/i, /log_in/i, /signin/i, /sign_in/i, /apikey/i, /api_key/i, /api-key/i, /api key/i, /_key\b/i],
  ...[/permission/i, /session/i, /cookie/i, /backdoor/i, /letmein/i],
];

/** What code mentions that has to do with credentials. */
export const credentialMentions = {
  /** `pass` alone is a statement. */
  python: [...CREDENTIALS, /_pass\b/i, 'Pass', "'pass'", '"pass"'],
  javascript: [...CREDENTIALS, /pass\b/i],
} as const;
