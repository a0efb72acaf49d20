export type MessageId = 'unseen' | 'unseenCall';

export type SuggestionId = 'addOnError';

/** Packages whose mutations tell of a failure through an object, and log nothing by themselves. */
export const MUTATION_MODULES = [
  '@tanstack/react-query',
  'react-query',
  '@tanstack/vue-query',
  '@tanstack/solid-query',
  '@tanstack/svelte-query',
];

/** What makes a mutation: `useMutation` of React, Vue and Solid, `createMutation` of Svelte. */
export const MAKERS: ReadonlySet<string> = new Set(['useMutation', 'createMutation']);

/** Options by which a mutation handles its own failure. */
export const HANDLING: ReadonlySet<string> = new Set(['onError', 'onSettled', 'throwOnError', 'useErrorBoundary', 'meta']);

/** Members of a mutation by which the code around it looks at a failure. */
export const LOOKING: ReadonlySet<string> = new Set([
  'isError',
  'error',
  'failureReason',
  'failureCount',
  'status',
  'mutateAsync',
  'state',
]);
