import { flag, type OptionsOf } from '../../options.ts';
import type { Project } from '../../project/project.ts';
import type { Search } from '../../project/search.ts';
import { mayCountElsewhere } from '../../vocabulary/counted-tries.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';

export const options = {
  lockedElsewhere: flag(false, 'Something in front of the project, or a service behind it, locks accounts; nothing is reported.'),
};

export type Options = OptionsOf<typeof options>;

export type Message = 'password' | 'code';

/** Is a credential of this name no password of a person: the key of a machine, a token that nobody can guess? */
export function isUnguessable(name: string): boolean {
  return (
    /token|api_?key|secret|signature|hmac|digest|session|refresh|webhook/iu.test(name.slice(0, LONGEST_NAME)) &&
    !/passw|pwd|otp|mfa|2fa/iu.test(name.slice(0, LONGEST_NAME))
  );
}

/** Does code with this name in it choose a new password, or turn a second factor on or off, for somebody who is logged in? */
export function namesChange(name: string): boolean {
  return /^(?:new|old|current|previous|existing|repeat|confirm|confirmed)_?pass(?:word|wd)?\d?$|_?password_?(?:new|old|current|confirm\w{0,6})$|^(?:change|update|reset|set|delete|remove|disable|enable|confirm|setup|enroll|activate)_?(?:password|account|user|totp|otp|mfa|2fa|two_?factor|email)/iu.test(
    name.slice(0, LONGEST_NAME),
  );
}

/** Is this how code names somebody whose session is there already? */
export function isKnownPerson(text: string): boolean {
  return /\b(?:current_user|currentUser|(?:self\.|this\.)?(?:request|req|ctx|context)\.(?:user|account|session|auth|accountability)|g\.(?:user|current)|self\.(?:user|instance)|this\.user)\b/u.test(
    text.slice(0, LONGEST_CODE),
  );
}

/** Does a call of this name write something down, so that a failure may be counted by it? */
export function keepsSomething(name: string): boolean {
  return /^(?:save|commit|update|update_?one|update_?many|insert|insert_?one|upsert|set|setex|put|incr\w{0,8}|add|create|push|append|emit|send|publish|dispatch|notify|delay|enqueue|trigger|fire|flush|exec|run)$/iu.test(
    name,
  );
}

/** Is this a part of the answer, which the caller may forget at once: `form.errors`, `res.statusCode`, `ctx.body`? */
export function isAnswer(name: string): boolean {
  const text = name.slice(0, LONGEST_NAME);
  return (
    /^(?:res|response|resp|reply|ctx|c|h|result|rv|NextResponse|Response|messages|flash)\./u.test(text) ||
    /(?:^|[._])(?:status\w{0,6}|body|errors?|message\w{0,4}|msg|detail|headers?|location|flash|redirect|locals|context|response|add_error|valid|success\w{0,3}|cookies?)$/iu.test(
      text,
    )
  );
}

/** A number on a dashboard refuses nobody: `metrics.send('login', ...)`. */
export function isMetric(name: string): boolean {
  return /^(?:\w{1,30}\.){0,3}(?:metrics?|statsd|stats|telemetry|analytics|prometheus|tracer|span)\./iu.test(name.slice(0, LONGEST_NAME));
}

const LONGEST_NAME = 200;
const LONGEST_CODE = 2000;

/** May the failures be counted in another file of the project? Of a project that nobody knows, yes. */
export function isCountedElsewhere(project: Project | undefined, lockouts: Search): boolean {
  const found = project?.find(lockouts) ?? null;
  return !project || !found || found.some((other) => !isTestFile(other) && project.ask(mayCountElsewhere, other) === true);
}
