export type MessageId = 'otherThread' | 'handedOver' | 'unguarded';

/** Does a file keep the writes of its threads apart: a lock, a queue with one writer, a connection for each thread? */
export function keepsThreadsApart(text: string): boolean {
  return /\b(?:R?Lock|Semaphore|BoundedSemaphore)\(|_lock\b|\block\b|[qQ]ueue\(|threading\.local|max_workers\s?=\s?1\b/u.test(text);
}

/** Does a statement write: `INSERT`, `UPDATE`...? */
export function writes(text: string): boolean {
  return /\b(?:INSERT|UPDATE|DELETE|REPLACE)\b/iu.test(text);
}
