import { defineCard } from '../../card.ts';
import { options } from './renewal.ts';

export default defineCard({
  name: 'fixed-interval-renewal',
  pitfalls: ['NA-5', 'NA-LD6'],
  summary: 'Renewal by the clock, with no regard to when what is renewed expires',
  level: 'likely',
  messages: {
    fixed:
      "'{{call}}' renews every {{interval}} by this process's clock. Keep the expiry that the service returns, and renew a while before it.",
    dropped:
      "'{{call}}' says in '{{key}}' how long its answer holds, and nobody reads that. Store it, and renew by it after a restart as well.",
    retryLate:
      'When this renewal fails, the next try comes only {{interval}} later, and what it should renew may be gone. Let it retry soon.',
    tooLong:
      'A timer of Node takes at most 2147483647 ms (24.8 days): this one fires at once, again and again. Let a shorter timer check the date.',
  },
  options,
});
