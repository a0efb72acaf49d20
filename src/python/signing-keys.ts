import { argument, argumentsOf, methodName } from './calls.ts';
import { importsAny } from './imports.ts';
import { configKeys, keyKeywords, middlewareAdders, signingCalls, signingPackages } from './knowledge/signing.ts';
import { mayMean } from './named-calls.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { isSigningKeyName } from '../vocabulary/signing-names.ts';
import { constantText } from './constants.ts';
import type { PythonTree } from './syntax/tree.ts';

/** The keys that a call signs or verifies with: of tokens, sessions and cookies. */
export function keysGivenTo(call: Python.Call): Python.Node[] {
  const place = signingCalls[calleeName(call) ?? ''];
  if (place) return known(argument(call, place));
  const name = lastName(call.function) ?? '';
  // `app.add_middleware(SessionMiddleware, secret_key=...)`, and the same class made with its keyword wherever it comes from.
  const first = argument(call, { position: 0 });
  const made = middlewareAdders.has(name) && first !== null && first !== 'unknown' ? (lastName(first) ?? '') : name;
  if (/Session|Cookie|JWT|Jwt|Serializer$|Signer$/u.test(made)) {
    const given = known(argument(call, { keyword: 'secret_key' }));
    if (given.length > 0) return given;
  }
  // `app.config.update(SECRET_KEY=...)`, `app.config.from_mapping(SECRET_KEY=...)`, `Application(cookie_secret=...)`.
  const isConfig = CONFIGURING.has(methodName(call) ?? '');
  if (!isConfig && !importsAny(call.tree, ...signingPackages)) return [];
  return argumentsOf(call).flatMap(({ name: keyword, value }) =>
    keyword !== null && (isConfig ? configKeys.has(keyword) : keyKeywords.has(keyword)) ? [value] : [],
  );
}

const CONFIGURING = new Set(['update', 'from_mapping']);

/** Could a call of this name take such a key? Asked by the last word alone. */
export function mayTakeKey(tree: PythonTree): (name: string) => boolean {
  return (name) =>
    mayMeanSigning(tree, name) ||
    middlewareAdders.has(name) ||
    CONFIGURING.has(name) ||
    name === '__init__' ||
    name === 'define' ||
    /^[A-Z]/u.test(name);
}

const mayMeanSigning = mayMean(Object.keys(signingCalls));

/** The name of the setting that an assignment sets, when it holds such a key: `app.secret_key`, `app.config['SECRET_KEY']`, `SECRET_KEY`. */
export function signingKeySet(left: Python.Node): string | null {
  if (left.type === 'subscript') {
    // `config['SECRET_KEY']`, and `config[Key.SECRET_KEY]` of an enumeration.
    const key = constantText(left.subscript) ?? lastName(left.subscript);
    return key !== null && configKeys.has(key) && /config|settings/iu.test(lastName(left.value) ?? '') ? key : null;
  }
  const name = left.type === 'identifier' || left.type === 'attribute' ? lastName(left) : null;
  return name !== null && isSigningKeyName(name) ? name : null;
}

function known(given: Python.Node | 'unknown' | null): Python.Node[] {
  return given === null || given === 'unknown' ? [] : [given];
}
