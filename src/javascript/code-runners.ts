import { calleeName, property, type Call } from './calls.ts';
import { constantText } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { unwrap } from './expressions.ts';
import { evaluators, interpreters, shells, starters } from './knowledge/code-runners.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** A call that runs a text as code, or as a command of a shell. */
export interface CodeRun {
  /** As it is written: `vm.runInNewContext`, `exec`. */
  readonly name: string;
  readonly kind: 'code' | 'shell';
  readonly value: JavaScript.Node;
}

const PROMISIFIED = /^node:util\.promisify\(\)$/u;

/** What a call or `new` runs; undefined for other calls. */
export function codeRunOf(call: Call, source: JavaScriptSource): CodeRun | undefined {
  const name = dottedText(call.callee);
  if (name === undefined || !NAMES.test(name)) return undefined;
  const full = fullNameOf(call, source);
  if (full === undefined) return undefined;
  const place = evaluators.get(full);
  const given = call.arguments.filter(({ type }) => type !== Kind.SpreadElement);
  if (given.length < call.arguments.length) return undefined;
  if (place !== undefined) {
    const value = given.at(place);
    return value && { name, kind: 'code', value };
  }
  const [first, second] = given;
  if (!first) return undefined;
  if (shells.has(full)) return { name, kind: 'shell', value: first };
  if (!starters.has(full)) return undefined;
  const options = given.at(-1);
  if (isTrue(property(options, 'shell'), source)) return { name, kind: 'shell', value: first };
  const program = constantText(first, source);
  const words = second && unwrap(second);
  if (program === undefined || words?.type !== Kind.ArrayExpression || !interpreters.has(program.slice(program.lastIndexOf('/') + 1)))
    return undefined;
  const at = words.elements.findIndex(
    (word) => word !== null && /^-(?:l?i?c|e|p|-eval|Command|lc|ec)$|^\/c$/iu.test(constantText(word, source) ?? ''),
  );
  const value = at < 0 ? undefined : words.elements[at + 1];
  return value ? { name, kind: 'shell', value } : undefined;
}

/** The last words of what runs code, and of names that promisified copies of it have. */
const NAMES =
  /(?:^|\.)(?:\w{0,40}[eE]xec\w{0,40}|command|spawn\w{0,40}|execa\w{0,40}|eval|safeEval|Function|runIn\w{1,40}Context|Script|compileFunction|run|sync|\w{0,40}[sS]hell\w{0,40})$/u;

function fullNameOf(call: Call, source: JavaScriptSource): string | undefined {
  const full = calleeName(call, source);
  if (full !== undefined && !PROMISIFIED.test(full)) return full;
  // `const run = promisify(exec)`: the copy is called like the original, or nobody knows.
  if (full === undefined) return undefined;
  return /exec$|execAsync$|^run/u.test(dottedText(call.callee) ?? '') && /promisify\(\s*(?:\w+\.)?exec\s*\)/u.test(source.text)
    ? 'node:child_process.exec'
    : undefined;
}

function isTrue(node: JavaScript.Node | undefined, source: JavaScriptSource): boolean {
  const inner = node && unwrap(node);
  if (inner?.type === Kind.Literal) return inner.value === true || typeof inner.value === 'string';
  return inner !== undefined && constantText(inner, source) !== undefined;
}
