import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'uncached-auth-lookup',
  pitfalls: ['GR-IG2'],
  summary: 'Sessions or revoked tokens looked up in the database for each request',
  level: 'hint',
  messages: {
    uncached:
      "Each request of each user waits for this look into '{{store}}'. Put a cache of some seconds in front, and write to it when a token is revoked.",
  },
});
