import { argument, calleeName, hasSpread, property, type Call } from '../../javascript/calls.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { runsInDevelopmentOnly } from '../../javascript/development-switches.ts';
import { environmentRead } from '../../javascript/environment.ts';
import { dottedText } from '../../javascript/names.ts';
import { isFunction, keyOf, memberName, unwrap } from '../../javascript/expressions.ts';
import { generatedIn, isKeptFor } from '../../javascript/generated-secrets.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { enclosingFunction, variableOf } from '../../javascript/scopes.ts';
import { keysGivenTo } from '../../javascript/signing-keys.ts';
import { isSigningKeyName } from '../../vocabulary/signing-names.ts';
import { isForShow } from '../../vocabulary/stages.ts';
import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';

type MessageId = 'newKey' | 'newDefault' | 'memoryStore';

export const javascript: JavaScriptDetector<MessageId> = {
  mentions: [
    /randombytes/i,
    /randomuuid/i,
    'uuid',
    'nanoid',
    'generateKey',
    'Math.random',
    'getRandomValues',
    'randomstring',
    'cuid',
    'ulid',
    'generateSecret',
    'express-session',
  ],
  alsoMentions: [/secret/i, /jwt/i, /signing/i, /session/i, /cookie/i, 'koa'],
  visit: ({ source, path, report, mentions }) => {
    // A test signs its tokens and forgets them, and where only developers come a restart may log them out.
    if (isTestFile(path) || isBackupCopy(path) || isForShow(path)) return {};
    if (![/secret/i, /jwt/i, /signing/i, /session/i, /cookie/i, 'koa'].some((word) => mentions(word))) return {};
    const told = new Set<JavaScript.Node>();

    function check(expression: JavaScript.Node): void {
      const found = generatedIn(expression, source);
      if (
        !found ||
        told.has(found) ||
        runsInDevelopmentOnly(expression, source) ||
        runsInDevelopmentOnly(found, source) ||
        isKept(expression) ||
        isKept(found)
      )
        return;
      told.add(found);
      const variable = variableBefore(found);
      report({ node: found, message: variable === undefined ? 'newKey' : 'newDefault', data: { variable: variable ?? '' } });
    }

    /** Is the new key written to a file, printed for the operator, or handed to a store, so that it stays? */
    function isKept(node: JavaScript.Node): boolean {
      for (let at: JavaScript.Node | undefined = node; at && !isFunction(at); at = at.parent) {
        const name = at.type === Kind.VariableDeclarator ? at.id : at.type === Kind.AssignmentExpression ? at.left : undefined;
        if (!name) continue;
        const variable = name.type === Kind.Identifier ? variableOf(name, source) : undefined;
        return variable !== undefined && isKeptFor(variable);
      }
      return false;
    }

    /** The environment variable that is asked for first: `process.env.JWT_SECRET ?? randomUUID()`. */
    function variableBefore(generator: JavaScript.Node): string | undefined {
      for (let node = generator, { parent } = generator; parent && !STATEMENTS.has(parent.type); node = parent, { parent } = parent) {
        const before = parent.type === Kind.LogicalExpression && parent.right === node ? environmentRead(parent.left, source) : undefined;
        if (before?.name !== undefined) return before.name;
      }
      return undefined;
    }

    function checkCall(call: Call): void {
      const before = told.size;
      for (const key of keysGivenTo(call, source)) check(key);
      if (told.size === before && calleeName(call, source) === 'express-session') checkStore(call);
    }

    function checkStore(call: Call): void {
      const options = argument(call, 0);
      // Options that come from elsewhere may hold a store, and what is spread in too.
      if (call.arguments.length > 0 && options?.type !== Kind.ObjectExpression) return;
      if (options?.type === Kind.ObjectExpression && (hasSpread(options) || property(options, 'store') !== undefined)) return;
      if (!runsInDevelopmentOnly(call, source)) report({ node: call.callee, message: 'memoryStore' });
    }

    return {
      CallExpression: checkCall,
      NewExpression: checkCall,
      VariableDeclarator({ id, init }) {
        if (id.type === Kind.Identifier && init && isSigningKeyName(id.name) && !enclosingFunction(id)) check(init);
      },
      AssignmentExpression({ left, right }) {
        if (left.type !== Kind.MemberExpression) return;
        const name = memberName(left) ?? '';
        const owner = dottedText(left.object) ?? '';
        // Koa's `app.keys = [...]`, and `config.jwtSecret = ...`.
        if (name === 'keys' && /app$/iu.test(owner)) {
          const list = unwrap(right);
          for (const key of list.type === Kind.ArrayExpression ? list.elements : []) if (key) check(key);
        } else if (isSigningKeyName(name) && /(?:^|\.)\w*(?:app|config|settings|options|locals|env)$/iu.test(owner)) check(right);
      },
      Property(node) {
        // In an object that nobody knows, only what stands in for a variable is certainly made for the whole program.
        if (node.parent.type !== Kind.ObjectExpression || node.value.type !== Kind.LogicalExpression || enclosingFunction(node)) return;
        if (isSigningKeyName(keyOf(node) ?? '') && environmentRead(node.value.left, source)) check(node.value);
      },
    };
  },
};

const STATEMENTS: ReadonlySet<string> = new Set([Kind.BlockStatement, Kind.Program]);
