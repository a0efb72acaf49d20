import { defineCard } from '../../card.ts';
import { options } from './cors-place.ts';

export default defineCard({
  name: 'middleware-order',
  pitfalls: ['GR-LD7'],
  summary: 'CORS headers put on inside of a middleware that answers by itself',
  level: 'certain',
  messages: {
    addedEarly:
      "What is added last runs first: '{{other}}' refuses before '{{cors}}', and browsers see a network error. Add '{{cors}}' last.",
    listedLate:
      "'{{other}}' refuses before '{{cors}}' is reached, so browsers see a network error instead of the answer. Put '{{cors}}' first.",
  },
  suggestions: { move: "Move '{{cors}}' {{where}} '{{other}}'." },
  options,
});
