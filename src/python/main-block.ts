import type * as Python from './nodes.ts';

/** Does this run only when the file is started as a program: under `if __name__ == "__main__":`? */
export function runsAsProgram(node: Python.Node): boolean {
  for (let up = node.parent; up; up = up.parent) if (up.type === 'if_statement' && up.condition.text.includes('__name__')) return true;
  return false;
}
