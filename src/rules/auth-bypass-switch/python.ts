import { argument, argumentsOf, methodName } from '../../python/calls.ts';
import { nodeAt } from '../../python/columns.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { developmentTest, impliesDevelopment, runsInDevelopmentOnly } from '../../python/development-switches.ts';
import { environmentReads } from '../../python/environment.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { isRefusingCall } from '../../python/guard-answers.ts';
import { identifiersOf } from '../../python/identifiers.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { references, resolve } from '../../python/scopes.ts';
import { settingsClassesOf, settingsFields } from '../../python/settings-classes.ts';
import { isForShow } from '../../vocabulary/stages.ts';
import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';
import { decidesAccess, speaksOfAccess, stateOf, switchMeaning, switchMentions, type MessageId, type Options } from './bypass-switch.ts';

/** One place where a switch is asked. */
interface Asked {
  readonly name: string;
  readonly node: Python.Node;
  /** Is authentication off where this is true? */
  readonly isOffWhenTrue: boolean;
}

export const python: PythonDetector<MessageId, Options> = {
  alsoMentions: switchMentions,
  visit: ({ source, options, path, report, mentions }) => {
    if (options.switchNames.length === 0 && !switchMentions.some((text) => mentions(text))) return {};
    // Tests and examples may do without.
    if (isTestFile(path) || isBackupCopy(path) || isForShow(path)) return {};
    const told = new Set<Python.Node>();

    function checkUses(asked: readonly Asked[]): void {
      for (const { name, node, isOffWhenTrue } of asked) {
        const place = conditionOf(node, isOffWhenTrue);
        if (!place || told.has(place.whole) || runsInDevelopmentOnly(node)) continue;
        // `and settings.is_development`: it is off in production whatever the switch says.
        if (impliesDevelopment(place.condition, place.isOffWhenTrue)) continue;
        const guard = guardFor(name, asked);
        if (guard === 'stops' || !opensAccess(place)) continue;
        told.add(place.whole);
        report({ node, message: guard === null ? 'unguarded' : 'guardOnlyWarns', data: { name } });
      }
    }

    /** What happens where production and the switch meet, as far as this file tells. */
    function guardFor(name: string, asked: readonly Asked[]): 'stops' | 'warns' | null {
      let found: 'warns' | null = null;
      for (const { node, name: other } of asked) {
        if (other !== name) continue;
        for (let at: Python.Node | null = node; at; at = at.parent) {
          if (at.type !== 'if_statement' || !asksForProduction(at, node)) continue;
          if (stops(at.consequence)) return 'stops';
          found = 'warns';
        }
      }
      return found;
    }

    function checkDefaults(): void {
      for (const { variable, default: fallback } of environmentReads(source.tree)) {
        const name = variable && constantText(variable);
        if (name !== null && fallback && switchMeaning(name, options) === 'disables' && isOnValue(fallback))
          report({ node: fallback, message: 'onByDefault', data: { name } });
      }
      for (const info of settingsClassesOf(source.tree).keys()) {
        for (const { name, default: fallback } of settingsFields(info)) {
          if (fallback && switchMeaning(name, options) === 'disables' && isOnValue(fallback))
            report({ node: fallback, message: 'onByDefault', data: { name } });
        }
      }
    }

    return {
      'module:exit'() {
        const names = identifiersOf(source.tree)
          .names()
          .filter((name) => switchMeaning(name, options) !== null);
        const asked = [
          ...names
            .flatMap((name) =>
              identifiersOf(source.tree)
                .rows(name)
                .map((row) => nodeAt(source.tree, row)),
            )
            .flatMap((node) => askedBy(node, options)),
          ...environmentReads(source.tree).flatMap(({ node, variable }) => askedUnder(node, variable, options)),
          ...configReads(source.tree, source.text, options),
        ];
        checkUses(asked);
        checkDefaults();
        if (options.failOpenEnvironment) checkEnvironment(asked);
      },
    };

    function checkEnvironment(asked: readonly Asked[]): void {
      for (const { node, name } of asked) {
        for (let at: Python.Node | null = node; at; at = at.parent) {
          if (at.type !== 'if_statement' || !asksForProduction(at, node) || !stops(at.consequence)) continue;
          const read = environmentReads(source.tree).find(({ default: fallback, variable }) => {
            const text = fallback && constantText(fallback);
            return (
              text !== null &&
              /^(?:dev|development|local|debug)$/iu.test(text) &&
              variable !== null &&
              /env|stage|mode/iu.test(constantText(variable) ?? '')
            );
          });
          const variable = read?.variable ? constantText(read.variable) : null;
          if (variable !== null) report({ node: at.condition, message: 'forgettable', data: { variable, name } });
        }
      }
    }
  },
};

/** `settings.disable_auth`, and a name of the module or an import: what a parameter says, the caller decides. */
function askedBy(node: Python.Node, options: Options): Asked[] {
  if (node.type !== 'identifier') return [];
  const name = node.text;
  const isOffWhenTrue = switchMeaning(name, options) === 'disables';
  const { parent } = node;
  if (parent?.type === 'attribute' && parent.attribute === node) {
    const owner = parent.object.type === 'call' ? (lastName(parent.object.function) ?? '') : (lastName(parent.object) ?? '');
    return /settings|config|conf|cfg|env|options/iu.test(owner) ? [{ name, node: parent, isOffWhenTrue }] : [];
  }
  const binding = resolve(node);
  if (!binding || binding.isBoundAt(node)) return [];
  const [definition] = binding.definitions;
  // What an environment variable gave it is asked for there, with the way in which it was read.
  const isImported = definition?.kind === 'import';
  const isConstant =
    binding.scope.kind === 'module' && definition?.kind === 'assignment' && /^(?:true|false)$/u.test(definition.value?.type ?? '');
  return isImported || isConstant ? [{ name, node, isOffWhenTrue }] : [];
}

function askedUnder(node: Python.Node, variable: Python.Node | null, options: Options): Asked[] {
  const name = variable && constantText(variable);
  const meaning = name === null ? null : switchMeaning(name, options);
  return name === null || meaning === null ? [] : [{ name, node, isOffWhenTrue: meaning === 'disables' }];
}

/** `app.config["AUTH_DISABLED"]`, `app.config.get("AUTH_DISABLED")`. */
function configReads({ root }: Python.Node['tree'], text: string, options: Options): Asked[] {
  if (!text.includes('config')) return [];
  const found: Asked[] = [];
  const module = root as unknown as Python.Module;
  for (const node of module.descendants('subscript')) {
    if (/config$|settings$/iu.test(lastName(node.value) ?? '') && !(node.parent?.type === 'assignment' && node.parent.left === node))
      found.push(...askedUnder(node, node.subscript, options));
  }
  for (const node of module.descendants('call')) {
    const object = node.function.type === 'attribute' ? node.function.object : null;
    if (object === null || methodName(node) !== 'get' || !/config$|settings$/iu.test(lastName(object) ?? '')) continue;
    const first = argument(node, { position: 0 });
    if (first !== null && first !== 'unknown') found.push(...askedUnder(node, first, options));
  }
  return found;
}

/** Where a switch decides something. */
interface Place {
  /** The `if`, the `a if c else b`, or the argument. */
  readonly whole: Python.Node;
  readonly condition: Python.Node;
  readonly isOffWhenTrue: boolean;
}

const MOST_STEPS = 20;
const READING_TRUTH = new Set([
  'bool',
  'str2bool',
  'strtobool',
  'parse_bool',
  'str_to_bool',
  'to_bool',
  'is_true',
  'asbool',
  'as_bool',
  'lower',
  'strip',
  'casefold',
  'str',
]);

/** The condition that a switch stands in, through `not`, comparisons with 'true', `bool(...)` and the one name it is given. */
function conditionOf(asked: Python.Node, offWhenTrue: boolean): Place | null {
  let node = asked;
  let isOffWhenTrue = offWhenTrue;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { parent } = node;
    switch (parent?.type) {
      case 'parenthesized_expression':
      case 'boolean_operator':
      case 'attribute':
        node = parent;
        break;
      case 'argument_list':
        if (parent.parent?.type !== 'call' || !READING_TRUTH.has(lastName(parent.parent.function) ?? '')) return null;
        node = parent.parent;
        break;
      case 'call':
        if (!READING_TRUTH.has(lastName(parent.function) ?? '')) return null;
        node = parent;
        break;
      case 'not_operator':
        isOffWhenTrue = !isOffWhenTrue;
        node = parent;
        break;
      case 'comparison_operator':
        if (saysNo(parent, node)) isOffWhenTrue = !isOffWhenTrue;
        node = parent;
        break;
      case 'if_statement':
      case 'elif_clause':
        return parent.condition === node ? { whole: parent, condition: node, isOffWhenTrue } : null;
      case 'conditional_expression':
        return parts(parent)[1] === node ? { whole: parent, condition: node, isOffWhenTrue } : null;
      case 'keyword_argument':
        return { whole: parent, condition: node, isOffWhenTrue };
      case 'assignment': {
        const binding = parent.right === node && parent.left.type === 'identifier' ? resolve(parent.left) : null;
        const uses = binding ? references(binding).filter((reference) => !binding.isBoundAt(reference)) : [];
        // One step only: what is given a second name is somebody's decision.
        for (const use of step < MOST_STEPS - 1 && !isNameOf(asked) ? uses : []) {
          const place = conditionOf(use, isOffWhenTrue);
          if (place && opensAccess(place)) return place;
        }
        return null;
      }
      default:
        return null;
    }
  }
  return null;
}

function isNameOf({ type }: Python.Node): boolean {
  return type === 'identifier';
}

/** `== "false"`, `!= "true"`, `is False`: the comparison is true where the switch is off. */
function saysNo(comparison: Python.ComparisonOperator, subject: Python.Node): boolean {
  const other = parts(comparison).find((side) => side !== subject);
  const [first] = other && ['tuple', 'list', 'set'].includes(other.type) ? parts(other) : [other];
  const value = first ? unwrap(first) : undefined;
  const text = value?.type === 'true' || value?.type === 'false' ? value.type : value ? constantText(value) : null;
  const isOff = text !== null && stateOf(text) === 'off';
  const isDifferent = comparison.tokens.some(({ type }) => type === '!=' || type === 'is not' || type === 'not in');
  return isOff !== isDifferent;
}

/** Does the branch that runs with authentication off let somebody by, or the other one alone put a guard in place? */
function opensAccess({ whole, condition, isOffWhenTrue }: Place): boolean {
  const around = enclosingFunction(whole)?.name.text ?? '';
  if (whole.type === 'conditional_expression') return speaksOfAccess(contextOf(whole));
  // `App(enable_auth=not settings.disable_auth)`
  if (whole.type === 'keyword_argument') return speaksOfAccess(whole.name.text) && condition.type === 'not_operator';
  if (whole.type !== 'if_statement' && whole.type !== 'elif_clause') return false;
  const { consequence } = whole;
  if (isOffWhenTrue) return letsBy(consequence) && (decidesAccess(around) || decidesAccess(outerName(whole)) || refusesLater(whole));
  // `if AUTH_ENABLED: app.add_middleware(AuthMiddleware)`
  return parts(consequence).some(
    (statement) => !isTalk(statement) && INSTALLING.test(statement.text.slice(0, LONGEST)) && speaksOfAccess(statement.text),
  );
}

const LONGEST = 1000;
const INSTALLING =
  /add_middleware|before_request|\.use\(|include_router|Depends\(|dependencies|middleware|verify|authenticate|check_|login_required|require|raise |abort\(|validate/iu;

function contextOf(node: Python.Node): string {
  const { parent } = node;
  return parent?.type === 'keyword_argument' || parent?.type === 'assignment' || parent?.type === 'pair' ? parent.text : node.text;
}

/** The name of the function around the function: of the decorator whose wrapper this is. */
function outerName(node: Python.Node): string {
  const inside = enclosingFunction(node);
  const outer = inside?.parent ? enclosingFunction(inside.parent) : null;
  return outer?.name.text ?? '';
}

/** Does a block end the function without refusing? */
function letsBy(block: Python.Block): boolean {
  const statements = parts(block);
  const last = statements.at(-1);
  if (
    last?.type !== 'return_statement' &&
    !(last?.type === 'expression_statement' && /^(?:yield|await call_next)/u.test(last.text.slice(0, LONGEST)))
  )
    return false;
  if (block.descendants('raise_statement').length > 0 || block.descendants('call').some(isRefusingCall)) return false;
  const [value] = parts(last);
  // `return False` and `return 401` refuse.
  return !(value && (value.type === 'false' || /40[13]|Unauthorized|Forbidden/u.test(value.text.slice(0, LONGEST))));
}

/** Is what follows in the function a refusal: 401, 403, `abort`? */
function refusesLater(node: Python.Node): boolean {
  const definition = enclosingFunction(node);
  return (
    definition !== null &&
    /\b(?:401|403|HTTP_40[13]\w*|Unauthorized|Forbidden|PermissionDenied|NotAuthenticated)\b/u.test(definition.text.slice(0, LONGEST * 10))
  );
}

function isTalk(statement: Python.Node): boolean {
  const call = statement.type === 'expression_statement' ? parts(statement)[0] : undefined;
  return call?.type === 'call' && /^(?:print|debug|info|warn|warning|error|log)$/u.test(lastName(call.function) ?? '');
}

/** Does an `if` around a switch, its own condition among others, ask whether this is production? */
function asksForProduction(statement: Python.IfStatement, node: Python.Node): boolean {
  if (!statement.condition.contains(node) && !statement.consequence.contains(node)) return false;
  const tests = [statement.condition, ...statement.condition.descendants('comparison_operator', 'identifier', 'attribute', 'call')];
  return tests.some((test) => {
    const found = developmentTest(test);
    if (!found) return false;
    const isNot = test.parent?.type === 'not_operator';
    return found.isNegated !== isNot;
  });
}

/** Does a block end the process, or add to what ends it? */
function stops(block: Python.Block): boolean {
  if (block.descendants('raise_statement').length > 0 || block.descendants('assert_statement').length > 0) return true;
  return block
    .descendants('call')
    .some(
      (call) =>
        /^(?:exit|_exit|abort|quit)$/u.test(lastName(call.function) ?? '') ||
        (methodName(call) === 'append' && argumentsOf(call).length === 1),
    );
}

function isOnValue(node: Python.Node): boolean {
  const value = unwrap(node);
  return value.type === 'true' || stateOf(constantText(value) ?? '') === 'on';
}
