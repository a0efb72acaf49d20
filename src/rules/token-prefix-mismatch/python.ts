import { argument, argumentsOf } from '../../python/calls.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { environmentRead, environmentReads, type EnvironmentRead } from '../../python/environment.ts';
import { unwrap } from '../../python/expressions.ts';
import { calleeName, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { followed } from '../../python/values.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { kindNamed, type TokenKind } from '../../vocabulary/token-shapes.ts';
import { crossing, knowsShape, mismatch, rightVariable, type MessageId, type Options } from './token-kinds.ts';
import { kindForKeyword, kindForPosition } from './token-places.ts';

export const python: PythonDetector<MessageId, Options> = {
  mentions: [/slack/i, /anthropic/i, /openai/i, /stripe/i, /github_token/i, /telegram/i, /sendgrid/i, /aws_access/i, /google_api/i, /hf_token/i, /huggingface_token/i],
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path)) return {};

    /** What is given where a token of a kind belongs: a text, or an environment variable. */
    function check(name: string, wanted: TokenKind | null, given: Python.Node): void {
      if (!wanted) return;
      const value = unwrap(given);
      const text = value.type === 'string' ? constantText(value) : null;
      const found = text === null ? null : mismatch(name, wanted, text, options);
      if (found) report({ node: value, ...found });
      const read = environmentRead(value.type === 'identifier' ? followed(value) : value);
      const variable = read?.variable ? constantText(read.variable) : null;
      const crossed = variable === null ? null : crossing(wanted, variable);
      if (!read || !crossed || variable === null) return;
      const data = { parameter: name, wanted: crossed.wanted.noun, variable, given: crossed.given.noun };
      report({ node: value, message: 'crossed', data, suggest: swapping(read, rightVariable(variable, crossed.given, crossed.wanted)) });
    }

    return {
      assignment({ left, right }) {
        const name = left.type === 'subscript' ? constantText(left.subscript) : lastName(left);
        // `stripe.api_key = ...` sets what the whole module uses.
        if (right && name !== null) check(name, left.type === 'attribute' && left.text === 'stripe.api_key' ? kindNamed('STRIPE_SECRET_KEY') : kindNamed(name), right);
      },
      pair({ key, value }) {
        const name = constantText(key);
        if (name !== null) check(name, kindNamed(name), value);
      },
      call(call) {
        const read = environmentRead(call);
        const variable = read?.variable ? constantText(read.variable) : null;
        if (read?.default && variable !== null) check(variable, kindNamed(variable), read.default);
        const given = argumentsOf(call);
        if (given.length === 0 || !given.some(({ value }) => MAY_HOLD_TOKEN.has(value.type))) return;
        const callee = calleeName(call);
        const hasBase = argument(call, { keyword: 'base_url' }) !== null;
        for (const [position, { kind, name, value }] of given.entries()) {
          if (kind === 'keyword' && name !== null) check(name, kindForKeyword(callee, name, hasBase), value);
          else if (kind === 'positional') check(lastName(call.function) ?? '', kindForPosition(callee, position), value);
        }
      },
      'module:exit'() {
        if (!options.requireStartupCheck) return;
        for (const { node, variable } of environmentReads(source.tree)) {
          const name = variable ? constantText(variable) : null;
          const kind = name === null ? null : kindNamed(name);
          if (kind && name !== null && !knowsShape(kind, source.text)) report({ node, message: 'unchecked', data: { name, shape: kind.shape } });
        }
      },
    };
  },
};

const MAY_HOLD_TOKEN = new Set(['string', 'call', 'subscript', 'identifier']);

function swapping({ variable }: EnvironmentRead, right: string | null): Suggestion<MessageId>[] {
  if (right === null || variable?.type !== 'string') return [];
  const quote = variable.text.charAt(0);
  return [{ message: 'swap', data: { right }, fix: (fixer) => fixer.replaceTextRange(variable.range, quote + right + quote) }];
}
