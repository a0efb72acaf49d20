import { parts, unwrap } from './expressions.ts';
import { oncePerNode } from './memo.ts';
import { dottedText, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';

export type Definition = Python.FunctionDefinition | Python.ClassDefinition;

export class Decorator {
  readonly node: Python.Decorator;
  /** What stands after the `@`. */
  readonly expression: Python.Node;
  /** The expression, when it is a call. */
  readonly call: Python.Call | null;
  /** What is named: the callee of a call, otherwise the expression. */
  readonly callee: Python.Node;

  constructor(node: Python.Decorator) {
    this.node = node;
    this.expression = unwrap(parts(node)[0] ?? node);
    this.call = this.expression.type === 'call' ? this.expression : null;
    this.callee = this.call ? unwrap(this.call.function) : this.expression;
  }

  /** As it is written, without arguments: `app.route`; null when it is no dotted name. */
  get name(): string | null {
    return dottedText(this.callee);
  }

  /** `route` of `@app.route('/')`. */
  get lastName(): string | null {
    return lastName(this.callee);
  }

  /** The full name through the imports: `functools.wraps`. */
  get qualified(): string | null {
    return qualifiedName(this.callee);
  }
}

/** The decorators of a function or class from top to bottom: the first is the outermost and runs first when called. */
export const decorators = oncePerNode((definition: Definition): readonly Decorator[] => {
  const { parent } = definition;
  if (parent?.type !== 'decorated_definition') return [];
  return parent.children.flatMap((child) => (child.type === 'decorator' ? [new Decorator(child)] : []));
});

/** The definition with its decorators: what to point at, and what stands among the statements of a block. */
export function withDecorators(definition: Definition): Python.Node {
  return definition.parent?.type === 'decorated_definition' ? definition.parent : definition;
}

/** Has the definition one of these decorators, by last name (`property`) or by full name (`functools.cache`)? */
export function hasDecorator(definition: Definition, ...names: string[]): boolean {
  return decorators(definition).some((decorator) => {
    const { lastName: last } = decorator;
    return (last !== null && names.includes(last)) || names.some((name) => name.includes('.') && decorator.qualified === name);
  });
}
