import { argument, argumentsOf } from '../../python/calls.ts';
import { enclosingClass } from '../../python/classes.ts';
import { moduleOf } from '../../python/columns.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { runsInDevelopmentOnly } from '../../python/development-switches.ts';
import { environmentRead } from '../../python/environment.ts';
import { unwrap } from '../../python/expressions.ts';
import { generatedByFactory, generatedIn, isKeptFor } from '../../python/generated-secrets.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { references, resolve, scopeOf } from '../../python/scopes.ts';
import { settingsClassesOf, settingsFields } from '../../python/settings-classes.ts';
import { keysGivenTo, mayTakeKey, signingKeySet } from '../../python/signing-keys.ts';
import { isSigningKeyName } from '../../vocabulary/signing-names.ts';
import { isForShow, isOtherStage } from '../../vocabulary/stages.ts';
import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';

type MessageId = 'newKey' | 'newDefault' | 'memoryStore';

export const python: PythonDetector<MessageId> = {
  mentions: [
    'token_hex',
    'token_bytes',
    'token_urlsafe',
    'urandom',
    'uuid4',
    'uuid1',
    'generate_key',
    'get_random_s',
    'gen_salt',
    'generate_private_key',
    'secrets.choice',
    'random.choice',
    'SystemRandom',
    'randbytes',
    'getrandbits',
    'get_random_bytes',
  ],
  alsoMentions: [/secret/i, /jwt/i, /signing/i, /session/i, /cookie/i, /serializer/i],
  visit: ({ source, path, report, mentions }) => {
    // A test signs its tokens and forgets them, and where only developers come a restart may log them out.
    if (isTestFile(path) || isBackupCopy(path) || isForShow(path) || isOtherStage(path.slice(path.lastIndexOf('/') + 1))) return {};
    if (![/secret/i, /jwt/i, /signing/i, /session/i, /cookie/i, /serializer/i].some((word) => mentions(word))) return {};
    const told = new Set<Python.Node>();

    function check(expression: Python.Node, place: Python.Node, found = generatedIn(expression)): void {
      if (
        !found ||
        told.has(found) ||
        isMadeForTests(found) ||
        runsInDevelopmentOnly(place) ||
        runsInDevelopmentOnly(found) ||
        isKept(place) ||
        isKept(found)
      )
        return;
      told.add(found);
      const variable = variableBefore(found);
      report({ node: found, message: variable === null ? 'newKey' : 'newDefault', data: { variable: variable ?? '' } });
    }

    function checkAssignment(assignment: Python.Assignment): void {
      const { left, right } = assignment;
      if (!right || right.type === 'assignment' || signingKeySet(left) === null || !isOfTheProgram(left)) return;
      const factory = factoryIn(right);
      // Only of one configuration there is one object: a model makes a key for each of its rows.
      if (factory) check(right, assignment, isConfiguration(assignment) ? generatedByFactory(factory) : null);
      else check(right, assignment);
    }

    return {
      'module:exit'() {
        for (const call of callsNamed(source.tree, mayTakeKey(source.tree))) {
          for (const key of keysGivenTo(call)) check(key, call);
          const declared = declaredDefault(call);
          if (declared) check(declared, call);
        }
        for (const assignment of moduleOf(source.tree).descendants('assignment')) checkAssignment(assignment);
        for (const info of settingsClassesOf(source.tree).keys()) {
          for (const { name, description, default: fallback, node } of settingsFields(info)) {
            if (!fallback || !(isSigningKeyName(name) || /^(?:app_|auth_|server_)?secret$/iu.test(name))) continue;
            const factory = description && factoryIn(description);
            check(fallback, node, factory ? generatedByFactory(factory) : generatedIn(fallback));
          }
        }
      },
    };
  },
};

/** `field(default_factory=f)`, `Field(default_factory=f)`, `attr.ib(factory=f)`. */
function factoryIn(value: Python.Node): Python.Node | null {
  const call = unwrap(value);
  if (call.type !== 'call' || !/^(?:[Ff]ield|ib|attrib)$/u.test(lastName(call.function) ?? '')) return null;
  return argumentsOf(call).find(({ name }) => name === 'default_factory' || name === 'factory')?.value ?? null;
}

/** Does it stand in a class for the program's configuration? */
function isConfiguration(assignment: Python.Assignment): boolean {
  return /config|settings|options|environ/iu.test(enclosingClass(assignment)?.name.text ?? '');
}

/** `define('cookie_secret', default=token_urlsafe(64))` of Tornado, `add_argument('--secret-key', default=...)`. */
function declaredDefault(call: Python.Call): Python.Node | null {
  if (!/^(?:define|add_argument|option)$/u.test(lastName(call.function) ?? '')) return null;
  const [first] = argumentsOf(call);
  const name = first ? constantText(first.value) : null;
  if (name === null || !isSigningKeyName(name.replace(/^--/u, ''))) return null;
  const given = argument(call, { keyword: 'default' });
  return given === 'unknown' ? null : given;
}

/** Is it set for the whole program, and not on some object that is kept: in the module, in a class, in the application's configuration? */
function isOfTheProgram(left: Python.Node): boolean {
  if (left.type === 'identifier') return scopeOf(left).kind !== 'function';
  if (left.type !== 'attribute') return true;
  // `app.secret_key`, `current_app.secret_key`, `settings.jwt_secret`, `Config.SECRET_KEY`; what `self` is told may be one of many.
  return /^(?:_?[A-Z]\w*|\w*(?:app|application|server|config|settings))$/u.test(lastName(left.object) ?? '');
}

/** Is the new key written to a file, printed for the operator, or handed to a store, so that it stays? */
function isKept(node: Python.Node): boolean {
  for (let at: Python.Node | null = node; at; at = at.parent) {
    if (at.type === 'assignment' && at.left.type === 'identifier') {
      const binding = resolve(at.left);
      return binding !== null && isKeptFor(references(binding));
    }
    if (at.type === 'block' || at.type === 'module') return false;
  }
  return false;
}

/** `def load_test_configuration()`: what it makes up is for tests, wherever it stands. */
function isMadeForTests(node: Python.Node): boolean {
  return /(?:^|_)(?:unit)?tests?(?:_|$)/u.test(enclosingFunction(node)?.name.text ?? '');
}

/** The environment variable that is asked for first: `os.getenv('SECRET_KEY') or token_hex(32)`. */
function variableBefore(generator: Python.Node): string | null {
  for (let node = generator, { parent } = generator; parent; node = parent, { parent } = parent) {
    if (parent.type === 'block' || parent.type === 'module') return null;
    const read = parent.type === 'boolean_operator' && parent.right === node ? environmentRead(parent.left) : environmentRead(parent);
    if (read?.variable && (parent.type === 'boolean_operator' || read.default?.contains(generator) === true))
      return constantText(read.variable);
  }
  return null;
}
