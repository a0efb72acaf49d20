import type { Suggestion } from '../../language/detector.ts';
import { argument, receiver } from '../../python/calls.ts';
import { classes } from '../../python/classes.ts';
import { isCommandLineTool } from '../../python/command-line.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { environmentRead } from '../../python/environment.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { loggedValues, type LoggedValue } from '../../python/logged-values.ts';
import { logCalls, type LogCall } from '../../python/logging.ts';
import { runsAsProgram } from '../../python/main-block.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, lastName, qualifiedName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { loggedInputs } from '../../python/settings-errors.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import { isAttributeUsedAsObject, isUsedAsObject } from '../../python/text-uses.ts';
import { assignedValue, followed } from '../../python/values.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import {
  areSqlAndValues,
  givesSecret,
  isSecretToLog,
  isWholeConfiguration,
  isWordAboutSecrets,
  labelNamesSecret,
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

const CONTAINERS = ['environ', 'headers', '.config', '_config', 'META'] as const;
const DATABASE = ['execute(', 'cursor', 'sqlalchemy', 'fetchall'] as const;
const SQL_VALUES = ['param', 'bind'] as const;

export const python: PythonDetector<Ids, Options> = {
  alsoMentions: [...secretMentions, ...languageMentions, ...CONTAINERS, ...DATABASE, ...SQL_VALUES, 'echo', 'ValidationError'],
  visit: ({ source, options, path, mentions, report }) => {
    // What a test prints is made up.
    if (isTestFile(path)) return {};
    const { tree } = source;
    const { names } = options;
    const mayHold = names.length > 0 || secretMentions.some(mentions) || CONTAINERS.some(mentions) || SQL_VALUES.some(mentions);
    const mayEcho = options.echo && mentions('echo') && mentions('sqlalchemy');
    const mayValidate = mentions('ValidationError');
    if (!mayHold && !mayEcho && !mayValidate) return {};
    const countsTokens = languageMentions.some(mentions);
    const isDatabaseFile = DATABASE.some(mentions);
    let isTool: boolean | undefined;

    /** In a terminal, what a tool has just made is shown to the one who asked for it; what it was configured with is not. */
    function isAnswer(log: LogCall, { node, name }: LoggedValue): boolean {
      if (log.method !== null) return false;
      // A script that makes keys and prints them.
      if (enclosingFunction(log.call) === null && isJustMade(node)) return true;
      if (!((isTool ??= isCommandLineTool(tree, path)) || runsAsProgram(log.call))) return false;
      return !isConfigured(node, name ?? '');
    }

    function judge(log: LogCall): void {
      const told = new Set<number>();
      const values = loggedValues(log);
      for (const value of values) {
        if (told.has(value.at.row)) continue;
        const finding = findingOf(value, options, countsTokens);
        if (!finding || isAnswer(log, value)) continue;
        told.add(value.at.row);
        report({
          node: value.at,
          ...finding,
          suggest: value.at === value.node && value.shown === null ? waysOut(value, finding.message) : [],
        });
      }
      const shown = values.filter(({ kind }) => kind === 'name').map(({ name }) => name ?? '');
      if (told.size === 0 && areSqlAndValues(shown, isDatabaseFile)) report({ node: log.call.function, message: 'sqlValues' });
    }

    return {
      'module:exit'() {
        if (mayHold) for (const log of logCalls(tree)) judge(log);
        if (mayEcho) {
          for (const call of callsNamed(tree, (name) => ENGINES.has(name))) {
            const echo = argument(call, { keyword: 'echo' });
            if (!echo || echo === 'unknown' || !isOn(echo) || argument(call, { keyword: 'hide_parameters' }) !== null) continue;
            if (calleeName(call)?.startsWith('sqlalchemy') !== true && !mentions('sqlalchemy')) continue;
            const [, end] = echo.range;
            report({
              node: echo.parent ?? echo,
              message: 'echo',
              data: { name: `echo=${echo.text}` },
              suggest: [{ message: 'hideParameters', fix: (fixer) => fixer.insertTextAfterRange([end, end], ', hide_parameters=True') }],
            });
          }
        }
        if (mayValidate) {
          for (const { node, errors, isSafe } of loggedInputs(tree)) {
            const fix = errors && isEmptyCall(errors) ? withoutInput(errors) : undefined;
            report({
              node,
              message: 'validation',
              ...(fix && isSafe ? { fix } : {}),
              ...(fix && !isSafe ? { suggest: [{ message: 'withoutInput', fix }] } : {}),
            });
          }
        }
      },
    };
  },
};

const ENGINES = new Set(['create_engine', 'create_async_engine']);

function isOn(node: Python.Node): boolean {
  const inner = unwrap(node);
  return inner.type === 'true' || constantText(inner) === 'debug';
}

function isEmptyCall(call: Python.Call): boolean {
  return call.arguments.children.length === 0;
}

function withoutInput(errors: Python.Call): Suggestion<Ids>['fix'] {
  return (fixer) => fixer.replaceTextRange(errors.arguments.range, '(include_input=False)');
}

type Found = { readonly message: 'value' | 'prefix' | 'container'; readonly data: Readonly<Record<string, string | number>> } | null;

function findingOf(value: LoggedValue, options: Options, countsTokens: boolean): Found {
  const { node, name, key, label, kind, shown } = value;
  const data = { name: shortened(node.text) };
  if (isContainer(value)) return options.containers && shown === null ? { message: 'container', data } : null;
  if (kind === 'dump' || name === null || options.masks.includes(name)) return null;
  const isSecret =
    kind === 'call'
      ? givesSecret(name, options, countsTokens)
      : isSecretToLog(name, options, countsTokens) && !isLabel(node, name) && !isObject(node, name);
  // `password=form.data` is one by its keyword; `token=token_count` is not.
  const isKeyed = !isSecret && kind === 'name' && key !== null && isSecretToLog(key, options, countsTokens) && !saysOther(node, name);
  // `f"Stored token data: {stored}"`: the line itself says what a name that says nothing stands for.
  const isLabelled = kind === 'name' && shown === null && label !== null && labelNamesSecret(label, name) && isFetched(node);
  if (!isSecret && !isKeyed && !isLabelled) return null;
  if (shown === null) return { message: 'value', data: { name: shortened(isKeyed ? key : node.text) } };
  return options.prefixes && shown >= SHORTEST_PREFIX ? { message: 'prefix', data: { ...data, count: shown } } : null;
}

/** `os.environ`, `app.config`, `request.headers`, `vars(settings)`, with all that is in them. */
function isContainer({ node, name, kind }: LoggedValue): boolean {
  const inner = unwrap(node);
  if (kind === 'call') return false;
  if (kind === 'dump') return /^(?:settings|credentials|secrets)$/u.test(name ?? '');
  if (inner.type === 'identifier') return qualifiedName(inner) === 'os.environ';
  if (inner.type !== 'attribute') return false;
  if (name === 'environ') return qualifiedName(inner) === 'os.environ';
  const owner = lastName(inner.object) ?? '';
  if (name === 'config') return owner === 'app' || owner === 'current_app';
  if (isWholeConfiguration(name ?? '', owner)) return true;
  return (name === 'headers' || name === 'META' || name === 'cookies') && /^(?:request|req)$/u.test(owner);
}

/** Does the name stand for a word about secrets: `PASSWORD = "password"`, `GrantType.PASSWORD`? */
function isLabel(node: Python.Node, name: string): boolean {
  const inner = unwrap(node);
  const value = assignedValue(inner);
  const text = value ? constantText(value) : null;
  if (text !== null) return isWordAboutSecrets(text);
  if (inner.type !== 'attribute') return false;
  return /^[A-Z][A-Z\d_]*$/u.test(name) && namesLabels(lastName(inner.object) ?? '');
}

/** Is it no text: used as an object elsewhere (`token.user`), or declared as a class that hides what it holds (`SecretStr`)? */
function isObject(node: Python.Node, name: string): boolean {
  const inner = unwrap(node);
  if (inner.type === 'attribute') return isHidden(inner.tree, name) || isAttributeUsedAsObject(inner);
  return inner.type === 'identifier' && isUsedAsObject(inner);
}

/** Does a class of this file keep it in a type that shows nothing? */
function isHidden(tree: PythonTree, name: string): boolean {
  return classes(tree).some(
    (info) => info.attributes.get(name)?.some(({ annotation }) => (annotation?.text ?? '').includes('Secret')) === true,
  );
}

/** Does what is logged under the name of a secret go by the name of something else: `cookie=cookie_name`, `token=has_token`? */
function saysOther(node: Python.Node, name: string): boolean {
  const inner = unwrap(node);
  if (inner.type === 'identifier' || inner.type === 'attribute')
    return /password|secret|token|key|cookie|credential|mask|redact|^(?:is|has)_|type|name|id$|count|len/iu.test(name);
  return true;
}

/** Was the variable given what a call found: `stored = await vault.read(KEY)`? */
function isFetched(node: Python.Node): boolean {
  const value = assignedValue(unwrap(node));
  const made = value && unwrap(value);
  const call = made?.type === 'await' ? parts(made)[0] : made;
  return call?.type === 'call' && /(?:^|_)(?:get|fetch|load|read|find|retrieve|lookup|decrypt)(?:_|$)/u.test(lastName(call.function) ?? '');
}

/** `secrets.token_hex(32)`, and a variable that was set to it. */
function isJustMade(node: Python.Node): boolean {
  const made = followed(node);
  return made.type === 'call' && qualifiedName(made.function)?.startsWith('secrets.') === true;
}

/** Was the value there before: a setting, an environment variable, a constant? */
function isConfigured(node: Python.Node, name: string): boolean {
  const inner = unwrap(node);
  if (environmentRead(inner)) return true;
  if (inner.type === 'attribute' || inner.type === 'subscript') {
    const owner = inner.type === 'attribute' ? inner.object : inner.value;
    return /^(?:settings|config|conf|environ|env|secrets)$/u.test(lastName(owner) ?? '') || qualifiedName(inner) === 'os.environ';
  }
  if (inner.type === 'call') return /^(?:settings|config|conf|env)$/u.test(lastName(receiver(inner) ?? inner) ?? '');
  const value = assignedValue(inner);
  return /^[A-Z][A-Z\d_]+$/u.test(name) || (value !== null && environmentRead(value) !== null) || qualifiedName(inner) === 'os.environ';
}

function waysOut({ node }: LoggedValue, message: string): Suggestion<Ids>[] {
  const inner = unwrap(node);
  const { parent } = inner;
  if (message === 'container') {
    // `dict(os.environ)`
    const call =
      parent?.type === 'argument_list' && parent.parent?.type === 'call' && lastName(parent.parent.function) === 'dict'
        ? parent.parent
        : null;
    return [{ message: 'onlyNames', fix: (fixer) => fixer.replaceTextRange((call ?? inner).range, `sorted(${inner.text})`) }];
  }
  const answer = `bool(${inner.text})`;
  return [
    {
      message: 'onlyWhether',
      fix: (fixer) => fixer.replaceTextRange(inner.range, parent?.type === 'binary_operator' ? `str(${answer})` : answer),
    },
  ];
}
