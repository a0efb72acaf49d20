import type { AST } from 'yaml-eslint-parser';

/** What stands where a value may stand; nothing (`key:` and the line's end) is `null`. */
export type Written = AST.YAMLContent | AST.YAMLWithMeta | null;
/** A value itself: no anchor, tag or alias around it. */
export type Value = AST.YAMLMapping | AST.YAMLSequence | AST.YAMLScalar;

/** One key of a mapping and what it holds. */
export interface Entry {
  readonly key: string;
  readonly keyNode: AST.YAMLScalar;
  readonly value: Written;
  /** It may stand elsewhere in the file, when the key was merged in (`<<: *defaults`). */
  readonly pair: AST.YAMLPair;
}

/** What does each document of the file hold? */
export function documentsOf(program: AST.YAMLProgram): readonly Written[] {
  return program.body.map(({ content }) => content);
}

/** Which value is meant, behind anchors, tags and aliases? `null` for nothing, and for an alias of nothing. */
export function valueOf(written: Written): Value | null {
  if (written?.type === 'YAMLAlias') return withoutMeta(targetOf(written));
  return withoutMeta(written);
}

/** An alias cannot stand for an alias, so one step leads to the value. */
function withoutMeta(written: Written): Value | null {
  const value = written?.type === 'YAMLWithMeta' ? written.value : written;
  return value?.type === 'YAMLAlias' ? null : value;
}

function targetOf(alias: AST.YAMLAlias): Written {
  const anchors = documentAround(alias)?.anchors ?? {};
  if (!Object.hasOwn(anchors, alias.name)) return null;
  // A name may be given anew; the alias means the last one above it.
  return anchors[alias.name]?.findLast((anchor) => anchor.range[0] < alias.range[0])?.parent ?? null;
}

function documentAround(node: AST.YAMLNode): AST.YAMLDocument | null {
  let above: AST.YAMLNode | null = node;
  while (above && above.type !== 'YAMLDocument') above = above.parent;
  return above;
}

/** Tags of YAML itself say what a text is (`!!str`); any other one makes something else of it (`!secret`, `!Ref`, `!vault`). */
const OWN_TAG = /^(?:!!|!<tag:yaml\.org,|tag:yaml\.org,|!$)/u;

/** Which text does a program read here? `null` for what is no text: nothing, a mapping, a sequence, a tag of some tool. */
export function scalarText(written: Written): string | null {
  const target = written?.type === 'YAMLAlias' ? targetOf(written) : written;
  if (target?.type === 'YAMLWithMeta' && target.tag && !OWN_TAG.test(target.tag.tag)) return null;
  const value = withoutMeta(target);
  if (value?.type !== 'YAMLScalar' || value.value === null) return null;
  return 'strValue' in value ? value.strValue : value.value;
}

/** What does a sequence hold? Nothing, when it is none. */
export function itemsOf(written: Written): readonly Written[] {
  const value = valueOf(written);
  return value?.type === 'YAMLSequence' ? value.entries : [];
}

/** Which keys does a mapping have, those merged into it (`<<`) included? None, when it is no mapping. */
export function entriesOf(written: Written): readonly Entry[] {
  const entries = new Map<string, Entry>();
  const seen = new Set<Value>();
  const waiting: Written[] = [written];
  // What stands in the mapping wins over what is merged in, and the first merged over the next: the order of this stack.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const mapping = valueOf(next);
    if (mapping?.type !== 'YAMLMapping' || seen.has(mapping)) continue;
    seen.add(mapping);
    for (const pair of mapping.pairs) {
      const keyNode = valueOf(pair.key);
      const key = scalarText(pair.key);
      if (isMerge(keyNode)) {
        for (const merged of mergedBy(pair.value).toReversed()) waiting.push(merged);
      } else if (keyNode?.type === 'YAMLScalar' && key !== null && !entries.has(key)) {
        entries.set(key, { key, keyNode, value: pair.value, pair });
      }
    }
  }
  return [...entries.values()];
}

function isMerge(key: Value | null): boolean {
  return key?.type === 'YAMLScalar' && key.style === 'plain' && key.strValue === '<<';
}

function mergedBy(written: Written): readonly Written[] {
  return valueOf(written)?.type === 'YAMLSequence' ? itemsOf(written) : [written];
}

/** What does a path of keys lead to? `null` where it breaks off. */
export function valueAt(written: Written, ...path: readonly string[]): Written {
  let at = written;
  for (const key of path) at = entriesOf(at).find((entry) => entry.key === key)?.value ?? null;
  return at;
}

/** Under which key does a value stand, or a pair? `null` for an item of a sequence and for a whole document. */
export function keyOf(node: AST.YAMLNode): string | null {
  const pair = node.type === 'YAMLPair' ? node : pairHolding(node);
  return pair && scalarText(pair.key);
}

function pairHolding(node: AST.YAMLNode): AST.YAMLPair | null {
  const parent = node.parent?.type === 'YAMLWithMeta' ? node.parent.parent : node.parent;
  return parent?.type === 'YAMLPair' ? parent : null;
}

/** By which keys and places in sequences does one come to a node from the root of its document? */
export function pathOf(node: AST.YAMLNode): readonly (string | number)[] {
  const path: (string | number)[] = [];
  let child: AST.YAMLNode | null = null;
  for (let at: AST.YAMLNode | null = node; at; at = at.parent) {
    const below: AST.YAMLNode | null = child;
    if (at.type === 'YAMLPair') path.push(scalarText(at.key) ?? '');
    else if (at.type === 'YAMLSequence' && below) path.push(at.entries.findIndex((entry) => entry === below));
    child = at;
  }
  return path.reverse();
}
