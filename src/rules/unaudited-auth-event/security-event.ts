import { flag, type OptionsOf } from '../../options.ts';
import type { Project } from '../../project/project.ts';
import type { Search } from '../../project/search.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';

export const options = {
  auditedElsewhere: flag(
    false,
    'A proxy, the database or a service keeps the record of who came in and what was changed; nothing is reported.',
  ),
};

export type Options = OptionsOf<typeof options>;

export type Message = 'login' | 'password' | 'account' | 'rights' | 'factor';

/** What a project says somewhere when it keeps a record of what people did; whoever keeps it may do so for all handlers. */
export const AUDIT_WORDS = [
  ...[/audit/i, /security_event/i, /securityevent/i, /security_log/i, /securitylog/i, /log_event/i, /logevent/i, /event_log/i, /eventlog/i],
  ...[
    /activity_log/i,
    /activitylog/i,
    /login_history/i,
    /loginhistory/i,
    /login_log/i,
    /loginlog/i,
    /user_logged_in/i,
    /simple_history/i,
    /listens_for/i,
  ],
];

/** Does something of this name keep a record, or tell those who do? */
export function keepsRecord(name: string): boolean {
  return /audit|security_?(?:event|log)|(?:log|track|record|save|add|create|write)_?(?:\w{0,20}_?)?(?:event|activity|login|attempt|action|history|log)(?:s|_|[A-Z]|$)|\btrack\b|\bemit\b|\bpublish\b|\bdispatch\b|sentry|posthog|mixpanel|analytics/iu.test(
    name.slice(0, LONGEST_NAME),
  );
}

/** Does a call of this name let somebody in who has just proved who they are? */
export function opensSession(name: string): boolean {
  if (/email|confirm|reset|verif|activat|csrf|invit|unsubscribe/iu.test(name.slice(0, LONGEST_NAME))) return false;
  return /(?:^|\.)(?:login_user|log_user_in|loginUser|jwt\.encode|jwt\.sign|jwtService\.sign(?:Async)?|signToken|sign_token|req\.login|req\.logIn|request\.login|start_?session|begin_?session|create_?session|set_?session)$|(?:^|[._])(?:create|generate|issue|make|encode|get|new|build)_?\w{0,20}?(?:tokens?|jwt)(?:_?for_?user)?$/iu.test(
    name.slice(0, LONGEST_NAME),
  );
}

/** Is this the place where a session is kept: `session['user_id']`, `req.session.userId`? */
export function isSessionPlace(text: string): boolean {
  return /^(?:(?:flask\.)?session|(?:req|request|self\.request|ctx|c)\.session)\s?(?:\[|\.(?!messages|flash|error))/u.test(
    text.slice(0, LONGEST_NAME),
  );
}

/** What changes when a field of this name is written to: the rights of somebody, or their second factor? */
export function fieldEvent(name: string): Message | null {
  if (/^(?:role|roles|user_?role|is_?admin|is_?superuser|is_?staff|permissions)$/iu.test(name)) return 'rights';
  return /^(?:is_?)?(?:totp|mfa|otp|2fa|two_?factor(?:_?auth)?)_?(?:enabled|active|activated)$/iu.test(name) ? 'factor' : null;
}

/** Does a handler of this name make an account, rather than change the password of one? */
export function makesAccount(name: string): boolean {
  return /register|sign_?up|create|add_?user|new_?user|invite|post_?users?$/iu.test(name.slice(0, LONGEST_NAME));
}

const LONGEST_NAME = 200;

/** Does the project keep a record somewhere, perhaps for all handlers? Of a project that nobody knows, yes. */
export function isRecordedSomewhere(project: Project | undefined, records: Search): boolean {
  const found = project?.find(records) ?? null;
  return found === null || found.some((other) => !isTestFile(other));
}
