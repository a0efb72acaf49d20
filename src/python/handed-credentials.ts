import { credentialNoun } from '../vocabulary/credential-names.ts';
import { argumentsOf } from './calls.ts';
import { constantText } from './constants.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';

/** Does a string stand where a program accepts, sets or hands out a credential? As a key or a name it is only a word. */
export function standsForCredential(node: Python.String): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'assignment':
      return (
        parent.right === node &&
        credentialNoun(lastName(parent.left) ?? (parent.left.type === 'subscript' ? (constantText(parent.left.subscript) ?? '') : '')) !==
          null
      );
    case 'pair':
      return parent.value === node && credentialNoun(constantText(parent.key) ?? '', { inRequest: true }) !== null;
    case 'keyword_argument':
      return parent.value === node && credentialNoun(parent.name.text) !== null;
    case 'default_parameter':
    case 'typed_default_parameter':
      return parent.value === node && credentialNoun(parent.name.text) !== null;
    case 'argument_list':
      return parent.parent?.type === 'call' && isSecondOfCredential(parent.parent, node);
    default:
      return false;
  }
}

/** `os.getenv('API_TOKEN', 'demo_token')`, `response.set_cookie('token', 'demo_token')`. */
function isSecondOfCredential(call: Python.Call, node: Python.String): boolean {
  const [first, second] = argumentsOf(call);
  return second?.value === node && first !== undefined && credentialNoun(constantText(first.value) ?? '', { inRequest: true }) !== null;
}
