import { defineCard } from '../../card.ts';
import { options } from './keeping.ts';

export default defineCard({
  name: 'dangling-task',
  pitfalls: ['GR-3', 'GR-PT4', 'GR-LD2', 'PAT-007d'],
  summary: 'Task or promise that nobody keeps, waits for or catches the error of',
  level: 'certain',
  messages: {
    dropped:
      "Nothing keeps the task of '{{coroutine}}': it can vanish midway, its error is lost, and nobody can cancel it. Keep it until it is done.",
    unread:
      "'{{name}}' is never read, so the task of '{{coroutine}}' is lost when the function ends. Keep it until it is done, or await it.",
    perEvent:
      "Each event starts a task of '{{coroutine}}' that nothing keeps or counts, so a burst piles them up. Put the events into a queue.",
    lostFuture:
      "Nobody reads the future of '{{coroutine}}', so its error is lost without even a log line. Add a callback that logs the error.",
    floating: "Nobody waits for '{{call}}' or catches its error, and such an error ends the Node process. Await it, or add .catch().",
    forEachAsync:
      "'{{method}}' drops the promises of this function: nobody waits, and an error ends the Node process. Use for...of, or await Promise.all().",
    eventFloating:
      "'{{call}}' runs once per event, and nobody waits for it or catches its error, which ends the Node process. Add .catch(), or a queue.",
    listener:
      "'{{call}}' drops the promise of this async listener, so an error in it ends the Node process. Catch it inside of the listener.",
  },
  suggestions: {
    keepInSet: "Keep the task in '{{set}}' until it is done.",
    awaitIt: 'Await it.',
  },
  options,
});
