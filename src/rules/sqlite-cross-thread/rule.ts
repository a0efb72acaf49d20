import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'sqlite-cross-thread',
  pitfalls: ['NA-PT1'],
  summary: 'SQLite connection that threads share',
  level: 'likely',
  messages: {
    otherThread:
      "'{{name}}' was opened by the thread that loads this module, and raises ProgrammingError in the thread that runs this. Keep one for each thread.",
    handedOver:
      "'{{name}}' is handed to another thread, where each use of it raises ProgrammingError. Let that thread open its own connection.",
    unguarded:
      "'{{name}}' lets in all threads and nothing guards its writes: one thread's commit ends another's transaction. Take a lock for each write.",
  },
});
