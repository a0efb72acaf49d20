import type { Call } from '../../javascript/calls.ts';
import { lastName } from '../../javascript/calls.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { runsInDevelopmentOnly } from '../../javascript/development-switches.ts';
import { environmentRead } from '../../javascript/environment.ts';
import { memberName, stringOf, unwrap } from '../../javascript/expressions.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { variableOf } from '../../javascript/scopes.ts';
import { useOf, type ValueUse } from '../../javascript/value-uses.ts';
import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';
import { isCarrier, isCredentialHeader, isNeededCredential, type MessageId, type Options } from './missing-credential.ts';

/** A read of a credential that may come to nothing. */
interface Reading {
  readonly variable: string;
  readonly node: JavaScript.Node;
  /** The read with its `?? ''` or its assertion. */
  readonly expression: JavaScript.Node;
  readonly without: 'empty' | 'asserted' | 'unset' | undefined;
}

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: ['process.env', 'Deno.env', 'import.meta.env', 'Bun.env'],
  visit: ({ source, options, path, report }) => {
    // What a test sends is refused or accepted by the test.
    if (isTestFile(path) || isBackupCopy(path)) return {};
    const readings: Reading[] = [];

    function note(node: JavaScript.Node): void {
      const read = environmentRead(node, source);
      if (read?.name === undefined || !isNeededCredential(read.name, options)) return;
      let expression: JavaScript.Node = node;
      let isAsserted = false;
      for (let { parent } = node; parent && unwrap(parent) === unwrap(node); { parent } = parent) {
        isAsserted ||=
          parent.type === Kind.TSNonNullExpression || parent.type === Kind.TSAsExpression || parent.type === Kind.TSTypeAssertion;
        expression = parent;
      }
      const { parent } = expression;
      if (parent?.type === Kind.LogicalExpression && parent.operator !== '&&' && parent.left === expression) {
        readings.push({
          variable: read.name,
          node,
          expression: parent,
          without: stringOf(unwrap(parent.right)) === '' ? 'empty' : undefined,
        });
      } else readings.push({ variable: read.name, node, expression, without: isAsserted ? 'asserted' : 'unset' });
    }

    /** What happens to the value, also under the one name it is given. */
    function usesOf(expression: JavaScript.Node): ValueUse[] {
      const use = useOf(expression);
      const { target } = use;
      if (use.kind !== 'kept' || !target) return [use];
      if (target.type === Kind.Identifier) {
        const variable = variableOf(target, source);
        // What is exported may be looked at by whoever imports it.
        if (!variable) return [use];
        return variable.references
          .filter((reference) => reference.isRead())
          .map(({ identifier }) => ({ ...useOf(identifier), ...(use.isInText && { isInText: true }) }));
      }
      return [use];
    }

    function isSent({ kind, call, key, isInText, target }: ValueUse, { without }: Reading): boolean {
      // `headers.Authorization = `Bearer ${token}``
      if (kind === 'kept' && target?.type === Kind.MemberExpression && /headers(?:\.common)?$/iu.test(dottedText(target.object) ?? ''))
        return without === 'empty' || isInText;
      if (kind !== 'passed' || !call || isEnvironmentSchema(call)) return false;
      // `get(url, { headers: { 'x-api-key': key } })` sends, where `get('name', '')` only looks something up.
      if (isCarrier(lastName(call) ?? '') && !(key !== undefined && isCredentialHeader(key))) return false;
      if (isInText && (without === 'unset' || without === 'asserted')) return key !== undefined && isCredentialHeader(key);
      return without === 'empty' || without === 'asserted';
    }

    function check(reading: Reading): void {
      const { variable, node, expression, without } = reading;
      if (without === undefined || runsInDevelopmentOnly(node, source)) return;
      const uses = usesOf(expression);
      const sent = uses.find((use) => isSent(use, reading));
      if (uses.some(({ kind }) => kind === 'tested')) return;
      if (sent) {
        const message = without === 'empty' ? 'empty' : sent.isInText ? 'inText' : 'asserted';
        report({ node, message, data: { variable, nothing: 'undefined' } });
      } else if (options.settings && without === 'empty' && isExported(expression))
        report({ node, message: 'emptySetting', data: { variable } });
    }

    return {
      MemberExpression(node) {
        // The name is cheap to look at, what the object means is not.
        if (isNeededCredential(memberName(node) ?? '', options)) note(node);
      },
      CallExpression(node) {
        if (lastName(node) === 'get') note(node);
      },
      VariableDeclarator({ id, init }) {
        if (id.type !== Kind.ObjectPattern || !init) return;
        for (const property of id.properties) {
          const value = property.type === Kind.Property ? property.value : undefined;
          // `const { TOKEN = '' } = process.env`
          if (value?.type === Kind.AssignmentPattern && value.left.type === Kind.Identifier && stringOf(value.right) === '')
            noteDestructured(value.left);
        }
      },
      'Program:exit'() {
        const tested = new Set(
          readings.filter(({ expression }) => usesOf(expression).some(({ kind }) => kind === 'tested')).map(({ variable }) => variable),
        );
        for (const reading of readings) {
          // Somebody asks for it elsewhere in the file, or it stands in a list of what has to be set.
          if (tested.has(reading.variable) || isListed(reading.variable)) continue;
          check(reading);
        }
      },
    };

    function noteDestructured(name: JavaScript.Identifier): void {
      const read = environmentRead(name, source);
      const variable = variableOf(name, source);
      if (read?.name === undefined || !variable || !isNeededCredential(read.name, options)) return;
      const uses = variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => useOf(identifier));
      const reading: Reading = { variable: read.name, node: name, expression: name, without: 'empty' };
      if (!uses.some(({ kind }) => kind === 'tested') && uses.some((use) => isSent(use, reading)) && !isListed(read.name))
        report({ node: name, message: 'empty', data: { variable: read.name, nothing: 'undefined' } });
    }

    /** `'STRIPE_SECRET_KEY'` in quotes: in a list of what has to be set, or in a check of its own. */
    function isListed(variable: string): boolean {
      return ["'", '"', '`'].some((quote) =>
        source.text.replaceAll(`env[${quote}${variable}${quote}]`, '').includes(quote + variable + quote),
      );
    }
  },
};

/** `createEnv({ runtimeEnv: { X: process.env.X! } })`: the schema looks at it. */
function isEnvironmentSchema(call: Call): boolean {
  return /^(?:createEnv|cleanEnv|envsafe|parse|safeParse|object)$/u.test(lastName(call) ?? '');
}

/** `export const config = { token: process.env.X ?? '' }` */
function isExported(expression: JavaScript.Node): boolean {
  for (let node: JavaScript.Node | undefined = expression.parent; node; node = node.parent) {
    if (node.type === Kind.ExportNamedDeclaration || node.type === Kind.ExportDefaultDeclaration) return true;
    if (node.type === Kind.AssignmentExpression && node.left.type === Kind.MemberExpression) return memberName(node.left) === 'exports';
    if (node.type === Kind.BlockStatement) return false;
  }
  return false;
}
