import { defineCard } from '../../card.ts';
import { options } from './detours.ts';

export default defineCard({
  name: 'executor-wrapped-db-call',
  pitfalls: ['GR-TD1'],
  summary: 'Database asked from a thread where its asynchronous driver belongs',
  level: 'likely',
  messages: {
    thread:
      "'{{call}}' asks the database from a thread, of which the pool has few, beside all asynchronous code. Use the driver's asynchronous form.",
    nested: "'{{call}}' raises RuntimeError here, because an event loop is running already. Await the coroutine.",
    perRequest: "'{{call}}' makes an event loop for each request, and no connection outlives it. Make this handler 'async def' and await.",
  },
  options,
});
