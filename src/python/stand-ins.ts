import { argumentsOf } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { namesService, namesStandIn } from '../vocabulary/stand-in-names.ts';

/** What a block returns or assigns that is made up to stand in for the real thing: `MockClient()`, `FAKE_USERS`, `Service(None)`. */
export function standInIn(block: Python.Block): Python.Node | null {
  for (const statement of block.descendants('return_statement', 'assignment')) {
    const value = statement.type === 'assignment' ? statement.right : parts(statement)[0];
    const found = value ? standIn(unwrap(value)) : null;
    if (found) return found;
  }
  return null;
}

function standIn(value: Python.Node): Python.Node | null {
  const node = value.type === 'await' ? unwrap(parts(value)[0] ?? value) : value;
  if (node.type === 'identifier' || node.type === 'attribute') return namesStandIn(lastName(node) ?? '') ? node : null;
  if (node.type !== 'call') return null;
  const name = lastName(node.function) ?? '';
  return namesStandIn(name) || (namesService(name) && isFedNothing(node)) ? node.function : null;
}

function isFedNothing(call: Python.Call): boolean {
  const given = argumentsOf(call);
  return given.length > 0 && given.every(({ value }) => value.type === 'none');
}
