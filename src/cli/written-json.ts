import { DEEPEST, TOO_DEEP, type Member, type Unreadable, type Written } from './written.ts';

/** A table or a list that is still being read. */
type Open =
  | { readonly at: number; readonly members: Map<string, Member>; name: { readonly text: string; readonly at: number } | null }
  | { readonly at: number; readonly items: Written[] };

/** What may come next. */
type Wanted = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' | 'nothing';

const TOKEN =
  /[{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;

/** What does a JSON text say, and where? Strictly JSON, and no name twice: whoever wrote the first one should know. */
export function readJson(text: string): Written | Unreadable {
  const open: Open[] = [];
  let wanted: Wanted = 'value';
  let whole: Written | undefined;
  const put = (written: Written): Wanted => {
    const parent = open.at(-1);
    if (!parent) whole = written;
    else if ('items' in parent) parent.items.push(written);
    else if (parent.name) parent.members.set(parent.name.text, { at: parent.name.at, written });
    return parent ? 'comma or end' : 'nothing';
  };
  for (let at = afterSpace(text, 0); at < text.length; at = afterSpace(text, TOKEN.lastIndex)) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0] ?? '';
    const parent = open.at(-1);
    const kind = kindOf(token, parent);
    if (!next[wanted].includes(kind)) return { at, problem: problemAt(text[at] ?? '', kind, wanted) };
    if (kind === 'opening') {
      if (open.length === DEEPEST) return { at, problem: TOO_DEEP };
      open.push(token === '{' ? { at, members: new Map(), name: null } : { at, items: [] });
      wanted = token === '{' ? 'name or end' : 'value or end';
    } else if (kind === 'closing') {
      open.pop();
      if (parent) wanted = put(parent);
    } else if (kind === 'comma') {
      wanted = parent && 'members' in parent ? 'name' : 'value';
    } else if (kind === 'colon') {
      wanted = 'value';
    } else if (parent && 'members' in parent && wanted !== 'value') {
      const name = String(JSON.parse(token));
      if (parent.members.has(name)) return { at, problem: `'${name}' stands here for the second time` };
      parent.name = { text: name, at };
      wanted = 'colon';
    } else {
      wanted = put({ at, value: JSON.parse(token) as unknown });
    }
  }
  return whole && wanted === 'nothing' ? whole : { at: text.trimEnd().length, problem: 'this is not valid JSON: the file ends too early' };
}

function afterSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++;
  return at;
}

type Kind = 'opening' | 'closing' | 'comma' | 'colon' | 'text' | 'value' | 'none';

function kindOf(token: string, parent: Open | undefined): Kind {
  if (token === '{' || token === '[') return 'opening';
  if (token === '}' || token === ']') return parent && token === ('members' in parent ? '}' : ']') ? 'closing' : 'none';
  if (token === ',') return 'comma';
  if (token === ':') return 'colon';
  if (token === '') return 'none';
  return token.startsWith('"') ? 'text' : 'value';
}

const next: Readonly<Record<Wanted, readonly Kind[]>> = {
  value: ['opening', 'text', 'value'],
  'value or end': ['opening', 'text', 'value', 'closing'],
  name: ['text'],
  'name or end': ['text', 'closing'],
  colon: ['colon'],
  'comma or end': ['comma', 'closing'],
  nothing: [],
};

const missing: Readonly<Record<Wanted, string>> = {
  value: 'a value is missing here',
  'value or end': "a value or ']' is missing here",
  name: 'a name in double quotes is missing here',
  'name or end': "a name in double quotes or '}' is missing here",
  colon: "a ':' is missing here",
  'comma or end': "a ',' or the closing bracket is missing here",
  nothing: 'the file should end here',
};

function problemAt(character: string, kind: Kind, wanted: Wanted): string {
  return `this is not valid JSON: ${habitOf(character, kind, wanted) ?? missing[wanted]}`;
}

/** What other formats have and JSON has not. */
function habitOf(character: string, kind: Kind, wanted: Wanted): string | undefined {
  if (character === '/' || character === '#') return 'it has no comments';
  if (character === "'") return 'it has double quotes only';
  if (character === '"' && kind === 'none') return 'this text has no end, or holds a character that must be escaped';
  return kind === 'closing' && (wanted === 'name' || wanted === 'value') ? 'the comma before this is one too many' : undefined;
}
