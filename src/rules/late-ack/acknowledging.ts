export type MessageId = 'late' | 'never' | 'lateReply';

export type SuggestionId = 'ackFirst';

/** How a Bolt app registers what must be acknowledged within three seconds. Its events are acknowledged by Bolt itself. */
export const LISTENERS: ReadonlySet<string> = new Set([
  'command',
  'action',
  'view',
  'view_submission',
  'shortcut',
  'global_shortcut',
  'message_shortcut',
  'options',
  'block_action',
]);

/** Methods of a Discord interaction that answer it. */
export const REPLIES: ReadonlySet<string> = new Set([
  'reply',
  'deferReply',
  'deferUpdate',
  'showModal',
  'update',
  'respond',
  'send_message',
  'defer',
  'send_modal',
  'edit_message',
]);
