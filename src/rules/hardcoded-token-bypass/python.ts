import type { Suggestion } from '../../language/detector.ts';
import { openingBy, type Flow, type Opening } from '../../language/guarded-flow.ts';
import { functionAsCheck, guardAround, type Guard } from '../../python/auth-guards.ts';
import { removalOf } from '../../python/branch-removal.ts';
import { argument, argumentsOf, methodName } from '../../python/calls.ts';
import { classOfMethod } from '../../python/classes.ts';
import { comparingCalls, fixedComparison, type FixedComparison } from '../../python/comparisons.ts';
import { constantText } from '../../python/constants.ts';
import { credentialIn, identifierIn } from '../../python/credentials.ts';
import { standsForCredential } from '../../python/handed-credentials.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { environmentRead } from '../../python/environment.ts';
import { parts } from '../../python/expressions.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { flowOf } from '../../python/guard-flow.ts';
import { askersOf } from '../../python/guard-predicates.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { booleanOf } from '../../python/numbers.ts';
import { stringsHolding } from '../../python/strings-found.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import { credentialNoun } from '../../vocabulary/credential-names.ts';
import { isIdentifierName } from '../../vocabulary/guard-names.ts';
import { isForShow } from '../../vocabulary/stages.ts';
import {
  fixedCredentialIn,
  fixedIdentityIn,
  isKnownLiteral,
  isOn,
  literalMentions,
  literalPattern,
  LONGEST_LITERAL,
  mayHoldKnownLiteral,
  quoted,
  readsLanguage,
  spellsKnownLiteral,
  type MessageId,
  type Options,
} from './fixed-credential.ts';
import { credentialMentions, isNotRun } from './running-code.ts';

/** A comparison that opens a door if its branch lets the caller in. */
interface Match extends FixedComparison {
  readonly node: Python.Node;
  readonly text: string;
  /** Null when an identity is compared, and no credential. */
  readonly noun: string | null;
  readonly isFromRequest: boolean;
}

export const python: PythonDetector<MessageId, Options> = {
  alsoMentions: [...credentialMentions.python, ...literalMentions],
  visit: ({ source, options, path, mentions, report }) => {
    // Nobody logs in to a test, and what documentation shows is no door.
    const mayKnowLiteral = mayHoldKnownLiteral(mentions, options.literals);
    if (!(mayKnowLiteral || credentialMentions.python.some(mentions)) || isNotRun(path, source.text)) return {};
    let isParser: boolean | undefined;
    const matches = new Map<Python.Node, Match | null>();
    const flows = new Map<Guard['function'], Flow>();
    const toldConditions = new Set<Python.Node>();
    const toldLiterals = new Set<string>();
    /** By the switch that is on by default: the literal that it lets in. */
    const switchedOn = new Map<string, string>();
    let switches: ReadonlyMap<string, Python.Node> | undefined;

    function matchOf(node: Python.Node): Match | null {
      let match = matches.get(node);
      if (match === undefined) {
        match = readMatch(node);
        // In a parser `token` is a word of the language.
        if (match?.noun === 'token' && (isParser ??= readsLanguage(source.text)) && readsLanguage(placeOf(node).text)) match = null;
        matches.set(node, match);
      }
      return match;
    }

    function flowIn(guard: Guard): Flow {
      let flow = flows.get(guard.function);
      if (!flow) {
        flow = flowOf(guard, (node) => {
          const match = matchOf(node);
          return match && { match, isNegated: match.isNegated };
        });
        flows.set(guard.function, flow);
      }
      return flow;
    }

    function openingIn(guard: Guard, match: Match): Opening | null {
      // Whoever is let in by name, and has a password looked at elsewhere, is not let in by name alone.
      const isIdentity = match.noun === null;
      const trustsLookups = isIdentity || match.extent !== 'whole';
      return openingBy(match, flowIn(guard), { trustsLookups, asksForOtherWay: isIdentity, isAlone: isIdentity });
    }

    /** The guard that asks a function of this file, and lets in by its answer: `if is_demo(token): return view()`. */
    function askerOf(node: Python.Node, match: Match): Guard | null {
      return (
        askersOf(node)
          .map((asker) => guardAround(asker.body, path))
          .find((guard) => guard && openingIn(guard, match)) ?? null
      );
    }

    function check(node: Python.Node): void {
      if (node.type === 'comparison_operator' && !isCandidate(node)) return;
      // First what is cheap and rare: few comparisons are with a fixed credential at all.
      const match = matchOf(node);
      if (!match) return;
      const around = guardAround(node, path);
      const guard = around ?? askerOf(node, match) ?? (spellsKnown(node) ? functionAsCheck(node) : null);
      const opening = guard && openingIn(guard, match);
      if (!opening) return;
      // `is_admin(user)` asks about somebody who has been let in already.
      if (match.noun === null && !match.isFromRequest && asksAboutSomebody(guard)) return;
      // Where nobody else can get in, the name is a list of one that somebody proved to be on: a decision, not a way around it.
      if (match.noun === null && !match.isFromRequest && !opening.hasOtherWay) return;
      toldLiterals.add(match.text);
      const condition = wholeCondition(node);
      // `username == 'admin' and password == 'x'`: the password is what somebody has to know.
      if (match.noun === null && condition.descendants('comparison_operator').some((other) => matchOf(other)?.noun)) return;
      // `token == 'a' or token == 'b'` is one branch to delete.
      if (toldConditions.has(condition)) return;
      toldConditions.add(condition);
      tell(match, opening.flag);
    }

    function tell(match: Match, flag: string | null): void {
      switches ??= switchesOn(source.tree);
      const isOnByDefault = flag !== null && switches.has(flag);
      if (isOnByDefault) switchedOn.set(flag, match.text);
      else if (flag !== null && !options.developmentBypasses) return;
      const data = { literal: quoted(match.text), noun: match.noun ?? 'identity', flag: flag ?? '' };
      const message = flag !== null && !isOnByDefault ? 'whileSwitch' : match.noun === null ? 'fixedIdentity' : 'fixedCredential';
      report({ node: match.literal, message, data, suggest: suggestionsFor(match) });
    }

    /** Outside of guards only the known tokens count, and only where they are spelled out. */
    function spellsKnown(node: Python.Node): boolean {
      const [start, end] = node.range;
      return end - start < 4 * LONGEST_LITERAL && node.type !== 'case_clause' && spellsKnownLiteral(node.text, options.literals);
    }

    function tellKnown(node: Python.String): void {
      if (node.range[1] - node.range[0] > LONGEST_LITERAL) return;
      const text = constantText(node);
      // The comparison that lets it in is reported; its text is the same defect again.
      if (text === null || toldLiterals.has(text) || !isKnownLiteral(text, options.literals) || !standsForCredential(node)) return;
      report({ node, message: 'knownLiteral', data: { literal: quoted(text) } });
    }

    return {
      comparison_operator: check,
      case_clause: check,
      'module:exit'() {
        for (const call of comparingCalls(source.tree)) check(call);
        if (mayKnowLiteral && !isForShow(path))
          for (const string of stringsHolding(source.tree, literalPattern(options.literals))) tellKnown(string);
        for (const [name, text] of switchedOn) {
          const node = switches?.get(name);
          if (node) report({ node, message: 'defaultOn', data: { flag: name, literal: quoted(text) } });
        }
      },
    };
  },
};

/** Could a comparison, by what stands on its sides, be one with a fixed credential? Asked of every comparison, so it follows no name. */
function isCandidate(node: Python.ComparisonOperator): boolean {
  const [left, right] = parts(node);
  if (!left || !right) return false;
  if (left.type === 'integer' || right.type === 'integer') return [left, right].some(isNamedForNumbers);
  if (TEXTS.has(left.type) || TEXTS.has(right.type)) return true;
  // Two names: one of them is a constant, or says that it holds a credential.
  return [left, right].some((side) => {
    const name = lastName(side);
    return name !== null && (/^[A-Z][A-Z0-9_]*$/u.test(name) || credentialNoun(name) !== null || side.type === 'identifier');
  });
}

const TEXTS = new Set(['string', 'concatenated_string', 'list', 'tuple', 'set', 'dictionary', 'binary_operator', 'call', 'subscript']);

/** `user_id`, `user.id`, `pin`: what is compared with a number and tells who somebody is. */
function isNamedForNumbers(node: Python.Node): boolean {
  const name =
    node.type === 'subscript'
      ? node.subscript.text
      : node.type === 'call'
        ? (argumentsOf(node)[0]?.value.text ?? '')
        : (lastName(node) ?? '');
  return name === 'id' || name === 'pk' || isIdentifierName(name) || credentialNoun(name) !== null;
}

function readMatch(node: Python.Node): Match | null {
  const comparison = fixedComparison(node);
  if (!comparison) return null;
  const credential = credentialIn(comparison.subject);
  if (credential) {
    const text = fixedCredentialIn(comparison, credential);
    return text === null ? null : { ...comparison, node, text, noun: credential.noun, isFromRequest: credential.isFromRequest };
  }
  const mayBeIdentity = comparison.extent === 'whole' && (!comparison.isNegated || isOneOfSeveral(node));
  const identity = mayBeIdentity ? identifierIn(comparison.subject) : null;
  const text = identity && fixedIdentityIn(comparison.texts, identity.name);
  return identity && text !== null ? { ...comparison, node, text, noun: null, isFromRequest: identity.isFromRequest } : null;
}

function asksAboutSomebody({ admission, function: node }: Guard): boolean {
  return admission === 'value' && node.type !== 'module' && /^_*is_/u.test(node.name.text);
}

/** `role != 'admin' and user.name != 'mia'`: alone it would be a list of one that refuses all others. */
function isOneOfSeveral({ parent }: Python.Node): boolean {
  return parent?.type === 'boolean_operator';
}

/** The class or function a node stands in, as far as one word has one meaning. */
function placeOf(node: Python.Node): Python.Node {
  const inside = enclosingFunction(node);
  return inside ? (classOfMethod(inside) ?? inside) : (node.tree.root as unknown as Python.Module);
}

/** The condition, or the `case`, that a comparison is a part of. */
function wholeCondition(node: Python.Node): Python.Node {
  let whole = node;
  while (whole.parent && CONNECTING.has(whole.parent.type)) whole = whole.parent;
  return whole;
}

const CONNECTING = new Set(['boolean_operator', 'not_operator', 'parenthesized_expression']);

function suggestionsFor({ node, text, isNegated }: Match): Suggestion<MessageId>[] {
  const removal = removalOf(node, isNegated);
  if (!removal) return [];
  return [{ message: removal.kind === 'branch' ? 'deleteBranch' : 'deleteComparison', data: { literal: quoted(text) }, fix: removal.fix }];
}

/** The switches that a file turns on by itself (`setdefault('TESTING', True)`, `getenv('DEMO_MODE', 'true')`), and where. */
function switchesOn(tree: PythonTree): ReadonlyMap<string, Python.Node> {
  const found = new Map<string, Python.Node>();
  for (const call of (tree.root as unknown as Python.Module).descendants('call')) {
    const read = environmentRead(call);
    const isSetting = methodName(call) === 'setdefault';
    const variable = read?.variable ?? (isSetting ? argument(call, { position: 0 }) : null);
    const value = read?.default ?? (isSetting ? argument(call, { position: 1 }) : null);
    if (variable === null || variable === 'unknown' || value === null || value === 'unknown') continue;
    const name = constantText(variable);
    if (name !== null && (booleanOf(value) === true || isOn(constantText(value) ?? value.text))) found.set(name, value);
  }
  return found;
}
