import { flag, list, type OptionsOf } from '../../options.ts';
import { endsInPhrase, wordsOf } from '../../vocabulary/words.ts';

export type MessageId = 'notPassed' | 'notUsed' | 'pass';

export const options = {
  implicit: list([], 'Further variables that a library reads by itself.'),
  wholeProgram: flag(false, 'Report also where no function here is left with its default: another file may read the variable then.'),
};

export type Options = OptionsOf<typeof options>;

const PLACES = new Set('path file dir directory folder url uri host dsn addr address'.split(' '));

/** Read by a library or a program that is started, whatever the code does with them. */
const IMPLICIT =
  /^(?:GOOGLE_APPLICATION_CREDENTIALS|AWS_\w+|AZURE_\w+|PG\w+|\w*_PROXY|SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|KUBECONFIG|KUBERNETES_\w+|DOCKER_\w+|NODE_\w+|NPM_\w+|PROMETHEUS_MULTIPROC_DIR|XDG_\w+|VIRTUAL_ENV|CONDA_\w+|PYTHON\w*|LD_LIBRARY_PATH|PATH|HOME|CI_\w+|GITHUB_\w+|VERCEL_\w+|NEXT_RUNTIME|OTEL_\w+|OPENAI_\w+|ANTHROPIC_\w+|HF_\w+)$/u;

/** Does a variable of this name say where something is, to whoever reads it, and does nobody read it unasked? */
export function namesPlace(name: string, { implicit }: Options): boolean {
  if (name.length > LONGEST_NAME || IMPLICIT.test(name) || implicit.includes(name)) return false;
  const words = wordsOf(name);
  return words.length > 1 && PLACES.has(words.at(-1) ?? '');
}

const LONGEST_NAME = 80;

/** Is this the parameter that a variable is meant for: `token_path` for `GMAIL_TOKEN_PATH`? */
export function isMeantFor(parameter: string, variable: string): boolean {
  const words = wordsOf(parameter);
  return words.length > 1 ? endsInPhrase(wordsOf(variable), words) : PLACES.has(words[0] ?? '') && wordsOf(variable).at(-1) === words[0];
}
