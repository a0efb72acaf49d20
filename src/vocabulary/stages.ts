const SHOWING =
  /(?:^|\/)(?:examples?|samples?|demos?|tutorials?|scripts?|test(?:ing|utils?)|stor(?:ies|ybook)|mocks?|seeds?)\/|\.(?:stories|mock)\.\w+$/iu;

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
