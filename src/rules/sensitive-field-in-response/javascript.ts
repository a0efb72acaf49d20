import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { keyOf } from '../../javascript/expressions.ts';
import { givenFields } from '../../javascript/given-fields.ts';
import { hidingDecorators } from '../../javascript/knowledge/models.ts';
import { modelOfClass } from '../../javascript/models.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { nameAround, pathsAround, sentAt } from '../../javascript/responses.ts';
import { rowOf } from '../../javascript/rows.ts';
import { enclosingClass } from '../../javascript/scopes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isAdminsOwn, isHash, isMadeForClients, isShownOnce, kindOf, namesOutput, type Message, type Options } from './exposure.ts';

/** Words one of which stands in every name that is looked for. */
const NAMES = [
  ...[
    'assword',
    'passwd',
    'passHash',
    'pwHash',
    'Secret',
    '_secret',
    'backupCodes',
    'recoveryCodes',
    'backup_codes',
    'resetToken',
    'ResetToken',
  ],
  ...['reset_token', 'erificationToken', 'privateKey', 'private_key', 'keyHash', 'encryptedKey', 'ssn', 'cardNumber', 'card_number', 'cvv'],
];
const ANSWERS = ['json(', 'send(', '.body', '@Controller', 'reply', 'toJSON', 'toDTO', 'serialize'];

export const javascript: JavaScriptDetector<Message, Options> = {
  alsoMentions: [...NAMES, ...ANSWERS],
  visit: ({ source, options, path, mentions, report }) => {
    // What a test answers is seen by the test.
    if (isTestFile(path) || (options.fields.length === 0 && !NAMES.some((name) => mentions(name)))) return {};
    const answers = ANSWERS.some((word) => mentions(word));

    return {
      ...(answers && {
        Property(node: JavaScript.Property) {
          if (node.parent.type === Kind.ObjectExpression) checkEntry(node);
        },
        Identifier(node: JavaScript.Identifier) {
          if (isGivenOn(node)) checkRow(node);
        },
      }),
      PropertyDefinition(node) {
        checkMember(node);
      },
    };

    /** `password: user.password` in what is sent. */
    function checkEntry(node: JavaScript.Property): void {
      const given = givenFields(node.value).find(({ name }) => kindOf(name, options) !== null);
      const kind = given && kindOf(given.name, options);
      if (!given || !kind || isMadeForClients(given.name, given.owner, source.text)) return;
      const around = nameAround(node) ?? '';
      const names = [around, enclosingClass(node)?.id?.name ?? '', ...pathsAround(node)];
      if (isShownOnce(kind, names) || isAdminsOwn(given.name, names, options)) return;
      const suggest = dropEntry(node);
      const owner = enclosingClass(node);
      if (given.owner === 'this' || given.owner === '') {
        const isOwn = owner && SERIALIZERS.test(around) && modelOfClass(owner, source) !== undefined;
        if (isOwn) report({ node: given.node, message: 'serialized', data: { field: given.name, method: around }, suggest });
        return;
      }
      // How an account is locked is a secret only in what it says of itself.
      if (kind !== 'lock' && sentAt(node.value, source, path))
        report({ node: given.node, message: 'field', data: { field: given.name }, suggest });
    }

    /** `res.json(user)`, `res.json({ user })`, `{ ...user }` with the whole row. */
    function checkRow(node: JavaScript.Identifier): void {
      const row = rowOf(node, source);
      const field = row?.columns.find((column) => isHash(column, options));
      if (field !== undefined && sentAt(node, source, path)) report({ node, message: 'wholeRow', data: { field } });
    }

    /** A class that describes an answer, and has a field for a hash. */
    function checkMember(node: JavaScript.PropertyDefinition): void {
      const name = keyOf(node);
      const schema = node.parent.parent.id?.name;
      if (name === undefined || schema === undefined || !isHash(name, options) || !namesOutput(schema)) return;
      if (decoratorsOf(node).some((use) => hidingDecorators.has(use.name))) return;
      report({ node: node.key, message: 'schema', data: { schema, field: name } });
    }
  },
};

const SERIALIZERS = /^(?:toJSON|toJson|toDTO|toDto|toResponse|toObject|toPublic\w{0,10}|serialize)$/u;

/** Is this name given on as a whole: an argument, a property's value, a spread, what is returned? */
function isGivenOn(node: JavaScript.Identifier): boolean {
  const { parent } = node;
  switch (parent.type) {
    case Kind.CallExpression:
      return parent.callee !== node;
    case Kind.Property:
      return parent.value === node && parent.parent.type === Kind.ObjectExpression;
    case Kind.SpreadElement:
    case Kind.ReturnStatement:
      return true;
    case Kind.AssignmentExpression:
      return parent.right === node;
    default:
      return false;
  }
}

/** Takes a property out of an object, with the comma behind it. */
function dropEntry(node: JavaScript.Property): Suggestion<Message>[] {
  if (node.parent.type !== Kind.ObjectExpression) return [];
  const { properties } = node.parent;
  const at = properties.indexOf(node);
  const next = properties[at + 1];
  const previous = properties[at - 1];
  const range: readonly [number, number] = next
    ? [node.range[0], next.range[0]]
    : previous
      ? [previous.range[1], node.range[1]]
      : node.range;
  return [{ message: 'dropEntry', fix: (fixer) => fixer.removeRange(range) }];
}
