import { defineCard } from '../../card.ts';
import { options } from './supervision.ts';

export default defineCard({
  name: 'unsupervised-task',
  pitfalls: ['NA-8.2', 'NA-LD8', 'PAT-013c'],
  summary: 'Long-running task that stops at its first error and is not restarted',
  level: 'likely',
  messages: {
    together:
      "The first error in '{{runner}}' ends all that is gathered here. Restart each in a loop with a pause, and report it in the health check.",
    stopsForGood: "'{{name}}' stops for good after the first error, which is only logged. Restart it in a loop with a pause.",
    stopsUnseen: "'{{name}}' stops for good at its first error, and nobody reads the result of its task. Catch errors inside the loop.",
    goesOn: "After '{{event}}' the process only logs and goes on without what has failed. Close down and exit, and let it be restarted.",
    deaf: "After the first disconnect '{{name}}' is gone and nothing notices. Reconnect on 'close', after a pause.",
  },
  options,
});
