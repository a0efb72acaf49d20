import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'gather-exceptions-ignored',
  pitfalls: ['GR-LD2'],
  summary: 'Failures of gathered tasks that nobody looks at',
  level: 'likely',
  messages: {
    discarded:
      "'{{call}}' collects the failures of these tasks, and nobody looks at them: a failed run looks like a good one. Log or raise each failure.",
    untested: "'{{name}}' holds the failures beside the results, and nothing here tells them apart. Ask of each whether it failed.",
  },
});
