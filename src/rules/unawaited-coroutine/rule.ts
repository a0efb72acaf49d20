import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'unawaited-coroutine',
  pitfalls: ['GR-2', 'GR-LD5'],
  summary: 'Coroutine or promise that is used without being awaited',
  level: 'certain',
  messages: {
    dropped: "'{{call}}' gives a coroutine that nobody awaits, so nothing of it runs. Await it, or hand it to a task that is kept.",
    unused: "'{{name}}' holds the coroutine of '{{call}}' and nobody awaits it, so nothing of it runs. Await the call.",
    tested: "'{{call}}' gives a coroutine, which is true whatever the answer would be, and does not run. Await it before asking.",
    read: "'{{call}}' gives a coroutine and not its result, so this line fails when it is reached. Await it first.",
    promiseTested: "'{{call}}' gives a promise, which is true whatever the answer would be. Await it before asking.",
    promiseRead: "'{{call}}' gives a promise, and what is read from it here lies in its result. Await it first.",
  },
  suggestions: { awaitIt: 'Await the call.' },
});
