import { unwrap } from './expressions.ts';
import { oncePerNode } from './memo.ts';
import type * as Python from './nodes.ts';
import { Trace, type Frame, type OriginSettings } from './origin-trace.ts';
import type { TextPart } from './texts.ts';
import { worstOrigin, type Origin } from '../vocabulary/origin.ts';

export type { Frame, OriginSettings } from './origin-trace.ts';

/** A place that a value comes from. */
export interface Source {
  readonly node: Python.Node;
  readonly origin: Origin;
}

/** Where does the value of an expression come from, at worst, over all that its file shows? */
export function originOf(expression: Python.Node, settings: OriginSettings = {}): Origin {
  return settings.safeBuilders ? worst(expression, [], settings) : plainOrigin(unwrap(expression));
}

const plainOrigin = oncePerNode((expression: Python.Node): Origin => worst(expression, [], {}));

/** Where do the elements of a collection, or the keys of a mapping, come from at worst? */
export function elementOriginOf(expression: Python.Node, settings: OriginSettings = {}): Origin {
  return worst(expression, ['element'], settings);
}

function worst(expression: Python.Node, path: readonly 'element'[], settings: OriginSettings): Origin {
  const found: Origin[] = [];
  new Trace((_, origin) => found.push(origin), settings).walk(expression, path);
  return worstOrigin(found);
}

/**
 * Is given each text that is put together on the way, and answers whether it looks at the holes itself; `joined` is the
 * `join` that the text is an element of.
 */
export type OnText = (node: Python.Node, text: readonly TextPart[], frames: readonly Frame[], joined: Python.Node | null) => boolean;

/** All the places that the value of an expression comes from; `frames` are the calls through which it was reached. */
export function sourcesOf(
  expression: Python.Node,
  settings: OriginSettings = {},
  onText: OnText = () => false,
  frames: readonly Frame[] = [],
): readonly Source[] {
  const found: Source[] = [];
  const trace = new Trace((node, origin) => found.push({ node, origin }), settings, onText);
  trace.inFrames(frames, () => {
    trace.walk(expression, []);
  });
  return found;
}
