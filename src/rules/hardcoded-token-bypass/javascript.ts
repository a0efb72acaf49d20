import type { Suggestion } from '../../language/detector.ts';
import { openingBy, type Flow, type Opening } from '../../language/guarded-flow.ts';
import { authGuardAround, codeAsLogin, functionAsCheck, type AuthGuard } from '../../javascript/auth-guards.ts';
import { speaksToBrowser } from '../../javascript/browser-code.ts';
import { removalOf } from '../../javascript/branch-removal.ts';
import { lastName, methodName } from '../../javascript/calls.ts';
import { fixedComparison, type FixedComparison } from '../../javascript/comparisons.ts';
import { credentialIn, identifierIn } from '../../javascript/credentials.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction } from '../../javascript/expressions.ts';
import { switchesOn } from '../../javascript/development-switches.ts';
import { fixedText, searchMethods } from '../../javascript/fixed-values.ts';
import { functionName } from '../../javascript/function-names.ts';
import { flowOf } from '../../javascript/guard-flow.ts';
import { askersOf } from '../../javascript/guard-predicates.ts';
import { cookieValue, handedBy, standsForCredential } from '../../javascript/handed-credentials.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { sideOf } from '../../javascript/server-or-client.ts';
import { enclosingClass, enclosingFunction } from '../../javascript/scopes.ts';
import { credentialNoun } from '../../vocabulary/credential-names.ts';
import { constantTimeComparisons } from '../../vocabulary/guard-names.ts';
import { isForShow } from '../../vocabulary/stages.ts';
import {
  fixedCredentialIn,
  fixedIdentityIn,
  isKnownLiteral,
  isOn,
  literalMentions,
  isUsableCredential,
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
  readonly node: JavaScript.Node;
  readonly text: string;
  /** Undefined when an identity is compared, and no credential. */
  readonly noun: string | undefined;
  readonly isFromRequest: boolean;
}

export const javascript: JavaScriptDetector<MessageId, Options> = {
  alsoMentions: [...credentialMentions.javascript, ...literalMentions],
  visit: ({ source, options, path, mentions, report }) => {
    // Nobody logs in to a test, and what documentation shows is no door.
    const mayKnowLiteral = mayHoldKnownLiteral(mentions, options.literals);
    if (!(mayKnowLiteral || credentialMentions.javascript.some(mentions)) || isNotRun(path, source.text)) return {};
    let side: boolean | undefined;
    let isParser: boolean | undefined;
    const matches = new Map<JavaScript.Node, Match | undefined>();
    const flows = new Map<string, Flow>();
    const toldConditions = new Set<JavaScript.Node>();
    const toldLiterals = new Set<string>();
    /** By the switch that is on by default: the literal that it lets in. */
    const switchedOn = new Map<string, string>();
    const defaults: (JavaScript.AssignmentExpression | JavaScript.LogicalExpression)[] = [];
    const known: { readonly node: JavaScript.Node; readonly text: string }[] = [];
    const guarded: { readonly match: Match; readonly flag: string; readonly isInBrowser: boolean }[] = [];

    function matchOf(node: JavaScript.Node): Match | undefined {
      if (!matches.has(node)) {
        const match = readMatch(node, source);
        // In a parser `token` is a word of the language.
        const isWord = match?.noun === 'token' && (isParser ??= readsLanguage(source.text)) && readsLanguage(placeOf(node));
        matches.set(node, isWord ? undefined : match);
      }
      return matches.get(node);
    }

    /** The text of the class or function a node stands in, as far as one word has one meaning. */
    function placeOf(node: JavaScript.Node): string {
      return source.getText(enclosingClass(node) ?? enclosingFunction(node) ?? source.ast);
    }

    function isBrowser(): boolean {
      if (side === undefined) {
        const found = sideOf(source, path);
        side = found === 'client' || (found === 'unknown' && speaksToBrowser(source, path));
      }
      return side;
    }

    function openingIn(guard: AuthGuard, match: Match): Opening | null {
      const key = `${guard.admission} ${String(guard.function.range[0])}`;
      let flow = flows.get(key);
      if (!flow) {
        flow = flowOf(guard, source, (node) => {
          const other = matchOf(node);
          return other && { match: other, isNegated: other.isNegated };
        });
        flows.set(key, flow);
      }
      // Whoever is let in by name, and has a password looked at elsewhere, is not let in by name alone.
      const isIdentity = match.noun === undefined;
      const trustsLookups = isIdentity || match.extent !== 'whole';
      return openingBy(match, flow, { trustsLookups, asksForOtherWay: isIdentity, isAlone: isIdentity });
    }

    /** The guard that asks a function of this file, and lets in by its answer: `if (isDemo(token)) return next()`. */
    function askerOf(node: JavaScript.Node, match: Match): AuthGuard | undefined {
      return askersOf(node, source)
        .map((call) => authGuardAround(call, source, path))
        .find((guard) => guard && openingIn(guard, match));
    }

    function check(node: JavaScript.Node): void {
      if (!isCandidate(node)) return;
      // First what is cheap and rare: few comparisons are with a fixed credential at all.
      const match = matchOf(node);
      if (!match) return;
      // The search that asks it of each element is what is looked at.
      const asker = enclosingFunction(node)?.parent;
      if (asker?.type === Kind.CallExpression && matchOf(asker)) return;
      const around = authGuardAround(node, source, path) ?? askerOf(node, match);
      if (!around && !isBrowser() && !spellsKnown(node)) return;
      const isRequestGuard =
        around !== undefined && (around.admission === 'passes on' || around.admission === 'returns' || match.isFromRequest);
      if (isBrowser() && !isRequestGuard) {
        checkInBrowser(match, around);
        return;
      }
      const guard = around ?? functionAsCheck(node, source);
      const opening = guard && openingIn(guard, match);
      if (!opening || (match.noun === undefined && !isIdentityBypass(match, guard, opening))) return;
      tell(match, opening.flag, false);
    }

    function checkInBrowser(match: Match, around: AuthGuard | undefined): void {
      // Who somebody is was found out by the server; the browser may show it as it likes.
      if (match.noun === undefined) return;
      // `words.filter((token) => token === 'arm')` sorts words; only where people type a password is the answer itself a way in.
      if (!around && match.noun !== 'password' && match.noun !== 'passkey' && isAnswer(match.node)) return;
      const code = codeAsLogin(match.node);
      const opening = (code && openingIn(code, match)) ?? (around && openingIn(around, match));
      if (opening) tell(match, opening.flag, true);
    }

    function tell(match: Match, flag: string | null, isInBrowser: boolean): void {
      toldLiterals.add(match.text);
      const condition = wholeCondition(match.node);
      // `username === 'admin' && password === 'x'`: the password is what somebody has to know.
      if (match.noun === undefined && comparisonsIn(condition).some((other) => matchOf(other)?.noun !== undefined)) return;
      // `token === 'a' || token === 'b'` is one branch to delete.
      if (toldConditions.has(condition)) return;
      toldConditions.add(condition);
      // Whether its switch is on by default shows only at the end of the file.
      if (flag === null) say(match, isInBrowser ? 'browserCheck' : match.noun === undefined ? 'fixedIdentity' : 'fixedCredential', '');
      else guarded.push({ match, flag, isInBrowser });
    }

    function say(match: Match, message: MessageId, flag: string): void {
      const data = { literal: quoted(match.text), noun: match.noun ?? 'identity', flag };
      report({ node: match.literal, message, data, suggest: suggestionsFor(match, source) });
    }

    function spellsKnown(node: JavaScript.Node): boolean {
      const [start, end] = node.range;
      return (
        end - start < 4 * LONGEST_LITERAL && node.type !== Kind.SwitchCase && spellsKnownLiteral(source.getText(node), options.literals)
      );
    }

    function checkHanded(node: JavaScript.Node): void {
      const handed = handedBy(node, source);
      if (!handed || credentialNoun(handed.key, { inRequest: true }) === null) return;
      const whole = fixedText(handed.value, source);
      if (whole === undefined) return;
      const isDocumentCookie = node.type === Kind.AssignmentExpression && handed.place === 'cookie';
      const text = isDocumentCookie ? cookieValue(whole) : whole;
      const isKnown = isKnownLiteral(text, options.literals);
      // A server's own key for somebody else's service stays on the server.
      if (handed.place === 'header' && !isBrowser() && !isKnown) return;
      if (!isUsableCredential(text) || (handed.place !== 'storage' && isForShow(path))) return;
      toldLiterals.add(text);
      report({
        node: handed.value,
        message: isBrowser() || handed.place === 'storage' || isDocumentCookie ? 'clientCredential' : 'knownLiteral',
        data: { literal: quoted(text) },
      });
    }

    return {
      BinaryExpression: check,
      MemberExpression: check,
      SwitchCase: check,
      CallExpression(node) {
        check(node);
        checkHanded(node);
      },
      Property: checkHanded,
      AssignmentExpression(node) {
        checkHanded(node);
        defaults.push(node);
      },
      LogicalExpression(node) {
        if (node.operator !== '&&') defaults.push(node);
      },
      ...(!isForShow(path) &&
        mayKnowLiteral && {
          Literal(node: JavaScript.Literal) {
            if (typeof node.value !== 'string' || node.value.length > LONGEST_LITERAL) return;
            if (isKnownLiteral(node.value, options.literals) && standsForCredential(node, source)) known.push({ node, text: node.value });
          },
        }),
      'Program:exit'() {
        const switches = guarded.length > 0 ? switchesOn(defaults, isOn, source) : new Map<string, JavaScript.Node>();
        for (const { match, flag, isInBrowser } of guarded) {
          const isOnByDefault = switches.has(flag);
          if (isOnByDefault) switchedOn.set(flag, match.text);
          if (isOnByDefault) say(match, isInBrowser ? 'browserCheck' : 'fixedCredential', flag);
          else if (options.developmentBypasses) say(match, 'whileSwitch', flag);
        }
        for (const [name, text] of switchedOn) {
          const node = switches.get(name);
          if (node) report({ node, message: 'defaultOn', data: { flag: name, literal: quoted(text) } });
        }
        for (const { node, text } of known) {
          // What lets it in, or stores it, is reported; its text is the same defect again.
          if (!toldLiterals.has(text)) report({ node, message: 'knownLiteral', data: { literal: quoted(text) } });
        }
      },
    };
  },
};

/** Nearly every comparison has no text in it, or none that is worth a look. */
function isCandidate(node: JavaScript.Node): boolean {
  if (node.type === Kind.MemberExpression) return node.computed && node.property.type !== Kind.Literal;
  if (node.type === Kind.CallExpression) return ASKING.has(methodName(node) ?? '') || constantTimeComparisons.has(lastName(node) ?? '');
  return node.type !== Kind.BinaryExpression || /^[!=]==?$|^in$|^[<>]=?$/u.test(node.operator);
}

const ASKING = new Set(['test', 'match', 'startsWith', 'endsWith', 'includes', 'has', 'get', 'hasOwnProperty', 'hasOwn', ...searchMethods]);

function readMatch(node: JavaScript.Node, source: JavaScriptSource): Match | undefined {
  const comparison = fixedComparison(node, source);
  if (!comparison) return undefined;
  const credential = credentialIn(comparison.subject, source);
  if (credential) {
    const text = fixedCredentialIn(comparison, credential);
    return text === null ? undefined : { ...comparison, node, text, noun: credential.noun, isFromRequest: credential.isFromRequest };
  }
  const isOneOfSeveral = node.parent?.type === Kind.LogicalExpression;
  const identity =
    comparison.extent === 'whole' && (!comparison.isNegated || isOneOfSeveral) ? identifierIn(comparison.subject, source) : undefined;
  const text = identity && fixedIdentityIn(comparison.texts, identity.name);
  return typeof text === 'string'
    ? { ...comparison, node, text, noun: undefined, isFromRequest: identity?.isFromRequest === true }
    : undefined;
}

function isIdentityBypass(match: Match, { admission, function: node }: AuthGuard, { hasOtherWay }: Opening): boolean {
  if (match.isFromRequest) return true;
  // `isAdmin(user)` asks about somebody who has been let in already.
  if (admission === 'value' && isFunction(node) && /^_*is[A-Z]/u.test(functionName(node) ?? '')) return false;
  // Where nobody else can get in, the name is a list of one that somebody proved to be on: a decision, not a way around it.
  return hasOtherWay;
}

/** The condition that a comparison is a part of. */
function wholeCondition(node: JavaScript.Node): JavaScript.Node {
  let whole = node;
  while (whole.parent && (whole.parent.type === Kind.LogicalExpression || whole.parent.type === Kind.UnaryExpression)) whole = whole.parent;
  return whole;
}

/** Is the comparison what its function gives back? */
function isAnswer(node: JavaScript.Node): boolean {
  const { parent } = wholeCondition(node);
  return parent?.type === Kind.ReturnStatement || parent?.type === Kind.ArrowFunctionExpression;
}

function comparisonsIn(condition: JavaScript.Node): JavaScript.Node[] {
  const found: JavaScript.Node[] = [];
  const waiting: JavaScript.Node[] = [condition];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === Kind.LogicalExpression) waiting.push(node.left, node.right);
    else if (node.type === Kind.UnaryExpression) waiting.push(node.argument);
    else found.push(node);
  }
  return found;
}

function suggestionsFor({ node, text, isNegated }: Match, source: JavaScriptSource): Suggestion<MessageId>[] {
  const removal = removalOf(node, isNegated, source);
  if (!removal) return [];
  return [{ message: removal.kind === 'branch' ? 'deleteBranch' : 'deleteComparison', data: { literal: quoted(text) }, fix: removal.fix }];
}
