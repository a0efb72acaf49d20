import type * as Python from './nodes.ts';
import { references, resolve } from './scopes.ts';

/** Is a name used as something else than a text, a dict or a list: `token.user`? Then printing it shows what its class likes to show. */
export function isUsedAsObject(identifier: Python.Identifier): boolean {
  const binding = resolve(identifier);
  if (!binding) return false;
  const annotation = binding.definitions.find((definition) => definition.annotation !== null)?.annotation?.text;
  if (annotation !== undefined && !/\b(?:\w*[Ss]tr|bytes|Any|dict|Dict|list|List|Sequence|Iterable)\b/u.test(annotation)) return true;
  return references(binding).some(
    ({ parent, row }) => parent?.type === 'attribute' && parent.object.row === row && !OF_PLAIN_DATA.has(parent.attribute.text),
  );
}

/** The same of `self.token`, wherever the file speaks of it. */
export function isAttributeUsedAsObject(attribute: Python.Attribute): boolean {
  const written = attribute.text;
  if (written.length > LONGEST) return false;
  return (attribute.tree.root as Python.Module)
    .descendants('attribute')
    .some(({ object, attribute: name }) => object.text === written && !OF_PLAIN_DATA.has(name.text) && !name.text.startsWith('get_secret'));
}

const LONGEST = 60;

const OF_PLAIN_DATA = new Set(
  `split rsplit strip lstrip rstrip startswith endswith encode decode lower upper title casefold capitalize replace format join isdigit
  partition rpartition find count index get items keys values pop update copy append extend setdefault removeprefix removesuffix`.split(
    /\s+/u,
  ),
);
