import { argumentsOf, receiver } from './calls.ts';
import { unwrap } from './expressions.ts';
import { askingNames, MODEL_NAME, QUESTION_NAME } from './knowledge/language-models.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { followed } from './values.ts';

const MOST_STEPS = 40;

/** Is this text, or a part of it, what a language model answered: `llm.generate(prompt).split("]")[0] + "]"`? */
export function isModelAnswer(expression: Python.Node): boolean {
  const open: Python.Node[] = [expression];
  for (let steps = 0; open.length > 0 && steps < MOST_STEPS; steps++) {
    const node = followed(open.pop() ?? expression);
    switch (node.type) {
      case 'call': {
        if (asksModel(node)) return true;
        // `answer.strip()`; what another function makes of an answer is its business.
        const owner = receiver(node);
        if (owner) open.push(owner);
        break;
      }
      case 'attribute':
        open.push(node.object);
        break;
      case 'subscript':
        open.push(node.value);
        break;
      case 'binary_operator':
        open.push(node.left, node.right);
        break;
      case 'await':
        open.push(...node.children.filter((child) => child.type !== 'comment'));
        break;
    }
  }
  return false;
}

/** `llm.generate(...)`, `client.chat.completions.create(...)`, `self.complete(prompt)`. */
function asksModel(call: Python.Call): boolean {
  if (!askingNames.has(lastName(call.function) ?? '')) return false;
  const owner = receiver(call);
  if (owner && MODEL_NAME.test(lastName(unwrap(owner)) ?? '')) return true;
  return argumentsOf(call).some(({ name, value }) => QUESTION_NAME.test(name ?? lastName(value) ?? ''));
}
