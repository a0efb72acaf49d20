import { argument, argumentsOf } from '../../python/calls.ts';
import { nodeAt } from '../../python/columns.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { environmentRead, environmentReads, type EnvironmentRead } from '../../python/environment.ts';
import { unwrap } from '../../python/expressions.ts';
import { identifiersOf } from '../../python/identifiers.ts';
import { importAliases } from '../../python/imports.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import { followed } from '../../python/values.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { kindNamed, type TokenKind } from '../../vocabulary/token-shapes.ts';
import { crossing, knowsShape, mismatch, rightVariable, type MessageId, type Options } from './token-kinds.ts';
import { kindForKeyword, kindForPosition, mayTakeToken, mayTakeTokenAt } from './token-places.ts';

export const python: PythonDetector<MessageId, Options> = {
  mentions: [
    /slack/i,
    /anthropic/i,
    /openai/i,
    /stripe/i,
    /github_token/i,
    /telegram/i,
    /sendgrid/i,
    /aws_access/i,
    /google_api/i,
    /hf_token/i,
    /huggingface_token/i,
  ],
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

    function checkCall(call: Python.Call): void {
      const callee = calleeName(call);
      const hasBase = argument(call, { keyword: 'base_url' }) !== null;
      for (const [position, { kind, name, value }] of argumentsOf(call).entries()) {
        if (kind === 'keyword' && name !== null) check(name, kindForKeyword(callee, name, hasBase), value);
        else if (kind === 'positional') check(lastName(call.function) ?? '', kindForPosition(callee, position), value);
      }
    }

    return {
      assignment({ left, right }) {
        const name = left.type === 'subscript' ? constantText(left.subscript) : lastName(left);
        // `stripe.api_key = ...` sets what the whole module uses.
        if (right && name !== null)
          check(
            name,
            left.type === 'attribute' && left.text === 'stripe.api_key' ? kindNamed('STRIPE_SECRET_KEY') : kindNamed(name),
            right,
          );
      },
      pair({ key, value }) {
        const name = constantText(key);
        if (name !== null) check(name, kindNamed(name), value);
      },
      'module:exit'() {
        const reads = environmentReads(source.tree);
        for (const { variable, default: fallback } of reads) {
          const name = fallback && variable ? constantText(variable) : null;
          if (fallback && name !== null) check(name, kindNamed(name), fallback);
        }
        for (const call of callsThatTakeTokens(source.tree)) checkCall(call);
        if (!options.requireStartupCheck) return;
        for (const { node, variable } of reads) {
          const name = variable ? constantText(variable) : null;
          const kind = name === null ? null : kindNamed(name);
          if (kind && name !== null && !knowsShape(kind, source.text))
            report({ node, message: 'unchecked', data: { name, shape: kind.shape } });
        }
      },
    };
  },
};

/** The calls that pass something under the name of a token, or may be of a client that takes one by position. */
function callsThatTakeTokens(tree: PythonTree): ReadonlySet<Python.Call> {
  const identifiers = identifiersOf(tree);
  const byKeyword = identifiers
    .names()
    .filter(mayTakeToken)
    .flatMap((name) => identifiers.rows(name))
    .flatMap((row): Python.Call[] => {
      const { parent } = nodeAt(tree, row);
      const call = parent?.type === 'keyword_argument' && parent.name.row === row ? parent.parent?.parent : null;
      return call?.type === 'call' ? [call] : [];
    });
  const aliases = importAliases(tree);
  return new Set([...byKeyword, ...callsNamed(tree, (name) => mayTakeTokenAt(name) || aliases.has(name))]);
}

function swapping({ variable }: EnvironmentRead, right: string | null): Suggestion<MessageId>[] {
  if (right === null || variable?.type !== 'string') return [];
  const quote = variable.text.charAt(0);
  return [{ message: 'swap', data: { right }, fix: (fixer) => fixer.replaceTextRange(variable.range, quote + right + quote) }];
}
