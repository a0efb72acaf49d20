import { argument, lastName, methodName, property, receiver } from '../../javascript/calls.ts';
import { constantText } from '../../javascript/constants.ts';
import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { keyOf, memberName, stringOf, unwrap, unwrapAwaited } from '../../javascript/expressions.ts';
import { originOf } from '../../javascript/origins.ts';
import { hashedPassword } from '../../javascript/password-hashing.ts';
import { handlerOf, routeOf } from '../../javascript/routes.ts';
import { nameAround, pathsAround } from '../../javascript/responses.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { callsUnder, enclosingFunction } from '../../javascript/scopes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isChosenPassword, isLeastLength, isPasswordPolicy } from '../../vocabulary/password-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isLogin, isOfExample, isOfKeys, isShort, isWeak, leastOf, type Message, type Options } from './policy.ts';

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: ['assword', 'passwd', 'Passwd', 'pwd', 'PASSWORD'],
  alsoMentions: ['min(', 'length', 'Length', 'LENGTH', 'hash', 'Hash'],
  visit: ({ source, options, path, mentions, report }) => {
    if (isTestFile(path) || isOfKeys(path)) return {};
    const min = options.minLength;
    const isAboutLength = ['min(', 'length', 'Length', 'LENGTH'].some((word) => mentions(word));

    return {
      ...(isAboutLength && {
        BinaryExpression(node: JavaScript.BinaryExpression) {
          checkComparison(node);
        },
        Property(node: JavaScript.Property) {
          if (node.parent.type === Kind.ObjectExpression) checkEntry(node);
        },
        PropertyDefinition(node: JavaScript.PropertyDefinition) {
          checkMember(node);
        },
        VariableDeclarator(node: JavaScript.VariableDeclarator) {
          if (node.id.type === Kind.Identifier && isLeastLength(node.id.name) && node.init && !EXAMPLE_PATH.test(path))
            tellShort(node.init);
        },
      }),
      CallExpression(node) {
        const method = methodName(node);
        if (method === 'isLength' && isAboutLength) checkExpressValidator(node);
        const password = mentions('hash') || mentions('Hash') ? hashedPassword(node) : undefined;
        if (password) checkHashing(node, password);
      },
    };

    function tellShort(bound: JavaScript.Node | undefined, least = numberOf(bound)): void {
      if (bound && isShort(least, options))
        report({ node: bound, message: 'shortMinimum', data: { least, min }, suggest: raise(bound, least) });
    }

    function raise(bound: JavaScript.Node, least: number): Suggestion<Message>[] {
      const written = min + (numberOf(bound) ?? least) - least;
      return [{ message: 'raise', data: { min }, fix: (fixer) => fixer.replaceTextRange(bound.range, String(written)) }];
    }

    /** `password.length < 6`. */
    function checkComparison(node: JavaScript.BinaryExpression): void {
      const sides = [unwrap(node.left), unwrap(node.right)];
      const at = sides.findIndex((side) => side.type === Kind.MemberExpression && memberName(side) === 'length');
      const length = sides[at];
      const bound = sides[1 - at];
      if (length?.type !== Kind.MemberExpression || bound?.type !== Kind.Literal) return;
      const object = unwrap(length.object);
      const name = object.type === Kind.MemberExpression ? memberName(object) : object.type === Kind.Identifier ? object.name : undefined;
      if (name === undefined || !isChosenPassword(name) || isLoginPlace(node)) return;
      tellShort(bound, leastOf(node.operator, numberOf(bound) ?? 0, at === 1));
    }

    /** `password: z.string().min(6)`, `password: { type: String, minlength: 6 }`, `minPasswordLength: 6`. */
    function checkEntry(node: JavaScript.Property): void {
      const name = keyOf(node);
      if (name === undefined) return;
      if (isLeastLength(name)) tellShort(node.value);
      if (!isChosenPassword(name) || isLoginPlace(node)) return;
      const value = unwrap(node.value);
      if (value.type === Kind.ObjectExpression) {
        for (const key of LEAST_KEYS) tellShort(valueOf(property(value, key)));
        const length = property(property(value, 'validate'), 'len') ?? property(value, 'len');
        if (length?.type === Kind.ArrayExpression) tellShort(length.elements[0] ?? undefined);
      } else if (value.type === Kind.CallExpression) tellShort(leastOfChain(value));
    }

    /** `@MinLength(6) password: string`. */
    function checkMember(node: JavaScript.PropertyDefinition): void {
      const owner = node.parent.parent.id?.name ?? '';
      if (!isChosenPassword(keyOf(node) ?? '') || isLogin(owner)) return;
      for (const { name, arguments: given } of decoratorsOf(node)) {
        if (name === 'MinLength' || name === 'Length') tellShort(given[0]);
      }
    }

    /** `body('password').isLength({ min: 6 })`. */
    function checkExpressValidator(node: JavaScript.CallExpression): void {
      let at: JavaScript.Node | undefined = receiver(node);
      for (let hops = 0; at?.type === Kind.CallExpression && hops < MOST_HOPS; hops += 1) {
        const field = stringOf(at.arguments[0]);
        if (field !== undefined && isChosenPassword(field) && /^(?:body|check|param|query)$/u.test(lastName(at) ?? '')) {
          if (!isLoginPlace(node)) tellShort(property(node.arguments[0], 'min'));
          return;
        }
        at = receiver(at);
      }
    }

    function isLoginPlace(node: JavaScript.Node): boolean {
      return [nameAround(node) ?? '', variableAround(node), ...pathsAround(node)].some(
        (name) => isLogin(name) && !/regist|sign_?up|reset|change/iu.test(name),
      );
    }

    function checkHashing(call: JavaScript.CallExpression, password: JavaScript.Node): void {
      const inner = unwrapAwaited(password);
      const text =
        inner.type === Kind.Identifier && isChosenPassword(inner.name)
          ? constantText(inner, source)
          : (stringOf(inner) ?? (inner.type === Kind.Identifier ? constantText(inner, source) : undefined));
      if (text !== undefined) {
        const names = [path.slice(path.lastIndexOf('/') + 1), nameAround(call) ?? '', variableAround(call)];
        const isExample = !options.seeds && (names.some(isOfExample) || EXAMPLE_PATH.test(path));
        if (text !== '' && isWeak(text, options) && !isExample)
          report({ node: password, message: 'weakLiteral', data: { name: lastName(call) ?? 'hash' } });
        return;
      }
      checkPolicy(call, inner);
    }

    /** A route whose handler stands in its own registration, so that all that runs before it is seen. */
    function checkPolicy(call: JavaScript.CallExpression, password: JavaScript.Node): void {
      const handler = enclosingFunction(call);
      const registering = handler?.parent;
      if (!handler || registering?.type !== Kind.CallExpression) return;
      const route = routeOf(registering, source);
      if (!route || handlerOf(route, source) !== handler || originOf(password, source) !== 'request') return;
      const before = registering.arguments
        .slice(0, -1)
        .map((given) => source.getText(given))
        .join(' ');
      const own = source.getText(handler.body);
      if (POLICY_WORDS.test(before) || POLICY_WORDS.test(own)) return;
      const called = callsUnder(handler.body, source).map((each) => lastName(each) ?? '');
      if (called.some((name) => isPasswordPolicy(name) || options.validators.includes(name))) return;
      report({ node: password, message: 'noPolicy', data: { name: source.getText(password).slice(0, LONGEST) } });
    }
  },
};

const LONGEST = 40;
const MOST_HOPS = 20;
const LEAST_KEYS = ['min', 'minLength', 'minlength', 'min_length'];
const EXAMPLE_PATH = /(?:^|\/)(?:seeds?|seeders?|fixtures?|examples?|samples?|demos?|docs?|tutorials?|stories|emulators?)\//iu;
/** Words of whatever looks at a request before its handler, or at a password's form in it. */
const POLICY_WORDS = /valid|schema|zod|joi|yup|celebrate|policy|strength|zxcvbn|\.length|\.test\(|\.match\(|check\(|body\(|parse\(|rules/iu;

/** `6` of `minlength: 6`, of `minLength: [6, 'too short']` and of `minLength: { value: 6 }`. */
function valueOf(node: JavaScript.Node | undefined): JavaScript.Node | undefined {
  if (node?.type === Kind.ArrayExpression) return node.elements[0] ?? undefined;
  return property(node, 'value') ?? node;
}

function numberOf(node: JavaScript.Node | undefined): number | null {
  const inner = node && unwrap(node);
  return inner?.type === Kind.Literal && typeof inner.value === 'number' ? inner.value : null;
}

/** 6 of `z.string().trim().min(6, 'too short').max(72)`, of Joi and of Yup. */
function leastOfChain(call: JavaScript.CallExpression): JavaScript.Node | undefined {
  let at: JavaScript.Node | undefined = call;
  let least: JavaScript.Node | undefined;
  let isText = false;
  for (let hops = 0; at?.type === Kind.CallExpression && hops < MOST_HOPS; hops += 1) {
    const method = methodName(at);
    if (method === 'min') least = argument(at, 0);
    if (method === 'string') isText = true;
    at = receiver(at);
  }
  return isText ? least : undefined;
}

/** The variable whose value a node stands in: `loginSchema` of `const loginSchema = z.object({...})`. */
function variableAround(node: JavaScript.Node): string {
  for (let at: JavaScript.Node | undefined = node.parent; at; at = at.parent) {
    if (at.type === Kind.VariableDeclarator && at.id.type === Kind.Identifier) return at.id.name;
    if (at.type === Kind.BlockStatement) break;
  }
  return '';
}
