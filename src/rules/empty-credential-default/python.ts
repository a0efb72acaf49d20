import { constantText } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { runsInDevelopmentOnly } from '../../python/development-switches.ts';
import { environmentRead, mayReadEnvironment, type EnvironmentRead } from '../../python/environment.ts';
import { unwrap } from '../../python/expressions.ts';
import { identifiersOf } from '../../python/identifiers.ts';
import { nodeAt } from '../../python/columns.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { references, resolve } from '../../python/scopes.ts';
import { settingsClassesOf, settingsFields } from '../../python/settings-classes.ts';
import { useOf, type ValueUse } from '../../python/value-uses.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isSecretName } from '../../vocabulary/secret-names.ts';
import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';
import {
  isCarrier,
  isCredentialHeader,
  isNeededCredential,
  isReadByLibraries,
  type MessageId,
  type Options,
} from './missing-credential.ts';

/** A read of a credential that may come to nothing. */
interface Reading {
  readonly variable: string;
  readonly read: EnvironmentRead;
  /** The read with its `or ''`. */
  readonly expression: Python.Node;
  /** `null` where it is neither: a real default, or a read that fails by itself. */
  readonly without: 'empty' | 'unset' | null;
}

export const python: PythonDetector<MessageId, Options> = {
  mentions: ['getenv', 'environ', 'decouple', 'BaseSettings'],
  visit: ({ source, options, path, report }) => {
    // What a test sends is refused or accepted by the test.
    if (isTestFile(path) || isBackupCopy(path)) return {};

    function checkReading(reading: Reading): void {
      const { variable, read, expression, without } = reading;
      if (without === null || runsInDevelopmentOnly(read.node)) return;
      const uses = usesOf(expression);
      const sent = uses.find((use) => isSent(use, reading));
      if (!sent || uses.some(({ kind }) => kind === 'tested')) return;
      const isWord = without === 'unset' && sent.isInText;
      report({
        node: read.node,
        message: without === 'empty' ? 'empty' : isWord ? 'inText' : 'unset',
        data: { variable, nothing: 'None' },
        suggest: requiring(reading),
      });
    }

    function checkSettings(): void {
      for (const [info, role] of settingsClassesOf(source.tree)) {
        if (role === 'nested') continue;
        const { text } = info.node;
        for (const { name, node, default: fallback, variable, type } of settingsFields(info)) {
          const isEmpty = fallback !== null && constantText(fallback) === '' && type.name === 'builtins.str';
          // A validator of the class names the field it looks at.
          if (!isEmpty || !isNeededCredential(name, options) || text.split(name).length > 2) continue;
          const uses = attributeUses(source.tree, name, node);
          if (uses.some(({ kind }) => kind === 'tested')) continue;
          if (uses.some(({ kind, call }) => kind === 'passed' && call && !isCarrier(lastName(call.function) ?? '')))
            report({ node, message: 'empty', data: { variable } });
          else if (options.settings) report({ node, message: 'emptySetting', data: { variable } });
        }
      }
    }

    return {
      'module:exit'() {
        const mayRead = mayReadEnvironment(source.tree);
        const readings = callsNamed(source.tree, mayRead).flatMap((call) => readingOf(call, options) ?? []);
        const tested = new Set(
          readings.filter(({ expression }) => usesOf(expression).some(({ kind }) => kind === 'tested')).map(({ variable }) => variable),
        );
        for (const reading of readings) {
          // Somebody asks for it elsewhere in the file, or it stands in a list of what has to be set.
          if (tested.has(reading.variable) || isListed(reading.variable, readings, source.text)) continue;
          checkReading(reading);
        }
        checkSettings();
      },
    };
  },
};

function readingOf(call: Python.Call, options: Options): Reading | null {
  const read = environmentRead(call);
  const variable = read?.variable ? constantText(read.variable) : null;
  if (!read || variable === null || !isNeededCredential(variable, options)) return null;
  let expression: Python.Node = call;
  while (expression.parent?.type === 'parenthesized_expression') expression = expression.parent;
  // `given or os.getenv('X') or ''` is read as `(given or os.getenv('X')) or ''`.
  while (
    expression.parent?.type === 'boolean_operator' &&
    expression.parent.operator.type === 'or' &&
    expression.parent.right === expression
  )
    expression = expression.parent;
  const { parent } = expression;
  if (parent?.type === 'boolean_operator' && parent.operator.type === 'or' && parent.left === expression) {
    return { variable, read, expression: parent, without: constantText(unwrap(parent.right)) === '' ? 'empty' : null };
  }
  return { variable, read, expression, without: withoutOf(call, read) };
}

function withoutOf(call: Python.Call, { default: fallback }: EnvironmentRead): Reading['without'] {
  if (fallback) return fallback.type === 'none' ? 'unset' : constantText(fallback) === '' ? 'empty' : null;
  return OPTIONAL.has(calleeName(call) ?? '') ? 'unset' : null;
}

/** They answer with None; all others fail when the variable is not set. */
const OPTIONAL = new Set(['os.getenv', 'os.environ.get']);

/** What happens to the value, also under the one name it is given. */
function usesOf(expression: Python.Node): ValueUse[] {
  const use = useOf(expression);
  if (use.kind !== 'kept' || use.key !== null) return [use];
  const { target } = use;
  if (target?.type === 'identifier') {
    const binding = resolve(target);
    return binding
      ? references(binding)
          .filter((reference) => !binding.isBoundAt(reference))
          .map(withText(use))
      : [];
  }
  if (target?.type === 'attribute')
    return attributeUses(target.tree, target.attribute.text, target.attribute).map((later) => ({
      ...later,
      isInText: later.isInText || use.isInText,
    }));
  return [use];
}

/** What was put into a text before it got its name is in a text everywhere. */
function withText({ isInText }: ValueUse): (reference: Python.Node) => ValueUse {
  return (reference) => {
    const use = useOf(reference);
    return { ...use, isInText: use.isInText || isInText };
  };
}

/** The uses of an attribute of this name, whatever object it is asked of. */
function attributeUses(tree: Python.Node['tree'], name: string, declared: Python.Node): ValueUse[] {
  return identifiersOf(tree)
    .rows(name)
    .flatMap((row) => {
      const node = nodeAt(tree, row);
      const { parent } = node;
      const isUse = node.row !== declared.row && parent?.type === 'attribute' && parent.attribute === node;
      return isUse && !(parent.parent?.type === 'assignment' && parent.parent.left === parent) ? [useOf(parent)] : [];
    });
}

function isSent({ kind, call, key, isInText, target }: ValueUse, { without, variable, read }: Reading): boolean {
  // `headers["Authorization"] = f"Bearer {token}"`
  const header = kind === 'kept' && target?.type === 'subscript' && /headers?$/iu.test(lastName(target.value) ?? '') ? target : null;
  if (header) return without === 'empty' || isInText;
  if (kind !== 'passed' || !call) return false;
  // `get(url, headers={"X-Api-Key": key})` sends, where `get(name, "")` only looks something up.
  if (isCarrier(lastName(call.function) ?? '') && !(key !== null && isCredentialHeader(key))) return false;
  if (without === 'empty') return true;
  if (isInText) return key !== null && isCredentialHeader(key);
  if (isHandedOver(call, read.node, key)) return !isReadByLibraries(variable);
  // A header without a value is left out of the request.
  return key !== null && isCredentialHeader(key) && key.includes('-') && !isReadByLibraries(variable);
}

/** Is the read itself what a client is made with: `WebClient(token=os.getenv('X'))`, `Client(os.getenv('X'))`? */
function isHandedOver(call: Python.Call, read: Python.Node, key: string | null): boolean {
  const { parent } = read;
  const isArgument = parent?.type === 'argument_list' || parent?.type === 'keyword_argument';
  return isArgument && /^(?!Optional)[A-Z]/u.test(lastName(call.function) ?? '') && (key === null || isSecretName(key));
}

/** Does the file name the variable more often than it reads it: in a list of what has to be set, in a check of its own? */
function isListed(variable: string, readings: readonly Reading[], text: string): boolean {
  let times = 0;
  for (const quote of ['"', "'"]) times += text.split(`${quote}${variable}${quote}`).length - 1;
  return times > readings.filter((reading) => reading.variable === variable).length;
}

/** `os.environ["X"]` in place of `os.environ.get("X", "")`. */
function requiring({ variable, read, expression }: Reading): Suggestion<MessageId>[] {
  const callee = read.node.type === 'call' ? dottedText(read.node.function) : null;
  const mapping = callee === 'os.getenv' || callee === 'os.environ.get' ? 'os.environ' : callee === 'environ.get' ? 'environ' : null;
  if (mapping === null || !read.variable) return [];
  const name = read.variable.text;
  return [{ message: 'require', data: { variable }, fix: (fixer) => fixer.replaceTextRange(expression.range, `${mapping}[${name}]`) }];
}
