import type { Suggestion } from '../../language/detector.ts';
import { receiver } from '../../python/calls.ts';
import { isCommandLineTool } from '../../python/command-line.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { loggedValues, type LoggedValue } from '../../python/logged-values.ts';
import { logCalls } from '../../python/logging.ts';
import { runsAsProgram } from '../../python/main-block.ts';
import { dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { isRequest } from '../../python/request-data.ts';
import { isUsedAsObject } from '../../python/text-uses.ts';
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

export const python: PythonDetector<Ids, Options> = {
  alsoMentions: mentions,
  visit: ({ source, options, path, mentions: isMentioned, report }) => {
    // The persons of a test are made up.
    if (isTestFile(path) || !mayBePersonal(isMentioned, options)) return {};
    const { tree } = source;
    return {
      'module:exit'() {
        const facts = factsFrom(isMentioned);
        let isTool: boolean | undefined;
        for (const log of logCalls(tree)) {
          if (options.ignoreDebug && log.method === 'debug') continue;
          const told = new Set<number>();
          for (const value of loggedValues(log)) {
            if (told.has(value.at.row)) continue;
            const message = judge(value, options, facts);
            // What a tool prints in a terminal is for whoever asked.
            if (message === null || (log.method === null && ((isTool ??= isCommandLineTool(tree, path)) || runsAsProgram(log.call))))
              continue;
            told.add(value.at.row);
            const name = value.node.text.replace(/\s+/gu, ' ').slice(0, 50);
            report({ node: value.at, message, data: { name }, suggest: value.at === value.node ? waysOut(value.node, message) : [] });
          }
        }
      },
    };
  },
};

function judge({ node, name, key, kind, shown }: LoggedValue, options: Options, facts: FileFacts): MessageId | null {
  if (kind === 'dump') return isRequestLike(receiver(node as Python.Call) ?? node) ? 'body' : null;
  if (name === null || shown !== null || isMaskName(name) || options.masks.includes(name)) return null;
  const inner = unwrap(node);
  if (isWholeBody(inner, name)) return 'body';
  if (facts.isBot && isMessageText(inner, name)) return 'body';
  if (kind === 'call')
    return name.startsWith('get_') && !SEARCHING.test(name) ? messageForName(name.slice('get_'.length), options, facts) : null;
  if (inner.type === 'identifier' ? isUsedAsObject(inner) : isSetting(inner)) return null;
  const own = messageForName(name, options, facts);
  if (own !== null || key === null || inner.type !== 'identifier') return own;
  // `email=address`
  return isVague(name) ? messageForName(key, options, facts) : null;
}

/** `get_user_by_email(...)` gives a user. */
const SEARCHING = /_(?:by|from|for|with|of|via)_/u;

/** `request.form`, `await request.json()`, with all that somebody sent. */
function isWholeBody(node: Python.Node, name: string): boolean {
  if (!WHOLE_BODIES.has(name)) return false;
  const read = node.type === 'call' ? unwrap(node.function) : node;
  if (read.type !== 'attribute') return false;
  return isRequestLike(read.object);
}

function isRequestLike(node: Python.Node): boolean {
  return isRequest(node) || /^(?:flask\.|self\.)?request$/u.test(dottedText(node) ?? '');
}

/** `message.text`, `update.message.text` */
function isMessageText(node: Python.Node, name: string): boolean {
  if (!MESSAGE_TEXTS.has(name)) return false;
  if (node.type === 'attribute') return MESSAGES.test(lastName(node.object) ?? '');
  return node.type === 'subscript' && MESSAGES.test(lastName(node.value) ?? '');
}

/** The program's own address: `settings.from_email`, `config["email"]`. */
function isSetting(node: Python.Node): boolean {
  const owner = node.type === 'attribute' ? node.object : node.type === 'subscript' ? node.value : null;
  if (node.type === 'call')
    return /^(?:self\.)?(?:\w+\.)?(?:settings|config|conf|cfg|env|environ|os)\b/u.test(node.function.text.slice(0, 60));
  return owner !== null && /^(?:settings|config|conf|cfg|env|environ|[A-Z]\w*)$/u.test(lastName(owner) ?? '');
}

function waysOut(node: Python.Node, message: MessageId): Suggestion<Ids>[] {
  const { range, text } = unwrap(node);
  const asText = (code: string): string => (node.parent?.type === 'binary_operator' ? `str(${code})` : code);
  // A string in an f-string needs other quotes, which is not always possible before Python 3.12.
  const isInside = insideText(node);
  if (message === 'body')
    return isInside || parts(node).length === 0 || !/[()]/u.test(text)
      ? [{ message: 'lengthOnly', fix: (fixer) => fixer.replaceTextRange(range, asText(`len(${text})`)) }]
      : [];
  // A call may give nothing.
  if (message === 'contact' && /mail/iu.test(text) && !isInside && !text.endsWith(')'))
    return [{ message: 'domainOnly', fix: (fixer) => fixer.replaceTextRange(range, `${text}.rsplit("@", 1)[-1]`) }];
  return [{ message: 'whetherGiven', fix: (fixer) => fixer.replaceTextRange(range, asText(`bool(${text})`)) }];
}

function insideText(node: Python.Node): boolean {
  for (let up = node.parent; up && up.type !== 'argument_list'; up = up.parent) if (up.type === 'interpolation') return true;
  return false;
}
