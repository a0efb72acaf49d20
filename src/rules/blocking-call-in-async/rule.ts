import { defineCard } from '../../card.ts';
import { options } from './holding-up.ts';

export default defineCard({
  name: 'blocking-call-in-async',
  pitfalls: ['GR-2', 'GR-PT1', 'GR-LD5', 'NA-8.3'],
  summary: 'Synchronous call that stops the event loop',
  level: 'certain',
  messages: {
    blocks:
      "'{{call}}' is synchronous: until it returns, this event loop serves nobody else. Await an async client, or run it in a thread.",
    query:
      "'{{call}}' is synchronous: until the database answers, this event loop serves nobody else. Use an async driver, or a plain 'def'.",
    reachesQuery:
      "'{{call}}' ends in '{{inner}}': until the database answers, this event loop serves nobody else. Use an async driver, or a plain 'def'.",
    unawaited:
      "'{{call}}' is not awaited: if it is synchronous, this event loop serves nobody else until it returns; if not, it never runs.",
    sleeps: "'{{call}}' stops the whole event loop for that long, not only this coroutine. Await 'asyncio.sleep'.",
    reaches: "'{{call}}' ends in '{{inner}}', which is synchronous: until then this event loop serves nobody else. Run it in a thread.",
    file: "'{{call}}' waits for the disk, and this event loop serves nobody else meanwhile. Run it in a thread, or use 'aiofiles'.",
    process: "'{{call}}' holds up this event loop, so nobody else is served meanwhile. Await 'asyncio.create_subprocess_exec'.",
    deadlock: "'{{call}}' waits in the event loop for a coroutine that only an event loop can run: both may wait for ever. Await it.",
    handler: "'{{call}}' stops this process until it is done, and every other request waits. Await '{{instead}}' instead.",
    handlerReaches: "'{{call}}' ends in '{{inner}}', which stops this process until it is done, and every other request waits.",
  },
  suggestions: {
    inThread: "Run it in a thread: 'await asyncio.to_thread(...)'.",
    asyncSleep: "Write 'await asyncio.sleep(...)'.",
    plainDef: "Make '{{name}}' a plain function, which the framework runs in a thread.",
  },
  options,
});
