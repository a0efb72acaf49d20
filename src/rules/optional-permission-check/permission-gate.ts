import { flag, list, type OptionsOf } from '../../options.ts';
import { permissionSubject, type PermissionSubject } from '../../vocabulary/permission-names.ts';

export const options = {
  callers: flag(true, 'Report tests that are skipped when nobody is logged in (`if user and not user.can_edit(page)`).'),
  subjects: list([], 'Further names of what decides about permissions (`tenancy`).'),
};

export type Options = OptionsOf<typeof options>;

export type MessageId = 'skipped' | 'skippedForNobody' | 'leftOut' | 'countsAsYes' | 'emptyBranch' | 'droppedAnswer' | 'refuseMissing';

/** What a name stands for, as far as this run wants to know. */
export function subjectOf(name: string, { callers, subjects }: Options): PermissionSubject | null {
  if (subjects.includes(name)) return 'decider';
  const subject = permissionSubject(name);
  return subject === 'caller' && !callers ? null : subject;
}

/** The message for a test that is skipped when this is missing. */
export function messageFor(subject: PermissionSubject, without: number): MessageId {
  if (without > 0) return 'leftOut';
  return subject === 'caller' ? 'skippedForNobody' : 'skipped';
}

/** A file without one of these texts asks for no permission. */
export const permissionMentions = [
  ...[
    'permi',
    'Permi',
    'allow',
    'Allow',
    'uthori',
    'can_',
    '.can',
    'acl',
    'Acl',
    'rbac',
    'scope',
    'Scope',
    'role',
    'Role',
    'grant',
    'ccess',
  ],
  ...['owner', 'dmin', 'superuser', 'enforce', 'rivilege'],
];

/** A token as a message shows it. */
export function shown(text: string): string {
  const plain = text.replace(/\s+/gu, ' ');
  return plain.length > LONGEST_TOKEN ? `${plain.slice(0, LONGEST_TOKEN - 1)}…` : plain;
}

const LONGEST_TOKEN = 40;
