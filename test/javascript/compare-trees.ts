import { visitorKeys } from '@typescript-eslint/visitor-keys';

interface Tree {
  readonly type: string;
  readonly range: readonly [number, number];
  readonly loc: { readonly start: Place; readonly end: Place };
}
interface Place {
  readonly line: number;
  readonly column: number;
}
type Fields = Tree & Record<string, unknown>;

/** Fields that are no part of the syntax, or hold the same thing as another one. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'type',
  'range',
  'loc',
  'start',
  'end',
  'parent',
  'tokens',
  'comments',
  // Babel's own, which nobody else reads.
  'extra',
  'directives',
  'interpreter',
  // typescript-estree's old names, kept for plugins of earlier versions.
  'assertions',
  'TSImportType.argument',
  'TSMappedType.typeParameter',
]);

/** Where two trees of one text differ: in kinds, places, children, or plain fields (`undefined`, `null` and `false` count as one). */
export function differences(ours: object, theirs: object, text: string): string[] {
  const found: string[] = [];
  const stack: (readonly [Fields, Fields])[] = [[ours as Fields, theirs as Fields]];
  for (let pair = stack.pop(); pair; pair = stack.pop()) {
    const [our, their] = pair;
    const here = `${their.type} ${JSON.stringify(text.slice(...their.range).slice(0, 60))}`;
    if (our.type !== their.type) {
      found.push(`${here}: is ${our.type}`);
      continue;
    }
    if (our.range.join() !== their.range.join()) found.push(`${here}: range ${our.range.join()} instead of ${their.range.join()}`);
    else if (placeOf(our) !== placeOf(their)) found.push(`${here}: loc ${placeOf(our)} instead of ${placeOf(their)}`);
    for (const key of new Set([...Object.keys(our), ...Object.keys(their)])) {
      if (LEFT_OUT.has(key) || LEFT_OUT.has(`${our.type}.${key}`)) continue;
      const [ourValue, theirValue] = [our[key], their[key]];
      if (isTree(ourValue) && isTree(theirValue)) stack.push([ourValue, theirValue]);
      else if (Array.isArray(ourValue) && Array.isArray(theirValue) && ourValue.length === theirValue.length) {
        ourValue.forEach((element: unknown, index) => {
          const other: unknown = theirValue[index];
          if (isTree(element) && isTree(other)) stack.push([element, other]);
          else if (plain(element) !== plain(other)) found.push(`${here}: ${key}[${String(index)}] is ${plain(element)}`);
        });
      } else if (plain(ourValue) !== plain(theirValue)) found.push(`${here}: ${key} is ${plain(ourValue)} instead of ${plain(theirValue)}`);
    }
  }
  return found;
}

/** The kinds of node that a tree has. */
export function kindsIn(root: object): Set<string> {
  const kinds = new Set<string>();
  const stack: Fields[] = [root as Fields];
  for (let node = stack.pop(); node; node = stack.pop()) {
    kinds.add(node.type);
    for (const key of visitorKeys[node.type] ?? []) {
      const value = node[key];
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (isTree(child)) stack.push(child);
    }
  }
  return kinds;
}

function isTree(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && typeof (value as Fields).type === 'string';
}

function placeOf({ loc: { start, end } }: Tree): string {
  return [start.line, start.column, end.line, end.column].join(':');
}

function plain(value: unknown): string {
  if (value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0)) return 'nothing';
  if (isTree(value)) return value.type;
  if (value instanceof RegExp || typeof value === 'bigint') return String(value);
  if (typeof value === 'object') return JSON.stringify(Object.entries(value).sort());
  return JSON.stringify(value);
}
