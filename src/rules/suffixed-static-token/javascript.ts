import { lastName, type Call } from '../../javascript/calls.ts';
import { fixedComparison } from '../../javascript/comparisons.ts';
import { fold } from '../../javascript/constants.ts';
import { credentialIn } from '../../javascript/credentials.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { memberName, stringOf } from '../../javascript/expressions.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { enclosingClass, enclosingFunction } from '../../javascript/scopes.ts';
import { useOf } from '../../javascript/value-uses.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { checking, isBeginning, leavesOutSuffix, lookingAtBeginning, namesToken, withoutScheme, type MessageId } from './token-text.ts';

interface Producer {
  readonly node: JavaScript.Node;
  readonly prefix: string;
}

export const javascript: JavaScriptDetector<MessageId> = {
  mentions: [/token/i, /passkey/i, /secret/i, /api_key/i, /apikey/i],
  visit: ({ source, path, report }) => {
    if (isTestFile(path)) return {};
    const producers: Producer[] = [];
    const comparisons: JavaScript.Node[] = [];
    const looks: string[] = [];

    /** Where the token is looked at or made, is the changing part checked: a signature, a digest? */
    function checksRest(node: JavaScript.Node): boolean {
      const text = source.getText(enclosingClass(node) ?? enclosingFunction(node) ?? source.ast);
      return checking.some((word) => text.includes(word));
    }

    function noteProducer(node: JavaScript.Node, prefix: string): void {
      if (isBeginning(prefix) && makesToken(node)) producers.push({ node, prefix });
    }

    function noteCall(call: Call): void {
      const name = lastName(call) ?? '';
      const texts = call.arguments.flatMap((given) => stringOf(given) ?? []);
      if (lookingAtBeginning.has(name)) looks.push(...texts);
      if (name === 'includes' || name === 'has') comparisons.push(call);
      // `localStorage.setItem('token', `demo_token_${now}`)`
      const [key, value] = call.arguments;
      if (texts[0] !== undefined && stringOf(key) === texts[0] && value && namesToken(texts[0])) {
        const [first, ...rest] = fold(value, source).parts;
        if (first && 'text' in first && rest.length > 0 && isBeginning(first.text)) producers.push({ node: value, prefix: first.text });
      }
    }

    return {
      CallExpression: noteCall,
      TemplateLiteral(node) {
        const prefix = node.quasis[0]?.value.cooked ?? '';
        if (node.expressions.length > 0) noteProducer(node, prefix);
      },
      BinaryExpression(node) {
        if (node.operator !== '+') comparisons.push(node);
        // Only the whole sum, whose left end is its first text.
        else if (!(node.parent.type === Kind.BinaryExpression && node.parent.operator === '+')) {
          const [first, ...rest] = fold(node, source).parts;
          if (first && 'text' in first && rest.length > 0) noteProducer(node, first.text);
        }
      },
      SwitchCase(node) {
        comparisons.push(node);
      },
      'Program:exit'() {
        const told = new Set<JavaScript.Node>();
        // Few files make such tokens, and only those have their comparisons read.
        for (const node of producers.length > 0 ? comparisons : []) {
          const comparison = fixedComparison(node, source);
          if (comparison?.extent !== 'whole' || !credentialIn(comparison.subject, source) || checksRest(node)) continue;
          for (const literal of comparison.texts.map(withoutScheme)) {
            // Somebody looks at the beginning alone, so the rest may be what it likes.
            if (looks.some((text) => text.startsWith(literal))) continue;
            for (const producer of producers) {
              if (told.has(producer.node) || !leavesOutSuffix(literal, producer.prefix) || checksRest(producer.node)) continue;
              told.add(producer.node);
              report({
                node: producer.node,
                message: 'neverEqual',
                data: { prefix: producer.prefix, literal, line: comparison.literal.loc.start.line },
              });
            }
          }
        }
      },
    };
  },
};

/** Does the text become a token: under its name, as an answer's field, or as what a function of that name returns? */
function makesToken(node: JavaScript.Node): boolean {
  const { key, target } = useOf(node);
  if (key !== undefined && namesToken(key)) return true;
  if (target?.type === Kind.Identifier) return namesToken(target.name);
  if (target?.type === Kind.MemberExpression) return namesToken(memberName(target) ?? '');
  const around =
    node.parent?.type === Kind.ReturnStatement || node.parent?.type === Kind.ArrowFunctionExpression ? enclosingFunction(node) : undefined;
  if (!around) return false;
  const holder = around.parent;
  const name = around.id?.name ?? (holder.type === Kind.VariableDeclarator && holder.id.type === Kind.Identifier ? holder.id.name : '');
  return namesToken(name);
}
