import { list, type OptionsOf } from '../../options.ts';

export type MessageId = 'thread' | 'nested' | 'perRequest';

export const options = {
  adapters: list(['/db/async_', '/database/async_'], 'Parts of paths: these files are the asynchronous layer around a synchronous driver.'),
} as const;

export type Options = OptionsOf<typeof options>;

/** Does a comment say that this is for a while: an issue, or a day that has not come yet (`interim until 2031-05-01`)? */
export function isInterim(comment: string, today: string): boolean {
  const until = /\b(?:interim|temporary|until)\b[^\n]{0,40}?(\d{4}-\d{2}-\d{2})/iu.exec(comment)?.[1];
  if (until !== undefined) return until >= today;
  return /(?:^|\s|\()#\d+\b|\b[A-Z][A-Z0-9]+-\d+\b|https?:\/\/\S+\/(?:issues|pull)\//u.test(comment);
}
