import { oncePerName } from './known-names.ts';
import { wordsOf } from './words.ts';

/** What a name stands for that is asked whether something is allowed: who is calling, what decides, or what was granted. */
export type PermissionSubject = 'caller' | 'decider' | 'granted';

/** How sure is it that a question asks for permission: by itself, or only when a refusal follows? */
export type Certainty = 'surely' | 'perhaps';

/** What is longer is no name, and not worth splitting. */
const LONGEST_NAME = 80;

const CALLERS = words('user actor principal viewer caller requester requestor identity');
/** `current_user` and `request.user`, but neither `existing_user` nor `target_user`. */
const OF_THE_CALL = words(
  'current request requesting auth authenticated acting logged in session api calling invoking performing the my by as g',
);
const GRANTED = words('permissions perms scopes roles grants privileges rights entitlements authorities');
/** `required_roles` say what is asked for, and `allowed_scopes` who may; without them nothing is asked. */
const DEMANDED = words(
  'required require requires requirement requirements needed need needs allowed allow expected min minimum default valid new other existing extra exclude excluded',
  'include included missing all available requested requests accepted permitted enabled supported any check old removed added delete update create set initial',
);
const DECIDERS = words('acl acls rbac abac authorizer authoriser authz enforcer authority');
const DECIDES_ACCESS = words('permission permissions perms access acl authorization authorisation authz authority rbac');
const DECIDING = words(
  'check checker checks control controller controls service manager gate guard evaluator engine validator validation verifier policy policies enforcer decider authorizer',
);
/** `access_token_service` and `access_key_manager` keep keys. */
const KEYS = words('token tokens key keys cache log logs client config store storage repository model schema data');

/** What does a variable, parameter or attribute of this name stand for when it is asked for permission? */
export const permissionSubject = oncePerName((name): PermissionSubject | null => {
  if (name.length > LONGEST_NAME || name.startsWith('__')) return null;
  const parts = wordsOf(name);
  const last = parts.at(-1) ?? '';
  if (parts.length === 0 || parts.length > MOST_WORDS) return null;
  const before = parts.slice(0, -1);
  if (CALLERS.has(last)) return before.every((word) => OF_THE_CALL.has(word)) ? 'caller' : null;
  if (DECIDERS.has(last) || CALLED_DECIDERS.has(parts.join('_'))) return 'decider';
  if (DECIDING.has(last) && before.some((word) => DECIDES_ACCESS.has(word)))
    return before.some((word) => KEYS.has(word)) ? null : 'decider';
  if (before.some((word) => DEMANDED.has(word))) return null;
  return GRANTED.has(last) ? 'granted' : null;
});

const MOST_WORDS = 4;
/** Functions and objects that are handed in to be asked. */
const CALLED_DECIDERS = words('authorize authorise policy is_allowed is_authorized is_authorised can_access has_permission has_access');

const SURE_PHRASES = phrases(
  'has_permission has_permissions has_perm has_perms has_role has_roles has_any_role has_scope has_scopes has_access has_privilege has_privileges has_right has_rights',
  'has_any_permission has_all_permissions has_object_permission has_module_perms has_capability has_authority is_allowed is_permitted is_authorized is_authorised is_granted',
  'check_permission check_permissions check_perm check_access check_scope check_scopes check_role check_authorization test_permission user_can role_can may_access',
  'allowed_to is_admin is_superuser is_staff permission_granted access_allowed is_action_allowed is_access_allowed',
);
const SURE_WORDS = words('allows permits grants authorizes authorises allowed permitted authorized authorised can may authorize authorise');
/** Of whoever decides, and of what was granted, nothing else is asked. */
const ASKED_OF_DECIDERS = words(
  'check has test evaluate enforce contains includes include holds covers satisfies grants allow permit verify validate',
);
/** Who somebody is says what they may only where a refusal follows. */
const WEAK_PHRASES = phrases('is_admin is_superuser is_staff');
const NEVER_ASKED = words('password passwd email token csrf signature hash otp code');

/** Does a function, method or attribute of this name say whether a subject may do something? */
export function answersPermission(name: string, subject: PermissionSubject | null): Certainty | null {
  if (name.length > LONGEST_NAME) return null;
  const parts = wordsOf(name);
  const [first = '', second] = parts;
  if (parts.some((word) => NEVER_ASKED.has(word))) return null;
  if (holdsOne(parts, WEAK_PHRASES)) return 'perhaps';
  if (parts.length === 1 && SURE_WORDS.has(first)) return 'surely';
  if (holdsOne(parts, SURE_PHRASES)) return 'surely';
  // `user.can_edit(page)`, `canEdit(user, page)`.
  if ((first === 'can' || first === 'may') && second !== undefined) return subject === null ? null : 'surely';
  if (subject === 'decider' || subject === 'granted') return ASKED_OF_DECIDERS.has(first) ? 'surely' : null;
  return null;
}

const ENFORCING = words('check require requires ensure enforce assert authorize authorise verify validate demand must');
const ENFORCED = words(
  'permission permissions perm perms access allowed authorized authorised authorization scope scopes role roles acl can may rights privilege privileges permitted admin owner ownership',
);

/** Does a function of this name refuse by itself when something is not allowed: `check_permission`, `ensureCanEdit`? */
export function enforcesPermission(name: string, subject: PermissionSubject | null): boolean {
  if (name.length > LONGEST_NAME) return false;
  const parts = wordsOf(name);
  const [first = ''] = parts;
  if (parts.some((word) => NEVER_ASKED.has(word))) return false;
  if (subject === 'decider' && ENFORCING.has(first)) return true;
  if (parts.length === 1) return first === 'authorize' || first === 'authorise';
  return ENFORCING.has(first) && parts.some((word) => ENFORCED.has(word));
}

const RULED = phrases(
  'forbidden_actions allowed_actions denied_actions permitted_actions forbidden_tools granted_scopes granted_permissions',
);

/** Is this the name of a list that says what is granted or forbidden: `user.permissions`, `authority.forbidden_actions`? */
export function namesRuling(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const parts = wordsOf(name);
  return GRANTED.has(parts.at(-1) ?? '') || RULED.some((phrase) => endsIn(parts, phrase));
}

/** Is this the name of what somebody is: `user.role`, `member.level`? */
export function namesStanding(name: string): boolean {
  return /^(?:user_?)?(?:role|rank|level|type|access_?level|group)$/iu.test(name);
}

/** Does a piece of code that refuses say that it is a matter of permission? */
export function speaksOfRefusal(text: string): boolean {
  return REFUSAL.test(text.slice(0, LONGEST_PIECE));
}

const LONGEST_PIECE = 300;
const REFUSAL =
  /forbid|denied|\bdeny|permission|unauthori[sz]|not.?(?:allowed|authori[sz]ed|permitted)|access|privilege|\b40[13]\b|insufficient|may not|owner/iu;

/** Does a number or name of a status say that the caller may not: 401, 403, or 404 of what is hidden? */
export function isRefusingStatus(text: string): boolean {
  return /^40[134]$|UNAUTHORIZED|FORBIDDEN/iu.test(text);
}

/** Does a function of this name do nothing but check: `check_access`, `assertCanEdit`, `canDelete`? */
export function namesCheck(name: string): boolean {
  return enforcesPermission(name, null) || answersPermission(name, 'caller') !== null;
}

function holdsOne(parts: readonly string[], wanted: readonly (readonly string[])[]): boolean {
  return wanted.some((phrase) => endsIn(parts, phrase) || phrase.every((word, at) => parts[at] === word));
}

function endsIn(parts: readonly string[], phrase: readonly string[]): boolean {
  return phrase.length <= parts.length && phrase.every((word, at) => parts[parts.length - phrase.length + at] === word);
}

function words(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' '));
}

function phrases(...lists: string[]): string[][] {
  return lists
    .join(' ')
    .split(' ')
    .map((name) => name.split('_'));
}
