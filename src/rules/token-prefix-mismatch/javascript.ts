import { argument, calleeName, hasSpread, lastName, property, type Call } from '../../javascript/calls.ts';
import { alternatives } from '../../javascript/alternatives.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { environmentRead } from '../../javascript/environment.ts';
import { keyOf, stringOf, unwrap } from '../../javascript/expressions.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { kindNamed, type TokenKind } from '../../vocabulary/token-shapes.ts';
import { crossing, knowsShape, mismatch, rightVariable, type MessageId, type Options } from './token-kinds.ts';
import { kindForKeyword, kindForPosition } from './token-places.ts';

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: [
    /slack/i,
    /anthropic/i,
    /openai/i,
    /stripe/i,
    /github_token/i,
    /githubtoken/i,
    /telegram/i,
    /sendgrid/i,
    /aws_access/i,
    /google_api/i,
    /hf_token/i,
  ],
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path)) return {};
    const told = new Set<JavaScript.Node>();

    /** What is given where a token of a kind belongs: a text, or an environment variable. */
    function check(name: string, wanted: TokenKind | null, given: JavaScript.Node): void {
      if (!wanted) return;
      for (const value of alternatives(given, source)) {
        if (told.has(value)) continue;
        const text = stringOf(value);
        const found = text === undefined ? null : mismatch(name, wanted, text, options);
        if (found) report({ node: value, ...found });
        const variable = environmentRead(value, source)?.name;
        const crossed = variable === undefined ? null : crossing(wanted, variable);
        if (found || crossed) told.add(value);
        if (!crossed || variable === undefined) continue;
        const data = { parameter: name, wanted: crossed.wanted.noun, variable, given: crossed.given.noun };
        report({ node: value, message: 'crossed', data, suggest: swapping(value, rightVariable(variable, crossed.given, crossed.wanted)) });
      }
    }

    function checkCall(call: Call): void {
      if (call.arguments.length === 0) return;
      const callee = calleeName(call, source) ?? null;
      if (callee === null) return;
      for (const [position, value] of call.arguments.entries()) check(lastName(call) ?? '', kindForPosition(callee, position), value);
      const settings = argument(call, 0);
      if (settings?.type !== Kind.ObjectExpression) return;
      const hasBase = property(settings, 'baseURL') !== undefined || hasSpread(settings);
      for (const part of settings.properties) {
        const key = part.type === Kind.Property ? keyOf(part) : undefined;
        if (part.type === Kind.Property && key !== undefined) check(key, kindForKeyword(callee, key, hasBase), part.value);
      }
    }

    return {
      CallExpression: checkCall,
      NewExpression: checkCall,
      VariableDeclarator({ id, init }) {
        if (id.type === Kind.Identifier && init) check(id.name, kindNamed(id.name), init);
      },
      Property(node) {
        const key = node.parent.type === Kind.ObjectExpression ? keyOf(node) : undefined;
        if (key !== undefined) check(key, kindNamed(key), node.value);
      },
      LogicalExpression({ left, right }) {
        // `process.env.SLACK_BOT_TOKEN ?? 'xapp-...'`
        const name = environmentRead(left, source)?.name;
        if (name !== undefined && stringOf(right) !== undefined) check(name, kindNamed(name), right);
      },
      MemberExpression(node) {
        if (!options.requireStartupCheck) return;
        const name = environmentRead(node, source)?.name;
        const kind = name === undefined ? null : kindNamed(name);
        if (kind && name !== undefined && !knowsShape(kind, source.text))
          report({ node, message: 'unchecked', data: { name, shape: kind.shape } });
      },
    };
  },
};

/** `process.env.X`: the name of the property is what changes. */
function swapping(read: JavaScript.Node, right: string | null): Suggestion<MessageId>[] {
  const node = unwrap(read);
  if (right === null || node.type !== Kind.MemberExpression || node.computed) return [];
  const { range } = node.property;
  return [{ message: 'swap', data: { right }, fix: (fixer) => fixer.replaceTextRange(range, right) }];
}
