import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { classes, type ClassInfo } from '../../python/classes.ts';
import { cronSchedulesWithoutZone, type CronSchedule } from '../../python/cron-schedules.ts';
import { hasDecorator } from '../../python/decorators.ts';
import { models } from '../../python/models.ts';
import { lastName } from '../../python/names.ts';
import { projectSetsCeleryZone, projectSetsSchedulerZone, setsCeleryZone, setsSchedulerZone } from '../../python/scheduler-zones.ts';
import { schemas } from '../../python/schemas.ts';
import { settingsClassesOf } from '../../python/settings-classes.ts';
import { isCronField, isNoOrder } from '../../vocabulary/cron-expressions.ts';
import { isQuietWork } from '../../vocabulary/housekeeping-names.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { dependsOnZone, isFixed, isZoneName, type MessageId, type Options } from './zone.ts';

type Context = PythonContext<MessageId, Options>;

export const python: PythonDetector<MessageId, Options> = {
  mentions: ['CronTrigger', 'cron', 'schedule.every'],
  alsoMentions: ['BaseModel', 'Column', 'models.', 'dataclass', 'crontab', 'Scheduler', 'arq', 'schedule'],
  visit: (context) => ({
    module() {
      const { path, source, mentions } = context;
      if (isTestFile(path) || isSample(path)) return;
      if (mentions('CronTrigger') || mentions('crontab') || mentions('schedule') || mentions('arq') || mentions('Scheduler')) {
        for (const schedule of cronSchedulesWithoutZone(source.tree)) judge(schedule, context);
      }
      // A migration repeats what a model was.
      if (/(?:^|\/)(?:migrations|alembic|versions)\//u.test(path)) return;
      if (mentions('BaseModel') || mentions('Column') || mentions('models.') || mentions('dataclass')) checkFields(context);
    },
  }),
};

function judge(schedule: CronSchedule, context: Context): void {
  const { source, options, project, report } = context;
  const { call, zone, fields, task } = schedule;
  if (!differs(fields) || isQuietWork(task)) return;
  const data = { call: lastName(call.function) ?? '' };
  switch (zone) {
    case 'machine': {
      // What stands beside its scheduler is passed to it, and people take it to follow the scheduler's zone.
      report({ node: call.function, message: setsSchedulerZone(source.text) ? 'ownZone' : 'cron', data });
      return;
    }
    case 'scheduler':
      if (setsSchedulerZone(source.text) || !project || projectSetsSchedulerZone(project)) return;
      break;
    case 'celery':
      if (!options.celery || setsCeleryZone(source.text) || !project || projectSetsCeleryZone(project)) return;
      report({ node: call.function, message: 'utc' });
      return;
    case 'worker':
      if (/\btimezone\b/u.test(source.text)) return;
  }
  report({ node: call.function, message: 'cron', data });
}

/** Do the times of a schedule mean another moment in another zone? What is not known does not count. */
function differs(fields: ReadonlyMap<string, string | null>): boolean {
  return [...fields].some(([name, text]) => {
    if (text === null || name === 'minute' || name === 'second') return false;
    return name === 'expression' ? dependsOnZone(text) : isFixed(text);
  });
}

/** Classes whose rows or requests say by a cron expression when something runs, and never in which zone. */
function checkFields({ source, report }: Context): void {
  const { tree } = source;
  const seen = new Set<string>();
  const stored = models(tree).map(({ name, fields }) => ({ name, fields, isSettings: false }));
  const settings = settingsClassesOf(tree);
  const asked = schemas(tree)
    // The other libraries' schemas are answers as often as requests.
    .filter(({ library }) => library === 'pydantic')
    .map(({ name, fields, info }) => ({ name, fields, isSettings: settings.has(info) }));
  for (const { name, fields, isSettings } of [...stored, ...asked, ...dataclasses(classes(tree))]) {
    if (isSettings || isNoOrder(name) || seen.has(name)) continue;
    const cron = fields.find((field) => isCronField(field.name));
    if (!cron || fields.some((field) => isZoneName(field.name))) continue;
    seen.add(name);
    report({ node: cron.node, message: 'field', data: { field: cron.name } });
  }
}

function dataclasses(all: readonly ClassInfo[]) {
  return all
    .filter(({ node }) => hasDecorator(node, 'dataclass', 'define', 'attrs'))
    .map((info) => ({
      name: info.node.name.text,
      isSettings: false,
      fields: [...info.attributes].flatMap(([name, [definition]]) => (definition?.annotation ? [{ name, node: definition.node }] : [])),
    }));
}
