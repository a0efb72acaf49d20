import { argument } from '../../python/calls.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { constantText } from '../../python/constants.ts';
import { decorators } from '../../python/decorators.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { handlersOf } from '../../python/handlers.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { originOf } from '../../python/origins.ts';
import { schemas, type Schema } from '../../python/schemas.ts';
import { settingsClassesOf } from '../../python/settings-classes.ts';
import type { Project } from '../../project/project.ts';
import { Search } from '../../project/search.ts';
import { isCronField, isNoOrder } from '../../vocabulary/cron-expressions.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { checksCron, isOperators, type MessageId, type Options } from './checking.ts';

type Context = PythonContext<MessageId, Options>;

const crons = new Search('python', [/cron/i]);

export const python: PythonDetector<MessageId, Options> = {
  mentions: [/cron/i],
  alsoMentions: ['croniter', 'from_crontab', 'BaseModel'],
  visit: (context) => ({
    module() {
      const { path, source, mentions } = context;
      if (isTestFile(path) || isSample(path)) return;
      if (mentions('croniter') || mentions('from_crontab')) {
        for (const call of callsNamed(source.tree, (name) => name === 'croniter' || name === 'from_crontab')) judge(call, context);
      }
      if (mentions('BaseModel')) checkModels(context);
    },
  }),
};

const TAKING = new Map([
  ['croniter.croniter', 'expr_format'],
  ['croniter.croniter.croniter', 'expr_format'],
  ['apscheduler.triggers.cron.CronTrigger.from_crontab', 'expr'],
]);

function judge(call: Python.Call, { source, options, project, report }: Context): void {
  const keyword = TAKING.get(calleeName(call) ?? '');
  const expression = keyword === undefined ? null : argument(call, { position: 0, keyword });
  if (!expression || expression === 'unknown') return;
  const origin = originOf(expression);
  if (origin === 'constant' || origin === 'allow-listed' || origin === 'numeric') return;
  const isAsked = origin === 'request';
  if (!isAsked && (!options.stored || isOperators(dottedText(expression) ?? expression.text.slice(0, 80)))) return;
  const definition = enclosingFunction(call);
  // What checks expressions, and says so by its name, is the check.
  if (definition && /valid|check|verify|clean|pars|is_/u.test(definition.name.text)) return;
  if (isCaughtByName(call) || (definition && checksCron(definition.text))) return;
  // What is stored or handed in may have been checked by whoever took it.
  if (!isAsked && (checksCron(source.text) || !project || isCheckedElsewhere(project))) return;
  report({ node: expression, message: 'call', data: { name: lastName(expression) ?? expression.text.slice(0, 30) } });
}

/** Is there a handler around that names the error? One that takes all errors does not tell a bad expression from the rest. */
function isCaughtByName(call: Python.Call): boolean {
  for (let node = call.parent; node && node.type !== 'function_definition'; node = node.parent) {
    if (node.type === 'try_statement' && node.body.contains(call)) {
      if (handlersOf(node).some((clause) => /Croniter\w*Error|ValueError|KeyError/u.test(clause.text.slice(0, 200)))) return true;
    }
  }
  return false;
}

function isCheckedElsewhere(project: Project): boolean {
  const paths = project.find(crons);
  return paths === null || paths.some((path) => !isTestFile(path) && project.ask(checksOrCatches, path) === true);
}

/** Does a file check expressions, or try one out and catch the error by its name? */
function checksOrCatches(text: string): boolean {
  if (checksCron(text)) return true;
  return [...text.matchAll(/\btry:/gu)].some(({ index }) =>
    /(?:croniter|from_crontab)\([^]{0,400}\bexcept[^\n]{0,80}ValueError/u.test(text.slice(index, index + 700)),
  );
}

/** Request models of Pydantic that take a cron expression as any text. */
function checkModels({ source, project, report }: Context): void {
  const settings = settingsClassesOf(source.tree);
  for (const schema of schemas(source.tree)) {
    const { name, library, info, fields } = schema;
    if (library !== 'pydantic' || settings.has(info) || isNoOrder(name)) continue;
    for (const field of fields) {
      if (!isCronField(field.name) || !takesAnyText(field.node, field.value)) continue;
      if (isValidated(schema, field.name) || !info.node.contains(field.node)) continue;
      // The route that takes it may check it, here or in another file.
      if (checksCron(source.text) || (project && isCheckedElsewhere(project))) return;
      report({ node: field.node, message: 'field', data: { name: field.name } });
    }
  }
}

function takesAnyText(node: Python.Node, value: Python.Node | null): boolean {
  const assignment = node.parent;
  const annotation = assignment?.type === 'assignment' ? (assignment.annotation?.text ?? '') : '';
  if (!/^(?:Optional\[str\]|str|str ?\| ?None|None ?\| ?str|Annotated\[(?:str|Optional\[str\])[^A]{0,200}\])$/u.test(annotation))
    return false;
  if (/Validator|pattern|regex/u.test(annotation)) return false;
  return value === null || !/pattern|regex/u.test(value.text);
}

/** Does the class, or one that it is made from, check this field or all of them? */
function isValidated({ info }: Schema, field: string): boolean {
  return info.lineage().some(({ node }) =>
    node.body.children.some((child) => {
      const definition = child.type === 'decorated_definition' ? child.definition : null;
      if (definition?.type !== 'function_definition') return false;
      return decorators(definition).some(({ node: decorator }) => {
        const call = decorator.children[0];
        const called = call?.type === 'call' ? (lastName(call.function) ?? '') : call ? (lastName(call) ?? '') : '';
        if (/^(?:model_validator|root_validator)$/u.test(called)) return /cron/iu.test(definition.text);
        if (!/^(?:field_validator|validator)$/u.test(called) || call?.type !== 'call') return false;
        return call.arguments.children.some((given) => given.type === 'string' && [field, '*'].includes(constantText(given) ?? ''));
      });
    }),
  );
}
