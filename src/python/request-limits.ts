import type { Project } from '../project/project.ts';
import { Search } from '../project/search.ts';
import { countsTries } from '../vocabulary/counted-tries.ts';
import { isLimiterName } from '../vocabulary/limiter-names.ts';
import { classInfo, classOfMethod } from './classes.ts';
import { decorators } from './decorators.ts';
import { callsOf, localFunction } from './functions.ts';
import type * as Python from './nodes.ts';

/** What a file says when an application limits all of its routes. */
export const LIMITS_ALL = [
  'default_limits',
  'application_limits',
  'RATELIMIT_DEFAULT',
  'SlowAPIMiddleware',
  'SlowAPIASGIMiddleware',
  'DEFAULT_THROTTLE_CLASSES',
  'AxesBackend',
  'AxesStandaloneBackend',
  'RateLimitMiddleware',
  'RateLimiterMiddleware',
  'ThrottleMiddleware',
  'FastAPILimiter',
];

const limitsAll = new Search('python', LIMITS_ALL);

/** Does an application of the project limit all of its routes? Mostly another file says so. */
export function isLimitedSomewhere(project: Project | undefined): boolean {
  return (project?.find(limitsAll)?.length ?? 0) > 0;
}

/** Does something around a handler, or in it, count the tries? */
export function isLimited(handler: Python.FunctionDefinition): boolean {
  const owner = classOfMethod(handler);
  const around = [...decorators(handler), ...(owner ? decorators(owner) : [])].map(({ node }) => node);
  const attributes = owner
    ? [...classInfo(owner).lineage()].flatMap((info) => [...info.attributes.keys(), ...info.bases.map(({ text }) => text ?? '')])
    : [];
  if (attributes.some((name) => isLimiterName(name) || countsTries(name))) return true;
  const inside: Python.Node[] = [handler, ...callsOf(handler).flatMap((call) => localFunction(call) ?? [])];
  const names = [...around, ...inside].flatMap((node) => node.descendants('identifier').map(({ text }) => text));
  return names.some((name) => countsTries(name) || isLimiterName(name)) || inside.some(({ text }) => /\b429\b/u.test(text));
}

const LIMITS = [
  /limit(?:er)?\.limit\([^)\n]{0,120}\)\(/iu,
  /(?:dependencies|before_request)[^\n]{0,120}(?:limit|throttl)/iu,
  /def\s{1,9}\w{0,40}(?:rate_?limit|throttl)\w{0,40}\([^)\n]{0,200}\)[^\n]{0,80}:\s{0,40}\n/iu,
];

/** Does a file limit a router or blueprint: `limiter.limit("5/minute")(bp)`, `APIRouter(dependencies=[Depends(rate_limit)])`, a hook that counts? */
export function limitsAsAWhole(text: string): boolean {
  return LIMITS.some((limit) => limit.test(text));
}
