import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'ephemeral-signing-key',
  pitfalls: ['GR-UX4'],
  summary: 'Signing key that is made up anew at every start',
  level: 'likely',
  messages: {
    newKey:
      'The key that signs tokens or sessions is new at every start: a restart logs everybody out, and workers refuse each other. Load a fixed one.',
    newDefault:
      "Without '{{variable}}' the signing key is new at every start: sessions end, and workers refuse each other's tokens. Raise an error instead.",
    memoryStore:
      'Without a store the sessions live in the memory of this process, so a restart logs everybody out. Pass a store that outlives it.',
  },
});
