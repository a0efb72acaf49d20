import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'accepted-not-created',
  pitfalls: ['GR-UX1'],
  summary: 'Route that starts work and answers as if it were done',
  level: 'likely',
  messages: {
    started:
      "'{{call}}' only starts the work, and the answer {{code}} says that it is done. Answer 202 with an id, and tell the outcome under that id.",
  },
  suggestions: {
    answer202: 'Answer 202.',
  },
});
