import type { Project } from '../project/project.ts';
import { Search } from '../project/search.ts';
import { isTestFile } from '../vocabulary/test-files.ts';

/** What a parameter or setting is called that gives a time zone. */
export function mentionsTimeZone(name: string): boolean {
  return /^(?:timezone|time_zone|tz|tzinfo|zone|nowfun)$/iu.test(name);
}

const schedulers = new Search('python', [/scheduler/i]);
const celery = new Search('python', [/celery/i]);

/** Does a file give a zone to a scheduler of APScheduler: `BackgroundScheduler(timezone=...)`, `configure(timezone=...)`, `SCHEDULER_TIMEZONE`? */
export function setsSchedulerZone(text: string): boolean {
  if (text.includes('SCHEDULER_TIMEZONE')) return true;
  return [...text.matchAll(/Scheduler\(|\bconfigure\(/gu)].some(({ index }) =>
    /\btimezone\b/u.test(text.slice(index, index + MOST_LETTERS)),
  );
}

/** So long are the arguments of a scheduler, with its stores and executors. */
const MOST_LETTERS = 600;

/** Does a file give Celery a zone: `app.conf.timezone = ...`, `CELERY_TIMEZONE`, `enable_utc=True`? */
export function setsCeleryZone(text: string): boolean {
  return /CELERY_(?:TIMEZONE|ENABLE_UTC)|\benable_utc\b|\btimezone['"]?\s{0,5}[=:](?!=)/u.test(text) && /celery/iu.test(text);
}

export function projectSetsSchedulerZone(project: Project): boolean {
  return asked(project, schedulers, setsSchedulerZone);
}

export function projectSetsCeleryZone(project: Project): boolean {
  return asked(project, celery, setsCeleryZone);
}

function asked(project: Project, search: Search, question: (text: string) => boolean): boolean {
  const paths = project.find(search);
  // Where the project's other files are not known, they may set it.
  if (paths === null) return true;
  return paths.some((path) => !isTestFile(path) && project.ask(question, path) === true);
}
