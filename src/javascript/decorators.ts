import { lastName } from './calls.ts';
import { unwrap } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** A decorator, `@Get('x')` or `@Injectable`. */
export interface DecoratorUse {
  /** The last name in it, `UseGuards` for `@nest.UseGuards(...)`. */
  readonly name: string;
  readonly arguments: readonly JavaScript.CallExpressionArgument[];
  readonly node: JavaScript.Decorator;
}

/** The decorators of a class, a member or a parameter, in the order they are written; none under parsers that know none. */
export function decoratorsOf(node: JavaScript.Node): DecoratorUse[] {
  const decorators = 'decorators' in node ? (node.decorators as JavaScript.Decorator[] | undefined) : undefined;
  return (decorators ?? []).flatMap((decorator) => {
    const expression = unwrap(decorator.expression);
    const isCall = expression.type === Kind.CallExpression;
    const name = isCall ? lastName(expression) : dottedText(expression)?.split('.').at(-1);
    return name === undefined ? [] : [{ name, arguments: isCall ? expression.arguments : [], node: decorator }];
  });
}
