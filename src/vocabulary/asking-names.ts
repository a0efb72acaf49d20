/** Does a function of this name only find out something about what it is given: whether it is there, how long it is, whether it fits? */
export function asksByName(name: string): boolean {
  return ASKS.test(name);
}

const ASKS =
  /^(?:bool|Boolean|len|all|any|isinstance|assert|invariant|ok|exists|existsSync|isfile|isdir|is_file|is_dir|startswith|endswith|startsWith|endsWith|includes|match|test|has)$|^_*(?:check|require|validate|ensure|assert|verify|is|has|missing|need|must|raise|fail)(?:_|[A-Z]|$)/u;

/** Does a function of this name give back what it is given in another form? */
export function reshapesByName(name: string): boolean {
  return RESHAPES.test(name);
}

const RESHAPES =
  /^(?:str|String|bytes|strip|trim|rstrip|lstrip|encode|decode|lower|upper|toLowerCase|toUpperCase|replace|Path|PurePath|SecretStr|expanduser|abspath|resolve|format|toString|from|cast)$/u;

/** Does a function of this name show or write down what it is given? */
export function showsByName(name: string): boolean {
  return SHOWS.test(name);
}

const SHOWS = /^(?:print|log|debug|info|warn|warning|error|exception|critical|trace|echo|secho|echo_via_pager)$/u;
