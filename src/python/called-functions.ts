import { meaningOf } from '../project/python-modules.ts';
import { placeOf } from '../project/projects.ts';
import { classInfo, classOfMethod } from './classes.ts';
import { unwrap } from './expressions.ts';
import { functionMeantBy } from './functions.ts';
import type * as Python from './nodes.ts';
import { followed } from './values.ts';

/** The functions and methods of this file, and of the modules it imports from, that a function calls. */
export function calledBy(definition: Python.FunctionDefinition): Python.FunctionDefinition[] {
  return definition.descendants('call').flatMap((call) => {
    const local = functionMeantBy(call.function);
    if (local) return [local];
    const meaning = placeOf(call.tree) ? meaningOf(call.function) : null;
    if (meaning?.node.type === 'function_definition') return [meaning.node];
    const method = methodCalled(call, definition);
    return method ? [method] : [];
  });
}

/** `self.delete()`, `Page(path).delete()`, `page = Page(path)` and `page.delete()`: the method, where the class can be looked up. */
function methodCalled(call: Python.Call, inside: Python.FunctionDefinition): Python.FunctionDefinition | null {
  const { function: callee } = call;
  if (callee.type !== 'attribute') return null;
  const owner = unwrap(callee.object);
  const own = owner.text === 'self' ? classOfMethod(inside) : classMade(owner);
  return own && classInfo(own).method(callee.attribute.text);
}

function classMade(object: Python.Node): Python.ClassDefinition | null {
  if (object.type !== 'identifier' && object.type !== 'call') return null;
  const near = followed(object);
  const made = near.type === 'call' || !placeOf(object.tree) ? near : meaningOf(object)?.node;
  if (made?.type !== 'call' || !placeOf(made.tree)) return null;
  const meaning = meaningOf(made.function);
  return meaning?.node.type === 'class_definition' ? meaning.node : null;
}
