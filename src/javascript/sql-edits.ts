import { lastName, methodName } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, unwrap } from './expressions.ts';
import { placeholderStyles } from './knowledge/placeholders.ts';
import { importedModules } from './modules.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { singleValue, variableOf } from './scopes.ts';
import { sqlUsesOf } from './sql-uses.ts';
import { builtText } from './texts.ts';
import type { Edit } from '../language/detector.ts';
import { builtSql, type SqlPart } from '../sql/built-sql.ts';
import type { Hole } from '../sql/holes.ts';
import { bindingsFor, placeholder, placeholdersIn, styleIn, type Binding, type PlaceholderStyle } from '../sql/placeholders.ts';

/** A text that is run, its holes, and the numbers of those that hold values to bind. */
export interface PastedText {
  readonly node: JavaScript.Node;
  readonly parts: readonly SqlPart<JavaScript.Node>[];
  readonly holes: readonly Hole[];
  readonly values: readonly number[];
}

/** The edits that bind the values of a text instead of pasting them; undefined where that needs a human. */
export function bindingEdits({ node, parts, holes, values }: PastedText, source: JavaScriptSource): Edit[] | undefined {
  const { text, holes: expressions } = builtSql(parts);
  const call = runningCall(node, source);
  const style = call && styleFor(text, source);
  const bindings = style && values.length > 0 ? bindingsFor(text, holes, values) : null;
  if (!style || !bindings || (style !== 'dollar' && style !== 'question')) return undefined;
  const before = placeholdersIn(text);
  const bound = bindings.map((binding, index): Bound => ({
    binding,
    place: before.filter(({ start }) => start < binding.start).length + index,
    text: placeholder(style, before.length + index + 1, ''),
  }));
  const rewritten =
    node.type === Kind.TemplateLiteral ? inPlace(node, text, expressions, bound, source) : anew(node, text, expressions, bound, source);
  const passed = rewritten && passing(call, node, style, bound, rewritten.values, source);
  return rewritten && passed ? [...rewritten.edits, passed] : undefined;
}

interface Bound {
  readonly binding: Binding;
  /** Its place among the parameters that count by place. */
  readonly place: number;
  readonly text: string;
}

interface Rewritten {
  readonly edits: readonly Edit[];
  /** The source of each value that is passed now. */
  readonly values: readonly string[];
}

const RUNNERS: ReadonlySet<string> = new Set(['query', 'execute', 'raw', 'prepare', 'get', 'all', 'run', 'each']);

/** The call that runs a text, in place or through a name that nothing else uses. */
function runningCall(node: JavaScript.Node, source: JavaScriptSource): JavaScript.CallExpression | undefined {
  const { parent } = node;
  if (parent?.type === Kind.CallExpression)
    return parent.arguments[0] === node && RUNNERS.has(methodName(parent) ?? '') ? parent : undefined;
  if (parent?.type !== Kind.VariableDeclarator || parent.init !== node || parent.id.type !== Kind.Identifier) return undefined;
  const references = variableOf(parent.id, source)?.references ?? [];
  const reads = references.filter((reference) => reference.isRead());
  const use = reads[0]?.identifier.parent;
  if (references.length !== 2 || reads.length !== 1 || use?.type !== Kind.CallExpression) return undefined;
  return use.arguments[0] === reads[0]?.identifier && RUNNERS.has(methodName(use) ?? '') && sqlUsesOf(use, source).length > 0
    ? use
    : undefined;
}

function styleFor(text: string, source: JavaScriptSource): PlaceholderStyle | undefined {
  const written = styleIn(text);
  if (written) return written;
  if (placeholdersIn(text).length > 0) return undefined;
  const imported = new Set(importedModules(source.ast).flatMap((module) => placeholderStyles[module] ?? []));
  const [only] = imported;
  return imported.size === 1 ? only : undefined;
}

/** Changes a template where it stands. */
function inPlace(
  node: JavaScript.TemplateLiteral,
  text: string,
  expressions: readonly JavaScript.Node[],
  bound: readonly Bound[],
  source: JavaScriptSource,
): Rewritten | undefined {
  const edits: Edit[] = [];
  const values: string[] = [];
  for (const { binding, text: placed } of bound) {
    const places = binding.holes.map((hole) => node.expressions.indexOf(expressions[hole] as JavaScript.Expression));
    const first = node.quasis[places[0] ?? -1];
    const last = node.quasis[(places.at(-1) ?? -2) + 1];
    if (places.includes(-1) || !first || !last) return undefined;
    const inside = text.slice(binding.start, binding.end);
    const before = inside.slice(0, inside.indexOf('\0'));
    const after = inside.slice(inside.lastIndexOf('\0') + 1);
    const [start, end] = [opening(first, source) - before.length, closing(last, source) + after.length];
    // An escape is longer in the source than in the text.
    if (source.text.slice(start, start + before.length) !== before || source.text.slice(end - after.length, end) !== after)
      return undefined;
    edits.push({ range: [start, end], text: placed });
    const [only] = binding.holes;
    values.push(binding.isMixed ? `\`${source.text.slice(start + 1, end - 1)}\`` : sourceOf(expressions[only ?? 0], source));
  }
  return { edits, values };
}

/** Where the `${` behind a quasi begins; parsers disagree on whether a quasi's range holds its brackets. */
function opening(quasi: JavaScript.TemplateElement, source: JavaScriptSource): number {
  const [, end] = quasi.range;
  return source.text.slice(end - 2, end) === '${' ? end - 2 : end;
}

/** Where the text of a quasi begins, behind the `}`. */
function closing(quasi: JavaScript.TemplateElement, source: JavaScriptSource): number {
  const [start] = quasi.range;
  return source.text.charAt(start) === '}' ? start + 1 : start;
}

const LONGEST_LINE = 110;

/** Writes a text that `+` put together as one literal. */
function anew(
  node: JavaScript.Node,
  text: string,
  expressions: readonly JavaScript.Node[],
  bound: readonly Bound[],
  source: JavaScriptSource,
): Rewritten | undefined {
  // What is not bound would have to stay a hole.
  if (node.type !== Kind.BinaryExpression || bound.flatMap(({ binding }) => binding.holes).length !== expressions.length) return undefined;
  // In a template these characters would have to be escaped, which nobody would like to read.
  if (bound.some(({ binding: { start, end, isMixed } }) => isMixed && /[`\\]|\$\{/u.test(text.slice(start, end)))) return undefined;
  let written = text;
  for (const { binding, text: placed } of [...bound].reverse())
    written = written.slice(0, binding.start) + placed + written.slice(binding.end);
  const quote = [usualQuote(source), "'", '"', '`'].find((candidate) => !written.includes(candidate));
  if (quote === undefined || written.length > LONGEST_LINE || /[\n\\]|\$\{/u.test(written)) return undefined;
  const values = bound.map(({ binding: { start, end, holes, isMixed } }) => {
    const sources = holes.map((hole) => sourceOf(expressions[hole], source));
    if (!isMixed) return sources[0] ?? '';
    let number = 0;
    return `\`${text.slice(start + 1, end - 1).replaceAll('\0', () => `\${${sources[number++] ?? ''}}`)}\``;
  });
  return { edits: [{ range: node.range, text: quote + written + quote }], values };
}

function usualQuote(source: JavaScriptSource): string {
  return source.text.split("'").length > source.text.split('"').length ? "'" : '"';
}

function sourceOf(node: JavaScript.Node | undefined, source: JavaScriptSource): string {
  return node ? source.getText(node) : '';
}

/** The edit that passes the values to the call. */
function passing(
  call: JavaScript.CallExpression,
  node: JavaScript.Node,
  style: PlaceholderStyle,
  bound: readonly Bound[],
  values: readonly string[],
  source: JavaScriptSource,
): Edit | undefined {
  if (methodName(call) === 'prepare') return passingToStatement(call, values);
  const [first, second] = call.arguments;
  if (!first) return undefined;
  const end = first === node ? node.range[1] : first.range[1];
  // `query(text, callback)`
  if (!second || isFunction(second) || (second.type === Kind.Identifier && CALLBACKS.has(second.name)))
    return { range: [end, end], text: `, [${values.join(', ')}]` };
  const params = unwrap(second);
  if (params.type !== Kind.ArrayExpression) return undefined;
  const sources = params.elements.map((element) => (element ? source.getText(element) : 'undefined'));
  for (const [index, { place }] of bound.entries()) sources.splice(style === 'dollar' ? sources.length : place, 0, values[index] ?? '');
  return { range: params.range, text: `[${sources.join(', ')}]` };
}

const CALLBACKS: ReadonlySet<string> = new Set(['callback', 'cb', 'done', 'next']);
const STATEMENT_METHODS: ReadonlySet<string> = new Set(['get', 'all', 'run', 'iterate']);

/** `db.prepare(text).get()` takes the values where the statement runs. */
function passingToStatement(call: JavaScript.CallExpression, values: readonly string[]): Edit | undefined {
  const member = call.parent;
  const outer = member.parent;
  if (member.type !== Kind.MemberExpression || outer?.type !== Kind.CallExpression || outer.callee !== member) return undefined;
  if (!STATEMENT_METHODS.has(lastName(outer) ?? '') || outer.arguments.length > 0) return undefined;
  const end = outer.range[1] - 1;
  return { range: [end, end], text: values.join(', ') };
}

/** The edit that checks a column's name against a fixed list above the statement that pastes it; undefined where that needs a human. */
export function checkEdit(name: JavaScript.Node, source: JavaScriptSource): Edit | undefined {
  const variable = name.type === Kind.Identifier ? variableOf(name, source) : undefined;
  const value = variable && singleValue(variable)?.expression;
  // A list that was joined is no one column.
  const isJoined =
    value !== undefined && (builtText(value, source) !== undefined || (value.type === Kind.CallExpression && methodName(value) === 'join'));
  if (name.type !== Kind.Identifier || !variable || isJoined) return undefined;
  let statement: JavaScript.Node = name;
  while (statement.parent && statement.parent.type !== Kind.BlockStatement) {
    // What a short arrow binds is not known above its statement.
    if (isFunction(statement.parent) && variable.scope.block === statement.parent) return undefined;
    statement = statement.parent;
  }
  if (!statement.parent) return undefined;
  const [start] = statement.range;
  const indent = source.text.slice(start - statement.loc.start.column, start);
  // Something else stands on the line in front.
  if (indent.trim() !== '') return undefined;
  const eol = source.text.includes('\r\n') ? '\r\n' : '\n';
  return {
    range: [start, start],
    text: `if (!ALLOWED_COLUMNS.includes(${name.name})) throw new Error(\`unknown column: \${${name.name}}\`);${eol}${indent}`,
  };
}
