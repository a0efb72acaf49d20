export type MessageId = 'shared';

/** Does a file keep its threads apart: a lock, one object for each thread, a pool of one? */
export function keepsThreadsApart(text: string): boolean {
  return /\b(?:R?Lock|Semaphore|BoundedSemaphore)\(|_lock\b|\block\b|threading\.local|scoped_session|requestBuilder|execute\(http=|max_workers\s?=\s?1\b/u.test(
    text,
  );
}
