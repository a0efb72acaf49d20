import { flag, list, type OptionsOf } from '../../options.ts';
import { kindNamed, kindOfToken, type TokenKind } from '../../vocabulary/token-shapes.ts';

export type MessageId = 'otherKind' | 'wrongShape' | 'crossed' | 'unchecked' | 'swap';

export const options = {
  shapes: list([], 'Further beginnings that any token may have here, as of a proxy of your own (`gw-`).'),
  requireStartupCheck: flag(false, 'Report each token that is read from the environment in a file that nowhere speaks of its shape.'),
};

export type Options = OptionsOf<typeof options>;

export interface Mismatch {
  readonly message: 'otherKind' | 'wrongShape';
  readonly data: Readonly<Record<string, string>>;
}

const PLACEHOLDER =
  /[<>${}*…\s]|\.{3}|x{3,}|(?:your|change|example|placeholder|dummy|fake|mock|todo|insert|replace|secret|token|api|none|null|empty|sample|demo|unused|needed|local|test|abc|123456|redacted|invalid|bogus|foo|bar)/iu;
const HEADS =
  /^(?:xoxe\.xox[bp]-|xox[a-z]-|xapp-|sk-ant-(?:[a-z]+\d\d-)?|(?:sk|rk|pk)_(?:live|test)_|whsec_|gh[oprsu]_|github_pat_|SG\.|AKIA|ASIA|AIza|hf_|sk-)/u;

/** What is wrong with a text where a token of a kind belongs; null for what fits, and for what only stands in for a token. */
export function mismatch(name: string, wanted: TokenKind, text: string, { shapes }: Options): Mismatch | null {
  if (text.length < SHORTEST || text.length > LONGEST || wanted.pattern.test(text) || shapes.some((shape) => text.startsWith(shape)))
    return null;
  const head = HEADS.exec(text)?.[0] ?? '';
  if (PLACEHOLDER.test(text.slice(head.length))) return null;
  const given = kindOfToken(text);
  if (given) return given === wanted ? null : { message: 'otherKind', data: { name, shape: wanted.shape, noun: given.noun } };
  // A key of a server of one's own may look like anything, and a word is no token yet.
  if (wanted.isLoose === true || !isRandom(text)) return null;
  return { message: 'wrongShape', data: { name, shape: wanted.shape, noun: wanted.noun, head: text.slice(0, SHOWN) } };
}

const SHORTEST = 10;
const LONGEST = 400;
/** No more of a secret than this is ever shown. */
const SHOWN = 4;

/** Is it made of letters and digits without sense, as tokens are? */
function isRandom(text: string): boolean {
  return (
    text.length >= 16 &&
    /^[\w.:+/=-]+$/u.test(text) &&
    /\d/u.test(text) &&
    /[A-Za-z]/u.test(text) &&
    !/^(?:https?|arn|vault|op|aws|gcp|secretsmanager|ssm|file|projects)[:/]/u.test(text)
  );
}

/** The kind that belongs to a parameter, when what is passed comes from a variable of another kind of the same service. */
export function crossing(wanted: TokenKind | null, variable: string): { readonly wanted: TokenKind; readonly given: TokenKind } | null {
  const given = kindNamed(variable);
  return wanted && given && given !== wanted ? { wanted, given } : null;
}

/** `SLACK_APP_TOKEN` for `SLACK_BOT_TOKEN`, with what stands before it in the team's names. */
export function rightVariable(variable: string, given: TokenKind, wanted: TokenKind): string | null {
  return variable.endsWith(given.name) ? variable.slice(0, variable.length - given.name.length) + wanted.name : null;
}

/** What a file says that knows the shape of a token: `startswith("xoxb-")`. */
export function knowsShape(kind: TokenKind, text: string): boolean {
  return kind.shape.split(' or ').some((shape) => text.includes(shape));
}
