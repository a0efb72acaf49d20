import type { Range } from '../language/position.ts';
import type { Block, Document, Fence, Heading, Item, Paragraph, Table } from '../markdown/nodes.ts';

/** What a team has written down about one pitfall. */
export interface Entry {
  /** `PF-012`, or `Pitfall 3` in the form of a research paper. */
  readonly id: string;
  readonly title: string;
  readonly heading: Heading;
  readonly idRange: Range;
  readonly form: 'template' | 'research' | 'free';
  readonly fields: readonly Field[];
  /** Where a further field would be written. */
  readonly end: number;
}

/** `- **Prevention:** ...`, `**How to avoid:**` and what follows, or what stands below a smaller heading. */
export interface Field {
  readonly name: string;
  readonly nameRange: Range;
  /** All of its text, on one line. */
  readonly value: string;
  /** From its name to its end, without its fences. */
  readonly range: Range;
  readonly fences: readonly Fence[];
}

/** A table of a registry, and the heading it stands under. */
export interface RegistryTable {
  readonly section: string;
  readonly header: readonly string[];
  readonly rows: Table['rows'];
}

export interface TeamRegistry {
  readonly entries: readonly Entry[];
  readonly tables: readonly RegistryTable[];
}

/** The words by which the common template is told from other forms. */
export const TEMPLATE: readonly string[] = ['Date', 'Agent', 'Task', 'Pitfall', 'Prevention'];
const RESEARCH = ['what goes wrong', 'why it happens', 'how to avoid'];

/** What does a registry hold? A heading with a number begins an entry, and the next heading that is not below it ends it. */
export function readRegistry({ children }: Document): TeamRegistry {
  const entries: Entry[] = [];
  const tables: RegistryTable[] = [];
  let section = '';
  let draft: Draft | undefined;
  const finish = (): void => {
    if (draft) entries.push(draft.entry());
    draft = undefined;
  };
  for (const block of children) {
    if (block.type === 'table') tables.push({ section, header: block.header, rows: block.rows });
    if (block.type === 'heading') {
      const found = numberedTitle(block);
      if (found || block.level <= (draft?.level ?? 0)) finish();
      if (!draft) section = block.text;
      if (found) {
        draft = new Draft(block, found);
        continue;
      }
    }
    draft?.add(block);
  }
  finish();
  return { entries, tables };
}

interface NumberedTitle {
  readonly id: string;
  readonly title: string;
}

const NUMBERED = /^(?:([A-Z][A-Z0-9]{0,9}-\d{1,6})|(Pitfall) (\d{1,6}))(?:\s*[:—–]|\s+-)\s+(?=\S)/u;

function numberedTitle({ text }: Heading): NumberedTitle | undefined {
  const found = NUMBERED.exec(text);
  if (!found) return undefined;
  const [whole, id, pitfall = '', number = ''] = found;
  return { id: id ?? `${pitfall} ${number}`, title: text.slice(whole.length).trim() };
}

/** An entry that is being read. */
class Draft {
  readonly level: number;
  readonly #heading: Heading;
  readonly #found: NumberedTitle;
  readonly #fields: { name: string; nameRange: Range; values: string[]; range: [number, number]; fences: Fence[] }[] = [];
  #end: number;

  constructor(heading: Heading, found: NumberedTitle) {
    this.level = heading.level;
    this.#heading = heading;
    this.#found = found;
    this.#end = heading.range[1];
  }

  add(block: Block): void {
    const last = this.#fields.at(-1);
    const named = nameOf(block);
    if (named) this.#fields.push({ ...named, values: [named.value], range: [...block.range], fences: [] });
    else if (block.type === 'fence') last?.fences.push(block);
    else if (block.type === 'table') return;
    else if (last) {
      last.values.push(block.text);
      last.range[1] = block.range[1];
    }
    if (last || named) this.#end = block.range[1];
  }

  entry(): Entry {
    const fields = this.#fields.map(({ values, ...field }) => ({ ...field, value: values.filter((value) => value !== '').join(' ') }));
    const names = fields.map(({ name }) => name.toLowerCase());
    const { id, title } = this.#found;
    const start = this.#heading.range[0] + this.level + 1;
    return { id, title, heading: this.#heading, idRange: [start, start + id.length], form: formOf(names), fields, end: this.#end };
  }
}

function formOf(names: readonly string[]): Entry['form'] {
  if (RESEARCH.filter((name) => names.includes(name)).length > 1) return 'research';
  return TEMPLATE.filter((name) => names.includes(name.toLowerCase())).length > 1 ? 'template' : 'free';
}

const BOLD = /^\*\*([^*:]{1,60})(?::\*\*|\*\*:|\*\*(?=\s|$))/u;

/** Does a field begin with this block? */
function nameOf(block: Block): { readonly name: string; readonly nameRange: Range; readonly value: string } | undefined {
  if (block.type === 'heading') return { name: block.text, nameRange: block.range, value: '' };
  if (block.type !== 'item' && block.type !== 'paragraph') return undefined;
  const [bold, name] = BOLD.exec(block.text) ?? [];
  if (bold === undefined || name === undefined) return undefined;
  const start = startOf(block) + 2;
  return { name: name.trim(), nameRange: [start, start + name.length], value: block.text.slice(bold.length).trim() };
}

function startOf(block: Item | Paragraph): number {
  return block.type === 'item' ? block.start : block.range[0];
}

/** The first field of a name, whatever the size of its letters. */
export function fieldOf({ fields }: Entry, ...names: readonly string[]): Field | undefined {
  return fields.find(({ name }) => names.includes(name.toLowerCase()));
}

/** The first sentence of what an entry says about how not to do it again. */
export function preventionOf(entry: Entry): string {
  const { value = '' } = fieldOf(entry, 'prevention', 'how to avoid') ?? {};
  // The template still holds its place.
  if (value.startsWith('[') && value.endsWith(']')) return '';
  const text = value.replace(/^(?:\(\d{1,2}\)|\d{1,2}[.)])\s*/u, '');
  const end = /[.!?](?=\s)/u.exec(text);
  return (end ? text.slice(0, end.index + 1) : text).trim();
}

/** The pieces of a text that are set as code. */
export function codeIn(text: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf('`'); at >= 0; at = text.indexOf('`', at)) {
    let length = 1;
    while (text[at + length] === '`') length++;
    const mark = '`'.repeat(length);
    const end = text.indexOf(mark, at + length);
    if (end < 0) break;
    found.push(text.slice(at + length, end).trim());
    at = end + length;
  }
  return found;
}
