import { flag, list, type OptionsOf } from '../../options.ts';
import { isSecretName } from '../../vocabulary/secret-names.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export type MessageId = 'empty' | 'unset' | 'asserted' | 'inText' | 'emptySetting' | 'require';

export const options = {
  extra: list([], 'Further names of credentials; a variable whose name ends in one of them is one.'),
  ignore: list([], 'Names that may be empty here; a variable whose name holds one of them is left alone.'),
  settings: flag(false, 'Report empty defaults in settings classes and exported settings too, when their use is in other files.'),
};

export type Options = OptionsOf<typeof options>;

/** Servers that may be set up to let everybody in, or that take the user of the machine: no password is a password there. */
const OPEN_SERVERS = new Set(
  [
    'db database sql mysql mariadb postgres postgresql pg mongo mongodb redis cache valkey memcached rabbitmq rabbit amqp kafka nats',
    'smtp mail email imap pop ftp sftp ssh ldap proxy elastic elasticsearch opensearch clickhouse influx influxdb neo4j cassandra',
    'mqtt broker sentinel influxdb registry vnc ssl tls cert certificate pem keystore key arango couch couchdb sqlalchemy hana oracle',
  ]
    .join(' ')
    .split(' '),
);

const PASSWORDS = new Set('password passwd pwd pass passphrase'.split(' '));

/** Does a variable of this name hold what a request, a client or a signature cannot do without? */
export function isNeededCredential(name: string, { extra, ignore }: Options): boolean {
  if (!isSecretName(name, { extra, ignore })) return false;
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (last === 'cookie' || last === 'authorization') return false;
  return !(
    words.some((word) => PASSWORDS.has(word) || word === 'pgpassword') &&
    words.some((word) => OPEN_SERVERS.has(word) || word === 'pgpassword')
  );
}

/**
 * Variables that a library reads by itself when it is given nothing, and complains about by name: whoever passes on that they are
 * not set loses nothing.
 */
export function isReadByLibraries(name: string): boolean {
  return /^(?:OPENAI|AZURE_OPENAI|ANTHROPIC|GOOGLE|GEMINI|GROQ|MISTRAL|COHERE|CO|TOGETHER|REPLICATE|HF|HUGGINGFACE\w*|HUGGING_FACE\w*|LANGCHAIN|LANGSMITH|WANDB|PINECONE|TAVILY|SERPER|SERPAPI|DEEPSEEK|XAI|FIREWORKS|PERPLEXITY|VOYAGE|AWS|SENTRY|STRIPE|TWILIO|GITHUB|GH|GITLAB|CI|NPM|VERCEL|SUPABASE)_/u.test(
    name,
  );
}

/** Is this the name of a header that carries a credential? */
export function isCredentialHeader(name: string): boolean {
  return /^(?:(?:proxy-)?authorization|x-?[\w-]{0,40}(?:key|token|secret|auth)|api-?key|[\w-]{0,40}-(?:token|api-key))$/iu.test(name);
}

/** Does what is called only hold settings together, or declare them, so that whoever sends them may still look at them? */
export function isCarrier(name: string): boolean {
  return /(?:Config|Configuration|Settings|Options|Params|Args|Context|Env|State|Credentials?)$|^(?:dict|Namespace|SimpleNamespace|update|from_mapping|setdefault|set|get|config|Field|field|add_argument|option|Option|argument|define\w*|Header|Depends|partial|append|add|push|assign|freeze|register|create|configure|parse\w*|merge\w*|defaults|useState|load\w*|set[A-Z_]\w*|setattr|setenv|putenv|test|skipif|skipIf|mark|Variable|env|getenv|cache|redact|mask\w*|create_?config\w*|define_?config\w*|asdict|json|dumps|stringify|add_option|first|coalesce|next|sorted|join|pick\w*|resolve\w*|hash\w*|sha256|md5|compare_digest|timingSafeEqual|safeCompare|safeEqual)$/u.test(
    name,
  );
}
