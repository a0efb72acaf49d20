import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Expression } from './expressions.ts';

/** The expressions that modules put together from parts while they load, with the line that did it. */
export async function expressionsMadeBy(files: readonly string[]): Promise<Expression[]> {
  const made: Expression[] = [];
  const Original = globalThis.RegExp;
  const noted = (expression: RegExp): RegExp => {
    const caller = callerIn(new Error().stack ?? '');
    if (caller) made.push({ ...caller, source: expression.source, flags: expression.flags });
    return expression;
  };
  globalThis.RegExp = new Proxy(Original, {
    construct: (target, parts: [string, string?], newTarget) => noted(Reflect.construct(target, parts, newTarget) as RegExp),
    apply: (target, self, parts: [string, string?]) => noted(Reflect.apply(target, self, parts)),
  });
  try {
    // The command's entry would start the command.
    for (const file of files.filter((path) => !path.endsWith('cli/main.ts'))) await import(pathToFileURL(file).href);
  } finally {
    globalThis.RegExp = Original;
  }
  return made;
}

const FRAME = /(?:\(|at )(file:\/\/[^\s)]+|\/[^\s)]+):(\d+):\d+\)?$/u;

/** The first place on the way here that is not this file. */
function callerIn(stack: string): Pick<Expression, 'file' | 'line'> | null {
  for (const frame of stack.split('\n').slice(1)) {
    const [, place = '', line = ''] = FRAME.exec(frame) ?? [];
    const path = place.startsWith('file:') ? fileURLToPath(place) : place;
    if (path === '' || path === import.meta.filename) continue;
    return { file: relative(process.cwd(), path), line: Number(line) };
  }
  return null;
}
