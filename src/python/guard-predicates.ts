import { parts, unwrap } from './expressions.ts';
import { callSites, enclosingFunction, ownNodes } from './functions.ts';
import type * as Python from './nodes.ts';

/** The question whose answer is all that a function gives back: `token == 'demo'` of `def is_demo(token): return token == 'demo'`. */
export function predicateOf(definition: Python.FunctionDefinition): Python.Node | null {
  const statements = parts(definition.body).filter((statement) => !isDocstring(statement));
  const [only] = statements;
  if (statements.length !== 1 || only?.type !== 'return_statement') return null;
  const [value] = parts(only);
  const question = value && unwrap(value);
  return question && QUESTIONS.has(question.type) ? question : null;
}

const QUESTIONS = new Set(['boolean_operator', 'comparison_operator', 'not_operator', 'call']);

function isDocstring(statement: Python.Node): boolean {
  return statement.type === 'expression_statement' && parts(statement).every(({ type }) => type === 'string');
}

/** How many callers are asked. */
const MOST_CALLERS = 10;

/** The functions of this file that ask the function a node stands in, when a question is all that this function is. */
export function askersOf(node: Python.Node): Python.FunctionDefinition[] {
  const definition = enclosingFunction(node);
  if (!definition || !predicateOf(definition) || ownNodes(definition, 'return_statement').length !== 1) return [];
  const askers = callSites(definition)
    .calls.slice(0, MOST_CALLERS)
    .map((call) => enclosingFunction(call));
  return [...new Set(askers)].filter((asker) => asker !== null && asker !== definition) as Python.FunctionDefinition[];
}
