import type { Suggestion } from '../../language/detector.ts';
import { calleeName, lastName, property, type Call } from '../../javascript/calls.ts';
import { constantText } from '../../javascript/constants.ts';
import type { JavaScriptContext, JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { environmentRead, isEnvironment } from '../../javascript/environment.ts';
import { memberName, unwrap } from '../../javascript/expressions.ts';
import { verboseDatabases } from '../../javascript/knowledge/database-logging.ts';
import { loggedValues, type LoggedValue } from '../../javascript/logged-values.ts';
import { logCall, mayLog } from '../../javascript/loggers.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { isRequest } from '../../javascript/user-input.ts';
import { singleValue, variableOf } from '../../javascript/scopes.ts';
import { isCommandLinePath } from '../../vocabulary/command-line.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import {
  areSqlAndValues,
  givesSecret,
  isSecretToLog,
  isWordAboutSecrets,
  languageMentions,
  namesLabels,
  secretMentions,
  SHORTEST_PREFIX,
  shortened,
  type MessageId,
  type Options,
  type SuggestionId,
} from './leak.ts';

type Ids = MessageId | SuggestionId;
type Context = JavaScriptContext<Ids, Options>;

const CONTAINERS = ['process.env', 'headers'] as const;
const DATABASE = ['.query(', 'execute(', 'sql', 'knex'] as const;
const SQL_VALUES = ['aram', 'inding'] as const;

export const javascript: JavaScriptDetector<Ids, Options> = {
  alsoMentions: [
    ...secretMentions,
    ...languageMentions,
    ...CONTAINERS,
    ...DATABASE,
    ...SQL_VALUES,
    'redact',
    'logging',
    'logQueryParameters',
    'debug',
  ],
  visit: (context) => {
    const { options, path, mentions } = context;
    if (isTestFile(path)) return {};
    const mayHold = options.names.length > 0 || secretMentions.some(mentions) || CONTAINERS.some(mentions) || SQL_VALUES.some(mentions);
    const mayEcho = options.echo && (mentions('logging') || mentions('logQueryParameters'));
    if (!mayHold && !mayEcho) return {};
    return {
      CallExpression(call) {
        if (mayHold && mayLog(lastName(call) ?? '')) judge(call, context);
        if (mayEcho) echoed(call, context);
      },
      NewExpression(call) {
        if (mayEcho) echoed(call, context);
      },
    };
  },
};

function judge(call: JavaScript.CallExpression, { source, options, path, mentions, report }: Context): void {
  const log = logCall(call, source);
  if (!log) return;
  const countsTokens = languageMentions.some(mentions);
  const isTool = log.isConsole && (isCommandLinePath(path) || source.text.startsWith('#!'));
  const told = new Set<JavaScript.Node>();
  const values = loggedValues(call, source);
  for (const value of values) {
    if (told.has(value.at)) continue;
    const finding = findingOf(value, options, countsTokens, source);
    // pino and winston take secrets out of what they are given, when they are told which.
    if (!finding || (finding.message === 'container' && mentions('redact'))) continue;
    // In a terminal, what a tool has just made is shown to the one who asked for it; what it was configured with is not.
    if (isTool && !isConfigured(value.node, source)) continue;
    told.add(value.at);
    const isWhole = value.at === value.node && value.shown === undefined;
    report({ node: value.at, ...finding, suggest: isWhole ? waysOut(value, finding.message, source) : [] });
  }
  const isDatabaseFile = DATABASE.some(mentions);
  const shown = values.filter(({ kind, node }) => kind === 'name' && !isOfRequest(node, source)).map(({ name }) => name ?? '');
  if (told.size === 0 && areSqlAndValues(shown, isDatabaseFile)) report({ node: call.callee, message: 'sqlValues' });
}

/** `req.query` and `req.params` are no SQL. */
function isOfRequest(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = unwrap(node);
  return (
    inner.type === Kind.MemberExpression &&
    (isRequest(inner.object, source) || /^(?:req|request|ctx|route|router)$/u.test(dottedText(inner.object) ?? ''))
  );
}

type Found = { readonly message: 'value' | 'prefix' | 'container'; readonly data: Readonly<Record<string, string | number>> } | undefined;

function findingOf(value: LoggedValue, options: Options, countsTokens: boolean, source: JavaScriptSource): Found {
  const { node, name, key, kind, shown } = value;
  const data = { name: shortened(source.getText(node)) };
  if (isContainer(node, source)) return options.containers && shown === undefined ? { message: 'container', data } : undefined;
  if (name === undefined || options.masks.includes(name)) return undefined;
  const isSecret =
    kind === 'call' ? givesSecret(name, options, countsTokens) : isSecretToLog(name, options, countsTokens) && !isLabel(node, name, source);
  const isKeyed = !isSecret && kind === 'name' && key !== undefined && isSecretToLog(key, options, countsTokens) && !saysOther(name);
  if (!isSecret && !isKeyed) return undefined;
  if (shown === undefined) return { message: 'value', data: { name: isKeyed ? shortened(key) : data.name } };
  return options.prefixes && shown >= SHORTEST_PREFIX ? { message: 'prefix', data: { ...data, count: shown } } : undefined;
}

/** `process.env`, `req.headers` */
function isContainer(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = unwrap(node);
  if (isEnvironment(inner, source)) return true;
  if (inner.type !== Kind.MemberExpression) return false;
  const name = memberName(inner);
  return (name === 'headers' || name === 'rawHeaders' || name === 'cookies') && isRequest(inner.object, source);
}

/** Does the name stand for a word about secrets: `const PASSWORD = 'password'`, `GrantType.PASSWORD`? */
function isLabel(node: JavaScript.Node, name: string, source: JavaScriptSource): boolean {
  const inner = unwrap(node);
  const text = inner.type === Kind.Identifier ? fixedText(inner, source) : undefined;
  if (text !== undefined) return isWordAboutSecrets(text);
  if (inner.type !== Kind.MemberExpression) return false;
  return /^[A-Z]/u.test(name) && namesLabels(dottedText(inner.object)?.split('.').at(-1) ?? '');
}

function fixedText(node: JavaScript.Identifier, source: JavaScriptSource): string | undefined {
  const variable = variableOf(node, source);
  const value = variable && singleValue(variable);
  return value?.path.length === 0 ? constantText(value.expression, source) : undefined;
}

/** Does what is logged under the key of a secret go by the name of something else: `{ cookie: cookieName }`, `{ token: hasToken }`? */
function saysOther(name: string): boolean {
  return /password|secret|token|key|cookie|credential|mask|redact|^(?:is|has)[A-Z_]|type|name|id$|count|length|true|false|undefined|null/iu.test(
    name,
  );
}

/** Was the value there before: an environment variable, a setting, a constant? */
function isConfigured(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = unwrap(node);
  if (environmentRead(inner, source) || isEnvironment(inner, source)) return true;
  if (inner.type === Kind.MemberExpression)
    return /^(?:settings|config|conf|env|secrets)$/u.test(dottedText(inner.object)?.split('.').at(-1) ?? '');
  if (inner.type !== Kind.Identifier) return false;
  const variable = variableOf(inner, source);
  const value = variable && singleValue(variable);
  return /^[A-Z][A-Z\d_]+$/u.test(inner.name) || (value?.path.length === 0 && environmentRead(value.expression, source) !== undefined);
}

/** Databases that are told to log: `new Sequelize({ logQueryParameters: true })`, `new DataSource({ logging: 'all' })`. */
function echoed(call: Call, { source, report }: Context): void {
  const name = lastName(call) ?? '';
  if (!verboseDatabases.has(name)) return;
  for (const { module, option, values } of verboseDatabases.get(name) ?? []) {
    if (calleeName(call, source)?.startsWith(module) !== true) continue;
    const given = call.arguments.map((argument) => property(argument, option)).find((found) => found !== undefined);
    const inner = given && unwrap(given);
    if (inner?.type !== Kind.Literal || !values.includes(inner.value as string | boolean)) continue;
    report({ node: inner.parent, message: 'echo', data: { name: shortened(source.getText(inner.parent)) } });
  }
}

function waysOut({ node }: LoggedValue, message: string, source: JavaScriptSource): Suggestion<Ids>[] {
  const inner = unwrap(node);
  // `{ token }` needs its key.
  const key = inner.parent?.type === Kind.Property && inner.parent.shorthand ? `${source.getText(inner)}: ` : '';
  const text = source.getText(inner);
  if (message === 'container')
    return [{ message: 'onlyNames', fix: (fixer) => fixer.replaceTextRange(inner.range, `${key}Object.keys(${text})`) }];
  return [{ message: 'onlyWhether', fix: (fixer) => fixer.replaceTextRange(inner.range, `${key}Boolean(${text})`) }];
}
