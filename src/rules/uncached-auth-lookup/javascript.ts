import { methodName, receiver } from '../../javascript/calls.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { unwrapAwaited } from '../../javascript/expressions.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { nameAround } from '../../javascript/responses.ts';
import { enclosingClass, enclosingFunction } from '../../javascript/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { keepsTokens, looksIntoCache, runsForEachRequest, type Message } from './lookup.ts';

export const javascript: JavaScriptDetector<Message> = {
  mentions: ['lacklist', 'locklist', 'enylist', 'evoked', 'ession', 'oken'],
  alsoMentions: ['find', 'where('],
  visit: ({ source, path, mentions, report }) => {
    if (isTestFile(path) || !(mentions('find') || mentions('where('))) return {};
    return {
      AwaitExpression(node) {
        const call = unwrapAwaited(node.argument);
        const store = call.type === Kind.CallExpression ? storeAsked(call) : undefined;
        if (store === undefined || !isInGuard(node)) return;
        const around = enclosingFunction(node);
        // A cache that is asked first.
        if (around && looksIntoCache(source.getText(around))) return;
        report({ node: call, message: 'uncached', data: { store } });
      },
    };
  },
};

function isInGuard(node: JavaScript.Node): boolean {
  const name = nameAround(node) ?? '';
  if (runsForEachRequest(name)) return true;
  const owner = enclosingClass(node)?.id?.name ?? '';
  return /^(?:canActivate|validate|use|handle)$/u.test(name) && /(?:Guard|Strategy|AuthMiddleware|AuthenticationMiddleware)$/u.test(owner);
}

/** `session` of `prisma.session.findUnique()`, `RevokedToken` of `RevokedToken.findOne()`, of `this.sessionRepository.findOne()`. */
function storeAsked(call: JavaScript.CallExpression): string | undefined {
  let node: JavaScript.Node | undefined = call;
  for (let hops = 0; node?.type === Kind.CallExpression && hops < MOST_HOPS; hops += 1) {
    const method = methodName(node);
    const owner = receiver(node);
    const name =
      owner &&
      dottedText(owner)
        ?.split('.')
        .at(-1)
        ?.replace(/(?:Repository|Repo|Model|Entity)$/u, '');
    if (method !== undefined && FINDING.test(method) && name !== undefined && keepsTokens(name)) return name;
    // `db('revoked_tokens').where(...)`
    const [first] = node.arguments;
    if (method === undefined && hops > 0 && first?.type === Kind.Literal && typeof first.value === 'string' && keepsTokens(first.value))
      return first.value;
    node = owner && unwrapAwaited(owner);
  }
  return undefined;
}

const MOST_HOPS = 10;
const FINDING = /^(?:find\w{0,20}|exists|count|countDocuments|get)$/u;
