export type MessageId = 'started';

export type SuggestionId = 'answer202';

/** Does the path of a route ask for work to be done, rather than for a thing to be made: `/runs/{id}/start`? */
export function asksForWork(path: string): boolean {
  const words = path.split('/').filter((part) => part !== '' && !/^[{<:[(*]/u.test(part));
  return /^(?:run|execute|trigger|start|process|launch|import|export|sync)(?:[-_:].*)?$/iu.test(words.at(-1) ?? '');
}

/** Does the text of a handler speak of the answer that fits? */
export function speaksOfAccepted(text: string): boolean {
  return /\b202\b|accepted/iu.test(text);
}

/** Words by which work is started that goes on without its caller. */
export const STARTING = [
  'create_task',
  'ensure_future',
  'add_task',
  '.delay(',
  'apply_async',
  'enqueue',
  'start_task',
  '.submit(',
  'Thread(',
  'send_task',
  'start_soon',
];
