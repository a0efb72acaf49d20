import { cronMakers, cronScheduleOf, expressionText } from '../../javascript/cron-schedules.ts';
import { lastName, type Call } from '../../javascript/calls.ts';
import type { JavaScriptContext, JavaScriptDetector } from '../../javascript/detector.ts';
import { stringOf } from '../../javascript/expressions.ts';
import { modelOfCall, modelOfClass } from '../../javascript/models.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { isCronField, isNoOrder } from '../../vocabulary/cron-expressions.ts';
import { isQuietWork } from '../../vocabulary/housekeeping-names.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { dependsOnZone, isZoneName, type MessageId, type Options } from './zone.ts';

type Context = JavaScriptContext<MessageId, Options>;

/** What turns a time without a zone into a moment; a file that knows how is trusted to do it. */
const CONVERTING = ['new Date(', 'toISOString', 'dayjs', 'moment', 'luxon', 'date-fns', 'parseISO', 'Temporal', 'imeZone', 'imezone'];

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: ['cron', 'Cron', 'scheduleJob', 'repeat:', 'upsertJobScheduler', 'datetime-local'],
  alsoMentions: CONVERTING,
  visit: (context) => {
    const { path, source, mentions } = context;
    if (isTestFile(path) || isSample(path)) return {};
    const isForm = mentions('datetime-local') && !CONVERTING.some((word) => mentions(word));
    const hasCronField = /\bcron(?:_?[eE]xpression|_?[sS]chedule|_?[pP]attern)?\b['"]?\s{0,3}[?!]?:/u.test(source.text);
    const check = (call: Call): void => {
      if (cronMakers.has(lastName(call) ?? '')) cron(call, context);
      else if (hasCronField && MODELS.test(lastName(call) ?? '')) checkModel(modelOfCall(call, source), context);
    };
    const checkClass = (node: JavaScript.ClassDeclaration | JavaScript.ClassExpression): void => {
      if (hasCronField) checkModel(modelOfClass(node, source), context);
    };
    return {
      CallExpression: check,
      NewExpression: check,
      ClassDeclaration: checkClass,
      ClassExpression: checkClass,
      ...(isForm
        ? {
            JSXAttribute: (attribute: JavaScript.JSXAttribute) => {
              input(attribute, context);
            },
          }
        : {}),
    };
  },
};

const MODELS = /^(?:define|init|Schema|\w*Table|table)$/u;

function cron(call: Call, { source, report }: Context): void {
  const schedule = cronScheduleOf(call, source);
  if (!schedule || schedule.hasZone || schedule.isOpen || isQuietWork(schedule.task)) return;
  const expression = expressionText(schedule.expression, source);
  // An expression that is not known may as well be one of minutes.
  if (!expression || !('text' in expression ? dependsOnZone(expression.text) : DAILY.test(expression.constant))) return;
  report({ node: schedule.node, message: 'cron', data: { call: schedule.name } });
}

/** The constants of Nest's `CronExpression` that mean an hour or a day. */
const DAILY = /_AT_|^EVERY_(?:DAY|WEEK|WEEKDAY|WEEKEND|QUARTER|YEAR|\d+(?:ST|ND|RD|TH)_|6_MONTHS)|^MONDAY_TO/u;

function checkModel(model: ReturnType<typeof modelOfCall>, { report }: Context): void {
  if (!model || isNoOrder(model.name)) return;
  const field = model.fields.find(({ name }) => isCronField(name));
  if (!field || model.fields.some(({ name }) => isZoneName(name))) return;
  report({ node: field.node, message: 'field', data: { field: field.name } });
}

/** `<input type="datetime-local" onChange={...}>` in a file that converts no time. */
function input(attribute: JavaScript.JSXAttribute, { report }: Context): void {
  if (attribute.name.name !== 'type' || stringOf(attribute.value) !== 'datetime-local') return;
  const element = attribute.parent;
  // What nobody reads from is shown only.
  const isRead = element.attributes.some(
    (other) => other.type === Kind.JSXSpreadAttribute || /^(?:onChange|onBlur|onInput|name|ref)$/u.test(nameOf(other)),
  );
  if (isRead) report({ node: attribute, message: 'input' });
}

function nameOf({ name }: JavaScript.JSXAttribute): string {
  return name.type === Kind.JSXIdentifier ? name.name : '';
}
