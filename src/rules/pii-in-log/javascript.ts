import type { Suggestion } from '../../language/detector.ts';
import { lastName } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { memberName, unwrap } from '../../javascript/expressions.ts';
import { loggedValues, type LoggedValue } from '../../javascript/logged-values.ts';
import { logCall, mayLog } from '../../javascript/loggers.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { isRequest } from '../../javascript/user-input.ts';
import { isCommandLinePath } from '../../vocabulary/command-line.ts';
import { isMaskName } from '../../vocabulary/masked-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import {
  factsFrom,
  isVague,
  mayBePersonal,
  mentions,
  MESSAGE_TEXTS,
  messageForName,
  MESSAGES,
  WHOLE_BODIES,
  type FileFacts,
  type MessageId,
  type Options,
  type SuggestionId,
} from './personal-data.ts';

type Ids = MessageId | SuggestionId;

export const javascript: JavaScriptDetector<Ids, Options> = {
  alsoMentions: mentions,
  visit: ({ source, options, path, mentions: isMentioned, report }) => {
    if (isTestFile(path) || !mayBePersonal(isMentioned, options)) return {};
    const facts = factsFrom(isMentioned);
    return {
      CallExpression(call) {
        if (!mayLog(lastName(call) ?? '')) return;
        const log = logCall(call, source);
        if (!log || (options.ignoreDebug && log.method === 'debug')) return;
        // What a tool prints in a terminal is for whoever asked.
        if (log.isConsole && (isCommandLinePath(path) || source.text.startsWith('#!'))) return;
        const told = new Set<JavaScript.Node>();
        for (const value of loggedValues(call, source)) {
          const message = told.has(value.at) ? null : judge(value, options, facts, source);
          if (message === null) continue;
          told.add(value.at);
          const name = source.getText(value.node).replace(/\s+/gu, ' ').slice(0, 50);
          report({ node: value.at, message, data: { name }, suggest: value.at === value.node ? waysOut(value.node, message, source) : [] });
        }
      },
    };
  },
};

function judge(
  { node, name, key, kind, shown }: LoggedValue,
  options: Options,
  facts: FileFacts,
  source: JavaScriptSource,
): MessageId | null {
  if (name === undefined || shown !== undefined || isMaskName(name) || options.masks.includes(name)) return null;
  const inner = unwrap(node);
  if (isWholeBody(inner, name, source)) return 'body';
  if (facts.isBot && isMessageText(inner, name)) return 'body';
  if (kind === 'call')
    return /^get[A-Z]/u.test(name) && !SEARCHING.test(name) ? messageForName(name.slice('get'.length), options, facts) : null;
  if (inner.type === Kind.MemberExpression && isSetting(inner)) return null;
  const own = messageForName(name, options, facts);
  if (own !== null || key === undefined || inner.type !== Kind.Identifier) return own;
  // `{ email: address }`
  return isVague(name) ? messageForName(key, options, facts) : null;
}

/** `getUserByEmail(...)` gives a user. */
const SEARCHING = /(?:By|From|For|With|Of|Via)[A-Z]/u;

/** `req.body`, `await request.json()`, with all that somebody sent. */
function isWholeBody(node: JavaScript.Node, name: string, source: JavaScriptSource): boolean {
  if (!WHOLE_BODIES.has(name)) return false;
  const read = node.type === Kind.CallExpression ? unwrap(node.callee) : node;
  return read.type === Kind.MemberExpression && name !== 'data' && name !== 'values' && isRequest(read.object, source);
}

/** `msg.text`, `ctx.message.text` */
function isMessageText(node: JavaScript.Node, name: string): boolean {
  if (node.type !== Kind.MemberExpression || !MESSAGE_TEXTS.has(name)) return false;
  return MESSAGES.test(dottedText(node.object)?.split('.').at(-1) ?? '');
}

/** The program's own address: `config.email`, `process.env.MAIL_SENDER`. */
function isSetting(node: JavaScript.MemberExpression): boolean {
  const owner = dottedText(node.object)?.split('.').at(-1) ?? '';
  return /^(?:settings|config|conf|env|options|[A-Z]\w*)$/u.test(owner) || /^[A-Z][A-Z\d_]*$/u.test(memberName(node) ?? '');
}

function waysOut(node: JavaScript.Node, message: MessageId, source: JavaScriptSource): Suggestion<Ids>[] {
  const inner = unwrap(node);
  const text = source.getText(inner);
  // `{ email }` needs its key.
  const key = inner.parent?.type === Kind.Property && inner.parent.shorthand ? `${text}: ` : '';
  if (message === 'contact' && /mail/iu.test(text))
    return [{ message: 'domainOnly', fix: (fixer) => fixer.replaceTextRange(inner.range, `${key}${text}.split('@').at(-1)`) }];
  return [{ message: 'whetherGiven', fix: (fixer) => fixer.replaceTextRange(inner.range, `${key}Boolean(${text})`) }];
}
