import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';

const LOAD_TEST =
  /(?:^|[/_.-])(?:locustfile|loadtests?|load[_-]tests?|perf[_-]?tests?|stress[_-]?tests?|benchmarks?|k6|gatling|artillery)(?:[/_.-]|$)/iu;
const LOAD_TOOL = /(?:^|\n)\s*(?:from locust\b|import locust\b)|(?:from\s+|require\()['"](?:k6(?:\/\w+)*|artillery|autocannon)['"]/u;
const EXPLAINING = /(?:^|\/)(?:docs?|docs_src|documentation|__mocks__)\//iu;
const SHOWING =
  /(?:^|\/)(?:examples?|samples?|demos?|tutorials?|scripts?|test(?:ing|utils?)|stor(?:ies|ybook)|mocks?|seeds?)\/|\.(?:stories|mock)\.\w+$/iu;

/** Does nobody run this file in production: tests, load tests, put-aside copies, documentation? */
export function isNotRun(path: string, text: string): boolean {
  return isTestFile(path) || isBackupCopy(path) || LOAD_TEST.test(path) || EXPLAINING.test(path) || LOAD_TOOL.test(text);
}

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
