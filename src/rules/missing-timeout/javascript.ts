import { speaksToBrowser } from '../../javascript/browser-code.ts';
import { calleeName, hasSpread, lastName, objectLiteral, type Call } from '../../javascript/calls.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { keyOf, stringOf, unwrap } from '../../javascript/expressions.ts';
import { waitingCalls, type WaitingCall } from '../../javascript/knowledge/waiting-calls.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { asksForVersion, namesLimit, ownIndent, secondsFor, verdictOn, type MessageId, type Options } from './waiting.ts';

const CLIENTS = ['axios', "'got'", '"got"', 'node-fetch', 'openai', 'anthropic'];
/** What gives up after five minutes by itself, and stands nearly everywhere. */
const PATIENT = 'fetch(';
/** Seconds after which that gives up. */
const PATIENCE = 300;

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: [...CLIENTS, PATIENT, 'child_process'],
  visit: ({ source, options, path, mentions, report }) => {
    // A test that hangs is stopped by whoever runs it, a page by whoever looks at it.
    if (isTestFile(path) || /\.[jt]sx$|\.(?:vue|svelte)$/u.test(path) || speaksToBrowser(source, path)) return {};
    const isAsked =
      CLIENTS.some(mentions) || (options.processes && mentions('child_process')) || (options.maxDefault < PATIENCE && mentions(PATIENT));
    if (!isAsked) return {};
    const hasDefaults = /\bdefaults\.timeout\b/u.test(source.text);

    /** Clients of models: who limits each call need not limit the client. */
    const clients: (() => void)[] = [];
    let limitsCalls = false;

    function check(call: Call): void {
      if (!limitsCalls && LATER.has(lastName(call) ?? ''))
        limitsCalls = call.arguments.some((given) => limits(given, ['timeout', 'signal']));
      const name = calleeName(call, source);
      const wait = name === undefined ? undefined : waitingCalls.get(name);
      const verdict = wait && verdictOn(wait, options);
      if (!wait || !verdict || (hasDefaults && name?.startsWith('axios') === true) || isLimited(call, wait) || isUnderLimit(call)) return;
      const data = { call: source.getText(call.callee).slice(0, LONGEST), limit: wait.limit ?? 0, keyword: wait.keys[0] ?? 'timeout' };
      const tell = (): void => {
        report({
          node: call.callee,
          message: verdict,
          data,
          suggest: withTimeout(call, source.text, wait, wait.code(secondsFor(wait, options))),
        });
      };
      if (wait.peer === 'model') clients.push(tell);
      else tell();
    }

    /** Does an object literal hold one of these keys, or may it? */
    function limits(given: JavaScript.Node, keys: readonly string[]): boolean {
      const literal = objectLiteral(given, source);
      return (
        literal !== undefined &&
        (hasSpread(literal) || literal.properties.some((entry) => entry.type === Kind.Property && keys.includes(keyOf(entry) ?? '')))
      );
    }

    /** Is a limit given, or may one be? What cannot be seen may hold one. */
    function isLimited(call: Call, { options: place, keys, peer }: WaitingCall): boolean {
      if (hasSpread(call)) return true;
      if (peer === 'process' && isQuick(call)) return true;
      // `axios(config)` and `got(options)` may be given all at once.
      return call.arguments.some((given, index) => {
        if (objectLiteral(given, source)) return limits(given, keys) || isLimitedAfterwards(given, keys);
        return index === place || (index < place && isOptions(given, call));
      });
    }

    /** `options.timeout = 5000` after `const options = { ... }`. */
    function isLimitedAfterwards(given: JavaScript.Node, keys: readonly string[]): boolean {
      const name = source.getText(given);
      return given.type === Kind.Identifier && keys.some((key) => source.text.includes(`${name}.${key} =`));
    }

    function isOptions(given: JavaScript.Node, call: Call): boolean {
      return call.arguments.length === 1 && /config|option/iu.test(source.getText(given));
    }

    function isQuick(call: Call): boolean {
      const [command, list] = call.arguments.map((given) => unwrap(given));
      const words = list?.type === Kind.ArrayExpression ? list.elements.map((element) => (element ? (stringOf(element) ?? '') : '')) : [];
      return [...words, ...(command ? (stringOf(command) ?? '').split(/\s+/u) : [])].some(asksForVersion);
    }

    return {
      CallExpression: check,
      NewExpression: check,
      'Program:exit'() {
        if (!limitsCalls) for (const tell of clients) tell();
      },
    };
  },
};

const LONGEST = 40;

const LATER = new Set(['create', 'stream', 'parse', 'withOptions']);

/** Does something around a call end it: `pTimeout(axios.get(url))`, `Promise.race([fetch(url), timeout(5)])`? */
function isUnderLimit(call: Call): boolean {
  for (let { parent } = call as JavaScript.Node; parent; { parent } = parent) {
    if (parent.type !== Kind.CallExpression) continue;
    const callee = unwrap(parent.callee);
    const name =
      callee.type === Kind.Identifier
        ? callee.name
        : callee.type === Kind.MemberExpression && callee.property.type === Kind.Identifier
          ? callee.property.name
          : '';
    if (namesLimit(name) || name === 'race') return true;
  }
  return false;
}

function withTimeout(call: Call, text: string, { options: place }: WaitingCall, code: string): Suggestion<MessageId>[] {
  const given = call.arguments.map((argument) => unwrap(argument));
  const last = given.at(-1);
  const suggestion = (fix: Suggestion<MessageId>['fix']): Suggestion<MessageId>[] => [{ message: 'addTimeout', data: { code }, fix }];
  const literal = given.find((argument, index) => argument.type === Kind.ObjectExpression && (index === place || given.length === 1));
  if (literal?.type === Kind.ObjectExpression) {
    const [first] = literal.properties;
    const indent = first ? ownIndent(text, first.range[0]) : null;
    const before = `${code},${indent === null ? ' ' : `\n${indent}`}`;
    return suggestion((fixer) =>
      first ? fixer.insertTextBeforeRange(first.range, before) : fixer.replaceTextRange(literal.range, `{ ${code} }`),
    );
  }
  if (!last && place === 0 && text.slice(0, call.range[1]).endsWith('()')) {
    return suggestion((fixer) => fixer.insertTextBeforeRange([call.range[1] - 1, call.range[1]], `{ ${code} }`));
  }
  if (last && given.length === place) return suggestion((fixer) => fixer.insertTextAfterRange(last.range, `, { ${code} }`));
  return [];
}
