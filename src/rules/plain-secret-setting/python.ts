import { argument, argumentsOf } from '../../python/calls.ts';
import type { ClassInfo } from '../../python/classes.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { importEdit } from '../../python/import-edits.ts';
import { importsAny } from '../../python/imports.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { lastName, rootName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { resolve, scopeOf } from '../../python/scopes.ts';
import {
  hidesItself,
  listedInSettings,
  settingsClassesOf,
  settingsFields,
  type SettingsField,
  type SettingsRole,
} from '../../python/settings-classes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isAddressWithoutUser, isForTests, isSecretSetting, type MessageId, type Options } from './secret-field.ts';

/** A base class of another module: `class Settings(FileSettings)`. */
const BASES = ['Settings)', 'Config)'] as const;

export const python: PythonDetector<MessageId, Options> = {
  mentions: ['BaseSettings', ...BASES, 'get_secret_value'],
  visit: ({ source, options, path, report, mentions }) => {
    // What a test fills in is no secret.
    if (isTestFile(path)) return {};

    function checkClass(info: ClassInfo, role: SettingsRole): void {
      // Whoever writes `__repr__` decides what is shown.
      if (isForTests(info.name) || SHOWING.some((method) => info.method(method))) return;
      const fields = settingsFields(info);
      const hidden = fields.find(({ type }) => hidesItself(type));
      for (const field of fields) {
        if (!isPlainText(field) || !isSecretSetting(field.name, options) || isLeftOut(field)) continue;
        report({
          node: field.node,
          message: hidden ? 'plainBeside' : 'plain',
          data: { field: field.name, other: hidden?.name ?? '' },
          suggest: hiding(field, role),
        });
      }
    }

    return {
      'module:exit'() {
        if (mentions('BaseSettings') || BASES.some(mentions)) {
          for (const [info, role] of settingsClassesOf(source.tree)) checkClass(info, role);
          for (const info of listedInSettings(source.tree)) checkClass(info, 'nested');
        }
        if (!options.unwrapped) return;
        const unwrapping = callsNamed(source.tree, (name) => name === 'get_secret_value');
        for (const call of unwrapping) if (argumentsOf(call).length === 0 && isKept(call)) report({ node: call, message: 'unwrapped' });
      },
    };
  },
};

const SHOWING = ['__repr__', '__repr_args__', '__rich_repr__'];

function isPlainText({ type }: SettingsField): boolean {
  return type.name === 'builtins.str';
}

/** Is the field kept out of what the class prints, or marked as a secret in a way of the team's own? */
function isLeftOut({ description, default: fallback }: SettingsField): boolean {
  const text = fallback && constantText(fallback);
  if (text !== null && isAddressWithoutUser(text)) return true;
  if (!description) return false;
  const shown = argument(description, { keyword: 'repr' });
  if (shown === 'unknown' || shown?.type === 'false') return true;
  return lastName(description.function) === 'SecretField';
}

/** Only `str` itself is replaced, so that what stands around it (`| None`, a description) stays. */
function hiding({ name, annotation, default: fallback, node }: SettingsField, role: SettingsRole): Suggestion<MessageId>[] {
  // Settings check their defaults, and so wrap them; a nested model does not.
  if (role === 'nested' && fallback && fallback.type !== 'none') return [];
  const plain = annotation.descendants('identifier').find(({ text }) => text === 'str');
  const { tree } = node;
  const edit = importEdit(tree, importsAny(tree, 'pydantic.v1') ? 'pydantic.v1' : 'pydantic', 'SecretStr');
  if (!plain || edit === null) return [];
  return [
    {
      message: 'hide',
      data: { field: name },
      fix: (fixer) => {
        const replaced = fixer.replaceTextRange(plain.range, 'SecretStr');
        return edit === 'there' ? replaced : [edit, replaced];
      },
    },
  ];
}

/** Is the plain text put where it stays: into an attribute, a name of the module, or a dictionary in one of those? */
function isKept(call: Python.Call): boolean {
  let node: Python.Node = call;
  while (node.parent && PASSING.has(node.parent.type)) node = node.parent;
  const assignment = node.parent;
  if (assignment?.type !== 'assignment' || assignment.right !== node) return false;
  const { left } = assignment;
  if (left.type === 'identifier') return scopeOf(assignment).kind === 'module';
  // What is put into a dictionary of the function at hand goes with it: the headers of one request.
  const root = left.type === 'attribute' || left.type === 'subscript' ? rootName(left) : null;
  return root !== null && (root.text === 'self' || root.text === 'cls' || resolve(root)?.scope.kind === 'module');
}

const PASSING = new Set(['parenthesized_expression', 'boolean_operator', 'conditional_expression', 'dictionary', 'pair']);
