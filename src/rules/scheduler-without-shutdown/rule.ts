import { defineCard } from '../../card.ts';
import { options } from './stopping.ts';

export default defineCard({
  name: 'scheduler-without-shutdown',
  pitfalls: ['PF-007', 'PAT-011'],
  summary: 'Scheduler, timer or worker that nothing stops',
  level: 'likely',
  messages: {
    scheduler:
      "'{{name}}' is started and nothing stops it: at the end of the process its work is cut off or holds the process up. Call '{{stop}}()'.",
    timer: "'{{name}}' is started and nothing cancels it, so the process does not end before it has fired. Cancel it, or make it a daemon.",
    executor: "Nothing shuts '{{name}}' down, so at the end the process waits for whatever still runs in it. Call '{{stop}}()'.",
    unreachable: "An error or Ctrl+C goes past this call, and '{{name}}' then runs on. Move it into a 'finally'.",
    interval:
      'Nothing clears this timer, so it keeps the process from ending, tests and scripts too. Keep it and clear it, or call unref().',
    job: "'{{name}}' goes on after the signal to end that this project handles: nothing stops it. Stop it in that handler.",
    worker: "Nothing closes '{{name}}', so when the process is told to end its running jobs are left half done. Await its close().",
    hooksOff:
      "Nest runs the shutdown hooks of this project's services only after enableShutdownHooks(), so on SIGTERM none of them runs. Call it here.",
  },
  suggestions: {
    unref: 'Let the process end in spite of the timer: unref().',
    enableHooks: "Call '{{app}}.enableShutdownHooks()'.",
  },
  options,
});
