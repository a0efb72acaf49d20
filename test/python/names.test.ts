import { describe, expect, it } from 'vitest';
import { dottedText, instanceOf, lastName, qualifiedName, rootName, starCandidates } from '../../src/python/names.ts';
import type * as Python from '../../src/python/nodes.ts';
import { last, parse } from './parse.ts';

/** The expression on the last line of the text. */
function lastExpression(text: string): Python.Node {
  const expression = last(parse(text), 'expression_statement').children[0];
  if (!expression) throw new Error('no expression');
  return expression;
}

describe('qualifiedName', () => {
  it.each([
    ['flask.Blueprint', 'from flask import Blueprint as B\nB'],
    ['flask.request.json', 'import flask\nflask.request.json'],
    ['a.b.x', 'import a.b\na.b.x'],
    ['a.b.x', 'import a.b as c\nc.x'],
    ['a.b', 'from a \\\n  import (b, # why\n  )\nb'],
    ['.db.engine', 'from .db import engine\nengine'],
    ['.db.engine', 'from . import db\ndb.engine'],
    ['..core.db.get', 'from ..core import db\ndb.get'],
    ['...x', 'from ... import x\nx'],
    ['builtins.open', 'open'],
    ['builtins.dict.fromkeys', 'dict.fromkeys'],
    ['flask.request', 'import flask\nr = flask.request\nr'],
    ['flask.request.args', 'import flask\ndef f():\n  r = flask.request\n  r.args'],
    ['os.path.join', 'from os import path\njoin = path.join\njoin'],
    ['redis.Redis', 'try:\n  import redis\nexcept ImportError:\n  redis = None\nredis.Redis'],
    ['a.x', 'if TYPE_CHECKING:\n  from a import x\nelse:\n  from a import x\nx'],
    ['a.x', '(x) = 1\n\nfrom a import x\n(x)'.slice(9)],
    ['a.B.c', 'import a\n(a\n  .B).c'],
    ['a.x', 'def f():\n  from a import x\n  def g():\n    x'],
    ['a.x', '\uFEFFfrom a import x\r\nif y:\r\n\tx'],
  ])('is %s in %j', (name, text) => {
    expect(qualifiedName(lastExpression(text))).toBe(name);
  });

  it.each([
    ['a parameter', 'import x\ndef f(x):\n  x'],
    ['a shadowed builtin', 'def open(): pass\nopen'],
    ['a local class', 'class Flask: pass\nFlask'],
    ['several definitions', 'import x\nx = f()\nx'],
    ['two different imports', 'try:\n  import simplejson as json\nexcept ImportError:\n  import json\njson'],
    ['an unknown name', 'nothing'],
    ['an attribute of a call', 'import a\na.b().c'],
    ['a loop variable', 'import a\nfor x in a.b:\n  x'],
    ['a result', 'import a\nx = a.b()\nx'],
    ['a circle', 'x = y\ny = x\nx'],
    ['itself', 'x = x.y\nx'],
    ['a string', '"flask.request"'],
  ])('is unknown for %s', (_, text) => {
    expect(qualifiedName(lastExpression(text))).toBeNull();
  });

  it('resolves annotations and decorators too', () => {
    const module = parse('import a as b\n@b.c(1)\ndef f(x: b.D): pass');
    expect(qualifiedName(last(module, 'type'))).toBe('a.D');
    expect(qualifiedName(last(module, 'call').function)).toBe('a.c');
  });

  it('takes a word that is no name for nothing', () => {
    expect(qualifiedName(last(parse('f(open=1)'), 'identifier', 'open'))).toBeNull();
    expect(qualifiedName(last(parse('a.open'), 'identifier', 'open'))).toBeNull();
  });
});

describe('what is written', () => {
  it('no name is as long as a chain that goes on and on', () => {
    const chain = lastExpression(`a${'.a'.repeat(20_000)}`);
    expect(dottedText(chain)).toBeNull();
    expect(lastName(chain)).toBe('a');
  });

  it('dottedText is the plain text of names only', () => {
    expect(dottedText(lastExpression('self . db \\\n .session'))).toBe('self.db.session');
    expect(dottedText(lastExpression('self.db().session'))).toBeNull();
    expect(dottedText(lastExpression('x'))).toBe('x');
    expect(dottedText(lastExpression('1'))).toBeNull();
  });

  it('lastName and rootName are its ends', () => {
    expect(lastName(lastExpression('a[0].b().c'))).toBe('c');
    expect(lastName(lastExpression('a.b()'))).toBeNull();
    expect(rootName(lastExpression('a[0].b().c'))?.text).toBe('a');
    expect(rootName(lastExpression('"".join(x)'))).toBeNull();
    expect(rootName(lastExpression('(await a.b).c'))?.text).toBe('a');
  });
});

describe('instanceOf', () => {
  it.each([
    ['flask.Flask', 'from flask import Flask\napp = Flask(__name__)\napp'],
    ['flask.Flask', 'from flask import Flask\nFlask(__name__)'],
    ['flask.Flask', 'from flask import Flask\na = Flask()\nb = a\nb'],
    ['flask.Flask', 'from flask import Flask\ndef f(app: Flask):\n  app'],
    ['flask.Flask', 'from flask import Flask\napp: Flask = make()\napp'],
    ['aiohttp.ClientSession', 'import aiohttp\nasync def f():\n  async with aiohttp.ClientSession() as s:\n    s'],
    ['a.connect', 'import a\nasync def f():\n  c = await a.connect()\n  c'],
    ['builtins.open', 'with open(p) as f:\n  f'],
  ])('is %s in %j', (name, text) => {
    expect(instanceOf(lastExpression(text))).toBe(name);
  });

  it('is unknown for local factories and for several', () => {
    expect(instanceOf(lastExpression('app = make()\napp'))).toBeNull();
    expect(instanceOf(lastExpression('import a\nx = a.A()\nx = a.B()\nx'))).toBeNull();
  });
});

it('starCandidates names what an unknown word could be', () => {
  expect(starCandidates(last(parse('from flask import *\nfrom .x import *\nBlueprint'), 'identifier', 'Blueprint'))).toEqual([
    'flask.Blueprint',
    '.x.Blueprint',
  ]);
  expect(starCandidates(last(parse('from flask import *\nimport a\na'), 'identifier', 'a'))).toEqual([]);
});
