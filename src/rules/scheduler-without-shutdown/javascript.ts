import { speaksToBrowser } from '../../javascript/browser-code.ts';
import { calleeName, lastName, type Call } from '../../javascript/calls.ts';
import type { JavaScriptContext, JavaScriptDetector } from '../../javascript/detector.ts';
import { isFunction } from '../../javascript/expressions.ts';
import { keepingOf, type Keeping } from '../../javascript/kept-values.ts';
import { runners } from '../../javascript/knowledge/schedulers.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { isGlobal, readsOf } from '../../javascript/scopes.ts';
import { sideOf } from '../../javascript/server-or-client.ts';
import { isInterface } from '../../javascript/user-interface.ts';
import type { Project } from '../../project/project.ts';
import { Search } from '../../project/search.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { methodsSpokenOf, type MessageId, type Options, type SuggestionId } from './stopping.ts';

type Context = JavaScriptContext<MessageId | SuggestionId, Options>;

const signals = new Search('javascript', ['SIGTERM', 'SIGINT']);
const hooks = new Search('javascript', ['OnModuleDestroy', 'OnApplicationShutdown', 'BeforeApplicationShutdown', 'ScheduleModule.forRoot']);
const enabling = new Search('javascript', ['enableShutdownHooks']);

export const javascript: JavaScriptDetector<MessageId | SuggestionId, Options> = {
  mentions: ['setInterval(', 'node-cron', 'CronJob', 'scheduleJob', 'croner', 'bullmq', 'agenda', 'NestFactory'],
  alsoMentions: ['enableShutdownHooks', 'clearInterval', 'clearTimeout', 'unref'],
  visit: (context) => {
    const { path, mentions } = context;
    if (isTestFile(path) || isSample(path) || /\.[jt]sx$/u.test(path)) return {};
    let isPage: boolean | undefined;
    const check = (call: Call): void => {
      const name = lastName(call) ?? '';
      if (!NAMES.has(name)) return;
      isPage ??= runsInPage(context);
      if (isPage) return;
      if (name === 'setInterval') interval(call, context);
      else if (name === 'create') nest(call, context);
      else runner(call, context);
    };
    const isForNest = mentions('NestFactory');
    return {
      CallExpression(call) {
        if (isForNest || lastName(call) !== 'create') check(call);
      },
      NewExpression: check,
    };
  },
};

const NAMES = new Set(['setInterval', 'schedule', 'CronJob', 'from', 'scheduleJob', 'Cron', 'Worker', 'Agenda', 'create']);

/** In a browser the page ends its timers. */
function runsInPage({ source, file, path }: Context): boolean {
  return isInterface(source) || sideOf(source, file) !== 'server' || speaksToBrowser(source, path);
}

function interval(call: Call, { source, options, project, path, mentions, report }: Context): void {
  const { callee } = call;
  if (!options.intervals || callee.type !== Kind.Identifier || !isGlobal(callee, source)) return;
  const [callback] = call.arguments;
  // `setInterval(() => {}, 1 << 30)` is there to keep the process alive.
  if (callback && isFunction(callback) && callback.body.type === Kind.BlockStatement && callback.body.body.length === 0) return;
  const keeping = keepingOf(call, source);
  const isEnded = mentions('clearInterval') || mentions('clearTimeout') || mentions('unref');
  if (keeping.kind === 'elsewhere' || isRead(keeping, source.text, isEnded) || isInEvaluatedCode(call)) return;
  // The handler of a signal that calls `process.exit()` ends the process whatever timers there are.
  if (project && signalHandling(project, path, source.text).exits) return;
  const { range } = call;
  const isStatement = call.parent.type === Kind.ExpressionStatement;
  report({
    node: callee,
    message: 'interval',
    suggest: isStatement ? [{ message: 'unref', fix: (fixer) => fixer.insertTextAfterRange(range, '.unref()') }] : [],
  });
}

/** Does the program do anything with what it keeps, so that it may be ended? */
function isRead(keeping: Keeping, text: string, isEnded: boolean): boolean {
  switch (keeping.kind) {
    case 'variable':
      // A module that exports its timer lets others end it.
      return readsOf(keeping.variable).some(({ parent }) => parent?.type !== Kind.IfStatement && parent?.type !== Kind.UnaryExpression);
    case 'member':
      return isEnded || !keeping.isOwn || occurrences(text, `.${keeping.name}`) > 2;
    default:
      return false;
  }
}

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count++;
  return count;
}

/** Code that is handed to a browser to run there: `page.evaluate(() => ...)`. */
function isInEvaluatedCode(call: Call): boolean {
  for (let node: JavaScript.Node | undefined = call.parent; node; node = node.parent) {
    if (node.type === Kind.CallExpression && /^(?:\$*eval|evaluate\w*|addInitScript)$/u.test(lastName(node) ?? '')) return true;
  }
  return false;
}

function runner(call: Call, { source, project, path, report }: Context): void {
  const name = calleeName(call, source);
  const found = name === undefined ? undefined : runners.get(name);
  if (!found || !project) return;
  const keeping = keepingOf(call, source);
  if (keeping.kind === 'elsewhere') return;
  const { handles, exits } = signalHandling(project, path, source.text);
  // Without a handler a signal ends the process at once; `process.exit()` ends its timers, but not what its workers are about.
  if (!handles || (exits && found.kind === 'job')) return;
  const isStopped = (spoken: ReadonlySet<string> | null): boolean =>
    [...(spoken ?? [])].some((text) => {
      const [object, method = ''] = text.split('.');
      return found.stops.includes(method) && (keeping.kind === 'dropped' || object === keeping.name);
    });
  if (isStopped(methodsSpokenOf(source.text))) return;
  // What leaves the file by its name may be stopped under another.
  if (keeping.kind === 'variable' && readsOf(keeping.variable).some(isHandedOn)) return;
  if (signalFiles(project).some((other) => other !== path && isStopped(project.ask(methodsSpokenOf, other)))) return;
  if (keeping.kind !== 'dropped' && keeping.kind === 'member' && !keeping.isOwn) return;
  report({ node: call.callee, message: found.kind, data: { name: keeping.kind === 'dropped' ? (lastName(call) ?? '') : keeping.name } });
}

function isHandedOn({ parent }: JavaScript.Node): boolean {
  return parent !== undefined && parent.type !== Kind.MemberExpression && parent.type !== Kind.IfStatement;
}

interface SignalHandling {
  readonly handles: boolean;
  readonly exits: boolean;
}

/** Does any file of the project handle the signal to end, and does it then end the process by force? */
function signalHandling(project: Project, path: string, text: string): SignalHandling {
  const all = [handlingIn(text), ...signalFiles(project).map((other) => (other === path ? null : project.ask(handlingIn, other)))];
  return { handles: all.some((one) => one?.handles === true), exits: all.some((one) => one?.handles === true && one.exits) };
}

function signalFiles(project: Project): readonly string[] {
  return (project.find(signals) ?? []).filter((path) => !isTestFile(path));
}

function handlingIn(text: string): SignalHandling {
  const handles = /['"`]SIG(?:TERM|INT)['"`]/u.test(text) && /\.(?:on|once|addListener)\(/u.test(text);
  return { handles, exits: handles && text.includes('process.exit') };
}

function nest(call: Call, { source, project, mentions, report }: Context): void {
  if (mentions('enableShutdownHooks') || calleeName(call, source) !== '@nestjs/core.NestFactory.create') return;
  // Who closes the application in a handler of his own runs the hooks as well.
  if (!project || handlingIn(source.text).handles) return;
  const used = project.find(hooks)?.some((path) => !isTestFile(path)) ?? false;
  if (!used || project.find(enabling)?.some((path) => !isTestFile(path)) !== false) return;
  const keeping = keepingOf(call, source);
  const statement = keeping.kind === 'variable' ? statementOf(call) : undefined;
  const app = keeping.kind === 'variable' ? keeping.name : '';
  report({
    node: call.callee,
    message: 'hooksOff',
    suggest: statement
      ? [
          {
            message: 'enableHooks',
            data: { app },
            fix: (fixer) =>
              fixer.insertTextAfterRange(statement.range, `\n${indentOf(source.text, statement)}${app}.enableShutdownHooks();`),
          },
        ]
      : [],
  });
}

function statementOf(call: Call): JavaScript.VariableDeclaration | undefined {
  for (let node: JavaScript.Node | undefined = call.parent; node; node = node.parent) {
    if (node.type === Kind.VariableDeclaration) return node;
    if (node.type === Kind.BlockStatement) return undefined;
  }
  return undefined;
}

function indentOf(text: string, { range: [start] }: JavaScript.Node): string {
  return /^[ \t]*/u.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))?.[0] ?? '';
}
