import { expect, it } from 'vitest';
import { decorators, hasDecorator, withDecorators } from '../../src/python/decorators.ts';
import { find, parse } from './parse.ts';

const text = `from functools import wraps as w, cache
@app.route('/', methods=['GET'])
# between
@w(f)

@(cache)
@handlers[0]
async def f(): pass
`;

it('lists decorators from top to bottom', () => {
  const found = decorators(find(parse(text), 'function_definition'));
  expect(found.map(({ name, lastName, qualified, call }) => [name, lastName, qualified, call?.text ?? null])).toEqual([
    ['app.route', 'route', null, "app.route('/', methods=['GET'])"],
    ['w', 'w', 'functools.wraps', 'w(f)'],
    ['cache', 'cache', 'functools.cache', null],
    [null, null, null, null],
  ]);
});

it('has none without them, and none of a nested definition', () => {
  const module = parse('@a\nclass C:\n  def f(self): pass\n');
  expect(decorators(find(module, 'function_definition'))).toEqual([]);
  expect(decorators(find(module, 'class_definition')).map(({ name }) => name)).toEqual(['a']);
  expect(withDecorators(find(module, 'class_definition')).type).toBe('decorated_definition');
  expect(withDecorators(find(module, 'function_definition')).type).toBe('function_definition');
});

it('hasDecorator compares last or full names', () => {
  const definition = find(parse(text), 'function_definition');
  expect(hasDecorator(definition, 'route')).toBe(true);
  expect(hasDecorator(definition, 'functools.wraps')).toBe(true);
  expect(hasDecorator(definition, 'property', 'flask.route')).toBe(false);
});
