import { defineCard } from '../../card.ts';
import { options } from './overlap.ts';

export default defineCard({
  name: 'job-without-overlap-guard',
  pitfalls: ['GR-6', 'GR-LD3'],
  summary: 'Recurring job whose runs may overlap, double or be left out',
  level: 'likely',
  messages: {
    overlap:
      "A run of this job that takes longer than {{interval}} runs beside the next one. Set '{{guard}}: true', or skip while one is running.",
    unguarded:
      'A run of this job that takes longer than {{interval}} runs beside the next one: nothing waits for it. Return while one is running.',
    interval:
      'The timer does not wait for this async function, so a slow run overlaps the next. Skip while one runs, or set the next timer after it.',
    duplicate: "The job store outlives the process, so each start adds this job once more. Give it an 'id' and 'replace_existing=True'.",
    conflict:
      "The job store outlives the process, so at the next start this 'id' is taken and the call fails. Pass 'replace_existing=True'.",
    misfire: "A run that starts more than a second late is left out, and the next comes only in {{interval}}. Set 'misfire_grace_time'.",
    beat: "Celery starts this every {{interval}}, though the last run may not have ended: runs overlap and pile up. Take a lock and set 'expires'.",
    thread: "Each run of '{{job}}' gets a thread of its own, so a slow run overlaps the next. Return while one is running.",
    periodic: 'Another worker starts the next run in {{interval}} although this one may still run. Take a lock with lock_task().',
    cronJob:
      "Kubernetes starts the next run beside one that is slow or hangs. Set 'concurrencyPolicy: Forbid' and 'activeDeadlineSeconds'.",
    workflow: "A run that takes longer than {{interval}} runs beside the next one. Give the workflow a 'concurrency' group.",
  },
  suggestions: { addGuard: "Add '{{guard}}: true'." },
  options,
});
