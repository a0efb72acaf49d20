import type { JavaScriptSource } from './detector.ts';
import { unwrap } from './expressions.ts';
import type { JavaScript } from './nodes.ts';
import { Trace, type Frame, type OriginSettings } from './origin-trace.ts';
import type { TextPart } from './texts.ts';
import { worstOrigin, type Origin } from '../vocabulary/origin.ts';

export type { Frame, OriginSettings } from './origin-trace.ts';

/** A place that a value comes from. */
export interface Source {
  readonly node: JavaScript.Node;
  readonly origin: Origin;
}

const known = new WeakMap<JavaScript.Node, Origin>();

/** Where does the value of an expression come from, at worst, over all that its file shows? */
export function originOf(expression: JavaScript.Node, source: JavaScriptSource, settings: OriginSettings = {}): Origin {
  if (settings.safeBuilders) return worst(expression, [], source, settings);
  const node = unwrap(expression);
  let origin = known.get(node);
  if (origin === undefined) known.set(node, (origin = worst(node, [], source, settings)));
  return origin;
}

/** Where do the elements of an array, or of another collection, come from at worst? */
export function elementOriginOf(expression: JavaScript.Node, source: JavaScriptSource, settings: OriginSettings = {}): Origin {
  return worst(expression, ['element'], source, settings);
}

function worst(expression: JavaScript.Node, path: readonly 'element'[], source: JavaScriptSource, settings: OriginSettings): Origin {
  const found: Origin[] = [];
  new Trace(source, (_, origin) => found.push(origin), settings).walk(expression, path);
  return worstOrigin(found);
}

/**
 * Is given each text that is put together on the way, and answers whether it looks at the holes itself; `joined` is the
 * `join` that the text is an element of.
 */
export type OnText = (
  node: JavaScript.Node,
  text: readonly TextPart[],
  frames: readonly Frame[],
  joined: JavaScript.Node | null,
) => boolean;

/** All the places that the value of an expression comes from; `frames` are the calls through which it was reached. */
export function sourcesOf(
  expression: JavaScript.Node,
  source: JavaScriptSource,
  settings: OriginSettings = {},
  onText: OnText = () => false,
  frames: readonly Frame[] = [],
): readonly Source[] {
  const found: Source[] = [];
  const trace = new Trace(source, (node, origin) => found.push({ node, origin }), settings, onText);
  trace.inFrames(frames, () => {
    trace.walk(expression, []);
  });
  return found;
}
