import type { Project } from '../project/project.ts';
import { Search } from '../project/search.ts';
import { countsTries } from '../vocabulary/counted-tries.ts';
import { isTestFile } from '../vocabulary/test-files.ts';
import type { JavaScriptSource } from './detector.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { singleValue, variableOf } from './scopes.ts';

/** The files of a project that limit requests at all; whether all of them, their calls tell. */
const limiters = new Search('javascript', [
  'express-rate-limit',
  'rate-limiter-flexible',
  '@fastify/rate-limit',
  'koa-ratelimit',
  'ThrottlerGuard',
  'hono-rate-limiter',
  '@arcjet',
  '@upstash/ratelimit',
  'express-brute',
  'express-slow-down',
]);

/** Does one of a route's links count the tries? */
export function isLimited(links: readonly JavaScript.Node[], source: JavaScriptSource): boolean {
  return links
    .map((link) => source.getText(valueOf(link, source)))
    .some((text) => hasLimiter(text) || (text.length <= LONGEST_LINK && countsTries(text)));
}

const LONGEST_LINK = 150;

/** `rateLimit({...})` of `const strict = rateLimit({...})`. */
function valueOf(link: JavaScript.Node, source: JavaScriptSource): JavaScript.Node {
  const variable = link.type === Kind.Identifier && !hasLimiter(link.name) ? variableOf(link, source) : undefined;
  const value = variable && singleValue(variable);
  return value?.path.length === 0 ? value.expression : link;
}

/** Does a piece of code count how often somebody calls, or refuse who calls too often? */
export function hasLimiter(text: string): boolean {
  return /rate_?-?limit|limiter|throttl|slow_?down|attempt|captcha|brute|arcjet|\b429\b/iu.test(text.slice(0, LONGEST_CODE));
}

const LONGEST_CODE = 20_000;

/** Does this text limit all requests: `app.use(limiter)`, `register(rateLimit)`, a throttler for all of Nest's routes? */
export function limitsAll(text: string): boolean {
  return (
    /\.(?:use|register)\(\s*(?:['"`][^'"`\n]{0,60}['"`]\s*,\s*)?(?:\w+\.)?\w*(?:limit|throttl)\w*/iu.test(text) ||
    /(?:APP_GUARD|useGlobalGuards)[\s\S]{0,200}Throttler/u.test(text)
  );
}

/** Does another file of the project limit all requests, or hold what counts tries for everybody? */
export function isLimitedElsewhere(project: Project | undefined, path: string): boolean {
  return (project?.find(limiters) ?? []).some(
    (other) => other !== path && !isTestFile(other) && project?.ask(limitsRequests, other) === true,
  );
}

/** What only other routes are given says nothing; what counts tries in a controller may belong to these. */
function limitsRequests(text: string): boolean {
  return limitsAll(text) || /rate-limiter-flexible|@upstash\/ratelimit|@arcjet|express-brute/u.test(text);
}
