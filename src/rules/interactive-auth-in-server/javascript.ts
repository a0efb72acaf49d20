import { calleeName, lastName, receiver, type Call } from '../../javascript/calls.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { importedModules } from '../../javascript/modules.ts';
import { instanceOf } from '../../javascript/names.ts';
import { isFunction, type AnyFunction } from '../../javascript/expressions.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { enclosingFunction, variableOf } from '../../javascript/scopes.ts';
import { isCommandLinePath } from '../../vocabulary/command-line.ts';
import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';
import { asksForTerminal, startsServer, type MessageId, type Options } from './start-up.ts';

/** What waits for a person, by full name. */
const ASKING: ReadonlySet<string> = new Set([
  '@google-cloud/local-auth.authenticate',
  'inquirer.prompt',
  'prompts',
  'enquirer.prompt',
  '@inquirer/prompts.input',
  '@inquirer/prompts.password',
  '@inquirer/prompts.confirm',
  'readline-sync.question',
]);
const SERVERS: ReadonlySet<string> = new Set([
  'express',
  'fastify',
  'koa',
  '@hapi/hapi',
  '@nestjs/core',
  '@slack/bolt',
  'discord.js',
  'telegraf',
  'hono',
  '@hono/node-server',
]);

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: ['local-auth', 'readline', 'inquirer', 'prompts', 'enquirer'],
  visit: ({ source, options, path, report }) => {
    // A command asks whoever started it.
    if (isTestFile(path) || isBackupCopy(path) || isCommandLinePath(path) || source.text.startsWith('#!')) return {};
    if (!importedModules(source.ast).some((name) => SERVERS.has(name))) return {};

    function asks(call: Call): boolean {
      if (ASKING.has(calleeName(call, source) ?? '')) return true;
      if (lastName(call) !== 'question') return false;
      const object = receiver(call);
      return object !== undefined && /readline(?:\/promises)?\.(?:createInterface|Interface)/u.test(instanceOf(object, source) ?? '');
    }

    /** Is a place reached only with a terminal or a switch? */
    function isLeftToPerson(node: JavaScript.Node): boolean {
      for (let child = node, { parent } = node; parent && !isFunction(parent); child = parent, { parent } = parent) {
        const test =
          (parent.type === Kind.IfStatement || parent.type === Kind.ConditionalExpression) && child !== parent.test
            ? parent.test
            : parent.type === Kind.LogicalExpression && child === parent.right
              ? parent.left
              : undefined;
        const text = test ? source.getText(test) : '';
        if (asksForTerminal(text) || /process\.env|require\.main|import\.meta\.main/u.test(text)) return true;
      }
      return false;
    }

    /** The names of the functions from start-up to a call; undefined when start-up does not reach it. */
    function wayFromStart(call: Call): string | undefined {
      const waiting: { readonly node: JavaScript.Node; readonly way: readonly string[] }[] = [{ node: call, way: [] }];
      const seen = new Set<JavaScript.Node>();
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { node, way } = next;
        if (isLeftToPerson(node)) continue;
        const around = enclosingFunction(node);
        if (!around) return ['import', ...way].join(' > ');
        const name = nameOf(around);
        if (
          seen.has(around) ||
          name === undefined ||
          asksForTerminal(around.params.map((parameter) => source.getText(parameter)).join(' '))
        )
          continue;
        seen.add(around);
        const path = [name.name, ...way];
        if (startsServer(name.name)) return path.join(' > ');
        if (path.length > options.maxHops) continue;
        for (const { identifier } of variableOf(name, source)?.references ?? []) {
          if (identifier.parent.type === Kind.CallExpression && identifier.parent.callee === identifier)
            waiting.push({ node: identifier.parent, way: path });
        }
      }
      return undefined;
    }

    return {
      CallExpression(call) {
        if (!asks(call)) return;
        const way = wayFromStart(call);
        if (way !== undefined)
          report({ node: call, message: 'atStart', data: { call: source.getText(call.callee).slice(0, LONGEST), path: way } });
      },
    };
  },
};

const LONGEST = 40;

/** The name that a function is called by: its own, or that of the constant it is. */
function nameOf(node: AnyFunction): JavaScript.Identifier | undefined {
  if (node.id) return node.id;
  return node.parent.type === Kind.VariableDeclarator && node.parent.id.type === Kind.Identifier ? node.parent.id : undefined;
}
