import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'schedule-advanced-after-run',
  pitfalls: ['GR-6'],
  summary: 'Schedule whose next time is stored after the work was started',
  level: 'likely',
  messages: {
    repeats:
      "'{{field}}' is stored after the work was started, so a crash in between starts it again. Move it first, with the claim of the row.",
  },
});
