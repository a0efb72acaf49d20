import type * as Parser from 'toml-eslint-parser';
import { parserModule } from '../language/parsers.ts';
import { DEEPEST, TOO_DEEP, isTable, type Member, type Unreadable, type Written } from './written.ts';

/** What does a TOML text say in a table, and where? `undefined` when it has no such table. */
export function readToml(text: string, table: readonly string[]): Written | Unreadable | undefined {
  const reader = new TomlReader();
  const whole = reader.read(text, table);
  if ('problem' in whole) return whole;
  let found: Written | undefined = whole;
  for (const name of table) found = found && isTable(found) ? found.members.get(name)?.written : undefined;
  return found && reader.tooDeepAt !== undefined ? { at: reader.tooDeepAt, problem: TOO_DEEP } : found;
}

type Growing = GrowingTable | { readonly at: number; readonly items: Written[] };

interface GrowingTable {
  readonly at: number;
  readonly members: Map<string, Member>;
}

/** A part of a key: a name, or the number of a table in a list of tables. */
interface Step {
  readonly name: string | number;
  readonly at: number;
}

class TomlReader {
  tooDeepAt: number | undefined;

  read(text: string, table: readonly string[]): Written | Unreadable {
    try {
      const { parseTOML } = parserModule('toml') as typeof Parser;
      const whole: GrowingTable = { at: 0, members: new Map() };
      // The parser's own way to a plain value takes `__proto__` for the prototype of all objects.
      for (const part of parseTOML(text).body[0].body) {
        const steps = stepsOf(part);
        // Who else keeps settings in the file may nest them as he likes.
        if (!steps.slice(0, table.length).every(({ name }, index) => name === table[index])) continue;
        const holder = part.type === 'TOMLTable' ? this.#tableAt(whole, steps) : whole;
        const depth = part.type === 'TOMLTable' ? steps.length : 0;
        for (const pair of part.type === 'TOMLTable' ? part.body : [part]) this.#add(holder, pair, depth);
      }
      return whole;
    } catch (error) {
      const { index, message = '' } = error as Partial<Parser.ParseError>;
      // The parser calls itself for each level; without a place it has stumbled, and the text may be right.
      return index === undefined ? { at: 0, problem: TOO_DEEP } : { at: index, problem: `this is not valid TOML: ${message}` };
    }
  }

  #add(table: GrowingTable, { key, value }: Parser.AST.TOMLKeyValue, depth: number): void {
    const steps = key.keys.map(stepOf);
    const last = steps.pop();
    if (!last) return;
    const holder = this.#tableAt(table, steps);
    holder.members.set(String(last.name), { at: last.at, written: this.#content(value, depth + steps.length + 1) });
  }

  #content(node: Parser.AST.TOMLContentNode, depth: number): Written {
    const at = node.range[0];
    if (node.type === 'TOMLValue') return { at, value: node.value };
    if (depth > DEEPEST) {
      this.tooDeepAt ??= at;
      return { at, value: undefined };
    }
    if (node.type === 'TOMLArray') return { at, items: node.elements.map((element) => this.#content(element, depth + 1)) };
    const table: GrowingTable = { at, members: new Map() };
    for (const pair of node.body) this.#add(table, pair, depth);
    return table;
  }

  /** The table that a key leads to; it and those on the way are made when they are not there. */
  #tableAt(start: GrowingTable, steps: readonly Step[]): GrowingTable {
    let here: Growing = start;
    for (const [index, { name, at }] of steps.entries()) {
      if (index > DEEPEST) {
        this.tooDeepAt ??= at;
        break;
      }
      const fresh: Growing = typeof steps[index + 1]?.name === 'number' ? { at, items: [] } : { at, members: new Map() };
      here = 'members' in here ? memberOf(here.members, String(name), at, fresh) : itemOf(here.items, Number(name), fresh);
    }
    return 'members' in here ? here : { at: here.at, members: new Map() };
  }
}

function stepsOf(part: Parser.AST.TOMLKeyValue | Parser.AST.TOMLTable): Step[] {
  const steps = part.key.keys.map(stepOf);
  if (part.type === 'TOMLKeyValue') return steps;
  const named = steps.values();
  let at = part.range[0];
  return part.resolvedKey.map((name) => {
    if (typeof name === 'string') at = named.next().value?.at ?? at;
    return { name, at };
  });
}

function stepOf(key: Parser.AST.TOMLKey['keys'][number]): Step {
  return { name: key.type === 'TOMLBare' ? key.name : key.value, at: key.range[0] };
}

// The parser has refused keys that contradict each other, so what is there already can grow.
function itemOf(items: Written[], index: number, fresh: Growing): Growing {
  return (items[index] ??= fresh) as Growing;
}

function memberOf(members: Map<string, Member>, name: string, at: number, fresh: Growing): Growing {
  const known = members.get(name)?.written;
  if (known && ('members' in known || 'items' in known)) return known as Growing;
  members.set(name, { at, written: fresh });
  return fresh;
}
