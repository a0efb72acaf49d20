import { typeOf } from './annotations.ts';
import { argument } from './calls.ts';
import { classInfo, classOfMethod, receiverClass } from './classes.ts';
import type { Definition } from './definitions.ts';
import { unwrap } from './expressions.ts';
import { callSites, enclosingFunction, parameters, type Parameter } from './functions.ts';
import type * as Python from './nodes.ts';
import { resolve } from './scopes.ts';

/** Why a value may be `None` when it is used. */
export interface MayBeMissing {
  /** The function that may be called without it; null for an attribute. */
  readonly taker: Python.FunctionDefinition | null;
  readonly parameter: Parameter | null;
}

/** May this name or attribute of `self` be `None`, because a caller may leave it out and nothing stands in for it? */
export function mayBeMissing(value: Python.Node): MayBeMissing | null {
  const node = unwrap(value);
  if (node.type === 'identifier') return missingParameter(node);
  if (node.type !== 'attribute') return null;
  const owner = receiverClass(node.object);
  if (!owner || node.object.type !== 'identifier') return null;
  const name = node.attribute.text;
  for (const { instanceAttributes, attributes } of classInfo(owner).lineage()) {
    const set = instanceAttributes.get(name) ?? [];
    if (set.some(({ value: given, annotation }) => isNothing(given, annotation))) return { taker: null, parameter: null };
    // What a subclass says counts, and not what it says it anew for.
    const declared = attributes.get(name);
    if (declared)
      return declared.some((definition: Definition) => isNothing(definition.value, definition.annotation))
        ? { taker: null, parameter: null }
        : null;
    if (set.length > 0) return null;
  }
  return null;
}

function isNothing(value: Python.Node | null, annotation: Python.Type | null): boolean {
  if (value?.type === 'none') return true;
  if (value?.type === 'identifier') return missingParameter(value) !== null;
  return value === null && annotation !== null && typeOf(annotation).isOptional;
}

function missingParameter(identifier: Python.Identifier): MayBeMissing | null {
  const binding = resolve(identifier);
  const [definition, ...more] = binding?.definitions ?? [];
  const taker = binding?.scope.node;
  // A second definition is what stands in for it.
  if (definition?.kind !== 'parameter' || more.length > 0 || taker?.type !== 'function_definition') return null;
  const parameter = parameters(taker).find(({ name }) => name === identifier.text);
  if (!parameter || parameter.kind === 'args' || parameter.kind === 'kwargs') return null;
  const isOptional = parameter.annotation !== null && typeOf(parameter.annotation).isOptional;
  return parameter.default?.type === 'none' || (isOptional && parameter.default?.type !== 'true') ? { taker, parameter } : null;
}

/** The calls in this file that leave a parameter out, and whether these are all calls that there can be. */
export function callsWithout(
  taker: Python.FunctionDefinition,
  parameter: Parameter,
): { readonly without: number; readonly isGivenByAll: boolean } {
  const { calls, others } = callSites(taker);
  const isMethod = classOfMethod(taker) !== null;
  const position = parameters(taker).indexOf(parameter) - (isMethod ? 1 : 0);
  const without = calls.filter((call) => {
    const given = argument(call, parameter.kind === 'keyword-only' ? { keyword: parameter.name } : { position, keyword: parameter.name });
    return given === null || (given !== 'unknown' && given.type === 'none');
  });
  const isPrivate = (taker.name.text.startsWith('_') && !taker.name.text.startsWith('__')) || enclosingFunction(taker) !== null;
  return { without: without.length, isGivenByAll: isPrivate && calls.length > 0 && others.length === 0 && without.length === 0 };
}
