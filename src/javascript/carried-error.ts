import type { Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isPropertyName, isTextOnly, namesIn, within } from './error-uses.ts';
import { memberName, unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { variableOf } from './scopes.ts';

/** The error that a handler got, under its own name and under the names of what the handler made from it. */
export class CarriedError {
  readonly #handler: JavaScript.Node;
  readonly #source: JavaScriptSource;
  readonly #names = new Set<string>();
  /** The name of the error itself, with its stack. */
  readonly #name: string | null;

  constructor(handler: JavaScript.Node, error: JavaScript.Node | null, source: JavaScriptSource) {
    this.#handler = handler;
    this.#source = source;
    this.#name = error?.type === Kind.Identifier ? error.name : null;
    for (const name of error ? namesIn(error, source) : []) this.#names.add(name);
  }

  /** From here on, this name carries the error as well. */
  add(name: string): void {
    this.#names.add(name);
  }

  /** Is it, or something made from it, in this expression? */
  isIn(expression: JavaScript.Node): boolean {
    if (this.#names.size === 0) return false;
    return within(expression, this.#source).some(
      (node) => node.type === Kind.Identifier && this.#names.has(node.name) && !isPropertyName(node),
    );
  }

  /** Is this expression the error itself? */
  is(node: JavaScript.Node): boolean {
    const inner = unwrap(node);
    return inner.type === Kind.Identifier && inner.name === this.#name;
  }

  /** Is the call a question to it: `err.message.includes(err.code)`, `'x'.concat(err.message)`? */
  isAsked(call: Call): boolean {
    const callee = unwrap(call.callee);
    return callee.type === Kind.MemberExpression && (this.isIn(callee.object) || unwrap(callee.object).type === Kind.Literal);
  }

  /** Is the error itself, or its stack, in what a log call is given: not only its text? */
  isKeptIn(given: JavaScript.Node): boolean {
    return within(given, this.#source).some((node) => {
      if (node.type === Kind.MemberExpression) return memberName(node) === 'stack' && this.isIn(node.object);
      if (node.type !== Kind.Identifier || !this.#names.has(node.name) || isPropertyName(node)) return false;
      // What was made of the error counts like the error where it was made by `serialize(err)` or `err as Error`.
      return !isTextOnly(node);
    });
  }

  /** Is the target a plain name that nothing outside of the handler reads? */
  isLocal(target: JavaScript.Node): boolean {
    if (target.type !== Kind.Identifier) return false;
    const variable = variableOf(target, this.#source);
    if (!variable || variable.defs.length === 0) return false;
    const [from, to] = this.#handler.range;
    return variable.references.every(
      (reference) => !reference.isRead() || (reference.identifier.range[0] >= from && reference.identifier.range[1] <= to),
    );
  }
}
