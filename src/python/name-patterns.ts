import { argument, argumentsOf, methodName, receiver } from './calls.ts';
import { constantText } from './constants.ts';
import { unwrap } from './expressions.ts';
import { calleeName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve, singleDefinition } from './scopes.ts';

/** A call that matches a text against a regular expression. */
export interface PatternMatch {
  readonly text: Python.Node | undefined;
  /** The pattern's source; empty when it is not known. */
  readonly source: string;
  /** Does the pattern let through nothing but names? One that another file keeps is trusted to. */
  readonly isStrict: boolean;
}

/** What do `re.fullmatch(p, v)`, `re.match(p, v)`, `PATTERN.match(v)` match? Null for other calls. */
export function patternMatch(call: Python.Call): PatternMatch | null {
  const name = calleeName(call) ?? '';
  const method = methodName(call) ?? '';
  if (method !== 'match' && method !== 'fullmatch' && method !== 'search') return null;
  const given = argumentsOf(call).map(({ value }) => value);
  const isModule = name.startsWith('re.') || name.startsWith('regex.');
  const object = receiver(call);
  const compiled = !isModule && object ? compiledPattern(object) : null;
  const pattern = isModule ? given[0] : compiled;
  const source = (pattern && constantText(pattern)) ?? '';
  const isAnchored = (method !== 'search' || source.startsWith('^')) && (method === 'fullmatch' || /(?:\$|\\Z)$/u.test(source));
  // A pattern in another file is trusted when it stands for itself in capitals.
  const isTrusted = source === '' && method !== 'search' && object !== null && !isModule;
  const isNarrow = source !== '' && isAnchored && !/\.[*+]|[^\\]'|\\S|\[\^/u.test(source);
  return { text: isModule ? given[1] : given[0], source, isStrict: isTrusted || isNarrow };
}

function compiledPattern(object: Python.Node): Python.Node | null {
  const node = unwrap(object);
  const binding = node.type === 'identifier' ? resolve(node) : null;
  const value = binding ? singleDefinition(binding)?.value : node;
  if (value?.type !== 'call' || !/(?:^|\.)compile$/u.test(calleeName(value) ?? '')) return null;
  const pattern = argument(value, { position: 0 });
  return pattern === 'unknown' ? null : pattern;
}
