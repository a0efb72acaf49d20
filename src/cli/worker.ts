import { parentPort, workerData } from 'node:worker_threads';
import { rules } from '../generated/rules.ts';
import { candidatesOf, type Task, type Word } from './crew.ts';
import { Intake } from './intake.ts';
import { ProjectLinter } from './lint.ts';
import { look } from './look.ts';
import { Queue } from './queue.ts';

/** Lints files for another thread until none is left. Each file is told at once, so that an early end loses no more than one. */
export function work(): void {
  const task = workerData as Task;
  const candidates = candidatesOf(task);
  const linter = new ProjectLinter(task.root, rules, task.choice);
  const intake = new Intake(task.root, task.listed, task.choice.settings.ignore);
  const queue = new Queue(candidates.length, task.counters);
  for (let index = queue.take(); index !== undefined; index = queue.take()) {
    const candidate = candidates[index];
    if (!candidate) continue;
    const seen = look(candidate, intake, linter);
    const word: Word = { index, seen: 'why' in seen ? seen : { linted: seen.linted } };
    parentPort?.postMessage(word);
    queue.finish();
  }
}
