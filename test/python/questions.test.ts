import { expect, it } from 'vitest';
import { typeOf } from '../../src/python/annotations.ts';
import { argument, hasSplat, methodName, receiver } from '../../src/python/calls.ts';
import { classes, enclosingClass, receiverClass } from '../../src/python/classes.ts';
import { commentBeside, commentsAbove, docstringText } from '../../src/python/comments.ts';
import { conditionsAround, conditionsBefore, leaves } from '../../src/python/conditions.ts';
import { constantString, constantStrings, textOf } from '../../src/python/constants.ts';
import { decorators } from '../../src/python/decorators.ts';
import { environmentRead } from '../../src/python/environment.ts';
import {
  callsOf,
  callSites,
  enclosingCallable,
  functionsIn,
  isAsync,
  isGenerator,
  localFunction,
  parameters,
} from '../../src/python/functions.ts';
import { imports } from '../../src/python/imports.ts';
import { partsMention } from '../../src/python/mentions.ts';
import { dottedText, instanceOf, lastName, qualifiedName, rootName, starCandidates } from '../../src/python/names.ts';
import type * as Python from '../../src/python/nodes.ts';
import { booleanOf, isFalsy, numberOf } from '../../src/python/numbers.ts';
import { isRequestData, sentParameters } from '../../src/python/request-data.ts';
import { routes } from '../../src/python/routes.ts';
import { references, resolve, scopeOf } from '../../src/python/scopes.ts';
import { followed } from '../../src/python/values.ts';
import { awkward, mutations, sources } from './awkward.ts';
import { parse } from './parse.ts';

const ofNodes = [
  ...[
    scopeOf,
    qualifiedName,
    dottedText,
    lastName,
    rootName,
    instanceOf,
    followed,
    typeOf,
    receiverClass,
    enclosingCallable,
    enclosingClass,
  ],
  ...[constantString, constantStrings, numberOf, booleanOf, isFalsy, environmentRead, isRequestData, conditionsAround],
  ...[commentsAbove, commentBeside],
];
const ofFunctions = [parameters, callsOf, callSites, decorators, functionsIn, isAsync, isGenerator, sentParameters, docstringText];

function ask(node: Python.Node): void {
  for (const question of ofNodes) question(node);
  partsMention(node, () => false);
  switch (node.type) {
    case 'identifier': {
      const binding = resolve(node);
      if (binding) expect(references(binding)).toContain(node);
      starCandidates(node);
      break;
    }
    case 'call':
      argument(node, { position: 0, keyword: 'a' });
      hasSplat(node);
      receiver(node);
      methodName(node);
      localFunction(node);
      break;
    case 'block':
      leaves(node);
      break;
    case 'expression_statement':
      conditionsBefore(node);
      break;
    case 'lambda':
      parameters(node);
      callsOf(node);
      break;
    case 'class_definition':
      decorators(node);
      break;
    case 'function_definition':
      for (const question of ofFunctions) question(node);
      break;
    default:
  }
}

it('answers every question on any node of any text, without an exception', () => {
  for (const text of [...sources, ...mutations(120, [awkward, ...sources])]) {
    const module = parse(text);
    try {
      routes(module.tree);
      imports(module.tree);
      for (const info of classes(module.tree)) {
        expect(info.lineage()).toContain(info);
        const places = [...info.attributes.values(), ...info.instanceAttributes.values(), info.bases].flat();
        expect(places.every(({ node }) => info.node.contains(node))).toBe(true);
      }
      for (let row = 0; row < module.tree.rows.size; row++) ask(module.tree.node(row) as unknown as Python.Node);
    } catch (error) {
      throw new Error(`in ${JSON.stringify(text)}`, { cause: error });
    }
  }
}, 60_000);

it('stands deep nesting', () => {
  const deep = [
    `${'('.repeat(20_000)}x${')'.repeat(20_000)}`,
    `${'f('.repeat(5000)}x${')'.repeat(5000)}`,
    `${'-'.repeat(5000)}1`,
    `${'not '.repeat(5000)}x`,
    `x${'[0]'.repeat(5000)}`,
    `x${'.y()'.repeat(5000)}`,
    Array.from({ length: 5000 }, () => 'x').join(' + '),
    Array.from({ length: 5000 }, () => 'x').join(' or '),
    `${'x if y else '.repeat(2000)}z`,
    `${'lambda: '.repeat(2000)}x`,
    `${'['.repeat(3000)}x${' for x in y]'.repeat(3000)}`,
  ];
  for (const text of deep) {
    const module = parse(`v = ${text}`);
    const value = module.descendants('assignment')[0]?.right;
    const innermost = module.descendants('identifier').at(-1);
    for (const node of [value, innermost]) if (node) ask(node);
    expect(value && textOf(constantString(value))).toBeNull();
  }
}, 60_000);
