import { argument, lastName } from '../../javascript/calls.ts';
import { constantText } from '../../javascript/constants.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { developmentTest, impliesDevelopment, runsInDevelopmentOnly } from '../../javascript/development-switches.ts';
import { environmentRead } from '../../javascript/environment.ts';
import { isFunction, keyOf, memberName, stringOf, unwrap } from '../../javascript/expressions.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { childrenOf, enclosingFunction, variableOf } from '../../javascript/scopes.ts';
import { isForShow } from '../../vocabulary/stages.ts';
import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';
import { decidesAccess, speaksOfAccess, stateOf, switchMeaning, switchMentions, type MessageId, type Options } from './bypass-switch.ts';

/** One place where a switch is asked. */
interface Asked {
  readonly name: string;
  readonly node: JavaScript.Node;
  /** Is authentication off where this is true? */
  readonly isOffWhenTrue: boolean;
}

/** Where a switch decides something. */
interface Place {
  readonly whole: JavaScript.IfStatement | JavaScript.ConditionalExpression;
  readonly isOffWhenTrue: boolean;
}

const MOST_STEPS = 20;
const LONGEST = 1000;

export const javascript: JavaScriptDetector<MessageId, Options> = {
  alsoMentions: switchMentions,
  visit: ({ source, options, path, report, mentions }) => {
    if (options.switchNames.length === 0 && !switchMentions.some((text) => mentions(text))) return {};
    // Tests and examples may do without.
    if (isTestFile(path) || isBackupCopy(path) || isForShow(path)) return {};
    const asked: Asked[] = [];
    const told = new Set<JavaScript.Node>();

    function note(name: string | undefined, node: JavaScript.Node): void {
      const meaning = name === undefined ? null : switchMeaning(name, options);
      if (name !== undefined && meaning !== null) asked.push({ name, node, isOffWhenTrue: meaning === 'disables' });
    }

    /** The condition that a switch stands in, through `!`, comparisons with 'true', and the one name it is given. */
    function conditionOf(start: JavaScript.Node, offWhenTrue: boolean, mayFollow: boolean): Place | undefined {
      let node = start;
      let isOffWhenTrue = offWhenTrue;
      for (let step = 0; step < MOST_STEPS; step += 1) {
        const { parent } = node;
        switch (parent?.type) {
          case Kind.UnaryExpression:
            if (parent.operator === '!') isOffWhenTrue = !isOffWhenTrue;
            node = parent;
            break;
          case Kind.BinaryExpression:
            if (saysNo(parent, node)) isOffWhenTrue = !isOffWhenTrue;
            node = parent;
            break;
          case Kind.LogicalExpression:
          case Kind.ChainExpression:
          case Kind.TSAsExpression:
          case Kind.TSNonNullExpression:
            node = parent;
            break;
          case Kind.MemberExpression:
            if (parent.object !== node || !/^(?:toLowerCase|trim)$/u.test(memberName(parent) ?? '')) return undefined;
            node = parent.parent;
            break;
          case Kind.CallExpression:
            if (!/^(?:Boolean|parseBool\w*|toBool\w*|isTrue|String)$/u.test(lastName(parent) ?? '')) return undefined;
            node = parent;
            break;
          case Kind.IfStatement:
          case Kind.ConditionalExpression:
            return parent.test === node ? { whole: parent, isOffWhenTrue } : undefined;
          case Kind.VariableDeclarator: {
            const variable = mayFollow && parent.id.type === Kind.Identifier ? variableOf(parent.id, source) : undefined;
            for (const reference of variable?.references ?? []) {
              const place = reference.isRead() ? conditionOf(reference.identifier, isOffWhenTrue, false) : undefined;
              if (place && opensAccess(place)) return place;
            }
            return undefined;
          }
          default:
            return undefined;
        }
      }
      return undefined;
    }

    /** `=== 'false'`, `!== 'true'`: the comparison is true where the switch is off. */
    function saysNo(comparison: JavaScript.BinaryExpression, subject: JavaScript.Node): boolean {
      const other = unwrap(comparison.left === subject ? comparison.right : comparison.left);
      const text = other.type === Kind.Literal && typeof other.value === 'boolean' ? String(other.value) : constantText(other, source);
      const isOff = text !== undefined && stateOf(text) === 'off';
      return isOff !== comparison.operator.startsWith('!');
    }

    function opensAccess({ whole, isOffWhenTrue }: Place): boolean {
      // A word in a sentence is shown, and decides nothing.
      if (whole.type === Kind.ConditionalExpression)
        return whole.parent.type !== Kind.TemplateLiteral && speaksOfAccess(source.getText(whole));
      if (isOffWhenTrue) return letsBy(whole.consequent) && (decidesAccess(nameAround(whole)) || refusesLater(whole));
      // `if (authEnabled) app.use(requireAuth)`
      return statementsOf(whole.consequent).some((statement) => {
        const text = source.getText(statement).slice(0, LONGEST);
        return !isTalk(statement) && INSTALLING.test(text) && speaksOfAccess(text);
      });
    }

    /** Does a branch go on to the handler, or leave the guard without refusing? */
    function letsBy(branch: JavaScript.Statement): boolean {
      const last = statementsOf(branch).at(-1);
      const text = source.getText(branch).slice(0, LONGEST);
      if (/\bthrow\b|\b40[13]\b|nauthorized|orbidden|redirect\(/u.test(text)) return false;
      if (last?.type === Kind.ReturnStatement) return !(last.argument?.type === Kind.Literal && last.argument.value === false);
      return last?.type === Kind.ExpressionStatement && /^(?:await )?next\(/u.test(source.getText(last));
    }

    function refusesLater(node: JavaScript.Node): boolean {
      const around = enclosingFunction(node);
      return around !== undefined && /\b40[13]\b|Unauthorized|Forbidden/u.test(source.getText(around).slice(0, LONGEST * 10));
    }

    /** What happens where production and the switch meet, as far as this file tells. */
    function guardFor(name: string): 'stops' | 'warns' | undefined {
      let found: 'warns' | undefined;
      for (const { node, name: other } of asked) {
        if (other !== name) continue;
        for (let at: JavaScript.Node | undefined = node; at; at = at.parent) {
          if (at.type !== Kind.IfStatement || !asksForProduction(at.test)) continue;
          if (/\bthrow\b|process\.exit\(|\.push\(/u.test(source.getText(at.consequent).slice(0, LONGEST))) return 'stops';
          found = 'warns';
        }
      }
      return found;
    }

    function asksForProduction(condition: JavaScript.Node): boolean {
      const waiting = [condition];
      for (let node = waiting.pop(); node; node = waiting.pop()) {
        if (developmentTest(node, source)?.isNegated === true) return true;
        if (node.type === Kind.LogicalExpression) waiting.push(...childrenOf(node, source));
      }
      return false;
    }

    return {
      MemberExpression(node) {
        const name = memberName(node);
        if (name === undefined || switchMeaning(name, options) === null) return;
        const owner = dottedText(node.object) ?? (node.object.type === Kind.CallExpression ? (lastName(node.object) ?? '') : '');
        if (environmentRead(node, source) || /(?:settings|config|conf|cfg|env|options)$/iu.test(owner)) note(name, node);
      },
      CallExpression(node) {
        // `configService.get('AUTH_DISABLED')`
        if (/^get(?:OrThrow)?$/u.test(lastName(node) ?? '') && /config|settings|env/iu.test(dottedText(node.callee) ?? ''))
          note(stringOf(argument(node, 0)), node);
      },
      Identifier(node) {
        if (switchMeaning(node.name, options) === null || node.parent.type === Kind.MemberExpression) return;
        const definition = variableOf(node, source)?.defs[0];
        // What a parameter says, the caller decides; what is read from the environment is asked for there.
        if (definition?.node.type === Kind.ImportSpecifier && definition.name !== node) note(node.name, node);
      },
      'Program:exit'() {
        for (const { name, node, isOffWhenTrue } of asked) {
          checkDefault(name, node);
          const place = conditionOf(node, isOffWhenTrue, true);
          if (!place || told.has(place.whole) || runsInDevelopmentOnly(node, source)) continue;
          // `&& isDev`: it is off in production whatever the switch says.
          if (impliesDevelopment(place.whole.test, place.isOffWhenTrue, source)) continue;
          const guard = guardFor(name);
          if (guard === 'stops' || !opensAccess(place)) continue;
          told.add(place.whole);
          report({ node, message: guard ? 'guardOnlyWarns' : 'unguarded', data: { name } });
        }
      },
    };

    /** `process.env.DISABLE_AUTH ?? 'true'` */
    function checkDefault(name: string, node: JavaScript.Node): void {
      const { parent } = node;
      if (
        parent?.type !== Kind.LogicalExpression ||
        parent.left !== node ||
        parent.operator === '&&' ||
        switchMeaning(name, options) !== 'disables'
      )
        return;
      const value = unwrap(parent.right);
      const isOn = value.type === Kind.Literal && (value.value === true || stateOf(String(value.value)) === 'on');
      if (isOn) report({ node: value, message: 'onByDefault', data: { name } });
    }
  },
};

const INSTALLING = /\.use\(|register\(|addHook\(|useGlobalGuards|verify|authenticate|require|guard|middleware|throw /iu;

function statementsOf(branch: JavaScript.Statement): readonly JavaScript.Statement[] {
  return branch.type === Kind.BlockStatement ? branch.body : [branch];
}

function isTalk(statement: JavaScript.Statement): boolean {
  const call = statement.type === Kind.ExpressionStatement ? statement.expression : undefined;
  return call?.type === Kind.CallExpression && /^(?:log|debug|info|warn|error)$/u.test(lastName(call) ?? '');
}

/** The names of the functions around a place, and of what they are assigned to. */
function nameAround(node: JavaScript.Node): string {
  const names: string[] = [];
  for (let at = node.parent; at; at = at.parent) {
    if (isFunction(at) && at.id) names.push(at.id.name);
    if (at.type === Kind.VariableDeclarator && at.id.type === Kind.Identifier) names.push(at.id.name);
    if (at.type === Kind.MethodDefinition || at.type === Kind.Property) names.push(keyOf(at) ?? '');
    if (at.type === Kind.ClassDeclaration && at.id) names.push(at.id.name);
  }
  return names.join(' ');
}
