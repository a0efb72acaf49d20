import { parentPort, workerData } from 'node:worker_threads';
import { rules } from '../generated/rules.ts';
import { candidatesOf, type Task, type Word } from './crew.ts';
import type { Candidate } from './discover.ts';
import { Intake } from './intake.ts';
import { loadKitsFor } from './kinds.ts';
import { ProjectLinter } from './lint.ts';
import { look as lookAt } from './look.ts';
import { Queue } from './queue.ts';
import { lookedAtInTurn } from './turns.ts';

/** Lints files for another thread until none is left. Each file is told at once, so that an early end loses no more than one. */
export async function work(): Promise<void> {
  const task = workerData as Task;
  const candidates = candidatesOf(task);
  await loadKitsFor(candidates);
  const linter = new ProjectLinter(task.root, rules, task.choice);
  const intake = new Intake(task.root, task.listed, task.choice.settings.ignore);
  const queue = new Queue(candidates.length, task.counters);
  const look = (index: number, candidate: Candidate): void => {
    const seen = lookAt(candidate, intake, linter);
    const word: Word = { index, seen: 'why' in seen ? seen : { linted: seen.linted } };
    parentPort?.postMessage(word);
    queue.finish();
  };
  const giveWay = ({ path }: Candidate): void => {
    linter.giveWay(path);
  };
  lookedAtInTurn({ next: () => queue.take(), candidates, look, giveWay });
}
