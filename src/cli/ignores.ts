import { globMatcher } from '../language/glob.ts';
import type { Ignore } from './settings.ts';

/** Which pattern leaves a path out, if one does? */
export function ignoring(ignore: readonly Ignore[]): (path: string) => Ignore | undefined {
  const matchers = ignore.map((one) => ({ one, fits: globMatcher(one.pattern) }));
  return (path) => matchers.find(({ one: { folder }, fits }) => path.startsWith(folder) && fits(path.slice(folder.length)))?.one;
}
