import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';

const LOAD_TEST =
  /(?:^|[/_.-])(?:locustfile|loadtests?|load[_-]tests?|perf[_-]?tests?|stress[_-]?tests?|benchmarks?|k6|gatling|artillery)(?:[/_.-]|$)/iu;
const LOAD_TOOL = /(?:^|\n)\s*(?:from locust\b|import locust\b)|(?:from\s+|require\()['"](?:k6(?:\/\w+)*|artillery|autocannon)['"]/u;
const EXPLAINING = /(?:^|\/)(?:docs?|docs_src|documentation|__mocks__)\//iu;
const SHOWING =
  /(?:^|\/)(?:examples?|samples?|demos?|tutorials?|scripts?|test(?:ing|utils?)|stor(?:ies|ybook)|mocks?|seeds?)\/|\.(?:stories|mock)\.\w+$/iu;

/** Does nobody run this file in production: tests, load tests, put-aside copies, documentation? */
export function isNotRun(path: string, text: string): boolean {
  if (isTestFile(path) || isBackupCopy(path) || LOAD_TEST.test(path) || EXPLAINING.test(path)) return true;
  return LOAD_TOOLS.some((tool) => text.includes(tool)) && LOAD_TOOL.test(text);
}

const LOAD_TOOLS = ['locust', 'k6', 'artillery', 'autocannon'];

/** Does a file speak of credentials at all, by any of the names they go by? Most files do not, and need not be read. */
export function speaksOfCredentials(text: string): boolean {
  return CREDENTIAL_WORDS.test(text);
}

const CREDENTIAL_WORDS =
  /token|pass(?:w|k|c|p|\b)|pwd|\b(?:pw|pin)\b|otp|secret|cred|auth|jwt|bearer|log_?in|sign_?in|api.?key|permission|session|cookie|_key\b/iu;

/** Is the file there to show something, so that a token in it is for show too? */
export function isForShow(path: string): boolean {
  return SHOWING.test(path);
}

const OTHER_STAGE =
  /(?:^|[/._-])(?:dev|develop(?:ment)?|local|test(?:s|ing)?|ci|e2e|example|sample|template|dist|demo|sandbox|override|debug)(?:[/._-]|$)/iu;

/** Is this settings file, by its name, not the one that production reads? */
export function isOtherStage(path: string): boolean {
  return OTHER_STAGE.test(path);
}
