export type MessageId = 'dropped';

/** Is this the name of a switch or of a secret, rather than of something that a message needs? */
export function namesSwitch(name: string): boolean {
  return /enabled|disabled|active|flag|debug|dry_?run|paused|muted|stopp|running|secret|token|key$|password|count|limit/iu.test(name);
}
