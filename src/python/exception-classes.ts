import { classMeantBy, classInfo } from './classes.ts';
import { builtins } from './knowledge/builtins.ts';
import { notErrors } from './knowledge/not-errors.ts';
import { lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';

/** Is this class certainly (`yes`), probably or not a subclass of `Exception`? `KeyboardInterrupt` and `asyncio.CancelledError` are not. */
export function isErrorClass(type: Python.Node): 'yes' | 'probably' | 'no' {
  const name = lastName(type) ?? '';
  if (notErrors.has(name)) return 'no';
  const full = qualifiedName(type);
  if (full?.startsWith('builtins.') === true) return builtins.has(name) && /^[A-Z]/u.test(name) ? 'yes' : 'no';
  const local = classMeantBy(type);
  if (local)
    return classInfo(local)
      .lineage()
      .some(({ bases }) => bases.some((base) => isBuiltinError(base.qualified)))
      ? 'yes'
      : 'no';
  return /(?:Error|Exception|Warning)$/u.test(name) ? 'probably' : 'no';
}

function isBuiltinError(full: string | null): boolean {
  if (full?.startsWith('builtins.') !== true) return false;
  const name = full.slice('builtins.'.length);
  return !notErrors.has(name) && /(?:Error|Exception|Warning)$/u.test(name);
}
