import { defineCard } from '../../card.ts';
import { options } from './checking.ts';

export default defineCard({
  name: 'unvalidated-cron',
  pitfalls: ['GR-IG3'],
  summary: 'Cron expression from outside that nothing validates',
  level: 'likely',
  messages: {
    call: "'{{name}}' is run as it came: a bad cron expression fails here, long after it was accepted. Check it where it comes in.",
    silent:
      "'{{name}}' is run as it came: for a bad cron expression this returns null, and nothing ever fires. Check it where it comes in.",
    field: "'{{name}}' takes any text for a cron expression: a bad one is stored and fails later, or never fires. Add a validator.",
  },
  options,
});
