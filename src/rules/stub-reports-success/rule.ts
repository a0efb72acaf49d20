import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'stub-reports-success',
  pitfalls: ['GR-3', 'GR-7', 'GR-UX1'],
  summary: 'Unfinished code that reports success',
  level: 'likely',
  messages: {
    claimed:
      "'{{comment}}' on line {{line}} says that this is unfinished, and '{{claim}}' reports success all the same. Raise an error until it works.",
  },
});
