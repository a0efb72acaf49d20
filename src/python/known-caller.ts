import { authDecorator } from './auth-decorators.ts';
import { classInfo, classOfMethod } from './classes.ts';
import { decorators } from './decorators.ts';
import { parameters } from './functions.ts';
import type * as Python from './nodes.ts';
import { isCallerKnown } from './request-guards.ts';

/** Is it known who is calling before a handler runs: by a decorator, a permission of its class, a dependency, a hook? */
export function knowsCaller(handler: Python.FunctionDefinition): boolean {
  if (isCallerKnown(handler, {})) return true;
  const owner = classOfMethod(handler);
  const all = [...decorators(handler), ...(owner ? decorators(owner) : [])];
  if (all.some(({ callee }) => ['authenticator', 'consumer', 'both'].includes(authDecorator(callee, {})?.role ?? ''))) return true;
  const permission = owner && classInfo(owner).attributes.get('permission_classes')?.at(-1)?.value;
  if (permission && !permission.text.includes('AllowAny') && /Is|Permission|Auth/u.test(permission.text)) return true;
  // `user: User = Depends(get_current_user)`, whatever it is called.
  return parameters(handler).some(({ node }) =>
    /Depends\(\s{0,40}[\w.]{0,60}(?:current|active|auth|verified|require|logged)|(?:Current|Authenticated|Admin|Verified)\w{0,40}(?:User|Account|Dep)|Session(?:Container|Dep)?\b.{0,80}verify/iu.test(
      node.text.slice(0, LONGEST_TEXT),
    ),
  );
}

const LONGEST_TEXT = 300;
