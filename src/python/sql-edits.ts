import { argument, argumentsOf, methodName } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import { importsAny } from './imports.ts';
import { placeholderStyles, sqlFunctions } from './knowledge/databases.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { references, resolve } from './scopes.ts';
import { prefixOf } from './strings.ts';
import { builtText } from './texts.ts';
import type { Edit } from '../language/detector.ts';
import { builtSql, type SqlPart } from '../sql/built-sql.ts';
import type { Hole } from '../sql/holes.ts';
import { bindingsFor, placeholder, placeholdersIn, styleIn, type Binding, type PlaceholderStyle } from '../sql/placeholders.ts';

/** A text that is run, its holes, and the numbers of those that hold values to bind. */
export interface PastedText {
  readonly node: Python.Node;
  readonly parts: readonly SqlPart<Python.Node>[];
  readonly holes: readonly Hole[];
  readonly values: readonly number[];
}

/** The edits that bind the values of a text instead of pasting them; null where that needs a human. */
export function bindingEdits({ node, parts: textParts, holes, values }: PastedText): Edit[] | null {
  const { text, holes: expressions } = builtSql(textParts);
  const site = siteOf(node);
  const style = site && styleFor(site, text);
  const bindings = site && values.length > 0 ? bindingsFor(text, holes, values) : null;
  if (!style || !bindings) return null;
  const taken = new Set(placeholdersIn(text).length > 0 ? namesIn(text) : []);
  const before = placeholdersIn(text);
  const bound = bindings.map((binding, index): Bound => {
    const name = freeName(expressions[binding.holes[0] ?? 0], taken);
    const number = style === 'dollar' ? before.length + index + 1 : 0;
    const place = before.filter(({ start }) => start < binding.start).length + index;
    return { binding, name, place, text: placeholder(style, number, name) };
  });
  // A driver that looks for `%s` stumbles over any other percent sign.
  if (style === 'percent' && /%(?![s(])/u.test(withoutBindings(text, bindings))) return null;
  const rewritten =
    node.type === 'string' || node.type === 'concatenated_string'
      ? inPlace(node, text, expressions, bound)
      : anew(node, text, textParts, bound);
  const passed = rewritten && passing(site, style, bound, rewritten.values);
  return rewritten && passed ? [...rewritten.edits, passed] : null;
}

interface Bound {
  readonly binding: Binding;
  readonly name: string;
  /** Its place among the parameters that count by place. */
  readonly place: number;
  readonly text: string;
}

interface Rewritten {
  readonly edits: readonly Edit[];
  /** The source of each value that is passed now. */
  readonly values: readonly string[];
}

/** The call that runs the text. */
interface Site {
  readonly call: Python.Call;
  /** Its first argument: the text, a name for it, or `text(...)` around either. */
  readonly first: Python.Node;
  readonly isColon: boolean;
}

function siteOf(node: Python.Node): Site | null {
  const direct = runningCall(node);
  if (direct) return direct;
  const assignment = node.parent;
  if (assignment?.type !== 'assignment' || assignment.right !== node || assignment.left.type !== 'identifier') return null;
  const binding = resolve(assignment.left);
  const mentions = binding ? references(binding) : [];
  // Set once and used once: nothing else depends on what the text is now.
  const [, use] = mentions;
  return mentions.length === 2 && use ? runningCall(use) : null;
}

const RUNNERS = new Set('execute fetch fetchrow fetchval fetch_all fetch_one fetch_val scalar scalars raw'.split(' '));

function runningCall(node: Python.Node): Site | null {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : null;
  if (call?.type !== 'call' || argument(call, { position: 0 }) !== node) return null;
  if (sqlFunctions.has(calleeName(call) ?? '') && lastName(call.function) === 'text') {
    const outer = runningCall(call);
    return outer && { ...outer, isColon: true };
  }
  return RUNNERS.has(methodName(call) ?? '') ? { call, first: node, isColon: false } : null;
}

function styleFor({ call, isColon }: Site, text: string): PlaceholderStyle | null {
  if (isColon) return 'colon';
  const written = styleIn(text);
  if (written) return written;
  if (placeholdersIn(text).length > 0) return null;
  const imported = new Set(Object.entries(placeholderStyles).flatMap(([module, style]) => (importsAny(call.tree, module) ? [style] : [])));
  const [only] = imported;
  return imported.size === 1 ? (only ?? null) : null;
}

function namesIn(text: string): string[] {
  return placeholdersIn(text).map(({ start }) => /[A-Za-z_]\w{0,60}/u.exec(text.slice(start, start + 70))?.[0] ?? '');
}

function freeName(expression: Python.Node | undefined, taken: Set<string>): string {
  const base = (expression && /^[a-z_]\w{0,40}$/iu.exec(lastName(expression) ?? '')?.[0]) ?? 'value';
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}_${String(number)}`;
  taken.add(name);
  return name;
}

function withoutBindings(text: string, bindings: readonly Binding[]): string {
  let rest = '';
  let end = 0;
  for (const binding of bindings) {
    rest += text.slice(end, binding.start);
    ({ end } = binding);
  }
  return rest + text.slice(end);
}

/** Changes f-strings where they stand. */
function inPlace(node: Python.Node, text: string, expressions: readonly Python.Node[], bound: readonly Bound[]): Rewritten | null {
  const { tree } = node;
  const edits: Edit[] = [];
  const values: string[] = [];
  const replaced = new Set<Python.Node>();
  for (const { binding, text: placed } of bound) {
    const interpolations = binding.holes.map((hole) => expressions[hole]?.parent);
    const [first] = interpolations;
    const last = interpolations.at(-1);
    if (first?.type !== 'interpolation' || last?.type !== 'interpolation' || first.parent !== last.parent) return null;
    const inside = text.slice(binding.start, binding.end);
    const before = inside.slice(0, inside.indexOf('\0'));
    const after = inside.slice(inside.lastIndexOf('\0') + 1);
    const start = first.range[0] - before.length;
    const end = last.range[1] + after.length;
    // Escapes and doubled braces are longer in the source than in the text.
    if (tree.text.slice(start, first.range[0]) !== before || tree.text.slice(last.range[1], end) !== after) return null;
    const value = valueSource(first, binding, tree.text.slice(start + 1, end - 1));
    if (value === null) return null;
    edits.push({ range: [start, end], text: placed });
    values.push(value);
    for (const interpolation of interpolations) if (interpolation) replaced.add(interpolation);
  }
  for (const string of node.type === 'string' ? [node] : node.descendants('string')) {
    const inner = string.children.filter(({ type }) => type === 'interpolation');
    if (inner.length === 0 || inner.some((interpolation) => !replaced.has(interpolation))) continue;
    const prefix = prefixOf(string);
    // Without holes the string is no f-string any more, and its doubled braces would be two.
    if (/\{\{|\}\}/u.test(string.text)) return null;
    const [start] = string.range;
    edits.push({ range: [start, start + prefix.length], text: tree.text.slice(start, start + prefix.length).replace(/f/iu, '') });
  }
  return { edits, values };
}

function valueSource(interpolation: Python.Interpolation, { isMixed }: Binding, inside: string): string | null {
  if (!isMixed && !interpolation.format_specifier) return interpolation.expression.text;
  return /["\\\n]/u.test(inside) ? null : `f"${inside}"`;
}

const LONGEST_LINE = 110;

/** Writes a text that `%`, `.format` or `+` put together as one literal. */
function anew(node: Python.Node, text: string, textParts: readonly SqlPart<Python.Node>[], bound: readonly Bound[]): Rewritten | null {
  const holes = textParts.filter((part) => 'expression' in part).map(({ expression }) => expression);
  // What is not bound would have to stay a hole.
  if (bound.flatMap(({ binding }) => binding.holes).length !== holes.length) return null;
  const literals = node.descendants('string').filter((string) => !holes.some((hole) => hole.contains(string)));
  const [first] = literals;
  if (!first || literals.some((literal) => literal.text.includes('\\'))) return null;
  let written = text;
  for (const { binding, text: placed } of [...bound].reverse())
    written = written.slice(0, binding.start) + placed + written.slice(binding.end);
  const quotes = /^[a-z]*("""|'''|"|')/iu.exec(first.text)?.[1] ?? '"';
  const quote = quotes.length === 1 && written.includes(quotes) ? (quotes === '"' ? "'" : '"') : quotes;
  const isLong = quote.length === 1 && (written.includes('\n') || written.length > LONGEST_LINE);
  if (written.includes(quote) || isLong || written.includes('\0')) return null;
  const values = bound.map(({ binding }) => mixedSource(binding, text, holes));
  if (values.includes(null)) return null;
  return { edits: [{ range: node.range, text: quote + written + quote }], values: values as string[] };
}

function mixedSource({ start, end, holes, isMixed }: Binding, text: string, expressions: readonly Python.Node[]): string | null {
  const [first] = holes;
  if (!isMixed) return first === undefined ? null : (expressions[first]?.text ?? null);
  const inside = text.slice(start + 1, end - 1);
  if (/["\\\n{}]/u.test(inside)) return null;
  let number = 0;
  const sources = holes.map((hole) => expressions[hole]?.text ?? '');
  // Before Python 3.12 the quotes of an f-string could not stand in its holes.
  if (sources.some((source) => source.includes('"'))) return null;
  return `f"${inside.replaceAll('\0', () => `{${sources[number++] ?? ''}}`)}"`;
}

/** The edit that passes the values to the call. */
function passing({ call, first }: Site, style: PlaceholderStyle, bound: readonly Bound[], values: readonly string[]): Edit | null {
  const given = argumentsOf(call);
  const [, second, ...others] = given;
  const end: readonly [number, number] = [first.range[1], first.range[1]];
  const pairs = bound.map(({ name }, index) => `"${name}": ${values[index] ?? ''}`);
  if (style === 'dollar') return { range: lastEnd(call) ?? end, text: `, ${values.join(', ')}` };
  if (!second) {
    const isMapping = style === 'colon' || style === 'named';
    const tuple = `(${values.join(', ')}${values.length === 1 ? ',' : ''})`;
    return { range: end, text: `, ${isMapping ? `{${pairs.join(', ')}}` : tuple}` };
  }
  if (second.kind !== 'positional' || others.some(({ kind }) => kind !== 'keyword')) return null;
  const params = unwrap(second.value);
  const elements = parts(params);
  if (params.type === 'dictionary' && (style === 'colon' || style === 'named')) {
    const last = elements.at(-1);
    return last
      ? { range: [last.range[1], last.range[1]], text: `, ${pairs.join(', ')}` }
      : { range: params.range, text: `{${pairs.join(', ')}}` };
  }
  if ((params.type !== 'list' && params.type !== 'tuple') || (style !== 'percent' && style !== 'question')) return null;
  const sources = elements.map(({ text }) => text);
  for (const [index, { place }] of bound.entries()) sources.splice(place, 0, values[index] ?? '');
  const [open, close] = params.type === 'list' ? ['[', ']'] : ['(', ')'];
  return { range: params.range, text: `${open}${sources.join(', ')}${params.type === 'tuple' && sources.length === 1 ? ',' : ''}${close}` };
}

function lastEnd(call: Python.Call): readonly [number, number] | null {
  const last = argumentsOf(call).at(-1);
  return last?.kind === 'positional' ? [last.node.range[1], last.node.range[1]] : null;
}

function isJoined(value: Python.Node): boolean {
  return builtText(value) !== null || (value.type === 'call' && methodName(value) === 'join');
}

/** The edit that checks a column's name against a fixed list above the statement that pastes it; null where that needs a human. */
export function checkEdit(name: Python.Node): Edit | null {
  if (name.type !== 'identifier') return null;
  const definition = resolve(name)?.definitions[0];
  // What a comprehension binds is not known above its statement, and a list that was joined is no one column.
  if (!definition || definition.kind === 'comprehension' || (definition.value && isJoined(definition.value))) return null;
  let statement: Python.Node = name;
  while (statement.parent && statement.parent.type !== 'block') statement = statement.parent;
  if (!statement.parent) return null;
  const [start] = statement.range;
  const { text, lines } = name.tree;
  const { column } = lines.locate(start);
  const indent = text.slice(start - column, start);
  // Something else stands on the line in front.
  if (indent.trim() !== '') return null;
  const deeper = indent.includes('\t') ? `${indent}\t` : `${indent}    `;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lower = `if ${name.text} not in ALLOWED_COLUMNS:${eol}${deeper}raise ValueError(f"unknown column: {${name.text}}")${eol}${indent}`;
  return { range: [start, start], text: lower };
}
