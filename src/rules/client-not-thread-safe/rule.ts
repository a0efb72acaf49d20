import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'client-not-thread-safe',
  pitfalls: ['NA-PT3.2'],
  summary: 'Client that is not thread-safe and is used by several threads',
  level: 'likely',
  messages: {
    shared:
      "'{{name}}' is used by several threads, and {{library}} is not thread-safe: under load its answers get mixed up. Build one for each thread.",
  },
});
