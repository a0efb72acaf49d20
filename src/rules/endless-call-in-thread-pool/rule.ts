import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'endless-call-in-thread-pool',
  pitfalls: ['NA-8'],
  summary: 'Call that never returns, on a thread of the pool that all share',
  level: 'likely',
  messages: {
    endless:
      "'{{call}}' never returns: it keeps a thread of the shared pool, and the loop cannot close. Use its async form, or a thread of its own.",
    endlessLoop:
      "'{{call}}' loops for good: it keeps a thread of the shared pool and cannot be cancelled. Give it a daemon thread of its own.",
  },
  suggestions: { connect: 'Connect only, which returns at once.' },
});
