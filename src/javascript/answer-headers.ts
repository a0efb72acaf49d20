import type { Edit } from '../language/detector.ts';
import { lastName } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, stringOf, unwrap, type AnyFunction } from './expressions.ts';
import { importedModules } from './modules.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { ownNodes } from './scopes.ts';
import { hasHeader, keptIn, type StatusAnswer } from './status-answers.ts';

/** Does the function hand the response to code that may set a header (by its name: `applyHeaders(res)`, `res.set(headers)`)? */
export function getsHeadersElsewhere(
  { response }: StatusAnswer,
  inside: AnyFunction,
  { header, by }: { readonly header: RegExp; readonly by: RegExp },
  source: JavaScriptSource,
): boolean {
  if (!response) return false;
  return ownNodes(inside.body, source).some((node) => {
    if (node.type !== Kind.CallExpression) return false;
    const name = lastName(node) ?? '';
    if (SETTERS.has(name) && node.arguments.length === 1 && !stringOf(node.arguments[0]) && isOf(node, response)) {
      return hasHeader(node.arguments[0] ?? node, header, source) !== false;
    }
    return by.test(name) && node.arguments.some((given) => given.type === Kind.Identifier && given.name === response.name);
  });
}

const SETTERS = new Set(['set', 'header', 'headers', 'setHeaders']);

function isOf(call: JavaScript.CallExpression, response: JavaScript.Identifier): boolean {
  const callee = unwrap(call.callee);
  return callee.type === Kind.MemberExpression && rootName(callee) === response.name;
}

function rootName(member: JavaScript.MemberExpression): string | undefined {
  let node: JavaScript.Node = member;
  while (node.type === Kind.MemberExpression || node.type === Kind.CallExpression)
    node = unwrap(node.type === Kind.MemberExpression ? node.object : node.callee);
  return node.type === Kind.Identifier ? node.name : undefined;
}

/** Is an answer kept, or handed to what may add to it: `withHeaders(Response.json(...))`? */
export function isHandedOn(answer: StatusAnswer, source: JavaScriptSource): boolean {
  const { whole, form } = answer;
  if (keptIn(answer, source)) return true;
  return form !== 'error' && whole.parent?.type === Kind.CallExpression && whole.parent.arguments.some((given) => given === whole);
}

/** The statement's text: what is said with the answer. */
export function saidAround({ whole }: StatusAnswer, source: JavaScriptSource): string {
  let outer = whole;
  while (outer.parent && !isFunction(outer.parent) && !outer.parent.type.endsWith('Statement')) outer = outer.parent;
  return source.getText(outer).slice(0, LONGEST_TEXT);
}

const LONGEST_TEXT = 600;

/** The change that gives an answer one more header; undefined where it cannot be written. */
export function headerEdit(
  { form, whole, headers, init }: StatusAnswer,
  name: string,
  value: string,
  source: JavaScriptSource,
): Edit | undefined {
  const key = `'${name}'`;
  const entry = `${key}: '${value}'`;
  const add = (place: number, text: string): Edit => ({ range: [place, place], text });
  if (headers) {
    if (headers.type !== Kind.ObjectExpression) return undefined;
    return add(headers.range[0] + 1, headers.properties.length === 0 ? ` ${entry} ` : ` ${entry},`);
  }
  if (init && form !== 'error') return add(init.range[0] + 1, ` headers: { ${entry} },`);
  if (form === 'context' && whole.type === Kind.CallExpression) return add(whole.range[1] - 1, `, { ${entry} }`);
  const isChained =
    whole.type === Kind.CallExpression && whole.parent.type === Kind.MemberExpression && CHAINING.has(lastName(whole) ?? '');
  // Next's response has no `header`.
  const isNext = importedModules(source.ast).some((module) => module === 'next' || module.startsWith('next/'));
  return form === 'response' && isChained && !isNext ? add(whole.range[1], `.header(${key}, '${value}')`) : undefined;
}

const CHAINING = new Set(['code', 'status']);
