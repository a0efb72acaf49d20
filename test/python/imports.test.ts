import { expect, it } from 'vitest';
import { imports, importsAny } from '../../src/python/imports.ts';
import { parse } from './parse.ts';

it('lists everything a file imports', () => {
  const text = `import a.b, c as d
from e.f import (g, h as i)
from .j import *
def f():
  from .. import k
if TYPE_CHECKING:
  import l
from __future__ import m
`;
  expect(imports(parse(text).tree).map(({ module, name }) => `${module} ${name ?? '-'}`)).toEqual([
    'a.b -',
    'c -',
    'e.f g',
    'e.f h',
    '.j *',
    '.. k',
    'l -',
  ]);
});

it('importsAny covers submodules and names, not prefixes', () => {
  const { tree } = parse('from flask.views import MethodView\nfrom rest_framework import viewsets\nimport fastapi_utils\n');
  expect(importsAny(tree, 'flask')).toBe(true);
  expect(importsAny(tree, 'rest_framework.viewsets')).toBe(true);
  expect(importsAny(tree, 'fastapi', 'flask.vi')).toBe(false);
});
