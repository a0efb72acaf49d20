import { argument, calleeName, hasSpread, lastName, methodName, objectLiteral, property, receiver } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, keyOf, memberName, stringOf, unwrap } from '../../javascript/expressions.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { frameworkOf } from '../../javascript/routes.ts';
import { functionOf, nodesUnder, readsOf, variableOf } from '../../javascript/scopes.ts';
import { isLimiterName } from '../../vocabulary/limiter-names.ts';
import { isForStrangers, tellsCallersApart } from '../../vocabulary/public-routes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { ADDRESS_HEADER, CHECKS_PROXY, type Message, type Options } from './limiter-key.ts';

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: [/limit/i, /throttl/i],
  visit: ({ source, options, path, report }) => {
    // `auth/limits.js` holds what strangers use.
    if (isTestFile(path) || isForStrangers(path.split('/').slice(-2).join('/'))) return {};
    const told = new Set<JavaScript.Node>();

    function tell(node: JavaScript.Node, message: Message, key: string): void {
      if (told.has(node) || ((message === 'shared' || message === 'noKey') && !options.shared)) return;
      told.add(node);
      report({ node, message, data: { key: key.slice(0, LONGEST_KEY) } });
    }

    /** Code that makes keys or counts: where does it take the caller from? */
    function judgeCode(code: JavaScript.Node, place?: JavaScript.Node): void {
      const found = look(code, source);
      if (found.names.some((name) => tellsCallersApart(name) || options.keyFunctions.includes(name))) return;
      const [header] = found.headers;
      const [address] = found.addresses;
      if (header && !CHECKS_PROXY.test(source.getText(code))) tell(place ?? header, 'spoofable', stringOf(header) ?? '');
      else if (!header && address) tell(place ?? address, 'shared', source.getText(address));
    }

    function judgeLimiter(call: JavaScript.CallExpression, given: JavaScript.Node | undefined): void {
      if (isForStrangers(usesOf(call, source))) return;
      const limits = given && objectLiteral(given, source);
      if (given && (!limits || hasSpread(limits))) return;
      const key = property(limits, 'keyGenerator');
      const node = key && unwrap(key);
      const code = node && (functionOf(node, source) ?? (isFunction(node) ? node : undefined));
      // Limits for strangers and for members may be told apart in `skip` or in a limit that is worked out.
      if (!key && !['skip', 'limit', 'max'].some((name) => isWorkedOut(property(limits, name))))
        tell(call.callee, 'noKey', source.getText(call.callee));
      else if (code) judgeCode(code.body);
    }

    function judgeNamed(name: string | undefined, code: JavaScript.Node): void {
      // A function that makes a limiter is judged by the limiter's key.
      if (source.getText(code).includes('keyGenerator')) return;
      if (name !== undefined && isLimiterName(name) && !isForStrangers(name)) judgeCode(code);
    }

    return {
      CallExpression(node) {
        const method = methodName(node);
        const owner = receiver(node);
        if (isLimiterName(lastName(node) ?? '') && EXPRESS_LIMITERS.has(calleeName(node, source) ?? ''))
          judgeLimiter(node, node.arguments[0]);
        if (method === 'register' && owner && node.arguments[0] && calleeOf(node.arguments[0], source) === '@fastify/rate-limit') {
          if (frameworkOf(owner, source) === 'fastify') judgeLimiter(node, node.arguments[1]);
        }
        const [first] = node.arguments;
        // `limiter.consume(req.ip)`
        if (method === 'consume' && first && owner && isLimiterName(dottedText(owner) ?? '') && !isForStrangers(dottedText(owner) ?? ''))
          judgeCode(first);
        if (method === 'set' && stringOf(first) === 'trust proxy') {
          const value = argument(node, 1);
          if (value?.type === Kind.Literal && value.value === true && /rate-?limit/iu.test(source.text))
            tell(value, 'trustsAll', "'trust proxy', true");
        }
      },
      FunctionDeclaration(node) {
        judgeNamed(node.id?.name, node);
      },
      VariableDeclarator(node) {
        if (node.id.type === Kind.Identifier && isFunction(node.init)) judgeNamed(node.id.name, node.init);
      },
      ClassDeclaration(node) {
        judgeNamed(node.id?.name, node);
      },
    };
  },
};

const LONGEST_KEY = 40;
const EXPRESS_LIMITERS = new Set(['express-rate-limit', 'express-rate-limit.rateLimit']);

function calleeOf(node: JavaScript.Node, source: JavaScriptSource): string | undefined {
  const inner = unwrap(node);
  const variable = inner.type === Kind.Identifier ? variableOf(inner, source) : undefined;
  const parent = variable?.defs[0]?.parent as JavaScript.Node | null | undefined;
  if (parent?.type === Kind.ImportDeclaration) return parent.source.value;
  const text = source.getText(inner);
  return /require\(\s*['"]@fastify\/rate-limit['"]\s*\)/u.test(text) ? '@fastify/rate-limit' : undefined;
}

function isWorkedOut(node: JavaScript.Node | undefined): boolean {
  return node !== undefined && node.type !== Kind.Literal;
}

/** Where a limiter is used, as names and paths: the variable it is kept in, the routes it stands before. */
function usesOf(call: JavaScript.CallExpression, source: JavaScriptSource): string {
  let { parent } = call as { parent: JavaScript.Node };
  const path = parent.type === Kind.CallExpression ? stringOf(parent.arguments[0]) : undefined;
  if (parent.type === Kind.Property) return keyOf(parent) ?? '';
  if (parent.type === Kind.AssignmentExpression) return dottedText(parent.left) ?? '';
  if (parent.type === Kind.ReturnStatement || isFunction(parent)) {
    while (!isFunction(parent) && parent.parent) ({ parent } = parent as { parent: JavaScript.Node });
    const holder = isFunction(parent)
      ? (parent.id ?? (parent.parent.type === Kind.VariableDeclarator ? parent.parent.id : undefined))
      : undefined;
    return holder?.type === Kind.Identifier ? holder.name : '';
  }
  if (parent.type !== Kind.VariableDeclarator || parent.id.type !== Kind.Identifier) return path ?? '';
  const { name } = parent.id;
  if (isForStrangers(name)) return name;
  const variable = variableOf(parent.id, source);
  const paths = (variable ? readsOf(variable) : []).flatMap((read) => {
    const use = read.parent;
    return use?.type === Kind.CallExpression && use.arguments.includes(read as JavaScript.Expression)
      ? [stringOf(use.arguments[0]) ?? '']
      : [];
  });
  // Only where all its uses are for strangers.
  return paths.length > 0 && paths.every(isForStrangers) ? paths.join(' ').slice(0, LONGEST_USES) : '';
}

const LONGEST_USES = 190;

interface Looked {
  readonly names: string[];
  readonly addresses: JavaScript.Node[];
  readonly headers: JavaScript.Node[];
}

/** The names, addresses and headers in a piece of code. */
function look(code: JavaScript.Node, source: JavaScriptSource): Looked {
  const found: Looked = { names: [], addresses: [], headers: [] };
  for (const node of nodesUnder(code, source)) {
    if (node.type === Kind.Identifier) found.names.push(node.name);
    else if (node.type === Kind.Literal && typeof node.value === 'string' && ADDRESS_HEADER.test(node.value)) found.headers.push(node);
    else if (node.type === Kind.MemberExpression && isAddress(node)) found.addresses.push(node);
  }
  return found;
}

/** `req.ip`, `ctx.ip`, `req.socket.remoteAddress` */
function isAddress(node: JavaScript.MemberExpression): boolean {
  const name = memberName(node);
  const owner = dottedText(node.object)?.split('.').at(-1) ?? '';
  return (name === 'ip' && /^_?(?:req|request|ctx|context|c)$/u.test(owner)) || name === 'remoteAddress';
}
