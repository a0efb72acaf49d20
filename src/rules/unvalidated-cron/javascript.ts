import { cronMakers, cronScheduleOf } from '../../javascript/cron-schedules.ts';
import { argument, calleeName, lastName, type Call } from '../../javascript/calls.ts';
import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptContext, JavaScriptDetector } from '../../javascript/detector.ts';
import { isFunction, keyOf, memberName, unwrap } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { originOf } from '../../javascript/origins.ts';
import { enclosingFunction } from '../../javascript/scopes.ts';
import type { Project } from '../../project/project.ts';
import { Search } from '../../project/search.ts';
import { isCronField, isNoOrder } from '../../vocabulary/cron-expressions.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { checksCron, isOperators, type MessageId, type Options } from './checking.ts';

type Context = JavaScriptContext<MessageId, Options>;

const crons = new Search('javascript', [/cron/i, /parseExpression/i]);

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: [/cron/i, 'scheduleJob', 'upsertJobScheduler'],
  alsoMentions: ['node-cron', 'CronJob', 'croner', 'cron-parser', 'node-schedule', 'bullmq', 'zod', 'class-validator'],
  visit: (context) => {
    const { path, mentions } = context;
    if (isTestFile(path) || isSample(path) || /\.[jt]sx$/u.test(path)) return {};
    const runs = ['node-cron', 'CronJob', 'croner', 'cron-parser', 'node-schedule', 'bullmq'].some((word) => mentions(word));
    const check = (call: Call): void => {
      const name = lastName(call) ?? '';
      if (cronMakers.has(name) || PARSING.has(name)) judge(call, name, context);
    };
    return {
      ...(runs ? { CallExpression: check, NewExpression: check } : {}),
      ...(mentions('zod')
        ? {
            Property: (entry: JavaScript.Property) => {
              zodField(entry, context);
            },
          }
        : {}),
      ...(mentions('class-validator')
        ? {
            PropertyDefinition: (field: JavaScript.PropertyDefinition) => {
              dtoField(field, context);
            },
          }
        : {}),
    };
  },
};

const LOOKING = /normali|valid|sanit|pars|clean|convert|check|build|make|[tT]oCron/u;

const PARSING = new Set(['parseExpression', 'parse']);
const PARSERS = new Set(['cron-parser.parseExpression', 'cron-parser.CronExpressionParser.parse', 'cron-parser.parse']);

function judge(call: Call, name: string, { source, options, project, report }: Context): void {
  const parsed = PARSING.has(name) && PARSERS.has(calleeName(call, source) ?? '') ? argument(call, 0) : undefined;
  const schedule = parsed ? undefined : cronScheduleOf(call, source);
  const expression = parsed ?? schedule?.expression;
  if (!expression) return;
  const origin = originOf(expression, source);
  if (origin === 'constant' || origin === 'allow-listed' || origin === 'numeric') return;
  const text = source.getText(expression).slice(0, 80);
  const isAsked = origin === 'request';
  if (!isAsked && (!options.stored || isOperators(text) || text.includes('CronExpression'))) return;
  // A function that makes an expression of it has looked at it.
  const inner = unwrap(expression);
  if (inner.type === Kind.CallExpression && LOOKING.test(lastName(inner) ?? '')) return;
  const definition = enclosingFunction(call);
  if (isInTry(call) || (definition && /valid|check|verify|pars|isCron/iu.test(functionName(definition) ?? ''))) return;
  if (checksCron(source.text)) return;
  // What is stored or handed in may have been checked by whoever took it.
  if (!isAsked && (!project || isCheckedElsewhere(project))) return;
  const shown = (inner.type === Kind.MemberExpression ? memberName(inner) : undefined) ?? text.slice(0, 30);
  report({ node: expression, message: schedule?.name === 'scheduleJob' ? 'silent' : 'call', data: { name: shown } });
}

function isInTry(call: Call): boolean {
  let child: JavaScript.Node = call;
  for (let node = call.parent as JavaScript.Node | undefined; node && !isFunction(node); child = node, node = node.parent) {
    if (node.type === Kind.TryStatement && node.handler && node.block === child) return true;
  }
  return false;
}

function isCheckedElsewhere(project: Project): boolean {
  const paths = project.find(crons);
  return paths === null || paths.some((path) => !isTestFile(path) && project.ask(checksOrCatches, path) === true);
}

function checksOrCatches(text: string): boolean {
  if (checksCron(text)) return true;
  return [...text.matchAll(/\btry\s{0,3}\{/gu)].some(({ index }) =>
    /(?:parseExpression|CronExpressionParser\.parse|new Cron(?:Job)?)\([^]{0,400}\bcatch\b/u.test(text.slice(index, index + 700)),
  );
}

/** `cron: z.string()` without anything that looks at the text. */
function zodField(entry: JavaScript.Property, { source, project, report }: Context): void {
  const name = keyOf(entry);
  if (name === undefined || !isCronField(name) || entry.value.type !== Kind.CallExpression) return;
  const text = source.getText(entry.value);
  if (!/^z\s{0,3}\.\s{0,3}string\(/u.test(text) || /\.\s{0,5}(?:refine|superRefine|regex|transform|pipe|check|brand)\(/u.test(text)) return;
  // The route that takes it may check it, here or in another file.
  if (checksCron(source.text) || (project && isCheckedElsewhere(project))) return;
  report({ node: entry.key, message: 'field', data: { name } });
}

/** A field of a class-validator class that is any string. */
function dtoField(field: JavaScript.PropertyDefinition, { source, project, report }: Context): void {
  const name = keyOf(field);
  const owner = field.parent.parent;
  if (name === undefined || !isCronField(name) || isNoOrder(owner.id?.name ?? '')) return;
  const used = decoratorsOf(field).map((decorator) => decorator.name);
  if (!used.some((one) => one === 'IsString' || one === 'IsNotEmpty')) return;
  if (used.some((one) => /Matches|Validate|Cron|Transform|Custom/u.test(one))) return;
  if (checksCron(source.text) || (project && isCheckedElsewhere(project))) return;
  report({ node: field.key, message: 'field', data: { name } });
}
