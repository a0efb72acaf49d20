import { argumentsOf, receiver } from '../../python/calls.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { callsOf, enclosingFunction, ownNodes } from '../../python/functions.ts';
import { enclosingClass } from '../../python/classes.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { numberOf } from '../../python/numbers.ts';
import { originOf } from '../../python/origins.ts';
import { passwordSettings, type PasswordSetting } from '../../python/password-hashing.ts';
import { lengthsOf, schemas } from '../../python/schemas.ts';
import { isUserInput } from '../../python/user-input.ts';
import { followed } from '../../python/values.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isChosenPassword, isLeastLength, isPasswordPolicy } from '../../vocabulary/password-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isLogin, isOfExample, isOfKeys, isShort, isWeak, leastOf, type Message, type Options } from './policy.ts';

const LENGTHS = ['len(', 'length', 'LENGTH', 'Length'];
/** What keeps or hashes a password. */
const SETTERS = [
  'set_password',
  'password_hash',
  'hash_password',
  'make_password',
  'hashpw',
  '.hash(',
  'create_user',
  'create_superuser',
  'hashed_password',
];

export const python: PythonDetector<Message, Options> = {
  mentions: ['passw', 'PASSW', 'Passw', 'pwd', 'hashpw', 'MinimumLengthValidator'],
  alsoMentions: [...LENGTHS, ...SETTERS],
  visit: ({ source, options, path, mentions, report }) => {
    if (isTestFile(path) || isOfKeys(path)) return {};
    const min = options.minLength;
    const isAboutLength = LENGTHS.some((word) => mentions(word));
    const setsPasswords = SETTERS.some((word) => mentions(word));

    return {
      module() {
        if (mentions('len(')) for (const call of callsNamed(source.tree, (name) => name === 'len')) checkLength(call);
        if (isAboutLength)
          for (const schema of schemas(source.tree))
            if (!isLogin(schema.name))
              for (const field of schema.fields) if (isChosenPassword(field.name)) tellShort(lengthsOf(field).leastNode);
        if (setsPasswords) for (const setting of passwordSettings(source.tree)) checkSetting(setting);
      },
      ...(isAboutLength && {
        pair(node: Python.Pair) {
          checkRules(node);
        },
        assignment(node: Python.Assignment) {
          const name = node.left.type === 'subscript' ? constantText(node.left.subscript) : lastName(node.left);
          if (name !== null && isLeastLength(name) && node.right) tellShort(node.right);
        },
      }),
    };

    function tellShort(bound: Python.Node | null, least = bound && numberOf(bound)): void {
      if (bound && isShort(least, options))
        report({ node: bound, message: 'shortMinimum', data: { least, min }, suggest: raise(bound, least) });
    }

    function raise(bound: Python.Node, least: number): Suggestion<Message>[] {
      // A name is raised where it is set.
      if (bound.type !== 'integer') return [];
      const written = min + (numberOf(bound) ?? least) - least;
      return [{ message: 'raise', data: { min }, fix: (fixer) => fixer.replaceTextRange(bound.range, String(written)) }];
    }

    /** `if len(password) < 6:`, `len(password) >= 6 and ...`. */
    function checkLength(call: Python.Call): void {
      const [given] = argumentsOf(call);
      const comparison = call.parent;
      if (comparison?.type !== 'comparison_operator' || !given || !isChosenPassword(lastName(unwrap(given.value)) ?? '')) return;
      const operands = parts(comparison);
      const operator = comparison.operators.type;
      const other = operands.find((operand) => operand !== call);
      const around = enclosingFunction(call);
      // What a library shows of itself when it is run is no policy.
      if (!around && isMainBlock(call)) return;
      if (operands.length !== 2 || other?.type !== 'integer') return;
      // A login only asks whether a password can be right.
      if (around && isLogin(around.name.text) && !/regist|sign_?up|reset|change/iu.test(around.name.text)) return;
      tellShort(other, leastOf(operator, numberOf(other) ?? 0, operands[0] === other));
    }

    /** `'password': {'type': 'string', 'minLength': 6}`, Django's `MinimumLengthValidator`, `PASSWORD_MIN_LENGTH: 6` of settings. */
    function checkRules(node: Python.Pair): void {
      const key = constantText(node.key);
      if (key === null) return;
      const value = unwrap(node.value);
      if (isLeastLength(key)) tellShort(value);
      if (value.type !== 'dictionary') return;
      if (isChosenPassword(key)) tellShort(entryOf(value, LEAST_KEYS));
      const list = node.parent;
      if (
        key === 'OPTIONS' &&
        list?.type === 'dictionary' &&
        (constantText(entryOf(list, ['NAME']) ?? list) ?? '').includes('MinimumLengthValidator')
      )
        tellShort(entryOf(value, ['min_length']));
    }

    function checkSetting({ call, password, name }: PasswordSetting): void {
      const around = enclosingFunction(call);
      const value = followed(password);
      const text = constantText(value);
      if (text !== null) {
        checkLiteral(call, password, text, name);
        return;
      }
      if (!around) return;
      const own = lastName(uncoded(password)) ?? '';
      const policies = callsOf(around).filter((inner) => inner !== call && isPolicy(inner, own));
      const [conditional] = policies.filter((inner) => isUnderOwnLength(inner, own, around));
      if (conditional && policies.length === 1) {
        report({ node: conditional, message: 'conditionalPolicy' });
        return;
      }
      if (policies.length > 0 || isCompared(around, own) || originOf(uncoded(password)) !== 'request') return;
      // What a form or a model of another module checked is not known.
      if (!comesFromRequest(uncoded(password))) return;
      report({ node: password, message: 'noPolicy', data: { name: uncoded(password).text.slice(0, LONGEST) } });
    }

    function isPolicy(call: Python.Call, password: string): boolean {
      const name = lastName(call.function) ?? '';
      if (options.validators.includes(name) || isPasswordPolicy(name)) return true;
      // `validate(data)`, `rules.check(password)`
      const takesIt = argumentsOf(call).some(({ value }) => lastName(value) === password);
      return (
        /^(?:is_)?valid|^validate|^check_(?!password)/u.test(name) || (takesIt && /strong|weak|secure|match|search|fullmatch/u.test(name))
      );
    }

    function checkLiteral(call: Python.Call, password: Python.Node, text: string, name: string): void {
      const around = enclosingFunction(call);
      const names = [
        path.slice(path.lastIndexOf('/') + 1),
        around?.name.text ?? '',
        enclosingClass(call)?.name.text ?? '',
        assignedTo(call),
      ];
      // `ph.hash("test")` tries the hasher out.
      if (name === 'hash' && isOfExample(text)) return;
      // People that are made up by chance are nobody's accounts.
      if (!options.seeds && around && /\b(?:random|faker|fake)\./u.test(around.text)) return;
      if (
        text === '' ||
        text.startsWith('!') ||
        !isWeak(text, options) ||
        (!options.seeds && (names.some(isOfExample) || EXAMPLE_PATH.test(path)))
      )
        return;
      report({ node: password, message: 'weakLiteral', data: { name } });
    }
  },
};

const LONGEST = 40;
const LEAST_KEYS = ['min_length', 'minLength', 'minlength', 'min', 'minimum_length'];
const EXAMPLE_PATH =
  /(?:^|\/)(?:seeds?|fixtures?|examples?|samples?|demos?|docs?|management\/commands|tutorials?|benchmarks?|perf|mock_?data)\//iu;

/** Does this stand under `if __name__ == "__main__":`? */
function isMainBlock(node: Python.Node): boolean {
  for (let { parent } = node; parent; { parent } = parent)
    if (parent.type === 'if_statement' && parent.condition.text.includes('__name__')) return true;
  return false;
}

/** `password` of `password.encode("utf-8")` and `str(password)`. */
function uncoded(node: Python.Node): Python.Node {
  const inner = unwrap(node);
  if (inner.type !== 'call') return inner;
  const callee = unwrap(inner.function);
  if (callee.type === 'attribute' && (callee.attribute.text === 'encode' || callee.attribute.text === 'strip'))
    return uncoded(callee.object);
  return inner;
}

/** Is the value taken here out of the form or the JSON that was sent, and out of nothing that may have checked it? */
function comesFromRequest(node: Python.Node): boolean {
  const value = followed(node);
  const inner = value.type === 'boolean_operator' ? unwrap(value.left) : value;
  if (isUserInput(inner)) return true;
  const isGet = inner.type === 'call' && /^(?:get|getlist|pop)$/u.test(lastName(inner.function) ?? '');
  const object = inner.type === 'subscript' ? inner.value : isGet ? receiver(inner) : null;
  const sent = object && followed(object);
  return sent !== null && isUserInput(sent.type === 'await' ? (parts(sent)[0] ?? sent) : sent);
}

function entryOf(dictionary: Python.Node, keys: readonly string[]): Python.Node | null {
  for (const pair of parts(dictionary)) {
    if (pair.type === 'pair' && keys.includes(constantText(pair.key) ?? '')) return unwrap(pair.value);
  }
  return null;
}

/** Is the length of the password looked at, or the password matched, anywhere in the function? */
function isCompared(around: Python.FunctionDefinition, password: string): boolean {
  if (password === '') return false;
  // `if password in COMMON:`
  if (
    ownNodes(around, 'comparison_operator').some((test) => /^(?:not )?in$/u.test(test.operators.type) && parts(test)[0]?.text === password)
  )
    return true;
  return ownNodes(around, 'call').some((call) => {
    const name = lastName(call.function) ?? '';
    return (
      (name === 'len' || /match|search|any|all|findall/u.test(name)) && argumentsOf(call).some(({ value }) => value.text.includes(password))
    );
  });
}

/** Does a call stand in a branch that is taken for some lengths of the password only? */
function isUnderOwnLength(call: Python.Call, password: string, around: Python.FunctionDefinition): boolean {
  let node: Python.Node = call;
  for (let outer = node.parent; outer && node !== around; node = outer, outer = node.parent) {
    if (outer.type === 'if_statement' && outer.consequence === node && outer.condition.text.includes(`len(${password})`)) return true;
  }
  return false;
}

/** The name that the result of a call is given. */
function assignedTo(call: Python.Call): string {
  for (let node: Python.Node | null = call.parent; node; node = node.parent) {
    if (node.type === 'assignment') return lastName(node.left) ?? '';
    if (node.type === 'block' || node.type === 'module') break;
  }
  return '';
}
